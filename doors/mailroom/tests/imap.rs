//! Mailboxes fetched from a real Dovecot: told and asked, resumed, moved, broken, slow, by password and by token.

use std::sync::Arc;
use std::time::{Duration, Instant};

use mail::{FetchInput, MailboxId, Outcome, Security, ServerInput, WaitsBy, WayIn};
use mailroom::{FetchLimits, Mailroom, fetch_mailboxes};
use people::{Actor, Door};
use seal::Key;
use testkit::Office;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::peers::dovecot::Dovecot;
use crate::peers::until;

const USER: &str = "support@desk.example";

/// An office whose mailbox is fetched.
pub struct Fetching {
    pub office: Arc<Office>,
    pub key: Key,
    pub limits: FetchLimits,
}

impl Fetching {
    pub async fn new() -> Self {
        let office = Arc::new(tokio::task::spawn_blocking(Office::new).await.expect("an office"));
        let quick = FetchLimits {
            poll_every: Duration::from_millis(300),
            pause: Duration::from_millis(200),
            pause_max: Duration::from_secs(1),
            answer_within: Duration::from_secs(20),
            ..FetchLimits::default()
        };
        Self { office, key: Key::new(&[7; seal::KEY_BYTES]), limits: quick }
    }

    /// The mailbox is fetched from `dovecot` from now on.
    pub async fn set_up(&self, dovecot: &Dovecot, change: impl Fn(&mut FetchInput)) {
        let mut input = FetchInput {
            server: ServerInput {
                host: "localhost".to_owned(),
                port: u32::from(dovecot.imaps),
                user_name: USER.to_owned(),
                password: Dovecot::password(),
                authority: dovecot.authority.clone(),
                ..ServerInput::default()
            },
            old_letters: true,
            ..FetchInput::default()
        };
        change(&mut input);
        let (ada, key, id) = (self.office.ada.clone(), self.key.clone(), self.office.support);
        self.office.db.write(move |tx| mail::set_fetch(tx, &ada, &key, id, &input)).await.expect("it holds");
    }

    /// A process that fetches.
    pub fn process(&self, holder: &str) -> Process {
        let mailroom = Mailroom::new(self.office.db.clone(), self.office.store.clone());
        let (stop, stopped) = watch::channel(false);
        let task = fetch_mailboxes(mailroom, self.key.clone(), self.limits.clone(), holder.to_owned(), stopped);
        Process { stop, task: tokio::spawn(task) }
    }

    pub async fn letters(&self) -> Vec<mail::Letter> {
        let system = Actor::system(Door::Command);
        self.office.db.read(move |conn| mail::letters(conn, &system, None, None, 100)).await.expect("the letters")
    }

    pub async fn count(&self) -> i64 {
        self.office.db.read(|conn| Ok(conn.one::<(i64,)>("SELECT COUNT(*) FROM letters", &[])?.0)).await.expect("the number")
    }

    pub async fn state(&self) -> mail::Fetch {
        let id: MailboxId = self.office.support;
        self.office.db.read(move |conn| mail::fetch(conn, id)).await.expect("read").expect("it is fetched")
    }

    pub async fn arrives(&self, letters: i64) {
        until(&format!("{letters} letters are there"), || async { self.count().await == letters }).await;
    }
}

/// A process that fetches, until it is stopped.
pub struct Process {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Process {
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        self.task.await.expect("it ends by itself");
    }

    /// As if it were killed.
    pub async fn kill(self) {
        self.task.abort();
        let _ = self.task.await;
    }
}

pub fn letter(n: usize) -> (String, String) {
    let text = format!(
        "From: Nina {n} <nina{n}@else.example>\nTo: {USER}\nSubject: Letter {n}\nMessage-ID: <{n}@else.example>\n\
         Date: Mon, 23 Nov 2026 08:00:00 +0000\n\nIt burns, number {n}.\n"
    );
    (format!("1795424400.{n:06}"), text)
}

fn put(dovecot: &Dovecot, n: usize) -> std::path::PathBuf {
    let (name, text) = letter(n);
    dovecot.put("support", &name, &text)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_told_of_kept_and_marked() {
    let (dovecot, fetching) = (Dovecot::start(), Fetching::new().await);
    put(&dovecot, 1);
    fetching.set_up(&dovecot, |_| {}).await;
    let process = fetching.process("a");
    fetching.arrives(1).await;
    until("it waits to be told", || async { fetching.state().await.waits_by == WaitsBy::Idle }).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let put_at = Instant::now();
    put(&dovecot, 2);
    fetching.arrives(2).await;
    assert!(put_at.elapsed() < Duration::from_secs(5), "it was told, not asked: {:?}", put_at.elapsed());
    let letters = fetching.letters().await;
    assert!(letters.iter().all(|l| l.outcome == Outcome::Opened && l.envelope_to == USER && l.mailbox_id == fetching.office.support));
    until("both are marked as read", || async { dovecot.files("support", "").iter().filter(|f| f.ends_with(":2,S")).count() == 2 }).await;
    until("the state says so", || async {
        let s = fetching.state().await;
        s.total == 0 && s.letter_at.is_some() && s.failing_since.is_none()
    })
    .await;
    process.stop().await;
    let office = Arc::clone(&fetching.office);
    let acknowledged = tokio::task::spawn_blocking(move || office.sent(mail::Kind::Acknowledgement)).await.expect("the outbox");
    assert_eq!(acknowledged.len(), 1, "nobody is told that we have a letter which lay there before");
    assert_eq!(acknowledged[0].to[0].email, "nina2@else.example");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_cannot_tell_is_asked_and_letters_move_by_starttls() {
    let (dovecot, mut fetching) = (Dovecot::start(), Fetching::new().await);
    fetching.limits.always_poll = true;
    put(&dovecot, 1);
    fetching
        .set_up(&dovecot, |input| {
            (input.server.security, input.server.port) = (Security::StartTls, u32::from(dovecot.imap));
            "Erledigt".clone_into(&mut input.processed_folder);
        })
        .await;
    let process = fetching.process("a");
    fetching.arrives(1).await;
    put(&dovecot, 2);
    fetching.arrives(2).await;
    until("both were moved", || async { dovecot.files("support", ".Erledigt").len() == 2 && dovecot.files("support", "").is_empty() })
        .await;
    assert_eq!(fetching.state().await.waits_by, WaitsBy::Poll);
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_letters_show_progress_and_go_on_where_they_were_left() {
    let (dovecot, fetching) = (Dovecot::start(), Fetching::new().await);
    // docs/mail.md says how to run it with 100,000.
    let all: usize = std::env::var("FIRSTLINE_IMPORT_LETTERS").ok().and_then(|n| n.parse().ok()).unwrap_or(2_050);
    dovecot.put_all("support", (1..=all).map(letter));
    fetching.set_up(&dovecot, |_| {}).await;
    let begun = Instant::now();
    let process = fetching.process("a");
    until("a part is there", || async { fetching.count().await > 300 }).await;
    let state = fetching.state().await;
    assert_eq!(state.total, all as i64);
    let stretch = state.stretch(state.started_at.plus_ms(10_000)).expect("a stretch is under way");
    assert!(stretch.left_ms.is_some_and(|left| left > 0) && stretch.done > 0, "{stretch:?}");
    process.kill().await;
    let (left_at, had) = (fetching.state().await, fetching.count().await);
    assert!(left_at.uid > 0 && left_at.uid <= had && had < all as i64, "{} of {had}", left_at.uid);
    // Another process takes over once the lease has run out, and begins where the first one was, not at the beginning.
    fetching.office.pass_ms(120_000);
    let process = fetching.process("b");
    let (since, mut told_at) = (Instant::now(), Instant::now());
    loop {
        let (count, state) = (fetching.count().await, fetching.state().await);
        if count == all as i64 && state.total == 0 {
            break;
        }
        if told_at.elapsed() > Duration::from_secs(10) {
            told_at = Instant::now();
            // The test's clock stands still: what the page would say is asked with the time that really passed.
            let passed_ms = i64::try_from(since.elapsed().as_millis()).expect("some");
            let left_s = state.stretch(state.started_at.plus_ms(passed_ms)).and_then(|s| s.left_ms).map(|left| left / 1_000);
            eprintln!("{count} of {all} after {:.0?}; the page says that {left_s:?} s are left", begun.elapsed());
        }
        assert!(
            begun.elapsed() < crate::peers::PATIENCE + Duration::from_millis(20) * u32::try_from(all).expect("some"),
            "{count} of {all}"
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    eprintln!("{all} letters in {:.1?}, {:.0} a second", begun.elapsed(), all as f64 / begun.elapsed().as_secs_f64());
    process.stop().await;
    assert_eq!(fetching.count().await, all as i64, "each letter once");
    // The server counts what it gave: all of it, and no more twice than was under way when the first process was killed.
    let given = || -> usize {
        let log = dovecot.log();
        log.split("body_count=").skip(1).filter_map(|rest| rest.split_whitespace().next()?.parse::<usize>().ok()).sum()
    };
    until("the server said goodbye", || async { given() >= all }).await;
    assert!(given() <= all + 300, "it went on where it was left: {} given of {all}", given());
    assert_eq!(dovecot.files("support", "").iter().filter(|f| f.ends_with(":2,S")).count(), all, "each was marked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_is_durable_and_not_marked_is_one_record() {
    let (dovecot, fetching) = (Dovecot::start(), Fetching::new().await);
    let (name, text) = letter(1);
    dovecot.put("support", &name, &text);
    // As if we had died between the commit and the mark: the letter is with us, and its mailbox does not know.
    let room = Mailroom::new(fetching.office.db.clone(), fetching.office.store.clone());
    room.deliver(text.replace('\n', "\r\n").into_bytes(), &mailroom::Envelope::default()).await.expect("kept");
    fetching.set_up(&dovecot, |_| {}).await;
    let process = fetching.process("a");
    until("it is marked", || async { dovecot.files("support", "").iter().all(|f| f.ends_with(":2,S")) }).await;
    // And the whole folder again, because somebody asked for it.
    let (ada, id) = (fetching.office.ada.clone(), fetching.office.support);
    fetching.office.pass_ms(1_000);
    fetching.office.db.write(move |tx| mail::fetch_anew(tx, &ada, id)).await.expect("begun anew");
    until("it was gone through again", || async { fetching.state().await.uid > 0 }).await;
    process.stop().await;
    assert_eq!(fetching.count().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_broken_letter_is_tried_three_times_and_stops_nobody() {
    let (dovecot, fetching) = (Dovecot::start(), Fetching::new().await);
    put(&dovecot, 1);
    put(&dovecot, 2);
    put(&dovecot, 3);
    // The server lists it, and is never allowed to read it: every try to fetch it fails.
    dovecot.forbid("support", &letter(2).0, true);
    fetching.set_up(&dovecot, |_| {}).await;
    let process = fetching.process("a");
    fetching.arrives(2).await;
    let id = fetching.office.support;
    // Each letter that comes after the pause brings the worker back, and with it the next try.
    let tries = |wanted: i64| {
        let fetching = &fetching;
        async move {
            let tries = "SELECT COALESCE(MAX(tries), 0) FROM mailbox_stuck";
            until(&format!("{wanted} tries were made"), || async {
                fetching.office.db.read(move |conn| conn.one::<(i64,)>(tries, &[])).await.expect("read").0 == wanted
            })
            .await;
        }
    };
    tries(1).await;
    for (n, pause_ms, made) in [(5, 61_000, 2), (6, 601_000, 3)] {
        fetching.office.pass_ms(pause_ms);
        put(&dovecot, n);
        tries(made).await;
    }
    fetching.arrives(4).await;
    let office = Arc::clone(&fetching.office);
    until("it is given up and shown", || {
        let office = Arc::clone(&office);
        async move { office.db.read(move |conn| mail::stuck(conn, id)).await.expect("read").len() == 1 }
    })
    .await;
    put(&dovecot, 4);
    fetching.arrives(5).await;
    // That fetching works again is written down once the round that brought the last letter is over.
    until("the letter that is stuck is the only trouble", || async {
        let ada = fetching.office.ada.clone();
        let troubles = fetching.office.db.read(move |conn| mail::troubles(conn, &ada)).await.expect("read");
        troubles.iter().map(|t| t.says.key.as_str()).eq(["mail-trouble-stuck"])
    })
    .await;
    let told = {
        let office = Arc::clone(&fetching.office);
        tokio::task::spawn_blocking(move || office.sent(mail::Kind::Notification)).await.expect("the outbox")
    };
    assert_eq!(told.len(), 1, "administrators are told once");
    // A person mends the mailbox and asks for another try.
    dovecot.forbid("support", &letter(2).0, false);
    let ada = fetching.office.ada.clone();
    fetching.office.pass_ms(1_000);
    fetching.office.db.write(move |tx| mail::try_stuck(tx, &ada, id)).await.expect("asked");
    fetching.arrives(6).await;
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_too_large_is_kept_as_far_as_it_goes() {
    let (dovecot, mut fetching) = (Dovecot::start(), Fetching::new().await);
    fetching.limits.letter_bytes_max = 20_000;
    let (name, text) = letter(1);
    dovecot.put("support", &name, &format!("{text}{}", "A long line of a long letter.\n".repeat(2_000)));
    put(&dovecot, 2);
    fetching.set_up(&dovecot, |_| {}).await;
    let process = fetching.process("a");
    fetching.arrives(2).await;
    process.stop().await;
    let letters = fetching.letters().await;
    let large = letters.iter().find(|l| l.subject == "Letter 1").expect("it is kept");
    assert_eq!((large.outcome, large.why.key.as_str(), large.raw_bytes), (Outcome::Held, "mail-why-too-large", 20_000));
    assert_eq!(letters.iter().find(|l| l.subject == "Letter 2").expect("the next one").outcome, Outcome::Opened);
}

#[tokio::test(flavor = "multi_thread")]
async fn exactly_one_process_attends_to_a_mailbox() {
    let (dovecot, fetching) = (Dovecot::start(), Fetching::new().await);
    fetching.set_up(&dovecot, |_| {}).await;
    let (one, other) = (fetching.process("a"), fetching.process("b"));
    for n in 1..=20 {
        put(&dovecot, n);
    }
    fetching.arrives(20).await;
    let signed_in = dovecot.log().matches("Login: user=").count();
    assert_eq!(signed_in, 1, "{}", dovecot.log());
    one.stop().await;
    other.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_new_letters_are_fetched_where_that_is_wanted_and_archiving_ends_it() {
    let (dovecot, fetching) = (Dovecot::start(), Fetching::new().await);
    put(&dovecot, 1);
    fetching.set_up(&dovecot, |input| input.old_letters = false).await;
    let process = fetching.process("a");
    until("it is waited for", || async { fetching.state().await.waits_by == WaitsBy::Idle }).await;
    put(&dovecot, 2);
    fetching.arrives(1).await;
    assert_eq!(fetching.letters().await[0].subject, "Letter 2");
    let (ada, id) = (fetching.office.ada.clone(), fetching.office.support);
    fetching.office.db.write(move |tx| mail::set_way_in(tx, &ada, id, WayIn::Pipe)).await.expect("another way");
    tokio::time::sleep(Duration::from_secs(4)).await;
    put(&dovecot, 3);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(fetching.count().await, 1);
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_in_the_servers_place_and_a_wrong_password_are_named() {
    let (dovecot, fetching) = (Dovecot::start(), Fetching::new().await);
    for (change, says) in [
        (
            &(|input: &mut FetchInput| input.server.authority = String::new()) as &dyn Fn(&mut FetchInput),
            "authority that this machine does not know",
        ),
        (&|input: &mut FetchInput| input.server.host = "127.0.0.1".to_owned(), "for another name"),
        (&|input: &mut FetchInput| input.server.password = "wrong".to_owned(), "refuses to let support@desk.example in"),
        (&|input: &mut FetchInput| input.folder = "Nowhere".to_owned(), "the folder Nowhere cannot be opened"),
        (&|input: &mut FetchInput| input.server.port = 1, "takes no connection"),
        (&|input: &mut FetchInput| input.server.security = Security::Tls, ""),
    ] {
        fetching.office.pass_ms(1_000);
        fetching.set_up(&dovecot, change).await;
        let process = fetching.process("a");
        until(&format!("it says {says:?}"), || async {
            let state = fetching.state().await;
            if says.is_empty() { state.looked_at.is_some() && state.failing_since.is_none() } else { state.last_error.contains(says) }
        })
        .await;
        process.stop().await;
    }
}
