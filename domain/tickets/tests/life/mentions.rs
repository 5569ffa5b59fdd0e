//! People called by name in a message.

use testkit::refused;
use tickets::{Reply, facts, ticket};

use crate::stage::{asked, asked_payroll, cast, message, said};

#[test]
fn mentioned_specialists_watch_from_then_on() {
    let cast = cast();
    let id = asked(&cast);
    let (ben, rita) = (cast.ben.person().unwrap(), cast.rita.person().unwrap());
    let body =
        format!("@[Ben Bird](person:{ben}), @lee.lund and @ada: look at this, @[Rita Roe](person:{rita}) is stuck. ann@acme.example");
    let replied = said(&cast, &cast.ann, Reply::note(id, body)).unwrap();
    let mut mentioned: Vec<i64> = serde_json::from_str(&message(&cast, replied.message).mentions).unwrap();
    let mut wanted: Vec<i64> = [&cast.ben, &cast.lee, &cast.ada, &cast.rita].map(|a| a.person().unwrap().0).to_vec();
    mentioned.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(mentioned, wanted);
    let ann = cast.ann.clone();
    let watchers = cast.read(move |conn| facts(conn, &ticket(conn, &ann, id)?)).unwrap().watchers;
    assert_eq!(watchers.iter().map(|w| w.name.as_str()).collect::<Vec<_>>(), ["Ada Abel", "Ben Bird", "Lee Lund"]);
    assert_eq!(cast.history(id), ["opened", "note_added", "watcher_added", "watcher_added", "watcher_added"]);
}

#[test]
fn a_name_that_two_have_or_nobody_has_is_just_a_word() {
    let cast = cast();
    let id = asked(&cast);
    cast.write(|tx| {
        let add = people::AddPerson::new("Ben Burr", "burr@desk.example", people::Role::Agent);
        people::add_person(tx, &people::Actor::system(people::Door::Command), &add)
    })
    .unwrap();
    let replied = said(&cast, &cast.ann, Reply::note(id, "@ben @nobody @rita")).unwrap();
    assert_eq!(message(&cast, replied.message).mentions, "[]");
}

#[test]
fn calling_somebody_who_cannot_see_it_is_pointed_out() {
    let cast = cast();
    let id = asked_payroll(&cast);
    let ann = cast.ann.person().unwrap();
    let note = Reply::note(id, format!("@[Ann Ash](person:{ann}) do you know?"));
    assert_eq!(refused(said(&cast, &cast.pat, note)), "body: mention-cannot-see");
}

#[test]
fn a_held_note_calls_nobody_until_it_is_out() {
    let cast = cast();
    let id = asked(&cast);
    said(&cast, &cast.ann, Reply { undo_send_s: 10, ..Reply::note(id, "@lee?") }).unwrap();
    assert_eq!(cast.history(id), ["opened", "message_held"]);
    cast.pass_ms(10_000);
    cast.keep_promises();
    assert_eq!(cast.history(id), ["opened", "message_held", "note_added", "watcher_added"]);
}

#[test]
fn a_mention_leads_to_its_person_where_only_the_desk_reads_it() {
    let cast = cast();
    let (id, ben) = (asked(&cast), cast.ben.person().unwrap());
    let body = format!("@[Ben Bird](person:{ben}) have a look");
    let note = said(&cast, &cast.ann, Reply::note(id, body.as_str())).unwrap();
    assert!(message(&cast, note.message).body_html.contains(&format!("href=\"/people/{ben}\"")));
    let reply = said(&cast, &cast.ann, Reply::public(id, body.as_str())).unwrap();
    let html = message(&cast, reply.message).body_html;
    assert!(html.contains("Ben Bird") && !html.contains("/people/"), "{html}");
}
