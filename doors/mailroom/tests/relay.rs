//! The relay's client against a real server: our own SMTP door plays it.

use mail::{Handover, Relay, RelayError};
use mailroom::{Protocol, RelayConfig, RelaySecurity, SmtpLimits, SmtpRelay};

use crate::common::{Open, open};

fn relay_to(open: &Open) -> SmtpRelay {
    let config = RelayConfig {
        host: "127.0.0.1".into(),
        port: open.address.port(),
        security: RelaySecurity::Plain,
        login: None,
        hello: Some("desk.example".into()),
        authority: String::new(),
    };
    SmtpRelay::new(&config).expect("a relay on this machine needs no TLS")
}

fn handover(to: &str, id: &str) -> Handover {
    let raw = format!("From: desk@other.example\r\nTo: {to}\r\nSubject: Hello\r\nMessage-ID: <{id}>\r\n\r\n.dot first\r\nHi\r\n");
    Handover {
        from: "desk@other.example".into(),
        to: vec![to.into()],
        raw: raw.into_bytes(),
        mailbox: None,
        header_from: "desk@other.example".into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_arrive_as_they_were_written() {
    let open = open(Protocol::Smtp, SmtpLimits::default()).await;
    let relay = relay_to(&open);
    relay.check().await.unwrap();
    relay.hand_over(&open.office.db, handover("support@desk.example", "a@o")).await.unwrap();
    relay.hand_over(&open.office.db, Handover { from: String::new(), ..handover("support@desk.example", "b@o") }).await.unwrap();
    let letters = open.letters().await;
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0].envelope_from.as_deref(), Some(""), "the null path stays null");
    let raw = open.office.store.get(&letters[1].raw).await.unwrap();
    let raw = String::from_utf8_lossy(&raw);
    assert!(raw.ends_with("\r\n\r\n.dot first\r\nHi\r\n"), "{raw:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_for_good_and_silence_is_for_now() {
    let open = open(Protocol::Smtp, SmtpLimits::default()).await;
    let relay = relay_to(&open);
    let refused = relay.hand_over(&open.office.db, handover("nobody@desk.example", "c@o")).await;
    assert!(matches!(&refused, Err(RelayError::Permanent(says)) if says.contains("No such mailbox")), "{refused:?}");
    let bad = relay.hand_over(&open.office.db, handover("not an address", "d@o")).await;
    assert!(matches!(bad, Err(RelayError::Permanent(_))), "{bad:?}");
    let relay = relay_to(&open);
    open.stop.send(true).unwrap();
    open.serving.await.unwrap();
    let gone = relay.hand_over(&open.office.db, handover("support@desk.example", "e@o")).await;
    assert!(matches!(gone, Err(RelayError::Temporary(_))), "{gone:?}");
}
