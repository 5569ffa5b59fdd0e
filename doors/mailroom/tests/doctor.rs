//! The connection doctor: everything holds with a real server, and each thing that does not is named.

use std::sync::Arc;

use mail::{CheckupStep, Found};
use mailroom::{Doctor, Listen, Mailroom, Protocol, RelayConfig, RelaySecurity, Relays, SmtpConfig, SmtpDoor, SmtpLimits, SmtpRelay};
use tokio::sync::watch;

use crate::imap::Fetching;
use crate::peers::dovecot::Dovecot;
use crate::peers::free_port;

/// A doctor whose desk relays to its own SMTP door, which brings every letter back.
async fn doctor(fetching: &Fetching) -> (Doctor, watch::Sender<bool>) {
    let office = &fetching.office;
    let room = Mailroom::new(office.db.clone(), office.store.clone());
    let listen = Listen::Tcp(([127, 0, 0, 1], 0).into());
    let config = SmtpConfig { listen, protocol: Protocol::Smtp, hostname: "desk.example".into(), tls: None, limits: SmtpLimits::default() };
    let door = SmtpDoor::open(config, room).await.expect("it opens");
    let Listen::Tcp(address) = door.address().expect("its address") else { panic!("it listens on a port") };
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(door.serve(stopped));
    let relay = RelayConfig {
        host: "127.0.0.1".into(),
        port: address.port(),
        security: RelaySecurity::Plain,
        login: None,
        hello: Some("desk.example".into()),
        authority: String::new(),
    };
    let relays = Relays::new(fetching.key.clone(), Some(SmtpRelay::new(&relay).expect("a relay")), None);
    (Doctor::new(office.db.clone(), fetching.key.clone(), Arc::new(relays)), stop)
}

/// Part, finding and sentence of each step.
fn told(steps: &[CheckupStep]) -> Vec<(&str, Found, &str)> {
    steps.iter().map(|s| (s.part.as_str(), s.found, s.says.key.as_str())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_steps_hold_from_the_name_to_a_letter_that_arrives() {
    let (dovecot, fetching) = (Dovecot::start(), Fetching::new().await);
    fetching.set_up(&dovecot, |input| "Done".clone_into(&mut input.processed_folder)).await;
    let (doctor, _stop) = doctor(&fetching).await;
    let steps = doctor.examine(fetching.office.support).await.expect("examined");
    use Found::{Fine, Note};
    assert_eq!(
        told(&steps),
        [
            ("name", Fine, "doctor-name-ok"),
            ("port", Fine, "doctor-port-ok"),
            ("tls", Fine, "doctor-tls-ok"),
            ("sign_in", Fine, "doctor-sign-in-ok"),
            ("folder", Fine, "doctor-folder-ok"),
            ("folder", Fine, "doctor-folder-ok"),
            ("name", Fine, "doctor-name-ok"),
            ("port", Fine, "doctor-port-ok"),
            ("tls", Note, "doctor-tls-plain"),
            ("sign_in", Fine, "doctor-no-sign-in"),
            ("send", Fine, "doctor-send-ok"),
            ("receive", Fine, "doctor-receive-ok"),
        ]
    );
    let opened: Vec<_> = fetching.letters().await.into_iter().filter(|l| l.ticket_id.is_some()).collect();
    assert!(opened.is_empty(), "a probe opens nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_exact_thing_that_is_missing_is_named() {
    let (dovecot, fetching) = (Dovecot::start(), Fetching::new().await);
    let (doctor, _stop) = doctor(&fetching).await;
    type Change = fn(&mut mail::FetchInput);
    let cases: [(Change, &str, &str); 6] = [
        (|input| input.server.host = "no-such-host.invalid".to_owned(), "name", "doctor-name"),
        (|input| input.server.port = u32::from(free_port()), "port", "doctor-port"),
        (|input| input.server.authority = String::new(), "tls", "doctor-tls-issuer"),
        (|input| input.server.host = "127.0.0.1".to_owned(), "tls", "doctor-tls-name"),
        (|input| input.server.password = "wrong".to_owned(), "sign_in", "doctor-refused"),
        (|input| input.folder = "Nowhere".to_owned(), "folder", "doctor-folder"),
    ];
    for (change, part, says) in cases {
        fetching.set_up(&dovecot, change).await;
        let steps = doctor.examine(fetching.office.support).await.expect("examined");
        let trouble: Vec<_> = steps.iter().filter(|s| s.found == Found::Trouble).collect();
        assert_eq!(told(&steps).iter().filter(|t| t.1 == Found::Trouble).count(), 1, "{part}: {:?}", told(&steps));
        assert_eq!((trouble[0].part.as_str(), trouble[0].says.key.as_str()), (part, says));
        let advice = trouble[0].advice.as_ref().expect("what to do");
        let say = catalogue::Say::new(testkit::texts(), catalogue::Language::En, jiff::tz::TimeZone::UTC);
        assert_ne!(advice.said(&say), advice.key, "the advice has words");
    }
    fetching.set_up(&dovecot, |input| (input.server.security, input.server.port) = (mail::Security::Tls, u32::from(dovecot.imap))).await;
    let steps = doctor.examine(fetching.office.support).await.expect("examined");
    assert_eq!(steps.iter().find(|s| s.found == Found::Trouble).map(|s| s.says.key.as_str()), Some("doctor-tls-none"));
}
