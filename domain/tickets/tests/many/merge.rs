//! Merging, and taking it back.

use db::params;
use people::{Actor, Door};
use tickets::{
    MERGE_DEPTH_MAX, Merge, Merged, Mode, Reply, SaveDraft, Status, TicketId, Unmerged, close, conversation, draft, hold, merge, reply,
    save_draft, survivor_of, timeline, unmerge,
};

use crate::rows::{Cast, act, answer, ask, cast, counters_hold, note, open, open_for, refusal, ticket_of};

fn merged(cast: &Cast, actor: &Actor, ticket: TicketId, into: TicketId, bring_people: bool) -> outcome::Result<Merged> {
    act(cast, actor, move |tx, actor| merge(tx, actor, &Merge { ticket, into, bring_people }))
}

fn parted(cast: &Cast, actor: &Actor, ticket: TicketId) -> outcome::Result<Unmerged> {
    act(cast, actor, move |tx, actor| unmerge(tx, actor, ticket))
}

fn said(cast: &Cast, actor: &Actor, ticket: TicketId) -> Vec<String> {
    let talk = ask(cast, actor, move |conn, actor| conversation(conn, actor, ticket, None)).unwrap();
    talk.messages.into_iter().map(|said| said.message.body).collect()
}

#[test]
fn a_merged_ticket_goes_on_in_the_other_and_comes_back_as_it_was() {
    let cast = cast();
    let one = open(&cast, "VPN drops", "It drops.");
    let other = open(&cast, "VPN again", "And again.");
    answer(&cast, &cast.ann, other, "Which client?");
    let waits = tickets::Hold { ticket: one, reason: "the vendor".into(), until: None };
    act(&cast, &cast.ann, move |tx, actor| hold(tx, actor, &waits)).unwrap();
    let before = (ticket_of(&cast, one), ticket_of(&cast, other));
    cast.desk.pass_ms(60_000);

    merged(&cast, &cast.ann, one, other, false).unwrap();
    let (ended, goes_on) = (ticket_of(&cast, one), ticket_of(&cast, other));
    assert_eq!((ended.status, ended.merged_into), (Status::Closed, Some(other)));
    assert_eq!(said(&cast, &cast.ann, other), ["It drops.", "And again.", "Which client?"]);
    assert_eq!((goes_on.message_count, goes_on.status), (3, before.1.status));
    counters_hold(&cast);
    // A letter to the merged number reaches the one that goes on.
    assert_eq!(answer(&cast, &cast.rita, one, "Version five."), other);
    assert_eq!(ticket_of(&cast, other).status, Status::Open);

    parted(&cast, &cast.ann, one).unwrap();
    let (back, left) = (ticket_of(&cast, one), ticket_of(&cast, other));
    assert_eq!(back.standing(), before.0.standing());
    assert_eq!((back.merged_into, back.reopened_count, back.closed_at), (None, 0, None));
    assert_eq!((left.message_count, left.last_excerpt.as_str()), (3, "Version five."));
    assert_eq!(said(&cast, &cast.ann, one), ["It drops."]);
    assert_eq!(said(&cast, &cast.ann, other), ["And again.", "Which client?", "Version five."]);
    counters_hold(&cast);
    assert_eq!(refusal(parted(&cast, &cast.ann, one)), "not-merged");
    let kinds = |ticket| -> Vec<&'static str> {
        ask(&cast, &cast.ann, move |conn, actor| timeline(conn, actor, ticket, None)).unwrap().told.iter().map(|t| t.event.kind()).collect()
    };
    assert_eq!(kinds(one), ["ticket.opened", "ticket.held", "ticket.merged", "ticket.unmerged"]);
    assert!(kinds(other).ends_with(&["ticket.released"]) && kinds(other).contains(&"ticket.absorbed"));
}

#[test]
fn chains_are_followed_and_circles_refused() {
    let cast = cast();
    let tickets: Vec<TicketId> = (0..4).map(|n| open(&cast, &format!("Ticket {n}"), &format!("body {n}"))).collect();
    merged(&cast, &cast.ann, tickets[0], tickets[1], false).unwrap();
    merged(&cast, &cast.ann, tickets[1], tickets[2], false).unwrap();
    let first = tickets[0];
    assert_eq!(ask(&cast, &cast.ann, move |conn, _| survivor_of(conn, first)).unwrap(), tickets[2]);
    assert_eq!(refusal(merged(&cast, &cast.ann, tickets[2], tickets[0], false)), "ticket-with-itself");
    assert_eq!(refusal(merged(&cast, &cast.ann, tickets[3], tickets[3], false)), "ticket-with-itself");
    assert_eq!(refusal(merged(&cast, &cast.ann, tickets[0], tickets[3], false)), "merge-already");
    // Into one that was merged means into the one that goes on.
    let done = merged(&cast, &cast.ann, tickets[3], tickets[0], false).unwrap();
    assert_eq!((done.survivor.id, done.survivor.message_count), (tickets[2], 4));
    // Taking out the middle one takes its own along.
    parted(&cast, &cast.ann, tickets[1]).unwrap();
    assert_eq!(said(&cast, &cast.ann, tickets[1]), ["body 0", "body 1"]);
    assert_eq!(ticket_of(&cast, tickets[1]).message_count, 2);
    assert_eq!(said(&cast, &cast.ann, tickets[2]), ["body 2", "body 3"]);
    assert_eq!(ticket_of(&cast, tickets[2]).message_count, 2);
    counters_hold(&cast);
}

#[test]
fn a_chain_has_an_end() {
    let cast = cast();
    let mut last = open(&cast, "first", "x");
    for n in 0..MERGE_DEPTH_MAX {
        let next = open(&cast, &format!("next {n}"), "x");
        merged(&cast, &cast.ann, last, next, false).unwrap();
        last = next;
    }
    let next = open(&cast, "one too many", "x");
    assert_eq!(refusal(merged(&cast, &cast.ann, last, next, false)), "merge-too-deep");
}

#[test]
fn people_come_along_when_asked_and_go_again() {
    let cast = cast();
    let ritas = open(&cast, "Printer", "It jams.");
    let ralfs = open_for(&cast, &cast.ralf, "Printer too", "Mine as well.");
    merged(&cast, &cast.ann, ralfs, ritas, false).unwrap();
    let sees = |actor: &Actor| ask(&cast, actor, move |conn, actor| conversation(conn, actor, ritas, None)).is_ok();
    assert!(!sees(&cast.ralf), "nobody reads another's conversation because of a merge alone");
    parted(&cast, &cast.ann, ralfs).unwrap();
    merged(&cast, &cast.ann, ralfs, ritas, true).unwrap();
    assert!(sees(&cast.ralf));
    let told = ask(&cast, &cast.ann, move |conn, actor| timeline(conn, actor, ritas, None)).unwrap().told;
    assert_eq!(told.iter().filter(|told| told.event.kind() == "ticket.watcher_added").count(), 1);
    assert_eq!(answer(&cast, &cast.ralf, ralfs, "Still jams."), ritas);
    parted(&cast, &cast.ann, ralfs).unwrap();
    assert!(!sees(&cast.ralf));
}

#[test]
fn no_draft_is_lost() {
    let cast = cast();
    let one = open(&cast, "VPN", "x");
    let other = open(&cast, "VPN too", "x");
    let save = |actor: &Actor, ticket, body: &str| {
        let save =
            SaveDraft { ticket: Some(ticket), mode: Mode::Reply, subject: String::new(), body: body.to_owned(), attachments: Vec::new() };
        act(&cast, actor, move |tx, actor| save_draft(tx, actor, &save)).unwrap()
    };
    save(&cast.ann, one, "half a sentence");
    save(&cast.lee, one, "below");
    save(&cast.lee, other, "above");
    merged(&cast, &cast.ann, one, other, false).unwrap();
    let body = |actor: &Actor| ask(&cast, actor, move |conn, actor| draft(conn, actor, Some(other), Mode::Reply)).unwrap().unwrap().body;
    assert_eq!(body(&cast.ann), "half a sentence");
    assert_eq!(body(&cast.lee), "above\n\nbelow");
}

#[test]
fn who_may_not_change_both_does_not_merge_them() {
    let cast = cast();
    let one = open(&cast, "Payslip", "x");
    let other = open(&cast, "Payslip", "x");
    let team = cast.restricted;
    act(&cast, &cast.lee, move |tx, actor| tickets::assign(tx, actor, &tickets::Assign { ticket: one, to: tickets::To::Team(team) }))
        .unwrap();
    assert_eq!(refusal(merged(&cast, &cast.ann, one, other, false)), "not-found");
    assert_eq!(refusal(merged(&cast, &cast.ann, other, one, false)), "not-found");
    assert_eq!(refusal(merged(&cast, &cast.rita, one, other, false)), "merge");
    act(&cast, &cast.ann, move |tx, actor| close(tx, actor, other)).unwrap();
    assert_eq!(refusal(merged(&cast, &cast.lee, one, other, false)), "merge-into-closed");
}

#[test]
fn a_note_to_a_merged_number_is_a_note_at_the_other() {
    let cast = cast();
    let one = open(&cast, "VPN", "x");
    let other = open(&cast, "VPN too", "y");
    merged(&cast, &cast.ann, one, other, false).unwrap();
    note(&cast, &cast.ann, one, "seen");
    assert_eq!(said(&cast, &cast.ann, other), ["x", "y", "seen"]);
    let system = Actor::system(Door::Mail);
    let by_mail = act(&cast, &system, move |tx, actor| reply(tx, actor, &Reply::note(one, "by mail"))).unwrap();
    assert_eq!(by_mail.ticket, other);
    let open = crate::rows::ids(&cast, "SELECT COUNT(*) FROM merges WHERE undone_at IS NULL", params![].to_vec());
    assert_eq!(open, [1]);
}
