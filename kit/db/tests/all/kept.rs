//! What hardly anything changes is kept in memory, and never shown older than what was acknowledged.

use std::sync::Arc;

use crate::common::{Fresh, MONDAY, fresh};
use db::{ActedBy, Acts, Clock, Conn, Db, Event, KEPT_MS_MAX, Migrations, Options, Seldom, Subject, params};
use outcome::Result;

const WORDS: Migrations = Migrations { slice: "test", steps: &[("0001", "CREATE TABLE words (id {id}, word {text});")] };

struct Words(Vec<String>);

impl Seldom for Words {
    const SUBJECTS: &'static [&'static str] = &["word"];
}

#[derive(serde::Serialize)]
struct Said {
    #[serde(skip)]
    subject: &'static str,
}

impl Event for Said {
    fn kind(&self) -> &'static str {
        "word.said"
    }
    fn subject(&self) -> Subject {
        Subject::new(self.subject, 1)
    }
}

struct Tester;
impl Acts for Tester {
    fn acted_by(&self) -> ActedBy {
        ActedBy { actor: "system".into(), door: "test", caused_by: None }
    }
}

/// The words, and how many statements it took to know them.
fn words(conn: &Conn) -> Result<(usize, u64)> {
    let words = match conn.kept::<Words>() {
        Some(kept) => kept,
        None => conn.keep(Words(conn.all::<(String,)>("SELECT word FROM words", params![])?.into_iter().map(|(word,)| word).collect())),
    };
    Ok((words.0.len(), conn.statements()))
}

fn say(db: &Db, subject: &'static str) {
    db.write_now(move |tx| {
        tx.execute_one("INSERT INTO words (word) VALUES ('hello')", params![])?;
        tx.record(&Tester, &Said { subject })
    })
    .unwrap();
}

/// Reads the words until they are kept: the first time they only become known as something to be kept.
fn known(db: &Db) {
    for _ in 0..2 {
        assert_eq!(db.read_now(words).unwrap().1, 1);
    }
}

fn desk() -> (Fresh, Db, Clock) {
    let f = fresh(&[WORDS]);
    let clock = Clock::still(MONDAY);
    let db = Db::open(&Options { clock: clock.clone(), durable: false, ..Options::new(f.url.clone()) }).unwrap();
    (f, db, clock)
}

#[test]
fn it_is_read_once_and_again_after_an_event_of_its_nouns() {
    let (_f, db, _) = desk();
    say(&db, "word");
    known(&db);
    assert_eq!(db.read_now(words).unwrap(), (1, 0), "kept");
    say(&db, "word");
    assert_eq!(db.read_now(words).unwrap(), (2, 1), "whoever wrote reads what they wrote");
    assert_eq!(db.read_now(words).unwrap(), (2, 0));
}

#[test]
fn what_happens_to_other_nouns_lets_it_be() {
    let (_f, db, _) = desk();
    say(&db, "word");
    known(&db);
    say(&db, "ticket");
    assert_eq!(db.read_now(words).unwrap(), (1, 0));
}

#[test]
fn it_is_not_kept_longer_than_it_may() {
    let (_f, db, clock) = desk();
    known(&db);
    clock.set(MONDAY.plus_ms(KEPT_MS_MAX + 1));
    assert_eq!(db.read_now(words).unwrap(), (0, 1));
}

#[test]
fn a_transaction_that_writes_reads_what_it_wrote_and_keeps_nothing() {
    let (_f, db, _) = desk();
    known(&db);
    let refused: Result<()> = db.write_now(|tx| {
        tx.execute_one("INSERT INTO words (word) VALUES ('hello')", params![])?;
        assert_eq!(words(tx)?, (1, 2));
        Err(outcome::Refusal::NotFound.into())
    });
    assert!(refused.is_err());
    assert_eq!(db.read_now(words).unwrap(), (0, 0), "what was never true was not kept");
}

#[test]
fn what_was_read_before_a_commit_is_not_kept_after_it() {
    let (_f, db, _) = desk();
    say(&db, "word");
    known(&db);
    read_across_a_commit(db);
}

#[test]
fn nor_is_the_very_first_that_was_read() {
    let (_f, db, _) = desk();
    say(&db, "word");
    read_across_a_commit(db);
}

/// Somebody reads one word, another word is said, and only then the first keeps what they read.
fn read_across_a_commit(db: Db) {
    let db = Arc::new(db);
    let writer = Arc::clone(&db);
    db.read_now(move |conn| {
        // Its snapshot is taken; meanwhile another commits.
        assert_eq!(conn.one::<(i64,)>("SELECT COUNT(*) FROM words", params![])?, (1,));
        let writer = Arc::clone(&writer);
        std::thread::spawn(move || say(&writer, "word")).join().unwrap();
        conn.keep(Words(vec!["of before".to_owned()]));
        Ok(())
    })
    .unwrap();
    assert_eq!(db.read_now(words).unwrap(), (2, 1));
}
