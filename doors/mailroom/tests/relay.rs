//! The relay's client against a real server: our own SMTP door plays it, and one that falls silent.

use std::time::{Duration, Instant};

use mail::{Handover, Relay, RelayError};
use mailroom::{Protocol, RelayConfig, RelaySecurity, SmtpLimits, SmtpRelay};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use crate::common::{Open, open};

fn relay_to(open: &Open) -> SmtpRelay {
    relay_at(open.address.port())
}

fn relay_at(port: u16) -> SmtpRelay {
    let config = RelayConfig {
        host: "127.0.0.1".into(),
        port,
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

/// A relay that answers so many times on each connection, and then says nothing more and keeps the line; where it listens.
async fn silent_after(answers: usize) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
    let port = listener.local_addr().expect("its address").port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut stream = BufReader::new(stream);
                for answer in
                    ["220 relay.example\r\n", "250 relay.example\r\n", "250 fine\r\n", "250 fine\r\n", "354 go on\r\n"].iter().take(answers)
                {
                    stream.write_all(answer.as_bytes()).await.expect("written");
                    stream.read_line(&mut String::new()).await.expect("read");
                }
                std::future::pending::<()>().await;
            });
        }
    });
    port
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_falls_silent_at_any_step_is_not_waited_for_for_ever() {
    let open = open(Protocol::Smtp, SmtpLimits::default()).await;
    for answers in 0..=5 {
        let relay = relay_at(silent_after(answers).await).waiting(Duration::from_millis(300));
        let began = Instant::now();
        let silent = relay.hand_over(&open.office.db, handover("support@desk.example", "f@o")).await;
        assert!(matches!(&silent, Err(RelayError::Temporary(says)) if says.contains("says nothing")), "{answers}: {silent:?}");
        assert!(began.elapsed() < Duration::from_secs(10), "{answers}: {:?}", began.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_is_kept_for_the_next_letter() {
    let open = open(Protocol::Smtp, SmtpLimits { connections_max: 1, ..SmtpLimits::default() }).await;
    let relay = relay_to(&open);
    for id in ["g@o", "h@o", "i@o"] {
        relay.hand_over(&open.office.db, handover("support@desk.example", id)).await.expect("taken on the one line there may be");
    }
    assert_eq!(open.letters().await.len(), 3);
}
