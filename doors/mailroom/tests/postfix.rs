//! A real Postfix before and behind us: it brings letters by LMTP and by SMTP, and carries ours, over TLS that is verified.

use mail::{Handover, Outcome, Relay, RelayError};
use mailroom::{Listen, Mailroom, Protocol, RelayConfig, RelaySecurity, SmtpConfig, SmtpDoor, SmtpLimits, SmtpRelay, TlsFiles};
use testkit::Office;
use tokio::sync::watch;

use crate::peers::postfix::{Postfix, can_run};
use crate::peers::{Certificates, until};

/// An office whose door is open at `listen`.
async fn open(protocol: Protocol, listen: Listen, tls: Option<TlsFiles>) -> (Office, Listen, watch::Sender<bool>) {
    let office = tokio::task::spawn_blocking(Office::new).await.expect("an office");
    let room = Mailroom::new(office.db.clone(), office.store.clone());
    let config = SmtpConfig { listen, protocol, hostname: "desk.example".into(), tls, limits: SmtpLimits::default() };
    let door = SmtpDoor::open(config, room).await.expect("it opens");
    let (address, (stop, stopped)) = (door.address().expect("its address"), watch::channel(false));
    tokio::spawn(door.serve(stopped));
    (office, address, stop)
}

/// Hands a letter to Postfix, as any mail program would.
async fn send(office: &Office, postfix: &Postfix, to: &str, id: &str) -> Result<(), RelayError> {
    let config = RelayConfig {
        host: "localhost".into(),
        port: postfix.port,
        security: RelaySecurity::StartTls,
        login: None,
        hello: Some("client.else.example".into()),
        authority: postfix.authority.clone(),
    };
    let raw =
        format!("From: Nina <nina@else.example>\r\nTo: {to}\r\nSubject: Hello\r\nMessage-ID: <{id}>\r\n\r\nIt burns.\r\n").into_bytes();
    let letter =
        Handover { from: "nina@else.example".into(), to: vec![to.into()], raw, mailbox: None, header_from: "nina@else.example".into() };
    SmtpRelay::new(&config).expect("a relay").hand_over(&office.db, letter).await
}

async fn letters(office: &Office) -> Vec<mail::Letter> {
    let system = people::Actor::system(people::Door::Command);
    office.db.read(move |conn| mail::letters(conn, &system, None, None, 100)).await.expect("the letters")
}

async fn raw(office: &Office, letter: &mail::Letter) -> String {
    String::from_utf8_lossy(&office.store.get(&letter.raw).await.expect("the letter as it came")).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn postfix_brings_letters_by_lmtp_through_a_socket() {
    if !can_run() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("open to postfix");
    let socket = folder.path().join("lmtp");
    let (office, _, _stop) = open(Protocol::Lmtp, Listen::Unix(socket.clone()), None).await;
    let postfix = Postfix::start(&format!("lmtp:unix:{}", socket.display()));
    send(&office, &postfix, "support@desk.example", "lmtp@else.example").await.expect("postfix takes it");
    until(&format!("the letter is there\n{}", postfix.log()), || async { letters(&office).await.len() == 1 }).await;
    let letter = letters(&office).await.remove(0);
    assert_eq!((letter.outcome, letter.envelope_from.as_deref()), (Outcome::Opened, Some("nina@else.example")));
    assert!(raw(&office, &letter).await.contains("with LMTP;"));
    until("postfix knows that it is kept", || async { postfix.log().contains("status=sent (250 2.0.0 Kept as letter") }).await;
    // Nobody of that name: postfix is told, and sends the letter back.
    send(&office, &postfix, "nobody@desk.example", "nobody@else.example").await.expect("postfix takes it");
    until("it came back", || async { postfix.kept().iter().any(|letter| letter.contains("No such mailbox here")) }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postfix_brings_letters_by_smtp_over_tls() {
    if !can_run() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (certificate, key) = Certificates::new().write(folder.path());
    let any_port = Listen::Tcp(([127, 0, 0, 1], 0).into());
    let (office, address, _stop) = open(Protocol::Smtp, any_port, Some(TlsFiles { certificate, key })).await;
    let Listen::Tcp(address) = address else { panic!("it listens on a port") };
    let postfix = Postfix::start(&format!("smtp:[127.0.0.1]:{}", address.port()));
    send(&office, &postfix, "support+vpn@desk.example", "smtp@else.example").await.expect("postfix takes it");
    until(&format!("the letter is there\n{}", postfix.log()), || async { letters(&office).await.len() == 1 }).await;
    let letter = letters(&office).await.remove(0);
    assert_eq!(letter.envelope_to, "support+vpn@desk.example");
    assert!(raw(&office, &letter).await.contains("with ESMTPS;"), "postfix used the TLS it was offered");
}

#[tokio::test(flavor = "multi_thread")]
async fn postfix_carries_our_letters_and_no_stranger_does() {
    if !can_run() {
        return;
    }
    let office = tokio::task::spawn_blocking(Office::new).await.expect("an office");
    let postfix = Postfix::start("error:nowhere");
    send(&office, &postfix, "rita@else.example", "out@desk.example").await.expect("postfix takes it");
    until("it was delivered", || async { postfix.kept().iter().any(|letter| letter.contains("out@desk.example")) }).await;
    let kept = postfix.kept();
    assert!(kept.iter().any(|letter| letter.contains("with ESMTPS")), "{kept:?}");
    let stranger = Postfix::start("error:nowhere");
    let untrusted = RelayConfig {
        host: "localhost".into(),
        port: stranger.port,
        security: RelaySecurity::StartTls,
        login: None,
        hello: None,
        authority: postfix.authority.clone(),
    };
    let refused = SmtpRelay::new(&untrusted).expect("a relay").check().await;
    assert!(refused.is_err(), "a certificate of another authority gets no letter");
}
