//! The seam's promises, on whichever engine the run is for.

use crate::common::{MONDAY, fresh};
use db::{ActedBy, Acts, Budget, Event, Listener, Migrations, Moment, Promise, Run, Subject, Wiring, params};
use outcome::{Error, Refusal};

const NOTES: Migrations =
    Migrations { slice: "test", steps: &[("0001", "CREATE TABLE notes (id {id}, x BIGINT, y {text}, z {bytes}, w DOUBLE PRECISION);")] };

fn notes() -> crate::common::Fresh {
    fresh(&[NOTES])
}

struct Tester;
impl Acts for Tester {
    fn acted_by(&self) -> ActedBy {
        ActedBy { actor: "system".into(), door: "test", caused_by: None }
    }
}

#[derive(serde::Serialize)]
struct Noted {
    #[serde(skip)]
    id: i64,
    words: &'static str,
}
impl Event for Noted {
    fn kind(&self) -> &'static str {
        "note.added"
    }
    fn subject(&self) -> Subject {
        Subject::new("note", self.id)
    }
}

#[test]
fn parameters_go_by_number_not_by_first_appearance() {
    let f = notes();
    f.db.write_now(|tx| {
        let id: i64 = tx.insert("INSERT INTO notes (x, y) VALUES ($1, $2) RETURNING id", params![1, "one"])?;
        tx.execute_one("UPDATE notes SET x = $2, y = '$1 stays' WHERE id = $1", params![id, 7])?;
        assert_eq!(tx.one::<(i64, String)>("SELECT x, y FROM notes WHERE id = $1", params![id])?, (7, "$1 stays".to_owned()));
        Ok(())
    })
    .unwrap();
}

#[test]
fn every_kind_of_value_comes_back_as_it_went() {
    let f = notes();
    f.db.write_now(|tx| {
        let long = "ü".repeat(100_000);
        tx.execute_one("INSERT INTO notes (x, y, z, w) VALUES ($1,$2,$3,$4)", params![i64::MAX, &long, vec![0u8, 255], 0.5])?;
        let row = tx.one::<(i64, String, Vec<u8>, f64)>("SELECT x, y, z, w FROM notes", params![])?;
        assert_eq!(row, (i64::MAX, long, vec![0, 255], 0.5));
        tx.execute_one("INSERT INTO notes (x, y) VALUES ($1,$2)", params![None::<i64>, "a\0b"])?;
        assert_eq!(tx.one::<(Option<i64>, String)>("SELECT x, y FROM notes WHERE x IS NULL", params![])?, (None, "a\u{fffd}b".to_owned()));
        Ok(())
    })
    .unwrap();
}

#[test]
fn a_write_smuggled_into_a_query_fails() {
    let f = notes();
    let smuggled = f.db.read_now(|conn| conn.all::<(i64,)>("INSERT INTO notes (x) VALUES (1) RETURNING id", params![]));
    assert!(matches!(smuggled, Err(Error::Failed(_))));
    assert_eq!(f.db.read_now(|c| c.one::<(i64,)>("SELECT COUNT(*) FROM notes", params![])).unwrap(), (0,));
}

#[test]
fn an_update_that_touches_nothing_is_a_fault() {
    let f = notes();
    assert!(f.db.write_now(|tx| tx.execute_one("UPDATE notes SET x = 1 WHERE id = $1", params![99])).is_err());
}

#[test]
fn a_refused_deed_leaves_nothing_and_its_neighbours_stay() {
    let f = notes();
    let threads: Vec<_> = (0..40)
        .map(|n| {
            let db = f.db.clone();
            std::thread::spawn(move || {
                db.write_now(move |tx| {
                    tx.execute_one("INSERT INTO notes (x) VALUES ($1)", params![n])?;
                    if n % 2 == 0 { Err(Refusal::NotFound.into()) } else { Ok(()) }
                })
                .is_ok()
            })
        })
        .collect();
    let kept = threads.into_iter().map(|t| t.join().unwrap()).filter(|ok| *ok).count();
    assert_eq!(kept, 20);
    let sql = "SELECT COUNT(*), CAST(SUM(x % 2) AS BIGINT) FROM notes";
    assert_eq!(f.db.read_now(|c| c.one::<(i64, i64)>(sql, params![])).unwrap(), (20, 20));
}

#[test]
fn a_panic_is_a_failure_of_that_deed_alone() {
    let f = notes();
    assert!(matches!(f.db.write_now(|_| -> outcome::Result<()> { panic!("on purpose") }), Err(Error::Failed(_))));
    f.db.write_now(|tx| tx.execute_one("INSERT INTO notes (x) VALUES (1)", params![])).unwrap();
}

#[test]
fn migrating_twice_changes_nothing() {
    let f = notes();
    assert!(db::migrate(&f.db, &[NOTES]).unwrap().is_empty());
}

fn heard(tx: &mut db::Tx<'_>, job: &db::Job) -> outcome::Result<()> {
    let event = job.event(tx)?;
    tx.execute_one("INSERT INTO notes (x, y) VALUES ($1, $2)", params![event.subject_id, event.data])
}

#[tokio::test]
async fn an_event_leaves_a_job_for_each_listener_and_none_when_refused() {
    let f = tokio::task::spawn_blocking(notes).await.unwrap();
    let ear = |name| Listener { name, hears: &["note.*"], run: Run::inside(heard) };
    let deaf = Listener { name: "deaf", hears: &["ticket.*"], run: Run::inside(heard) };
    f.db.wire(Wiring { listeners: vec![ear("one"), ear("two"), deaf], jobs: vec![] });
    let refused = f.db.write(|tx| {
        tx.record(&Tester, &Noted { id: 4, words: "never" })?;
        Err::<(), _>(Refusal::NotFound.into())
    });
    assert!(refused.await.is_err());
    f.db.write(|tx| tx.record(&Tester, &Noted { id: 5, words: "hello" })).await.unwrap();
    assert_eq!(db::drain(&f.db).await.unwrap(), 2);
    let rows = f.db.read(|c| c.all::<(i64, String)>("SELECT x, y FROM notes ORDER BY id", params![])).await.unwrap();
    assert_eq!(rows, vec![(5, "{\"words\":\"hello\"}".to_owned()); 2]);
}

#[tokio::test]
async fn a_failing_job_backs_off_is_given_up_and_can_be_retried() {
    let f = tokio::task::spawn_blocking(notes).await.unwrap();
    let fails = Run::outside(|db: db::Db, _| async move {
        let ready = db.read(|c| c.one::<(i64,)>("SELECT COUNT(*) FROM notes", params![])).await?;
        if ready.0 > 0 { Ok(()) } else { Err(anyhow::anyhow!("the relay is down").into()) }
    });
    f.db.wire(Wiring { listeners: vec![], jobs: vec![("call", fails)] });
    f.db.write(|tx| tx.promise(&Promise::new("call", Subject::new("note", 1)))).await.unwrap();
    for _ in 0..db::ATTEMPTS_MAX {
        db::drain(&f.db).await.unwrap();
        let later = f.db.clock().now().plus_ms(db::DAY_MS);
        f.db.clock().set(later);
    }
    let cards = f.db.read(|c| db::given_up(c, 10)).await.unwrap();
    assert_eq!(cards.len(), 1);
    assert!(cards[0].last_error.as_deref().unwrap().contains("the relay is down"));
    let job = cards[0].id;
    f.db.write(move |tx| {
        tx.execute_one("INSERT INTO notes (x) VALUES (1)", params![])?;
        db::retry(tx, job)
    })
    .await
    .unwrap();
    db::drain(&f.db).await.unwrap();
    assert_eq!(f.db.read(|c| c.one::<(i64,)>("SELECT COUNT(*) FROM jobs", params![])).await.unwrap(), (0,));
}

#[tokio::test]
async fn a_promise_has_a_time_and_can_be_called_off() {
    let f = tokio::task::spawn_blocking(notes).await.unwrap();
    let write = Run::inside(|tx: &mut db::Tx<'_>, _: &db::Job| tx.execute_one("INSERT INTO notes (x) VALUES (1)", params![]));
    f.db.wire(Wiring { listeners: vec![], jobs: vec![("later", write)] });
    for key in ["a", "b"] {
        let promise =
            Promise { not_before: Some(MONDAY.plus_ms(10_000)), key: Some(key.into()), ..Promise::new("later", Subject::new("note", 1)) };
        assert!(f.db.write(move |tx| tx.promise(&promise)).await.unwrap());
    }
    assert_eq!(db::drain(&f.db).await.unwrap(), 0);
    assert!(f.db.write(|tx| tx.call_off("later", "a")).await.unwrap());
    assert!(!f.db.write(|tx| tx.call_off("later", "a")).await.unwrap());
    f.db.clock().set(Moment(MONDAY.0 + 10_000));
    assert_eq!(db::drain(&f.db).await.unwrap(), 1);
}

#[test]
fn a_budget_refuses_the_one_too_many_and_opens_again() {
    let f = notes();
    let budget = Budget { most: 2, window_ms: 60_000 };
    let spend = || f.db.write_now(move |tx| tx.spend("mail:a@b.example", 1, budget));
    assert!(spend().is_ok() && spend().is_ok());
    assert!(matches!(spend(), Err(Error::Refused(Refusal::TooMany { retry_after_s: 61 }))));
    f.db.clock().set(MONDAY.plus_ms(60_000));
    assert!(spend().is_ok());
}

#[test]
fn a_lease_has_one_holder_until_it_ends() {
    let f = notes();
    let lease = |who: &'static str| f.db.write_now(move |tx| tx.lease("timers", who, 1_000)).unwrap();
    assert!(lease("a") && lease("a") && !lease("b"));
    f.db.clock().set(MONDAY.plus_ms(1_001));
    assert!(lease("b") && !lease("a"));
}

#[test]
fn statements_are_counted_per_piece_of_work() {
    let f = notes();
    let counted = f.db.read_now(|c| {
        c.all::<(i64,)>("SELECT id FROM notes", params![])?;
        c.all::<(i64,)>("SELECT id FROM notes", params![])?;
        Ok(c.statements())
    });
    assert_eq!(counted.unwrap(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn news_of_another_process_arrives() {
    let f = tokio::task::spawn_blocking(notes).await.unwrap();
    f.db.hear_other_processes().unwrap();
    let mut news = f.db.announcements().listen();
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    let url = f.url.clone();
    tokio::task::spawn_blocking(move || {
        let other = db::Db::open(&db::Options::new(url)).unwrap();
        other.write_now(|tx| tx.record(&Tester, &Noted { id: 9, words: "from elsewhere" })).unwrap();
    })
    .await
    .unwrap();
    let heard = tokio::time::timeout(std::time::Duration::from_secs(10), news.recv()).await.unwrap().unwrap();
    assert_eq!((heard.subject, heard.what.as_str()), (Subject::new("note", 9), "note.added"));
}
