//! What is taken out of a message is gone from everything; what is kept from its readers, they find no more.

use people::{Actor, PersonId};
use testkit::{Cast, refused};
use tickets::{
    Audience, MakePrivate, MessageId, Mode, Redact, RedactFile, Redacted, Reply, SaveDraft, SearchAsk, TicketId, conversation,
    make_private, redact, redact_file, save_draft,
};

use crate::attach::uploaded;
use crate::stage::{asked, cast, now, said};

fn taken_out(cast: &Cast, actor: &Actor, ticket: TicketId, message: MessageId, text: &str) -> outcome::Result<Redacted> {
    let (actor, text) = (actor.clone(), text.to_owned());
    cast.write(move |tx| redact(tx, &actor, &Redact { ticket, message, text: text.clone() }))
}

fn found(cast: &Cast, actor: &Actor, words: &str) -> usize {
    let (actor, words) = (actor.clone(), words.to_owned());
    cast.read(move |conn| {
        tickets::search(conn, &actor, &SearchAsk { text: words.clone(), after: None, limit: 10, zone: jiff::tz::TimeZone::UTC })
    })
    .unwrap()
    .hits
    .len()
}

fn bodies(cast: &Cast, actor: &Actor, id: TicketId) -> Vec<String> {
    let actor = actor.clone();
    let all = cast.read(move |conn| conversation(conn, &actor, id, None)).unwrap();
    all.messages.into_iter().map(|s| format!("{}|{}|{}", s.message.body, s.message.body_html, s.message.quoted)).collect()
}

#[test]
fn words_are_gone_from_message_quotes_drafts_lists_and_search() {
    let cast = cast();
    let id = asked(&cast);
    let secret = said(&cast, &cast.rita, Reply::public(id, "My **pass**word is `Xanadu42`, pass\nword Xanadu42!")).unwrap().message;
    let quoting = Reply { quoted: "> password is Xanadu42".to_owned(), ..Reply::public(id, "Thanks") };
    said(&cast, &cast.ann, quoting).unwrap();
    let repeats = said(&cast, &cast.ann, Reply::note(id, "She wrote Xanadu42 here")).unwrap().message;
    let ben = cast.ben.clone();
    let draft = SaveDraft { ticket: Some(id), mode: Mode::Note, subject: String::new(), body: "Xanadu42?".into(), attachments: Vec::new() };
    cast.write(move |tx| save_draft(tx, &ben, &draft)).unwrap();
    assert_eq!(found(&cast, &cast.rita, "Xanadu42"), 1);

    let redacted = taken_out(&cast, &cast.ann, id, secret, "Xanadu42").unwrap();
    assert_eq!((redacted.places, redacted.elsewhere), (2, vec![repeats]));
    let left = bodies(&cast, &cast.ann, id);
    assert!(left.iter().enumerate().all(|(n, text)| n == 3 || !text.contains("Xanadu")), "{left:?}");
    assert!(left[1].contains("▇▇▇▇▇▇▇▇") && left[2].contains("> password is ▇"), "{left:?}");
    assert_eq!(found(&cast, &cast.rita, "Xanadu42"), 0);
    let ben = cast.ben.clone();
    let draft = cast.read(move |conn| tickets::draft(conn, &ben, Some(id), Mode::Note)).unwrap().unwrap();
    assert_eq!(draft.body, "▇▇▇▇▇▇▇▇?");
    taken_out(&cast, &cast.ann, id, repeats, "Xanadu42").unwrap();
    assert_eq!(found(&cast, &cast.ann, "Xanadu42"), 0);
    assert!(cast.history(id).iter().any(|kind| kind == "redacted"));
    let log = cast.read(move |conn| conn.events_of(&id.subject(), db::EventId(0), 100)).unwrap();
    assert!(log.iter().all(|event| !event.data.contains("Xanadu")), "the log does not say what it was");
}

#[test]
fn marks_between_the_letters_hide_nothing_and_lists_forget_too() {
    let cast = cast();
    let id = asked(&cast);
    let message = said(&cast, &cast.rita, Reply::public(id, "Xana**du**42")).unwrap().message;
    assert!(now(&cast, id).last_excerpt.contains("Xanadu42"));
    taken_out(&cast, &cast.ann, id, message, "Xanadu42").unwrap();
    let left = bodies(&cast, &cast.ann, id).pop().unwrap();
    assert!(!left.contains("Xana") && !left.contains("du"), "{left}");
    assert!(!now(&cast, id).last_excerpt.contains("Xana"));
}

#[test]
fn only_the_desk_takes_out_and_only_what_is_there() {
    let cast = cast();
    let id = asked(&cast);
    let message = said(&cast, &cast.rita, Reply::public(id, "Xanadu42")).unwrap().message;
    assert_eq!(refused(taken_out(&cast, &cast.rita, id, message, "Xanadu42")), "not allowed: redact");
    for (text, says) in [("nowhere", "redact-not-there"), ("  ", "redact-nothing")] {
        let refusal = format!("{:?}", taken_out(&cast, &cast.ann, id, message, text).unwrap_err());
        assert!(refusal.contains(says), "{refusal}");
    }
    let other = asked(&cast);
    assert!(taken_out(&cast, &cast.ann, other, message, "Xanadu42").is_err(), "it is read elsewhere");
}

#[test]
fn a_file_that_is_taken_out_leaves_an_empty_one() {
    let cast = cast();
    let id = asked(&cast);
    let file = uploaded(&cast, &cast.rita, "passport.png");
    let message = said(&cast, &cast.rita, Reply { attachments: vec![file], ..Reply::public(id, "Here") }).unwrap().message;
    assert_eq!(found(&cast, &cast.ann, "passport"), 1);
    let ann = cast.ann.clone();
    cast.write(move |tx| redact_file(tx, &ann, &RedactFile { ticket: id, message, file })).unwrap();
    let ann = cast.ann.clone();
    let left = cast.read(move |conn| tickets::attachment(conn, &ann, file)).unwrap();
    assert_eq!((left.name.as_str(), left.bytes, left.media_type.as_str()), ("redacted.txt", 0, "text/plain"));
    assert_eq!(found(&cast, &cast.ann, "passport"), 0);
}

#[test]
fn a_message_that_became_internal_is_read_and_found_by_the_desk_alone() {
    let cast = cast();
    let id = asked(&cast);
    let message = said(&cast, &cast.ann, Reply::public(id, "Meant for Ben: Xanadu42")).unwrap().message;
    let make = move |actor: &Actor| {
        let actor = actor.clone();
        move |tx: &mut db::Tx<'_>| make_private(tx, &actor, &MakePrivate { ticket: id, message })
    };
    assert_eq!(refused(cast.write(make(&cast.rita))), "not allowed: make_private");
    assert!(cast.write(make(&cast.ann)).unwrap().is_some());
    assert!(cast.write(make(&cast.ann)).unwrap().is_none(), "it is already");
    assert_eq!((bodies(&cast, &cast.rita, id).len(), bodies(&cast, &cast.ben, id).len()), (1, 2));
    assert_eq!((found(&cast, &cast.rita, "Xanadu42"), found(&cast, &cast.ben, "Xanadu42")), (0, 1));
    assert!(!now(&cast, id).last_excerpt.contains("Xanadu"));
}

#[test]
fn the_desk_writes_for_somebody_who_could_say_it_themselves() {
    let cast = cast();
    let id = asked(&cast);
    let by = |who: &Actor, reply: Reply| said(&cast, who, reply);
    let named = |author: &Actor, reply: Reply| Reply { author: author.person(), ..reply };
    let said = by(&cast.ann, named(&cast.rita, Reply::public(id, "By phone: it is back"))).unwrap();
    let ann = cast.ann.clone();
    let all = cast.read(move |conn| conversation(conn, &ann, id, None)).unwrap();
    let last = all.messages.last().unwrap();
    assert_eq!((last.message.id, last.message.author_id, last.message.side.as_str()), (said.message, cast.rita.person(), "requester"));
    let told = cast.read(move |conn| conn.events_of(&id.subject(), db::EventId(0), 100)).unwrap();
    let reply = told.iter().rev().find(|e| e.kind == "ticket.reply_added").unwrap();
    assert_eq!(reply.person().map(PersonId), cast.ann.person(), "the log says who really wrote it");
    by(&cast.ann, named(&cast.ben, Reply::note(id, "Ben says so"))).unwrap();
    for (who, author, audience) in [(&cast.ann, &cast.rita, Audience::Internal), (&cast.rita, &cast.ann, Audience::Public)] {
        let reply = Reply { audience, ..named(author, Reply::public(id, "x")) };
        assert!(by(who, reply).is_err(), "{audience}");
    }
}
