//! What is told, how often it is tried, and what stays of it; carried by a courier of the test's own.

use std::sync::{Arc, Mutex};

use db::Wiring;
use seal::{KEY_BYTES, Key};
use testkit::{Cast, Desk, refused};
use tickets::{Open, open};
use webhooks::{
    ATTEMPTS_MAX, Came, Carrying, Courier, FAILURES_MAX, KEPT_MS, PAUSE_MS, Parcel, RETRY_MS, State, Tell, Wanted, Webhook, WebhookInput,
    add_webhook, deliveries, delivery, edit_webhook, forget_old, read_secret, redeliver, remove_webhook, tell, try_webhook, webhook,
    webhooks,
};

/// Answers what it is told to answer, and remembers what it carried.
#[derive(Clone, Default)]
struct Paper {
    carried: Arc<Mutex<Vec<Parcel>>>,
    status: Arc<Mutex<u16>>,
}

impl Courier for Paper {
    fn carry(&self, parcel: Parcel) -> Carrying {
        self.carried.lock().expect("no panic").push(parcel);
        let status = Some(*self.status.lock().expect("no panic"));
        Box::pin(async move { Came { status, answer: "so it is".to_owned(), ..Came::default() } })
    }
}

fn key() -> Key {
    Key::new(&[7; KEY_BYTES])
}

fn desk(status: u16) -> (Cast, Paper) {
    let paper = Paper { status: Arc::new(Mutex::new(status)), ..Paper::default() };
    let wiring = Wiring { listeners: webhooks::listeners(), jobs: webhooks::jobs(key(), Arc::new(paper.clone())) };
    (Desk::with(wiring).with_people(), paper)
}

fn input(wants: &[Wanted]) -> WebhookInput {
    WebhookInput {
        name: "Chat".to_owned(),
        address: "https://hooks.example/in".to_owned(),
        wants: wants.to_vec(),
        headers: Some(vec![("Authorization".to_owned(), "Bearer s3cret".to_owned())]),
        active: true,
        ..WebhookInput::default()
    }
}

fn added(cast: &Cast, wants: &[Wanted]) -> Webhook {
    let (ada, input) = (cast.ada.clone(), input(wants));
    cast.write(move |tx| add_webhook(tx, &ada, &key(), &input)).expect("a webhook")
}

fn ask(cast: &Cast) {
    let (ann, rita) = (cast.ann.clone(), cast.rita.person().expect("a person"));
    cast.write(move |tx| open(tx, &ann, &Open::new(rita, "The printer is on fire", "Since nine."))).expect("a ticket");
}

fn states(cast: &Cast, of: &Webhook) -> Vec<(State, i64)> {
    let (ada, id) = (cast.ada.clone(), of.id);
    let found = cast.read(move |conn| deliveries(conn, &ada, id, None, 100)).expect("the log");
    found.into_iter().map(|d| (d.state, d.attempts)).collect()
}

#[test]
fn what_is_wanted_is_told_once_with_the_secret_headers_and_what_is_not_wanted_is_not() {
    let (cast, paper) = desk(200);
    let told = added(&cast, &[Wanted::Opened]);
    let mut other = input(&[Wanted::Closed]);
    "Other".clone_into(&mut other.name);
    let ada = cast.ada.clone();
    let silent = cast.write(move |tx| add_webhook(tx, &ada, &key(), &other)).expect("a webhook");
    ask(&cast);
    cast.keep_promises();
    assert_eq!((states(&cast, &told), states(&cast, &silent)), (vec![(State::Delivered, 1)], vec![]));
    let carried = paper.carried.lock().expect("no panic").clone();
    assert_eq!(carried.len(), 1);
    assert!(carried[0].headers.contains(&("authorization".to_owned(), "Bearer s3cret".to_owned())));
    assert!(carried[0].body.contains("The printer is on fire") && carried[0].body.contains("zen:event-type:ticket.created"));
    assert!(!format!("{:?}", carried[0]).contains("s3cret"));
}

#[test]
fn neither_secret_nor_headers_lie_open_in_the_database_and_headers_do_not_move_to_another_host() {
    let (cast, paper) = desk(200);
    let chat = added(&cast, &[Wanted::Opened]);
    let (ada, id) = (cast.ada.clone(), chat.id);
    let secret = cast.write(move |tx| read_secret(tx, &ada, &key(), id)).expect("the secret");
    let rows = cast.read(|conn| conn.all::<(String, String)>("SELECT secret, headers FROM webhooks", db::params![])).expect("rows");
    assert!(rows.iter().all(|(s, h)| s.starts_with("s1.") && !s.contains(&secret) && h.starts_with("s1.") && !h.contains("s3cret")));
    let (ada, moved) =
        (cast.ada.clone(), WebhookInput { headers: None, address: "https://evil.example/in".to_owned(), ..input(&[Wanted::Opened]) });
    cast.write(move |tx| edit_webhook(tx, &ada, &key(), id, &moved)).expect("a change");
    ask(&cast);
    cast.keep_promises();
    assert!(paper.carried.lock().expect("no panic")[0].headers.iter().all(|(name, _)| name != "authorization"));
}

#[test]
fn what_fails_is_tried_again_later_and_later_and_given_up_in_sight() {
    let (cast, paper) = desk(500);
    let chat = added(&cast, &[Wanted::Opened]);
    ask(&cast);
    cast.keep_promises();
    assert_eq!(states(&cast, &chat), [(State::Waiting, 1)]);
    cast.keep_promises();
    assert_eq!(states(&cast, &chat), [(State::Waiting, 1)], "not before its time");
    for tried in 1..ATTEMPTS_MAX {
        cast.pass_ms(RETRY_MS << (tried - 1));
        cast.keep_promises();
        assert_eq!(states(&cast, &chat)[0].1, tried + 1);
    }
    assert_eq!(states(&cast, &chat), [(State::GivenUp, ATTEMPTS_MAX)]);
    let (ada, id) = (cast.ada.clone(), chat.id);
    let first = cast.read(move |conn| deliveries(conn, &ada, id, None, 100)).expect("the log")[0].id;
    let (ada, id) = (cast.ada.clone(), chat.id);
    let attempts = cast.read(move |conn| delivery(conn, &ada, id, first)).expect("a delivery").1;
    assert_eq!(attempts.len(), 10);
    assert_eq!((attempts[0].status, attempts[0].error.as_str(), attempts[0].answer.as_str()), (Some(500), "it answered 500", "so it is"));
    let told = cast.read(move |conn| conn.events_of(&db::Subject::new("webhook", id.0), db::EventId(0), 100)).expect("events");
    assert!(told.iter().any(|e| e.kind == "webhook.gave_up"));
    *paper.status.lock().expect("no panic") = 204;
    let (ada, id) = (cast.ada.clone(), chat.id);
    cast.write(move |tx| redeliver(tx, &ada, id, first)).expect("once more");
    cast.keep_promises();
    assert_eq!(states(&cast, &chat), [(State::Delivered, 1), (State::GivenUp, ATTEMPTS_MAX)]);
    let carried = paper.carried.lock().expect("no panic").clone();
    assert_eq!(carried.first().map(|p| &p.body), carried.last().map(|p| &p.body), "the same is told once more");
}

#[test]
fn a_receiver_that_fails_again_and_again_is_left_in_peace_and_then_told() {
    let (cast, paper) = desk(503);
    let chat = added(&cast, &[Wanted::Opened]);
    for _ in 0..=FAILURES_MAX {
        ask(&cast);
    }
    cast.keep_promises();
    let tries = || paper.carried.lock().expect("no panic").len();
    let (ada, id) = (cast.ada.clone(), chat.id);
    let is = cast.read(move |conn| webhook(conn, &ada, id)).expect("a webhook");
    assert!(is.failures >= FAILURES_MAX && is.paused_until.is_some());
    let before = tries();
    cast.pass_ms(RETRY_MS);
    cast.keep_promises();
    assert_eq!(tries(), before, "in peace");
    *paper.status.lock().expect("no panic") = 200;
    cast.pass_ms(PAUSE_MS);
    cast.keep_promises();
    assert!(states(&cast, &chat).iter().all(|(state, _)| *state == State::Delivered));
    let (ada, id) = (cast.ada.clone(), chat.id);
    let is = cast.read(move |conn| webhook(conn, &ada, id)).expect("a webhook");
    assert_eq!((is.failures, is.paused_until), (0, None));
}

#[test]
fn one_is_tried_by_hand_told_by_others_once_and_after_its_removal_not_at_all() {
    let (cast, paper) = desk(200);
    let chat = added(&cast, &[]);
    let (ada, id) = (cast.ada.clone(), chat.id);
    cast.write(move |tx| try_webhook(tx, &ada, id)).expect("a try");
    let page =
        Tell { webhook: chat.id, key: "page:1".into(), kind: "firstline:event-type:page.sent".into(), body: "{\"who\":\"Ann\"}".into() };
    for _ in 0..2 {
        let page = page.clone();
        cast.write(move |tx| tell(tx, &page)).expect("told");
    }
    let bad = Tell { body: "who?".into(), ..page.clone() };
    assert_eq!(refused(cast.write(move |tx| tell(tx, &bad))), "body: webhook-body");
    cast.keep_promises();
    assert_eq!(paper.carried.lock().expect("no panic").len(), 2);
    let (ada, id) = (cast.ada.clone(), chat.id);
    cast.write(move |tx| remove_webhook(tx, &ada, id)).expect("gone");
    let later = Tell { key: "page:2".into(), ..page };
    assert_eq!(cast.write(move |tx| tell(tx, &later)).expect("nobody is told"), None);
    let ada = cast.ada.clone();
    assert!(cast.read(move |conn| webhooks(conn, &ada)).expect("the list").is_empty());
}

#[test]
fn what_does_not_hold_is_refused_and_leads_see_nothing() {
    let (cast, _) = desk(200);
    added(&cast, &[]);
    let (ada, same) = (cast.ada.clone(), WebhookInput { address: "ftp://hooks.example".into(), ..input(&[]) });
    assert_eq!(refused(cast.write(move |tx| add_webhook(tx, &ada, &key(), &same))), "name: webhook-name-taken, endpoint: webhook-address");
    let (lee, ok) = (cast.lee.clone(), WebhookInput { name: "Mine".into(), ..input(&[]) });
    assert_eq!(refused(cast.write(move |tx| add_webhook(tx, &lee, &key(), &ok))), "not allowed: manage_webhooks");
    let lee = cast.lee.clone();
    assert_eq!(refused(cast.read(move |conn| webhooks(conn, &lee))), "not allowed: see_webhooks");
}

#[test]
fn the_log_forgets_what_is_old() {
    let (cast, _) = desk(200);
    let chat = added(&cast, &[Wanted::Opened]);
    ask(&cast);
    cast.keep_promises();
    assert_eq!(cast.write(forget_old).expect("nothing is old"), 0);
    cast.pass_ms(KEPT_MS + 1);
    assert_eq!(cast.write(forget_old).expect("it is old"), 1);
    assert!(states(&cast, &chat).is_empty());
}
