//! Tickets that are the same, and waves of them.

use testkit::refused;
use tickets::TicketId;
use triage::{GATHER_MAX, Gather};

use super::History;

const OUTAGE: [&str; 5] =
    ["VPN is down", "VPN down for everybody", "cannot connect, VPN down", "the VPN is down again", "VPN down since this morning"];

fn outage(desk: &History) -> Vec<TicketId> {
    OUTAGE.iter().map(|subject| desk.asked(subject, "The VPN does not connect.")).collect()
}

fn parents(desk: &History, of: &[TicketId]) -> Vec<Option<TicketId>> {
    let (ann, of) = (desk.ann.clone(), of.to_vec());
    desk.read(move |conn| of.iter().map(|id| Ok(tickets::ticket(conn, &ann, *id)?.parent_id)).collect()).expect("the tickets")
}

#[test]
fn a_wave_is_noticed_gathered_with_one_deed_and_let_go_again() {
    let desk = History::learned();
    let tickets = outage(&desk);
    let other = desk.asked("A new keyboard please", "Mine misses the letter e.");
    let found = desk.proposals(&desk.ann, tickets[4]).expect("an answer");
    let wave = found.wave.expect("a wave");
    assert_eq!((wave.parent, wave.tickets), (tickets[0], 5));
    assert_eq!(wave.loose, tickets[1..]);
    assert!(!found.same.is_empty() && desk.proposals(&desk.ann, other).expect("an answer").wave.is_none());

    let gather = Gather { parent: wave.parent, parts: wave.loose };
    let (ann, input) = (desk.ann.clone(), gather.clone());
    let gathered = desk.write(move |tx| triage::gather(tx, &ann, &input)).expect("gathered");
    assert_eq!(gathered.parts.len(), 4);
    assert_eq!(parents(&desk, &tickets), [None, Some(tickets[0]), Some(tickets[0]), Some(tickets[0]), Some(tickets[0])]);
    assert!(desk.proposals(&desk.ann, tickets[4]).expect("an answer").wave.is_none(), "there is nothing left to gather");

    let ann = desk.ann.clone();
    desk.write(move |tx| triage::ungather(tx, &ann, &gather).map(drop)).expect("let go");
    assert_eq!(parents(&desk, &tickets), [None; 5]);
}

#[test]
fn a_wave_has_no_tickets_that_the_asker_may_not_see() {
    let desk = History::learned();
    let tickets = outage(&desk);
    let (ada, payroll, hidden) = (desk.ada.clone(), desk.payroll, tickets[1..3].to_vec());
    desk.write(move |tx| {
        for ticket in &hidden {
            tickets::assign(tx, &ada, &tickets::Assign { ticket: *ticket, to: tickets::To::Team(payroll) })?;
        }
        Ok(())
    })
    .expect("given to payroll");
    assert!(desk.proposals(&desk.ann, tickets[4]).expect("an answer").wave.is_none(), "three are no wave");
}

#[test]
fn what_somebody_writes_is_compared_with_what_lies_open() {
    let desk = History::learned();
    let tickets = outage(&desk);
    let ann = desk.ann.clone();
    let alike = desk.read(move |conn| triage::alike(conn, &ann, "VPN is down\nThe VPN does not connect.")).expect("an answer");
    assert!(alike.iter().any(|alike| alike.ticket == tickets[0]), "{alike:?}");
    let gus = desk.gus.clone();
    assert!(desk.read(move |conn| triage::alike(conn, &gus, "VPN is down")).expect("an answer").is_empty(), "these are not his to see");
}

#[test]
fn gathering_has_bounds() {
    let desk = History::new();
    let parent = desk.asked("VPN is down", "For everybody.");
    for parts in [Vec::new(), vec![TicketId(1); GATHER_MAX + 1]] {
        let (ann, gather) = (desk.ann.clone(), Gather { parent, parts });
        assert_eq!(refused(desk.write(move |tx| triage::gather(tx, &ann, &gather))), "parts: gather-how-many");
    }
}
