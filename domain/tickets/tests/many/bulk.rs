//! Many tickets at once, with an answer for each and one undo for all; and counters that hold whatever happens.

use outcome::Refusal;
use people::{Actor, TeamId};
use tickets::{
    BULK_TICKETS_MAX, Bulk, BulkDeed, BulkDone, BulkOutcome, BulkStatus, Level, Merge, Status, TicketId, To, bulk, merge, split, undo_bulk,
    unmerge,
};

use crate::rows::{Cast, Dice, act, answer, ask, cast, counters_hold, open, refusal, ticket_of};

fn all(cast: &Cast, actor: &Actor, tickets: &[TicketId], deed: BulkDeed) -> outcome::Result<BulkDone> {
    let wanted = Bulk { tickets: tickets.to_vec(), deed };
    act(cast, actor, move |tx, actor| bulk(tx, actor, &wanted))
}

#[test]
fn one_undo_takes_everything_back() {
    let cast = cast();
    let tickets: Vec<TicketId> = (0..4).map(|n| open(&cast, &format!("Ticket {n}"), "x")).collect();
    let before: Vec<_> = tickets
        .iter()
        .map(|t| (ticket_of(&cast, *t).standing(), ticket_of(&cast, *t).assignment(), ticket_of(&cast, *t).weight()))
        .collect();
    let deeds = [
        BulkDeed::Status(BulkStatus::Resolved),
        BulkDeed::Status(BulkStatus::OnHold { reason: "the vendor".into(), until: None }),
        BulkDeed::Team(cast.open_team),
        BulkDeed::Assign(To::Me),
        BulkDeed::Prioritize { impact: Some(Level::High), urgency: None },
        BulkDeed::Tag(vec!["vpn".into()]),
        BulkDeed::Merge { into: tickets[3], bring_people: false },
    ];
    for deed in deeds {
        let done = all(&cast, &cast.ann, &tickets, deed.clone()).unwrap();
        let changed = if matches!(deed, BulkDeed::Merge { .. }) { 3 } else { 4 };
        assert_eq!(done.done(), changed, "{deed:?}: {:?}", done.outcomes);
        counters_hold(&cast);
        let undo = done.undo.unwrap();
        assert_eq!(refusal(act(&cast, &cast.lee, move |tx, actor| undo_bulk(tx, actor, undo))), "not-found");
        let undone = act(&cast, &cast.ann, move |tx, actor| undo_bulk(tx, actor, undo)).unwrap();
        assert_eq!(undone.done(), changed, "{deed:?}: {:?}", undone.outcomes);
        for (ticket, was) in tickets.iter().zip(&before) {
            let is = ticket_of(&cast, *ticket);
            assert_eq!((is.standing(), is.assignment(), is.weight()), was.clone(), "{deed:?}");
        }
        counters_hold(&cast);
    }
}

#[test]
fn each_ticket_has_its_own_answer() {
    let cast = cast();
    let (one, closed, secret) = (open(&cast, "One", "x"), open(&cast, "Closed", "x"), open(&cast, "Payslip", "x"));
    let team = cast.restricted;
    act(&cast, &cast.ann, move |tx, actor| tickets::close(tx, actor, closed)).unwrap();
    act(&cast, &cast.lee, move |tx, actor| tickets::assign(tx, actor, &tickets::Assign { ticket: secret, to: To::Team(team) })).unwrap();
    let done = all(&cast, &cast.ann, &[secret, one, closed, one, TicketId(999)], BulkDeed::Status(BulkStatus::Resolved)).unwrap();
    let outcomes: Vec<&BulkOutcome> = done.outcomes.iter().map(|(_, outcome)| outcome).collect();
    assert_eq!(done.outcomes.iter().map(|(ticket, _)| *ticket).collect::<Vec<_>>(), [one, closed, secret, TicketId(999)]);
    assert_eq!(outcomes[0], &BulkOutcome::Done);
    assert!(matches!(outcomes[1], BulkOutcome::Refused(Refusal::Conflict(_))));
    assert_eq!(outcomes[2], &BulkOutcome::Refused(Refusal::NotFound));
    assert_eq!(outcomes[3], &BulkOutcome::Refused(Refusal::NotFound));
    assert_eq!(ticket_of(&cast, one).status, Status::Resolved);
    // What was changed since stays as it is, and says so.
    answer(&cast, &cast.rita, one, "No, it is not.");
    let undo = done.undo.unwrap();
    let undone = act(&cast, &cast.ann, move |tx, actor| undo_bulk(tx, actor, undo)).unwrap();
    assert!(matches!(undone.outcomes[0].1, BulkOutcome::Refused(Refusal::Conflict(_))));
    let unchanged = all(&cast, &cast.ann, &[one], BulkDeed::Category(None)).unwrap();
    assert_eq!((unchanged.outcomes[0].1.clone(), unchanged.undo), (BulkOutcome::Unchanged, None));
}

#[test]
fn a_call_has_bounds() {
    let cast = cast();
    let many: Vec<TicketId> = (0..=BULK_TICKETS_MAX).map(|n| TicketId(i64::try_from(n).unwrap())).collect();
    assert_eq!(refusal(all(&cast, &cast.ann, &many, BulkDeed::Assign(To::Me))), "bulk-count");
    assert_eq!(refusal(all(&cast, &cast.ann, &[], BulkDeed::Assign(To::Me))), "bulk-count");
    assert_eq!(refusal(all(&cast, &cast.rita, &many[..2], BulkDeed::Assign(To::Me))), "use_queue");
}

/// Whatever is done to tickets, in whatever order, the counters are what a recount finds.
#[test]
fn the_counters_hold_after_any_commands() {
    let cast = cast();
    let tickets: Vec<TicketId> = (0..8).map(|n| open(&cast, &format!("Ticket {n}"), "x")).collect();
    let mut dice = Dice(42);
    for round in 0..150 {
        let ticket = dice.pick(&tickets);
        let other = dice.pick(&tickets);
        let actor = dice.pick(&[cast.ann.clone(), cast.lee.clone()]);
        let team: TeamId = dice.pick(&[cast.open_team, cast.restricted]);
        let deed = match dice.roll(10) {
            0 => BulkDeed::Status(BulkStatus::Open),
            1 => BulkDeed::Status(BulkStatus::Waiting),
            2 => BulkDeed::Status(BulkStatus::OnHold { reason: "r".into(), until: None }),
            3 => BulkDeed::Status(BulkStatus::Resolved),
            4 => BulkDeed::Team(team),
            5 => BulkDeed::Assign(dice.pick(&[To::Me, To::Nobody, To::NoTeam])),
            6 => BulkDeed::Merge { into: other, bring_people: dice.roll(2) == 0 },
            7 => {
                let _ = act(&cast, &actor, move |tx, actor| unmerge(tx, actor, ticket));
                continue;
            }
            8 => {
                let reply = tickets::Reply::public(ticket, "words");
                let _ = act(&cast, &actor, move |tx, actor| tickets::reply(tx, actor, &reply));
                continue;
            }
            _ => {
                let talk = ask(&cast, &cast.lee, move |conn, actor| tickets::conversation(conn, actor, ticket, None)).unwrap();
                let of_it = talk.messages.iter().filter(|said| said.message.ticket_id == ticket).map(|said| said.message.id);
                let wanted = tickets::Split { ticket, messages: of_it.take(1).collect(), subject: "split".into(), requester: None };
                let _ = act(&cast, &actor, move |tx, actor| split(tx, actor, &wanted));
                continue;
            }
        };
        let done = all(&cast, &actor, &[ticket], deed).unwrap();
        if let Some(undo) = done.undo.filter(|_| dice.roll(3) == 0) {
            act(&cast, &actor, move |tx, actor| undo_bulk(tx, actor, undo)).unwrap();
        }
        if round % 10 == 0 {
            counters_hold(&cast);
        }
    }
    counters_hold(&cast);
    // And every conversation is counted as it is read.
    for id in crate::rows::ids(&cast, "SELECT id FROM tickets WHERE merged_into IS NULL", Vec::new()) {
        let ticket = ticket_of(&cast, TicketId(id));
        let talk = ask(&cast, &cast.lee, move |conn, actor| tickets::conversation(conn, actor, TicketId(id), None)).unwrap();
        assert_eq!(ticket.message_count, i64::try_from(talk.messages.len()).unwrap(), "ticket {id}");
    }
    let merges =
        act(&cast, &cast.lee, move |tx, actor| merge(tx, actor, &Merge { ticket: TicketId(1), into: TicketId(1), bring_people: false }));
    assert!(merges.is_err());
}
