//! The one path in: by envelope, by headers, twice at once.

use mail::Outcome;
use mailroom::{Envelope, Mailroom};
use outcome::{Error, Refusal};
use testkit::Office;

async fn mailroom() -> (Office, Mailroom) {
    let office = tokio::task::spawn_blocking(Office::new).await.expect("an office");
    let mailroom = Mailroom::new(office.db.clone(), office.store.clone());
    (office, mailroom)
}

fn raw(id: &str) -> Vec<u8> {
    format!("From: nina@else.example\nTo: x@else.example\nDelivered-To: support+a@desk.example\nMessage-ID: <{id}>\nSubject: Hi\n\nHello\n")
        .into_bytes()
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_envelope_the_headers_say_which_mailbox() {
    let (_office, mailroom) = mailroom().await;
    let intake = mailroom.deliver(raw("a@x"), &Envelope::default()).await.unwrap();
    assert_eq!(intake.outcome, Outcome::Opened);
    let unknown = Envelope { to: Some("sales@desk.example".into()), from: None };
    assert!(matches!(mailroom.deliver(raw("b@x"), &unknown).await, Err(Error::Refused(Refusal::NotFound))));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_letter_on_two_ways_at_once_is_one() {
    let (_office, mailroom) = mailroom().await;
    let one = mailroom.clone();
    let other = mailroom.clone();
    let envelope = Envelope::default();
    let (a, b) = tokio::join!(one.deliver(raw("twice@x"), &envelope), other.deliver(raw("twice@x"), &envelope));
    let (a, b) = (a.unwrap(), b.unwrap());
    assert_eq!((a.letter, a.ticket), (b.letter, b.ticket));
    assert!(a.repeated != b.repeated);
}

#[tokio::test(flavor = "multi_thread")]
async fn any_bytes_are_kept() {
    let (_office, mailroom) = mailroom().await;
    for (n, bytes) in [vec![0; 10], vec![0xff; 5_000], b"\r\n\r\n".to_vec(), Vec::new(), vec![b'('; 100_000]].into_iter().enumerate() {
        let intake = mailroom.deliver(bytes, &Envelope::default()).await.unwrap();
        assert_eq!(intake.outcome, Outcome::Held, "{n}");
    }
}
