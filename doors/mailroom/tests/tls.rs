//! STARTTLS, at the door and from the relay's client: with a certificate one trusts, and not without.

use std::path::PathBuf;

use mail::{Handover, Relay, RelayError};
use mailroom::{Protocol, RelayConfig, RelaySecurity, SmtpLimits, SmtpRelay, TlsFiles};

use crate::common::{Client, Open, open_with};

/// A door with a certificate for `localhost`, and where that certificate lies.
async fn open() -> (Open, PathBuf, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder for the certificate");
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
    let (certificate, key) = (folder.path().join("certificate.pem"), folder.path().join("key.pem"));
    std::fs::write(&certificate, made.cert.pem()).expect("the certificate is written");
    std::fs::write(&key, made.signing_key.serialize_pem()).expect("the key is written");
    let files = TlsFiles { certificate: certificate.clone(), key };
    (open_with(Protocol::Smtp, SmtpLimits::default(), Some(files)).await, certificate, folder)
}

fn relay(open: &Open, authority: Option<PathBuf>) -> SmtpRelay {
    let config = RelayConfig {
        host: "localhost".into(),
        port: open.address.port(),
        security: RelaySecurity::StartTls,
        login: None,
        hello: Some("desk.example".into()),
        authority: authority.map(|path| std::fs::read_to_string(path).expect("the authority")).unwrap_or_default(),
    };
    SmtpRelay::new(&config).expect("a relay")
}

fn handover() -> Handover {
    let raw = b"From: a@other.example\r\nTo: support@desk.example\r\nMessage-ID: <t@o>\r\nSubject: Hi\r\n\r\nHi\r\n".to_vec();
    Handover {
        from: "a@other.example".into(),
        to: vec!["support@desk.example".into()],
        raw,
        mailbox: None,
        header_from: "a@other.example".into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_over_tls_says_so_in_its_trace() {
    let (open, certificate, _folder) = open().await;
    relay(&open, Some(certificate)).hand_over(&open.office.db, handover()).await.unwrap();
    let letters = open.letters().await;
    let raw = open.office.store.get(&letters[0].raw).await.unwrap();
    assert!(String::from_utf8_lossy(&raw).contains("with ESMTPS;"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_nobody_vouches_for_gets_no_letter() {
    let (open, _, _folder) = open().await;
    let refused = relay(&open, None).hand_over(&open.office.db, handover()).await;
    assert!(matches!(refused, Err(RelayError::Temporary(_))), "{refused:?}");
    assert!(open.letters().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_slipped_in_before_tls_is_dropped() {
    let (open, _, _folder) = open().await;
    let mut client = Client::connect(open.address).await;
    assert!(client.say("EHLO client.example").await.contains("250-STARTTLS"));
    client.send(b"STARTTLS\r\nMAIL FROM:<evil@else.example>\r\n").await;
    assert!(client.hear().await.starts_with("220 2.0.0"));
    client.send(b"NOOP\r\n").await;
    let next = client.hear().await;
    assert!(!next.starts_with("250"), "the command in the clear is never answered: {next:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_cannot_be_used_is_named_at_the_start() {
    let (open, certificate, folder) = open().await;
    let config = mailroom::SmtpConfig {
        listen: std::net::SocketAddr::from(([127, 0, 0, 1], 0)).into(),
        protocol: Protocol::Smtp,
        hostname: "desk.example".into(),
        tls: Some(TlsFiles { certificate, key: folder.path().join("nowhere.pem") }),
        limits: SmtpLimits::default(),
    };
    let mailroom = mailroom::Mailroom::new(open.office.db.clone(), open.office.store.clone());
    let refused = mailroom::SmtpDoor::open(config, mailroom).await.err().map(|error| error.to_string());
    assert!(refused.as_deref().is_some_and(|says| says.contains("nowhere.pem")), "{refused:?}");
}
