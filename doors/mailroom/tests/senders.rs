//! Is the sender who it says? Signed letters, machines with and without the right to send, and name servers that do not answer.

use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use mail::{Finding, Outcome, Verdicts};
use mail_auth::common::crypto::Ed25519Key;
use mail_auth::common::headers::HeaderWriter;
use mail_auth::dkim::DkimSigner;
use mailroom::{Envelope, Mailroom, Senders, SendersConfig, Way};
use testkit::Office;

use crate::peers::names;

const LETTER: &str = "From: Ann Ash <ann@desk.example>\r\nTo: support@desk.example\r\nSubject: Hello\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\n\
     Message-ID: <s@desk.example>\r\n\r\nIt burns.\r\n";

struct Looking {
    office: Office,
    room: Mailroom,
}

impl Looking {
    async fn at(name_server: SocketAddr, authserv_id: &str) -> Self {
        let office = tokio::task::spawn_blocking(Office::new).await.expect("an office");
        let config = SendersConfig { name_server: Some(name_server), authserv_id: authserv_id.into(), hostname: "desk.example".into() };
        let room = Mailroom::new(office.db.clone(), office.store.clone()).looking_into(Senders::new(config).expect("name servers"));
        Self { office, room }
    }

    async fn verdicts(&self, way: Way, raw: Vec<u8>, from: &str) -> Verdicts {
        let envelope = Envelope { from: Some(from.into()), to: Some("support@desk.example".into()) };
        let id = self.room.deliver_by(&way, raw, &envelope).await.expect("kept").letter;
        let system = people::Actor::system(people::Door::Command);
        self.office.db.read(move |conn| Ok(mail::letter(conn, &system, id)?.row.verdicts)).await.expect("the letter")
    }
}

fn by(peer: [u8; 4]) -> Way {
    Way::Door { peer: IpAddr::from(peer), helo: "mx.desk.example".into() }
}

/// A letter signed by `domain`, and what the world is to know of the key.
fn signed(letter: &str, domain: &str) -> (Vec<u8>, String) {
    let key = Ed25519Key::from_pkcs8_der(&Ed25519Key::generate_pkcs8().expect("a key")).expect("the key");
    let public = format!("v=DKIM1; k=ed25519; p={}", data_encoding::BASE64.encode(&key.public_key()));
    let signer = DkimSigner::from_key(key).domain(domain).selector("s").headers(["From", "To", "Subject", "Date", "Message-ID"]);
    let header = signer.sign(letter.as_bytes()).expect("signed").to_header();
    ([header.as_bytes(), letter.as_bytes()].concat(), public)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_speaks_for_its_domain_and_for_no_other() {
    let (own, public) = signed(LETTER, "desk.example");
    let (evil, evil_public) = signed(&LETTER.replace("<s@", "<e@"), "evil.example");
    let server = names::start(&[
        ("s._domainkey.desk.example", &public),
        ("s._domainkey.evil.example", &evil_public),
        ("_dmarc.desk.example", "v=DMARC1; p=reject"),
    ])
    .await;
    let looking = Looking::at(server, "").await;
    let found = looking.verdicts(Way::Pipe, own.clone(), "ann@desk.example").await;
    assert_eq!((found.dkim, found.dmarc, found.aligned, found.by.as_str()), (Finding::Pass, Finding::Pass, true, "desk.example"));
    let forged = looking.verdicts(Way::Pipe, evil, "x@evil.example").await;
    assert_eq!((forged.dkim, forged.dmarc, forged.aligned), (Finding::Pass, Finding::Fail, false), "{forged:?}");
    let changed = String::from_utf8(own).expect("a letter").replace("It burns", "It is fine").replace("<s@", "<c@");
    let changed = looking.verdicts(Way::Pipe, changed.into_bytes(), "ann@desk.example").await;
    assert!(changed.dkim != Finding::Pass && !changed.aligned, "{changed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_speaks_for_the_domain_that_lets_it() {
    let server = names::start(&[("desk.example", "v=spf1 ip4:192.0.2.0/24 -all"), ("_dmarc.desk.example", "v=DMARC1; p=none")]).await;
    let looking = Looking::at(server, "").await;
    let letter = |id: &str| LETTER.replace("<s@", &format!("<{id}@")).into_bytes();
    let allowed = looking.verdicts(by([192, 0, 2, 7]), letter("a"), "ann@desk.example").await;
    assert_eq!((allowed.spf, allowed.dmarc, allowed.aligned), (Finding::Pass, Finding::Pass, true));
    let stranger = looking.verdicts(by([198, 51, 100, 7]), letter("b"), "ann@desk.example").await;
    assert_eq!((stranger.spf, stranger.dmarc, stranger.aligned), (Finding::Fail, Finding::Fail, false));
    let near = looking.verdicts(by([127, 0, 0, 1]), letter("c"), "ann@desk.example").await;
    assert_eq!((near.spf, near.aligned), (Finding::None, false), "a server of ours says nothing of who wrote");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_word_of_our_own_server_is_taken_and_a_strangers_is_not() {
    let server = names::start(&[]).await;
    let looking = Looking::at(server, "mx.desk.example").await;
    let with = |who: &str, id: &str| {
        let results = format!("Authentication-Results: {who}; dkim=pass header.d=desk.example; dmarc=pass header.from=desk.example\r\n");
        format!("{results}{}", LETTER.replace("<s@", &format!("<{id}@"))).into_bytes()
    };
    let taken = looking.verdicts(Way::Pipe, with("mx.desk.example", "a"), "ann@desk.example").await;
    assert_eq!((taken.aligned, taken.said_by.as_str()), (true, "mx.desk.example"));
    let forged = looking.verdicts(Way::Pipe, with("mx.evil.example", "b"), "ann@desk.example").await;
    assert!(!forged.aligned && forged.said_by.is_empty());
}

/// A letter of somebody at `domain`, handed over by a machine of the wide world; how long it took.
async fn handed_over(looking: &Looking, n: usize, domain: &str) -> Duration {
    let letter = LETTER.replace("<s@", &format!("<{n}@")).replace("ann@desk.example", &format!("ann{n}@{domain}")).into_bytes();
    let envelope = Envelope { from: Some(format!("ann{n}@{domain}")), to: Some("support@desk.example".into()) };
    let begun = Instant::now();
    let intake = looking.room.deliver_by(&by([192, 0, 2, 7]), letter, &envelope).await.expect("kept");
    assert_eq!(intake.outcome, Outcome::Opened);
    begun.elapsed()
}

#[tokio::test(flavor = "multi_thread")]
async fn name_servers_that_are_away_lose_no_letter_and_slow_only_the_first() {
    // A port where nobody answers: taken, and never read.
    let silent = std::net::UdpSocket::bind(("127.0.0.1", 0)).expect("a port");
    let looking = Looking::at(silent.local_addr().expect("its address"), "").await;
    let mut longest = Duration::ZERO;
    for n in 0..4 {
        longest = longest.max(handed_over(&looking, n, &format!("d{n}.example")).await);
    }
    assert!(longest < Duration::from_secs(15), "one letter waits no longer than its limit: {longest:?}");
    let begun = Instant::now();
    for n in 10..40 {
        handed_over(&looking, n, &format!("d{n}.example")).await;
    }
    assert!(begun.elapsed() < Duration::from_secs(15), "nobody waits for who is known to be away: {:?}", begun.elapsed());
    let found = looking.verdicts(by([192, 0, 2, 7]), LETTER.as_bytes().to_vec(), "ann@desk.example").await;
    assert!(!found.aligned && found.spf == Finding::TemporaryError, "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_domain_is_asked_about_once_and_a_dead_one_slows_no_other() {
    let (server, asked) = names::start_with(
        &[("quick.example", "v=spf1 ip4:192.0.2.0/24 -all"), ("_dmarc.quick.example", "v=DMARC1; p=none")],
        "dead.example",
    )
    .await;
    let looking = Looking::at(server, "").await;
    handed_over(&looking, 1, "quick.example").await;
    let after_one = asked.load(std::sync::atomic::Ordering::Relaxed);
    for n in 2..12 {
        handed_over(&looking, n, "quick.example").await;
    }
    let more = asked.load(std::sync::atomic::Ordering::Relaxed) - after_one;
    assert_eq!(more, 0, "what a name server said is remembered as long as it said so");
    handed_over(&looking, 20, "dead.example").await;
    let begun = Instant::now();
    for n in 21..31 {
        handed_over(&looking, n, "dead.example").await;
    }
    assert!(begun.elapsed() < Duration::from_secs(8), "a domain that does not answer is left alone: {:?}", begun.elapsed());
    let from = LETTER.replace("ann@desk.example", "ann@quick.example").replace("<s@", "<q@");
    let found = looking.verdicts(by([192, 0, 2, 7]), from.into_bytes(), "ann@quick.example").await;
    assert!(found.aligned, "the others are looked into as before: {found:?}");
}
