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
async fn a_letter_that_fails_three_times_is_kept_for_a_person() {
    let (office, mailroom) = mailroom().await;
    office.db.write(|tx| tx.execute("ALTER TABLE threads RENAME TO gone", &[]).map(drop)).await.unwrap();
    let intake = mailroom.deliver(raw("broken@x"), &Envelope::default()).await.unwrap();
    assert_eq!((intake.outcome, intake.why.key.as_str(), intake.ticket), (Outcome::Held, "mail-why-failed", None));
    office.db.write(|tx| tx.execute("ALTER TABLE gone RENAME TO threads", &[]).map(drop)).await.unwrap();
    let (ann, letter) = (office.ann.clone(), intake.letter);
    let opened = office.db.write(move |tx| mail::open_from_letter(tx, &ann, letter)).await;
    assert!(opened.is_ok(), "once the fault is mended, the letter opens its ticket: {opened:?}");
}

/// Letters of the world: each is kept, whatever it is, and no delivery report opens a ticket or gets an answer.
#[tokio::test(flavor = "multi_thread")]
async fn letters_of_the_world_are_all_kept() {
    let root = std::env::var_os("FIRSTLINE_CORPORA")
        .map_or_else(|| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), std::path::PathBuf::from);
    let mut letters = Vec::new();
    for (folder, ending) in [("bounces/eml", "eml"), ("mime-messages", "msg")] {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
            eprintln!("CORPUS ABSENT: {} not found; set FIRSTLINE_CORPORA to run this test", root.join(folder).display());
            return;
        };
        let paths = entries.map(|entry| entry.expect("an entry of the corpus").path());
        letters.extend(paths.filter(|path| path.extension().is_some_and(|found| found == ending)).map(|path| (folder, path)));
    }
    assert!(letters.len() > 200, "only {} letters were found", letters.len());
    let (_office, mailroom) = mailroom().await;
    let mut opened = Vec::new();
    for (folder, path) in letters {
        let raw = std::fs::read(&path).expect("a letter of the corpus");
        let intake = mailroom.deliver(raw, &Envelope::default()).await;
        let intake = intake.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let again = mailroom.deliver(std::fs::read(&path).expect("the same letter"), &Envelope::default()).await.expect("known");
        assert!(again.repeated && again.letter == intake.letter, "{}", path.display());
        assert!(intake.why.key != "mail-why-failed" && intake.why.key != "mail-why-unreadable", "{}: {}", path.display(), intake.why.key);
        if folder == "bounces/eml" && matches!(intake.outcome, Outcome::Opened | Outcome::Joined) {
            opened.push(path);
        }
    }
    // A receipt of success from a service, and a list's notice that one is no member: news of programs, opened unanswered.
    let mut names: Vec<_> = opened.iter().filter_map(|path| path.file_name()?.to_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["lhost-amazonses-13.eml", "lhost-fml-02.eml"], "other reports on letters that are not ours opened tickets");
}

#[tokio::test(flavor = "multi_thread")]
async fn any_bytes_are_kept() {
    let (_office, mailroom) = mailroom().await;
    for (n, bytes) in [vec![0; 10], vec![0xff; 5_000], b"\r\n\r\n".to_vec(), Vec::new(), vec![b'('; 100_000]].into_iter().enumerate() {
        let intake = mailroom.deliver(bytes, &Envelope::default()).await.unwrap();
        assert_eq!(intake.outcome, Outcome::Held, "{n}");
    }
}
