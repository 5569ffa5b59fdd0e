//! What was asked for, what of it was answered for, and whether the desk has kept to that.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use db::fulltext::{Audience, TextQuery};
use db::params;
use serde_json::json;

use crate::place::{Place, furnished};
use crate::server::{Server, letter};

/// How long the work that is left over at the end may take.
const LEFT_OVER: Duration = Duration::from_secs(60);
/// Between two requests of one program, which keeps it within its rate.
const PAUSE: Duration = Duration::from_millis(25);

/// What was asked for, and what of it was answered for.
#[derive(Default)]
pub struct Story {
    /// Letters, by their word.
    pub letters: BTreeMap<String, bool>,
    /// Tickets that programs opened, by their word; with their number once it was told.
    pub tickets: BTreeMap<String, Option<i64>>,
    /// Answers, by their word.
    pub answers: BTreeMap<String, bool>,
    /// Which ticket was asked to go on in which, and whether that was answered for.
    pub merges: BTreeMap<i64, (i64, bool)>,
}

impl Story {
    /// Whoever got no answer asks again, as mail servers and programs do.
    pub fn ask_again(&mut self, server: &Server, key: &str) {
        let api = server.api(key);
        for (word, _) in self.letters.iter().filter(|(_, told)| !**told) {
            letter(server.letters, word).unwrap();
        }
        for (word, id) in self.tickets.iter_mut().filter(|(_, id)| id.is_none()) {
            let requester = json!({ "name": "Req One", "email": "req1@customer.example" });
            let body = json!({ "ticket": { "subject": word, "comment": { "body": format!("It is {word}.") }, "requester": requester } });
            *id = api.done("POST", "/api/v2/tickets.json", &body, word).unwrap()["ticket"]["id"].as_i64();
        }
        println!(
            "{} letters, {} tickets, {} answers, {} merges",
            self.letters.len(),
            self.tickets.len(),
            self.answers.len(),
            self.merges.len()
        );
        assert!(self.letters.len() > 10 && self.tickets.len() > 10 && self.answers.len() > 10, "there was hardly any load");
    }
}

/// A desk with two who ask, and the key of a program that acts for its administrator.
pub fn place_with_key() -> (Place, String) {
    let place = furnished();
    for n in 0..2 {
        let email = format!("req{n}@customer.example");
        place.json(&["person", "add", "--email", &email, "--name", "Req One", "--role", "requester", "--json"], "");
    }
    let key = place.json(&["token", "create", "--email", "ada@desk.example", "--name", "faults", "--json"], "");
    let key = key["token"].as_str().unwrap().to_owned();
    (place, key)
}

/// Everybody who asks at once, until `over`; what was not answered for is asked again first.
pub fn load(server: &Server, key: &str, count: &AtomicU64, story: &Mutex<Story>, over: &AtomicBool) {
    let api = server.api(key);
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
pub fn word(kind: &str, count: &AtomicU64) -> String {
    let mut number = count.fetch_add(1, Ordering::Relaxed);
    let mut word = format!("{kind}q");
    for _ in 0..6 {
        word.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
        number /= 26;
    }
    word + "q"
}

/// Waits until no job is due.
pub fn wait_until_idle(place: &Place) {
    let begun = Instant::now();
    loop {
        let now = db::Moment::of_system();
        let due = "SELECT kind, attempts, lease_until - $1, last_error FROM jobs WHERE given_up_at IS NULL AND run_at <= $1";
        let due = place.desk.db.read_now(move |conn| conn.all::<(String, i64, i64, Option<String>)>(due, params![now])).unwrap();
        if due.is_empty() {
            return;
        }
        assert!(begun.elapsed() < LEFT_OVER, "jobs are still waiting: {due:?}");
        thread::sleep(Duration::from_millis(100));
    }
}

pub fn check(place: &Place, story: &Story) {
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
