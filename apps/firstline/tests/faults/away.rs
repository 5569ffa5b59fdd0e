//! What the desk stands on goes away for a while: it says so, keeps nothing by halves, and goes on by itself when it is back.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::server::{Server, letter};
use crate::story::{Story, check, load, place_with_key, wait_until_idle, word};

/// How long each stretch of the story lasts, under load: before, without the database, and after.
const STRETCH: Duration = Duration::from_secs(3);
/// How long it may take until something is noticed.
const NOTICED: Duration = Duration::from_secs(30);
/// Room that is left to the database when its disk is made full, in bytes.
const ROOM: u64 = 64 * 1024;

/// A way to the database that can be shut: then no connection lives and none is made.
struct Gate {
    address: std::net::SocketAddr,
    shut: Arc<AtomicBool>,
    through: Arc<Mutex<Vec<TcpStream>>>,
}

impl Gate {
    fn before(database: &str) -> Self {
        let (listener, database) = (TcpListener::bind("127.0.0.1:0").unwrap(), database.to_owned());
        let gate = Self { address: listener.local_addr().unwrap(), shut: Arc::default(), through: Arc::default() };
        let (shut, through) = (Arc::clone(&gate.shut), Arc::clone(&gate.through));
        thread::spawn(move || {
            for near in listener.incoming() {
                let near = near.unwrap();
                if shut.load(Ordering::SeqCst) {
                    continue;
                }
                let far = TcpStream::connect(&database).unwrap();
                through.lock().unwrap().extend([near.try_clone().unwrap(), far.try_clone().unwrap()]);
                for (mut from, mut to) in [(near.try_clone().unwrap(), far.try_clone().unwrap()), (far, near)] {
                    thread::spawn(move || {
                        let mut some = [0; 16 * 1024];
                        while let Ok(bytes) = from.read(&mut some) {
                            if bytes == 0 || to.write_all(&some[..bytes]).is_err() {
                                break;
                            }
                        }
                        let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
                    });
                }
            }
        });
        gate
    }

    fn shut(&self) {
        self.shut.store(true, Ordering::SeqCst);
        for stream in self.through.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    fn open(&self) {
        self.shut.store(false, Ordering::SeqCst);
    }
}

fn until(what: &str, so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < NOTICED, "{what}");
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_database_that_goes_away_for_a_while_loses_nothing_and_is_found_again() {
    let (place, key) = place_with_key();
    // SQLite is in the process: it goes away with its disk, which is the next test's matter.
    let Some((_, server)) = place.desk.url.split_once('@').filter(|_| place.desk.url.starts_with("postgres")) else { return };
    let server = server.split(['/', '?']).next().unwrap();
    let gate = Gate::before(server);
    let mut desk = Server::start_on(&place, &place.desk.url.replacen(server, &gate.address.to_string(), 1));
    desk.cut_off = true;
    let (count, story, over) = (AtomicU64::new(0), Mutex::new(Story::default()), AtomicBool::new(false));
    let mut opened = db::Moment(0);
    thread::scope(|scope| {
        scope.spawn(|| load(&desk, &key, &count, &story, &over));
        thread::sleep(STRETCH);
        gate.shut();
        until("health does not tell of it", || !desk.is_healthy());
        let api = desk.api(&key);
        let (status, said) = api.ask("GET", "/api/v2/tickets.json", None, "").unwrap();
        assert_eq!((status, &said["error"]), (503, &json!("ServiceUnavailable")));
        assert!(letter(desk.letters, &word("letter", &count)).is_err(), "nobody answers for a letter that cannot be kept");
        thread::sleep(STRETCH);
        gate.open();
        opened = db::Moment::of_system();
        until("it is not found again", || desk.is_healthy());
        thread::sleep(STRETCH);
        over.store(true, Ordering::Relaxed);
    });
    desk.recover();
    // A job that could not be reported when the database was away is held until its lease is over: as if that time had passed.
    let lease_ms = db::Options::new("").job_lease_ms;
    let let_go = "UPDATE jobs SET lease_until = 0 WHERE lease_until > 0 AND lease_until <= $1";
    place.desk.db.write_now(move |tx| tx.execute(let_go, db::params![opened.plus_ms(lease_ms)])).unwrap();
    let mut story = story.into_inner().unwrap();
    story.ask_again(&desk, &key);
    wait_until_idle(&place);
    desk.kill();
    check(&place, &story);
}

#[test]
fn a_full_disk_refuses_in_words_keeps_what_was_answered_for_and_goes_on_when_there_is_room() {
    let (place, key) = place_with_key();
    if place.desk.url.starts_with("postgres") {
        return;
    }
    let desk = Server::start(&place);
    let api = desk.api(&key);
    let ticket = |subject: &str| json!({ "ticket": { "subject": subject, "comment": { "body": "A long story. ".repeat(2_000) } } });
    api.done("POST", "/api/v2/tickets.json", &ticket("before"), "").unwrap();
    // No file of the process may grow beyond the largest there is, and a little: writes fail as on a full disk.
    let largest = ["", "-wal"].map(|end| std::fs::metadata(format!("{}{end}", place.desk.url)).map_or(0, |file| file.size()));
    limit(&desk, &(largest.into_iter().max().unwrap() + ROOM).to_string());
    let mut kept = Vec::new();
    let refused = (0..200).find_map(|n| {
        let subject = format!("full {n}");
        let (status, said) = api.ask("POST", "/api/v2/tickets.json", Some(&ticket(&subject)), "").unwrap();
        if status == 201 {
            kept.push(subject);
            return None;
        }
        Some((status, said))
    });
    let (status, said) = refused.expect("the disk is full at last");
    assert_eq!((status, &said["error"]), (503, &json!("ServiceUnavailable")), "{said}");
    assert!(said["description"].as_str().unwrap().contains("full"), "it says why: {said}");
    let (status, _) = api.ask("GET", "/api/v2/tickets.json", None, "").unwrap();
    assert_eq!(status, 200, "what there is can still be read");
    let count = AtomicU64::new(0);
    let waiting = word("letter", &count);
    assert!(letter(desk.letters, &waiting).is_err(), "nobody answers for a letter that cannot be kept");

    limit(&desk, "unlimited");
    api.done("POST", "/api/v2/tickets.json", &ticket("after"), "").unwrap();
    letter(desk.letters, &waiting).unwrap();
    desk.kill();
    let subjects = place.desk.db.read_now(|conn| conn.all::<(String,)>("SELECT subject FROM tickets ORDER BY id", &[])).unwrap();
    let subjects: Vec<&str> = subjects.iter().map(|(subject,)| subject.as_str()).collect();
    let mut expected = vec!["before"];
    expected.extend(kept.iter().map(String::as_str));
    expected.extend(["after", &waiting]);
    assert_eq!(subjects, expected, "what was answered for, once, and nothing else");
    let sound = place.desk.db.read_now(|conn| conn.all::<(String,)>("PRAGMA integrity_check", &[])).unwrap();
    assert_eq!(sound, [("ok".to_owned(),)]);
}

/// Sets how large files of the process may become.
fn limit(desk: &Server, bytes: &str) {
    let set =
        Command::new("prlimit").args(["--pid", &desk.child.id().to_string(), &format!("--fsize={bytes}:unlimited")]).status().unwrap();
    assert!(set.success(), "prlimit comes with util-linux");
}

#[test]
fn a_file_store_that_refuses_writes_keeps_no_letter_by_halves() {
    let (place, key) = place_with_key();
    let desk = Server::start(&place);
    let count = AtomicU64::new(0);
    letter(desk.letters, &word("letter", &count)).unwrap();
    // A plain file stands where the folder was: nothing can be written below it, whoever one is.
    let (files, aside) = (place.data.path().join("files"), place.data.path().join("aside"));
    std::fs::rename(&files, &aside).unwrap();
    std::fs::write(&files, "").unwrap();
    until("health does not tell of it", || !desk.is_healthy());
    let waiting = word("letter", &count);
    assert!(letter(desk.letters, &waiting).is_err(), "the letter as it came cannot be kept, so nobody answers for it");
    let api = desk.api(&key);
    let (status, _) = api.ask("GET", "/api/v2/tickets.json", None, "").unwrap();
    assert_eq!(status, 200, "the rest goes on");
    back(&files, &aside);
    until("it is not found again", || desk.is_healthy());
    letter(desk.letters, &waiting).unwrap();
    desk.kill();
    let kept = place.desk.db.read_now(|conn| conn.one::<(i64, i64)>("SELECT count(*), count(DISTINCT rfc_message_id) FROM letters", &[]));
    assert_eq!(kept.unwrap(), (2, 2));
}

fn back(files: &Path, aside: &Path) {
    std::fs::remove_file(files).unwrap();
    std::fs::rename(aside, files).unwrap();
}
