//! Outside jobs are held for as long as somebody is at them, and no longer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::common::{Fresh, MONDAY, fresh};
use db::{Clock, Db, Job, Options, Promise, Run, Subject, Wiring, params};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

/// The lease of these tests: short enough to be outlived, long enough for a busy machine.
const LEASE: Duration = Duration::from_secs(2);

fn process(of: &Fresh, clock: Clock) -> Db {
    let job_lease_ms = i64::try_from(LEASE.as_millis()).unwrap();
    Db::open(&Options { clock, durable: false, readers: 1, writers: 2, job_lease_ms, ..Options::new(of.url.clone()) }).unwrap()
}

/// A job that counts how often it is begun and ended, and takes this long.
fn long(begun: &Arc<AtomicU32>, ended: &Arc<AtomicU32>, takes: Duration) -> Wiring {
    let (begun, ended) = (Arc::clone(begun), Arc::clone(ended));
    let run = Run::outside(move |_: Db, _: Job| {
        let (begun, ended) = (Arc::clone(&begun), Arc::clone(&ended));
        async move {
            begun.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(takes).await;
            ended.fetch_add(1, Ordering::SeqCst);
            Ok(())
        }
    });
    Wiring { listeners: vec![], jobs: vec![("long", run)] }
}

fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

fn promise(db: &Db) {
    db.write_now(|tx| tx.promise(&Promise::new("long", Subject::new("letter", 1)))).unwrap();
}

fn open(db: &Db) -> i64 {
    db.read_now(|conn| conn.one::<(i64,)>("SELECT COUNT(*) FROM jobs", params![])).unwrap().0
}

fn until(what: &str, within: Duration, so: impl Fn() -> bool) {
    let since = std::time::Instant::now();
    while !so() {
        assert!(since.elapsed() < within, "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_job_that_takes_longer_than_its_lease_is_begun_once() {
    let f = fresh(&[]);
    let (begun, ended) = (Arc::default(), Arc::default());
    let (one, two) = (process(&f, Clock::System), process(&f, Clock::System));
    for db in [&one, &two] {
        db.wire(long(&begun, &ended, LEASE * 3));
    }
    promise(&one);
    let (stop, stopped) = watch::channel(false);
    let (first, second) = (runtime(), runtime());
    let working = [first.spawn(db::work(one.clone(), stopped.clone())), second.spawn(db::work(two.clone(), stopped))];
    until("the job ends", LEASE * 15, || open(&one) == 0);
    // Whoever would have begun it again has had time to.
    std::thread::sleep(LEASE);
    assert_eq!((begun.load(Ordering::SeqCst), ended.load(Ordering::SeqCst)), (1, 1));
    stop.send(true).unwrap();
    for worker in working {
        first.block_on(worker).unwrap();
    }
}

#[test]
fn a_job_whose_process_dies_is_taken_over_when_its_lease_is_over_and_not_before() {
    let f = fresh(&[]);
    let clock = Clock::still(MONDAY);
    let (begun, ended) = (Arc::default(), Arc::default());
    let dying = process(&f, clock.clone());
    dying.wire(long(&begun, &ended, Duration::from_secs(600)));
    promise(&dying);
    let (_stop, stopped) = watch::channel(false);
    let its = runtime();
    its.spawn(db::work(dying.clone(), stopped));
    until("the job is begun", Duration::from_secs(30), || begun.load(Ordering::SeqCst) == 1);
    its.shutdown_background();
    drop(dying);

    let heir = process(&f, clock.clone());
    heir.wire(long(&begun, &ended, Duration::ZERO));
    let own = runtime();
    assert_eq!(own.block_on(db::drain(&heir)).unwrap(), 0, "it is still held");
    clock.set(MONDAY.plus_ms(i64::try_from(LEASE.as_millis()).unwrap()));
    assert_eq!(own.block_on(db::drain(&heir)).unwrap(), 1);
    assert_eq!((begun.load(Ordering::SeqCst), ended.load(Ordering::SeqCst), open(&heir)), (2, 1, 0));
}

#[test]
fn whoever_lost_a_job_breaks_it_off_and_reports_nothing() {
    let f = fresh(&[]);
    let clock = Clock::still(MONDAY);
    let (begun, ended) = (Arc::default(), Arc::default());
    let slow = process(&f, clock.clone());
    slow.wire(long(&begun, &ended, LEASE * 3));
    promise(&slow);
    let its = runtime();
    let working = {
        let slow = slow.clone();
        its.spawn(async move { db::drain(&slow).await })
    };
    until("the job is begun", Duration::from_secs(30), || begun.load(Ordering::SeqCst) == 1);
    // As after a night in which the machine slept: another has it now, and is still at it.
    f.db.write_now(|tx| tx.execute_one("UPDATE jobs SET claim = claim + 1, lease_until = $1", params![MONDAY.plus_ms(db::DAY_MS)]))
        .unwrap();
    its.block_on(working).unwrap().unwrap();
    assert_eq!((ended.load(Ordering::SeqCst), open(&f.db)), (0, 1));
}
