//! Killed at any moment, under a load of letters, tickets, answers and merges, the desk loses nothing it answered for and does
//! nothing twice. `FIRSTLINE_TEST_KILLS` says how often it is killed.
#![expect(clippy::unwrap_used, reason = "tests")]

mod place;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Error, Read, Result, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use db::fulltext::{Audience, TextQuery};
use db::params;
use place::{Place, furnished};
use serde_json::{Value, json};

/// Kills in a run of all tests.
const ROUNDS: u64 = 6;
/// Shortest and longest time between a healthy start and the kill.
const LIFE_MS: (u64, u64) = (60, 700);
/// How long one answer may take before the asker gives up.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a start, and the work that is left over at the end, may take.
const RECOVERY: Duration = Duration::from_secs(60);
/// Between two requests of one program, which keeps it within its rate.
const PAUSE: Duration = Duration::from_millis(25);

/// A server that can be killed.
struct Server {
    child: Child,
    pages: SocketAddr,
    letters: SocketAddr,
}

impl Server {
    fn start(place: &Place) -> Self {
        let held = [TcpListener::bind("127.0.0.1:0").unwrap(), TcpListener::bind("127.0.0.1:0").unwrap()];
        let [pages, letters] = held.each_ref().map(|port| port.local_addr().unwrap());
        drop(held);
        let child = Command::new(env!("CARGO_BIN_EXE_firstline"))
            .args(["serve", "--listen", &pages.to_string(), "--smtp-listen", &letters.to_string(), "--database", &place.desk.url, "--data"])
            .arg(place.data.path())
            .env_remove("FIRSTLINE_CONFIG")
            .env_remove("FIRSTLINE_TEST_KILLS")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Self { child, pages, letters };
        let begun = Instant::now();
        let anybody = Api { address: pages, key: String::new() };
        while !anybody.ask("GET", "/health", None, "").is_ok_and(|(status, _)| status == 200) {
            assert_eq!(server.child.try_wait().unwrap(), None, "it ended by itself");
            assert!(begun.elapsed() < RECOVERY, "it did not become healthy");
            thread::sleep(Duration::from_millis(5));
        }
        server
    }

    /// SIGKILL: no word of farewell, no flush.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A program that speaks to the API, on a connection for each request.
struct Api {
    address: SocketAddr,
    key: String,
}

impl Api {
    fn ask(&self, method: &str, path: &str, body: Option<&Value>, once: &str) -> Result<(u16, Value)> {
        let stream = connect(self.address)?;
        let body = body.map(Value::to_string).unwrap_or_default();
        let once = if once.is_empty() { String::new() } else { format!("Idempotency-Key: {once}\r\n") };
        write!(
            &stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nAuthorization: Bearer {}\r\n{once}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            self.key,
            body.len()
        )?;
        let mut answer = String::new();
        (&stream).read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(|| Error::other("half an answer"))?;
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or_else(|| Error::other("no status"))?;
        let length = head.lines().filter_map(|line| line.split_once(": ")).find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        if length.is_some_and(|(_, length)| length.parse() != Ok(body.len())) {
            return Err(Error::other("half an answer"));
        }
        Ok((status, serde_json::from_str(body).unwrap_or(Value::Null)))
    }

    /// Done, as far as the answer tells; with what was answered.
    fn done(&self, method: &str, path: &str, body: &Value, once: &str) -> Option<Value> {
        let (status, answer) = self.ask(method, path, Some(body), once).ok()?;
        assert!((200..300).contains(&status), "{method} {path}: {status} {answer}");
        Some(answer)
    }
}

fn connect(address: SocketAddr) -> Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Hands a letter to the door; `Ok` only when the door answered for it.
fn letter(door: SocketAddr, word: &str) -> Result<()> {
    // A letter that comes again is the same letter.
    let sender = format!("req{}@customer.example", word.bytes().map(u32::from).sum::<u32>() % 2);
    let mut stream = BufReader::new(connect(door)?);
    let letter = format!(
        "From: {sender}\r\nTo: support@desk.example\r\nSubject: {word}\r\nMessage-ID: <{word}@customer.example>\r\n\r\nSince nine, {word}.\r\n.\r\n"
    );
    let turns =
        ["", "EHLO customer.example\r\n", &format!("MAIL FROM:<{sender}>\r\n"), "RCPT TO:<support@desk.example>\r\n", "DATA\r\n", &letter];
    for turn in turns {
        stream.get_mut().write_all(turn.as_bytes())?;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line)? == 0 {
                return Err(Error::other("it hung up"));
            }
            if line.as_bytes().get(3) == Some(&b' ') {
                match line.as_bytes()[0] {
                    b'2' | b'3' => break,
                    b'4' => return Err(Error::other(line)),
                    _ => panic!("the door refuses {word}: {line}"),
                }
            }
        }
    }
    Ok(())
}

/// What was asked for, and what of it was answered for.
#[derive(Default)]
struct Story {
    /// Letters, by their word.
    letters: BTreeMap<String, bool>,
    /// Tickets that programs opened, by their word; with their number once it was told.
    tickets: BTreeMap<String, Option<i64>>,
    /// Answers, by their word.
    answers: BTreeMap<String, bool>,
    /// Which ticket was asked to go on in which, and whether that was answered for.
    merges: BTreeMap<i64, (i64, bool)>,
}

/// Everybody who asks at once, until `over`; what was not answered for is asked again first.
fn load(server: &Server, key: &str, count: &AtomicU64, story: &Mutex<Story>, over: &AtomicBool) {
    let api = Api { address: server.pages, key: key.to_owned() };
    let go_on = || !over.load(Ordering::Relaxed);
    thread::scope(|scope| {
        for clerk in 0..2 {
            scope.spawn(move || {
                let left: Vec<String> = {
                    let story = story.lock().unwrap();
                    let mine = story.letters.iter().filter(|(_, told)| !**told).map(|(word, _)| word.clone());
                    mine.enumerate().filter(|(at, _)| at % 2 == clerk).map(|(_, word)| word).collect()
                };
                let mut left = left.into_iter();
                while go_on() {
                    let word = left.next().unwrap_or_else(|| word("letter", count));
                    story.lock().unwrap().letters.entry(word.clone()).or_insert(false);
                    if letter(server.letters, &word).is_ok() {
                        story.lock().unwrap().letters.insert(word, true);
                    }
                }
            });
        }
        let opens = &api;
        scope.spawn(move || {
            let left: Vec<String> =
                story.lock().unwrap().tickets.iter().filter(|(_, id)| id.is_none()).map(|(word, _)| word.clone()).collect();
            let mut left = left.into_iter();
            while go_on() {
                let word = left.next().unwrap_or_else(|| word("ticket", count));
                story.lock().unwrap().tickets.entry(word.clone()).or_insert(None);
                let requester = json!({ "name": "Req One", "email": "req1@customer.example" });
                let body =
                    json!({ "ticket": { "subject": word, "comment": { "body": format!("It is {word}.") }, "requester": requester } });
                if let Some(answer) = opens.done("POST", "/api/v2/tickets.json", &body, &word) {
                    story.lock().unwrap().tickets.insert(word, answer["ticket"]["id"].as_i64());
                }
                thread::sleep(PAUSE);
            }
        });
        let answers = &api;
        scope.spawn(move || {
            let mut turn = 0_usize;
            while go_on() {
                thread::sleep(PAUSE);
                let open: Vec<i64> = {
                    let story = story.lock().unwrap();
                    story.tickets.values().flatten().copied().filter(|id| !story.merges.contains_key(id)).collect()
                };
                let [.., before, last] = open[..] else { continue };
                turn += 1;
                if turn.is_multiple_of(8) {
                    story.lock().unwrap().merges.insert(before, (last, false));
                    let body = json!({ "ids": [before] });
                    if answers.done("POST", &format!("/api/v2/tickets/{last}/merge.json"), &body, "").is_some() {
                        story.lock().unwrap().merges.insert(before, (last, true));
                    }
                    continue;
                }
                let word = word("answer", count);
                story.lock().unwrap().answers.insert(word.clone(), false);
                let body = json!({ "ticket": { "comment": { "body": format!("We looked at {word}."), "public": true } } });
                if answers.done("PUT", &format!("/api/v2/tickets/{last}.json"), &body, "").is_some() {
                    story.lock().unwrap().answers.insert(word, true);
                }
            }
        });
    });
}

/// A word that stands nowhere else, of letters alone.
fn word(kind: &str, count: &AtomicU64) -> String {
    let mut number = count.fetch_add(1, Ordering::Relaxed);
    let mut word = format!("{kind}q");
    for _ in 0..6 {
        word.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
        number /= 26;
    }
    word + "q"
}

#[test]
fn killed_at_any_moment_it_loses_nothing_and_doubles_nothing() {
    let rounds = std::env::var("FIRSTLINE_TEST_KILLS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let place = furnished();
    for n in 0..2 {
        let email = format!("req{n}@customer.example");
        place.json(&["person", "add", "--email", &email, "--name", "Req One", "--role", "requester", "--json"], "");
    }
    let key = place.json(&["token", "create", "--email", "ada@desk.example", "--name", "faults", "--json"], "");
    let key = key["token"].as_str().unwrap();
    let (count, story) = (AtomicU64::new(0), Mutex::new(Story::default()));
    for round in 0..rounds {
        let server = Server::start(&place);
        let over = AtomicBool::new(false);
        // Spread over the whole span, in no order that the load could follow.
        let life = LIFE_MS.0 + (round * 7_919) % (LIFE_MS.1 - LIFE_MS.0);
        thread::scope(|scope| {
            scope.spawn(|| load(&server, key, &count, &story, &over));
            thread::sleep(Duration::from_millis(life));
            over.store(true, Ordering::Relaxed);
            // While requests are under way.
            Command::new("kill").args(["-KILL", &server.child.id().to_string()]).status().unwrap();
        });
        server.kill();
    }
    let mut story = story.into_inner().unwrap();
    // As if the time had passed for which a job is left to a process that may still be alive.
    place.desk.db.write_now(|tx| tx.execute("UPDATE jobs SET lease_until = 0", &[])).unwrap();
    let server = Server::start(&place);
    let api = Api { address: server.pages, key: key.to_owned() };
    // Whoever got no answer asks again, as mail servers and programs do.
    for (word, _) in story.letters.iter().filter(|(_, told)| !**told) {
        letter(server.letters, word).unwrap();
    }
    for (word, id) in story.tickets.iter_mut().filter(|(_, id)| id.is_none()) {
        let requester = json!({ "name": "Req One", "email": "req1@customer.example" });
        let body = json!({ "ticket": { "subject": word, "comment": { "body": format!("It is {word}.") }, "requester": requester } });
        *id = api.done("POST", "/api/v2/tickets.json", &body, word).unwrap()["ticket"]["id"].as_i64();
    }
    println!(
        "{rounds} kills: {} letters, {} tickets, {} answers, {} merges",
        story.letters.len(),
        story.tickets.len(),
        story.answers.len(),
        story.merges.len()
    );
    assert!(story.letters.len() > 10 && story.tickets.len() > 10 && story.answers.len() > 10, "there was hardly any load");
    wait_until_idle(&place);
    server.kill();
    check(&place, &story);
}

/// Waits until no job is due.
fn wait_until_idle(place: &Place) {
    let begun = Instant::now();
    loop {
        let now = db::Moment::of_system();
        let due = "SELECT kind, attempts, lease_until - $1, last_error FROM jobs WHERE given_up_at IS NULL AND run_at <= $1";
        let due = place.desk.db.read_now(move |conn| conn.all::<(String, i64, i64, Option<String>)>(due, params![now])).unwrap();
        if due.is_empty() {
            return;
        }
        assert!(begun.elapsed() < RECOVERY, "jobs are still waiting: {due:?}");
        thread::sleep(Duration::from_millis(100));
    }
}

fn check(place: &Place, story: &Story) {
    let count = |sql: &'static str, word: &str| {
        let word = word.to_owned();
        place.desk.db.read_now(move |conn| Ok(conn.one::<(i64,)>(sql, params![word.as_str()])?.0)).unwrap()
    };
    for word in story.letters.keys() {
        let kept = count("SELECT count(*) FROM letters WHERE rfc_message_id = $1 || '@customer.example'", word);
        let opened = count("SELECT count(*) FROM tickets WHERE subject = $1", word);
        let promised = count("SELECT count(*) FROM letters WHERE rfc_message_id = $1 || '@customer.example' AND outcome = 'opened'", word);
        assert_eq!((kept, opened), (1, promised), "the letter {word}");
    }
    for (word, id) in &story.tickets {
        assert_eq!(count("SELECT count(*) FROM tickets WHERE subject = $1", word), 1, "the ticket {word}");
        let (query, id) = (TextQuery::word(word, false), id.unwrap());
        let found = place.desk.db.read_now(move |conn| {
            let (found, params) = conn.text_condition(&query, "ticket", Audience::Internal, "t.id", 1);
            conn.all::<(i64,)>(&format!("SELECT t.id FROM tickets t WHERE {found}"), &params)
        });
        assert_eq!(found.unwrap(), [(id,)], "full text of {word}");
    }
    for (word, told) in &story.answers {
        let kept = count("SELECT count(*) FROM messages WHERE body = 'We looked at ' || $1 || '.'", word);
        assert!(kept == 1 || (kept == 0 && !told), "the answer {word}: told {told}, kept {kept}");
        let twice = count(
            "SELECT count(*) FROM (SELECT o.message_id FROM outgoing o JOIN messages m ON m.id = o.message_id WHERE o.kind = 'answer' \
             AND m.body = 'We looked at ' || $1 || '.' GROUP BY o.message_id HAVING count(*) > 1) d",
            word,
        );
        assert_eq!(twice, 0, "letters for the answer {word}");
    }
    for (from, (into, told)) in &story.merges {
        let from = *from;
        let merged =
            place.desk.db.read_now(move |conn| conn.one::<(Option<i64>,)>("SELECT merged_into FROM tickets WHERE id = $1", params![from]));
        let (merged,) = merged.unwrap();
        // What went into a ticket that itself went on elsewhere went along.
        let further = std::iter::successors(Some(*into), |at| story.merges.get(at).map(|(next, _)| *next));
        let there = merged.is_some_and(|merged| further.take(story.merges.len() + 1).any(|at| at == merged));
        assert!(there || (merged.is_none() && !told), "the merge of {from} into {into}: told {told}, it is in {merged:?}");
    }
    let kept = "SELECT status, team_id, assignee_id, tickets FROM ticket_counts WHERE tickets <> 0 ORDER BY 1, 2, 3";
    let counted = "SELECT status, COALESCE(team_id, 0), COALESCE(assignee_id, 0), count(*) FROM tickets WHERE deleted_at IS NULL \
                   GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";
    type Count = (String, i64, i64, i64);
    let [kept, counted] = [kept, counted].map(|sql| place.desk.db.read_now(move |conn| conn.all::<Count>(sql, &[])).unwrap());
    assert_eq!(kept, counted, "the counters");
    let given_up = place
        .desk
        .db
        .read_now(|conn| conn.all::<(String, Option<String>)>("SELECT kind, last_error FROM jobs WHERE given_up_at IS NOT NULL", &[]));
    assert_eq!(given_up.unwrap(), [], "jobs that were given up");
}
