//! A ticket goes to those who know more, and whoever had it goes on speaking with the requester.

use people::{Actor, PersonId, TeamId};
use testkit::{Cast, refused};
use tickets::{
    Assign, Changed, Escalate, HandBack, Merge, Open, QueueAsk, Reply, SpeakFor, Status, TicketId, To, escalate, hand_back, speak_for,
    undo, voices,
};

use crate::assign::given;
use crate::stage::{asked, cast, counters_hold, now, opened, request, said};

const PACKET: &str = "Asked: the VPN drops. Tried: another cable. Seen: error 412.";

fn me(actor: &Actor) -> PersonId {
    actor.person().unwrap()
}

fn escalated(cast: &Cast, actor: &Actor, ticket: TicketId, team: TeamId, person: Option<PersonId>) -> outcome::Result<Changed> {
    let (actor, input) = (actor.clone(), Escalate { ticket, team, person, packet: PACKET.into() });
    cast.write(move |tx| escalate(tx, &actor, &input))
}

fn handed_back(cast: &Cast, actor: &Actor, ticket: TicketId, note: &str) -> outcome::Result<Changed> {
    let (actor, input) = (actor.clone(), HandBack { ticket, note: note.into() });
    cast.write(move |tx| hand_back(tx, &actor, &input))
}

fn lets_speak(cast: &Cast, actor: &Actor, ticket: TicketId, person: PersonId) -> outcome::Result<Changed> {
    let (actor, input) = (actor.clone(), SpeakFor { ticket, person });
    cast.write(move |tx| speak_for(tx, &actor, &input))
}

fn voice(cast: &Cast, ticket: TicketId) -> Option<PersonId> {
    let house = Actor::system(people::Door::Inside);
    let (facts, sheet) = cast
        .read(move |conn| Ok((tickets::facts(conn, &tickets::ticket(conn, &house, ticket)?)?, tickets::sheet(conn, &house, ticket)?)))
        .unwrap();
    let voice = facts.voice.map(|voice| voice.person_id);
    assert_eq!(sheet.voice, voice, "programs are told the same");
    voice
}

/// How many tickets Ann finds with this filter.
fn found(cast: &Cast, actor: &Actor, filter: &str) -> usize {
    let (actor, ask) = (actor.clone(), QueueAsk::new(tickets::List::Filter(filter.into())));
    cast.read(move |conn| tickets::queue(conn, &actor, &ask)).unwrap().rows.len()
}

/// Rita's ticket, taken by Ann of the first line.
fn anns(cast: &Cast) -> TicketId {
    let ticket = asked(cast);
    given(cast, &cast.ann, ticket, To::Both(cast.first_line, me(&cast.ann))).unwrap();
    ticket
}

#[test]
fn a_ticket_is_escalated_with_its_packet_and_handed_back_with_what_was_found() {
    let cast = cast();
    let (ticket, ann, ben) = (anns(&cast), me(&cast.ann), me(&cast.ben));
    escalated(&cast, &cast.ann, ticket, cast.network, None).unwrap();
    let stands = now(&cast, ticket);
    assert_eq!((stands.team_id, stands.assignee_id, voice(&cast, ticket)), (Some(cast.network), None, Some(ann)));
    for filter in ["voice:me", "is:escalated", "voice:any is:escalated"] {
        assert_eq!(found(&cast, &cast.ann, filter), 1, "{filter}");
    }
    assert_eq!((found(&cast, &cast.ben, "voice:me"), found(&cast, &cast.ann, "voice:none")), (0, 0));
    given(&cast, &cast.ben, ticket, To::Me).unwrap();
    assert_eq!((now(&cast, ticket).assignee_id, voice(&cast, ticket)), (Some(ben), Some(ann)));
    handed_back(&cast, &cast.ben, ticket, "A rekey timer; 5.1.3 holds.").unwrap();
    let stands = now(&cast, ticket);
    assert_eq!((stands.team_id, stands.assignee_id, voice(&cast, ticket)), (Some(cast.first_line), Some(ann), None));
    assert_eq!(found(&cast, &cast.ann, "is:escalated"), 0);
    let lee = cast.lee.clone();
    let conversation = cast.read(move |conn| tickets::conversation(conn, &lee, ticket, None)).unwrap();
    let notes: Vec<&str> = conversation.messages[1..].iter().map(|said| said.message.body.as_str()).collect();
    assert_eq!(notes, [PACKET, "A rekey timer; 5.1.3 holds."]);
    assert!(conversation.messages[1..].iter().all(|said| said.message.audience == tickets::Audience::Internal));
    let told = ["opened", "assigned", "note_added", "assigned", "voice_set", "assigned", "note_added", "assigned", "voice_set"];
    assert_eq!(cast.history(ticket), told);
    counters_hold(&cast);
}

#[test]
fn whoever_escalates_what_nobody_had_is_its_voice_and_a_second_escalation_leaves_it() {
    let cast = cast();
    let (ticket, ann, ben) = (asked(&cast), me(&cast.ann), me(&cast.ben));
    escalated(&cast, &cast.ann, ticket, cast.network, Some(ben)).unwrap();
    assert_eq!((now(&cast, ticket).assignee_id, voice(&cast, ticket)), (Some(ben), Some(ann)));
    escalated(&cast, &cast.ben, ticket, cast.first_line, None).unwrap();
    assert_eq!((now(&cast, ticket).assignee_id, voice(&cast, ticket)), (None, Some(ann)));
    assert_eq!(refused(escalated(&cast, &cast.ben, ticket, cast.first_line, Some(ann))), "to: escalate-to-voice");
    // It had no team: handed back it stays with the one that has it, and comes to Ann.
    handed_back(&cast, &cast.ben, ticket, "Nothing to be found.").unwrap();
    assert_eq!((now(&cast, ticket).team_id, now(&cast, ticket).assignee_id), (Some(cast.first_line), Some(ann)));
}

#[test]
fn a_lead_escalates_for_others_and_a_voice_that_left_makes_room() {
    let cast = cast();
    let (ticket, ann, ben) = (anns(&cast), me(&cast.ann), me(&cast.ben));
    escalated(&cast, &cast.lee, ticket, cast.network, Some(ben)).unwrap();
    assert_eq!(voice(&cast, ticket), Some(ann), "it was Ann's, whoever gave it away");
    let ada = cast.ada.clone();
    cast.write(move |tx| people::deactivate(tx, &ada, &ann)).unwrap();
    assert_eq!(refused(handed_back(&cast, &cast.ben, ticket, "Found.")), "hand-back-voice-gone");
    lets_speak(&cast, &cast.lee, ticket, me(&cast.lee)).unwrap();
    assert_eq!(voice(&cast, ticket), Some(me(&cast.lee)));
    handed_back(&cast, &cast.ben, ticket, "Found.").unwrap();
    assert_eq!(now(&cast, ticket).assignee_id, cast.lee.person());
}

#[test]
fn somebody_else_can_speak() {
    let cast = cast();
    let (ticket, ben, lee) = (anns(&cast), me(&cast.ben), me(&cast.lee));
    assert_eq!(refused(lets_speak(&cast, &cast.ann, ticket, lee)), "hand-back-not-escalated");
    escalated(&cast, &cast.ann, ticket, cast.network, Some(ben)).unwrap();
    assert_eq!(refused(lets_speak(&cast, &cast.ann, ticket, ben)), "voice: voice-works-on-it");
    assert_eq!(refused(lets_speak(&cast, &cast.ann, ticket, me(&cast.rita))), "voice: voice-unknown");
    assert_eq!(refused(lets_speak(&cast, &cast.rita, ticket, lee)), "not allowed: assign");
    let event = lets_speak(&cast, &cast.ann, ticket, lee).unwrap().event.unwrap();
    assert_eq!((voice(&cast, ticket), now(&cast, ticket).assignee_id), (Some(lee), Some(ben)));
    assert!(lets_speak(&cast, &cast.ann, ticket, lee).unwrap().event.is_none(), "they do already");
    let ann = cast.ann.clone();
    cast.write(move |tx| undo(tx, &ann, event)).unwrap();
    assert_eq!(voice(&cast, ticket), cast.ann.person());
}

#[test]
fn where_it_cannot_go_it_does_not_go_and_nothing_is_written() {
    let cast = cast();
    let (ticket, ann, ben) = (anns(&cast), me(&cast.ann), me(&cast.ben));
    let refuses = |actor: &Actor, team, person| refused(escalated(&cast, actor, ticket, team, person));
    assert_eq!(refuses(&cast.ann, TeamId(99), None), "team: team-unknown");
    assert_eq!(refuses(&cast.ann, cast.network, Some(PersonId(999))), "assignee: assignee-unknown");
    assert_eq!(refuses(&cast.ann, cast.network, Some(me(&cast.rita))), "assignee: assignee-unknown");
    assert_eq!(refuses(&cast.ann, cast.network, Some(me(&cast.lee))), "to: escalate-not-member");
    assert_eq!(refuses(&cast.ann, cast.first_line, Some(ann)), "to: escalate-to-voice");
    assert_eq!(refuses(&cast.ann, cast.first_line, None), "to: escalate-to-whom");
    assert_eq!(refuses(&cast.ann, cast.payroll, None), "to: escalate-voice-blind");
    assert_eq!(refuses(&cast.rita, cast.network, None), "not allowed: assign");
    assert_eq!(refuses(&cast.gus, cast.network, None), "not found");
    assert_eq!(refuses(&Actor::system(people::Door::Inside), cast.network, None), "not allowed: assign");
    let (actor, empty) = (cast.ann.clone(), Escalate { ticket, team: cast.network, person: None, packet: " \n".into() });
    assert_eq!(refused(cast.write(move |tx| escalate(tx, &actor, &empty))), "packet: escalate-packet-missing");
    assert_eq!(refused(handed_back(&cast, &cast.ann, ticket, "Found.")), "hand-back-not-escalated");
    assert_eq!(cast.history(ticket), ["opened", "assigned"], "no packet of what did not happen");
    escalated(&cast, &cast.ann, ticket, cast.network, Some(ben)).unwrap();
    assert_eq!(refused(handed_back(&cast, &cast.ben, ticket, " ")), "note: hand-back-note-missing");
    let actor = cast.ann.clone();
    cast.write(move |tx| tickets::resolve(tx, &actor, ticket)).unwrap();
    assert_eq!(refuses(&cast.ann, cast.first_line, None), "escalate-finished");
    let actor = cast.ann.clone();
    cast.write(move |tx| tickets::close(tx, &actor, ticket)).unwrap();
    assert_eq!(refuses(&cast.ann, cast.first_line, None), "ticket-closed");
    assert_eq!(refused(handed_back(&cast, &cast.ben, ticket, "Found.")), "ticket-closed");
}

#[test]
fn a_voice_that_answers_does_not_take_the_ticket_and_one_that_takes_it_is_no_voice_any_more() {
    let cast = cast();
    let (ticket, ann) = (anns(&cast), me(&cast.ann));
    escalated(&cast, &cast.ann, ticket, cast.network, None).unwrap();
    let replied = said(&cast, &cast.ann, Reply::public(ticket, "The engineers look at it.")).unwrap();
    let for_ann = Reply { author: Some(ann), ..Reply::public(ticket, "They still do.") };
    assert_eq!((replied.taken, said(&cast, &cast.lee, for_ann).unwrap().taken), (None, None));
    let stands = now(&cast, ticket);
    assert_eq!((stands.assignee_id, stands.team_id, stands.status), (None, Some(cast.network), Status::Waiting));
    assert_eq!(voice(&cast, ticket), Some(ann));
    let taken = given(&cast, &cast.ann, ticket, To::Me).unwrap().event.unwrap();
    assert_eq!((now(&cast, ticket).assignee_id, voice(&cast, ticket)), (Some(ann), None));
    let actor = cast.ann.clone();
    cast.write(move |tx| undo(tx, &actor, taken)).unwrap();
    assert_eq!((now(&cast, ticket).assignee_id, voice(&cast, ticket)), (None, Some(ann)), "it is escalated again");
    // Others who answer take what nobody has, as ever.
    assert!(said(&cast, &cast.ben, Reply::public(ticket, "I have it.")).unwrap().taken.is_some());
    assert_eq!(voice(&cast, ticket), Some(ann));
}

#[test]
fn each_of_it_can_be_taken_back() {
    let cast = cast();
    let (ticket, ann, ben) = (anns(&cast), me(&cast.ann), me(&cast.ben));
    let before = now(&cast, ticket);
    let taken_back = |actor: &Actor, event| {
        let actor = actor.clone();
        cast.write(move |tx| undo(tx, &actor, event))
    };
    let event = escalated(&cast, &cast.ann, ticket, cast.network, Some(ben)).unwrap().event.unwrap();
    assert_eq!(refused(taken_back(&cast.ben, event)), "not found", "it was not his");
    taken_back(&cast.ann, event).unwrap();
    assert_eq!((now(&cast, ticket).assignment(), voice(&cast, ticket)), (before.assignment(), None));
    escalated(&cast, &cast.ann, ticket, cast.network, Some(ben)).unwrap();
    let event = handed_back(&cast, &cast.ben, ticket, "Found.").unwrap().event.unwrap();
    taken_back(&cast.ben, event).unwrap();
    let stands = now(&cast, ticket);
    assert_eq!((stands.team_id, stands.assignee_id, voice(&cast, ticket)), (Some(cast.network), Some(ben), Some(ann)));
    let event = handed_back(&cast, &cast.ben, ticket, "Found.").unwrap().event.unwrap();
    assert_eq!(now(&cast, ticket).team_id, Some(cast.first_line), "the team it came from is still known");
    given(&cast, &cast.ann, ticket, To::Nobody).unwrap();
    assert_eq!(refused(taken_back(&cast.ben, event)), "undo-changed-since");
    counters_hold(&cast);
}

#[test]
fn the_voice_of_a_merged_ticket_hears_of_the_one_that_goes_on() {
    let cast = cast();
    let (ticket, ann) = (anns(&cast), me(&cast.ann));
    let into = opened(&cast, &cast.rita, Open { subject: "VPN again".into(), ..request(&cast) }).unwrap();
    escalated(&cast, &cast.ann, ticket, cast.network, None).unwrap();
    assert_eq!(cast.read(move |conn| voices(conn, into)).unwrap(), []);
    let lee = cast.lee.clone();
    cast.write(move |tx| tickets::merge(tx, &lee, &Merge { ticket, into, bring_people: false })).unwrap();
    assert_eq!(cast.read(move |conn| voices(conn, into)).unwrap(), [ann]);
    assert_eq!(refused(escalated(&cast, &cast.ann, ticket, cast.first_line, None)), "ticket-closed");
    let lee = cast.lee.clone();
    cast.write(move |tx| tickets::unmerge(tx, &lee, ticket)).unwrap();
    assert_eq!(cast.read(move |conn| voices(conn, into)).unwrap(), []);
    assert_eq!(voice(&cast, ticket), Some(ann), "it stands as it stood");
}

#[test]
fn many_at_once_come_back_like_one() {
    let cast = cast();
    let (ticket, ann) = (anns(&cast), me(&cast.ann));
    escalated(&cast, &cast.ann, ticket, cast.network, None).unwrap();
    let lee = cast.lee.clone();
    let bulk = tickets::Bulk { tickets: vec![ticket], deed: tickets::BulkDeed::Assign(To::Person(ann)) };
    cast.write(move |tx| tickets::bulk(tx, &lee, &bulk).map(drop)).unwrap();
    assert_eq!((voice(&cast, ticket), now(&cast, ticket).assignee_id), (None, Some(ann)));
    let house = Actor::system(people::Door::Inside);
    let again = Assign { ticket, to: To::Team(cast.network) };
    cast.write(move |tx| tickets::assign(tx, &house, &again).map(drop)).unwrap();
    assert_eq!(voice(&cast, ticket), None, "to be given away is not to be escalated");
}
