//! What is proposed, why, and to whom.

use testkit::refused;
use tickets::{Assign, Recategorize, To};
use triage::{Proposal, Take, Target};

use super::History;

fn find(proposals: &[Proposal], target: Target) -> Option<&Proposal> {
    proposals.iter().find(|proposal| proposal.target == target)
}

#[test]
fn a_new_ticket_gets_what_others_like_it_had() {
    let desk = History::learned();
    let ticket = desk.asked("My printer is jammed", "The copier on the second floor says paper jam.");
    let found = desk.proposals(&desk.ann, ticket).expect("proposals");
    assert!(found.learned);
    let category = find(&found.proposals, Target::Category).expect("a category");
    assert_eq!((category.value.as_str(), category.name.as_str()), (desk.printing.to_string().as_str(), "Printing"));
    assert!(category.percent > 60 && !category.because.is_empty() && category.because.len() <= triage::REASONS_MAX, "{category:?}");
    assert_eq!(find(&found.proposals, Target::Team).map(|p| p.name.as_str()), Some("First line"));
    assert_eq!(find(&found.proposals, Target::Assignee).map(|p| p.name.as_str()), Some("Ann Ash"));
    assert_eq!(find(&found.proposals, Target::Tag).map(|p| p.name.as_str()), Some("printer"));
}

#[test]
fn taking_one_is_the_ordinary_deed_and_it_is_not_proposed_again() {
    let desk = History::learned();
    let ticket = desk.asked("VPN drops", "The vpn drops all the time.");
    for proposal in desk.proposals(&desk.ann, ticket).expect("proposals").proposals {
        let (ann, take) = (desk.ann.clone(), Take { ticket, target: proposal.target, value: proposal.value });
        desk.write(move |tx| triage::take(tx, &ann, &take).map(drop)).expect("taken");
    }
    let ben = desk.ben.person();
    let actor = desk.ann.clone();
    let (category, assignee) =
        desk.read(move |conn| tickets::ticket(conn, &actor, ticket).map(|t| (t.category_id, t.assignee_id))).expect("it");
    assert_eq!((category, assignee), (Some(desk.network), ben));
    let left = desk.proposals(&desk.ann, ticket).expect("proposals").proposals;
    assert!(left.is_empty(), "{left:?}");
    let (ann, absurd) = (desk.ann.clone(), Take { ticket, target: Target::Category, value: "?".to_owned() });
    assert_eq!(refused(desk.write(move |tx| triage::take(tx, &ann, &absurd))), "value: proposal-unreadable");
}

#[test]
fn nothing_is_proposed_before_there_is_a_history() {
    let desk = History::new();
    let ticket = desk.asked("My printer is jammed", "Help.");
    let found = desk.proposals(&desk.ann, ticket).expect("an answer");
    assert!(!found.learned && found.proposals.is_empty());
}

#[test]
fn requesters_and_those_who_may_not_see_the_ticket_get_nothing() {
    let desk = History::learned();
    let ticket = desk.asked("My printer is jammed", "Help.");
    assert_eq!(refused(desk.proposals(&desk.rita, ticket)), "not allowed: see_proposals");
    let (ada, payroll) = (desk.ada.clone(), desk.payroll);
    desk.write(move |tx| tickets::assign(tx, &ada, &Assign { ticket, to: To::Team(payroll) }).map(drop)).expect("given to payroll");
    assert_eq!(refused(desk.proposals(&desk.ann, ticket)), "not found");
}

#[test]
fn tickets_of_restricted_teams_are_neither_reasons_nor_learned() {
    let desk = History::learned();
    let ticket = desk.asked("My printer is jammed", "Help.");
    let because = find(&desk.proposals(&desk.ann, ticket).expect("proposals").proposals, Target::Category).expect("one").because.clone();
    let (ada, payroll, secret) = (desk.ada.clone(), desk.payroll, because[0]);
    desk.write(move |tx| {
        tickets::reopen(tx, &ada, secret)?;
        tickets::assign(tx, &ada, &Assign { ticket: secret, to: To::Both(payroll, tickets_person(tx)?) }).map(drop)
    })
    .expect("given to payroll");
    let left = find(&desk.proposals(&desk.ann, ticket).expect("proposals").proposals, Target::Category).expect("one").because.clone();
    assert!(!left.contains(&secret), "{left:?}");
    // Pat of Payroll sees it, and may have it as a reason.
    let pats = find(&desk.proposals(&desk.pat, ticket).expect("proposals").proposals, Target::Category).expect("one").because.clone();
    assert!(pats.contains(&secret), "{pats:?}");
    desk.night();
    let learned = find(&desk.proposals(&desk.pat, ticket).expect("proposals").proposals, Target::Category).expect("one").because.clone();
    assert!(!learned.contains(&secret), "{learned:?}");
}

fn tickets_person(tx: &db::Tx<'_>) -> outcome::Result<people::PersonId> {
    Ok(tx.one::<(people::PersonId,)>("SELECT id FROM people WHERE name = 'Pat Pike'", &[])?.0)
}

#[test]
fn what_people_correct_is_what_is_learned() {
    let desk = History::learned();
    let beamer = |n: usize| format!("The beamer in room {n} shows no picture");
    let before = desk.asked(&beamer(0), "Please look.");
    let _ = desk.proposals(&desk.ann, before).expect("some proposal");
    let meeting = super::category(&desk, "Meeting rooms");
    for n in 1..12 {
        let ticket = desk.solved(&beamer(n), "Please look.", desk.network);
        let (ann, put) = (desk.ann.clone(), Recategorize { ticket, category: Some(meeting) });
        desk.write(move |tx| tickets::recategorize(tx, &ann, &put).map(drop)).expect("corrected");
    }
    desk.night();
    let found = desk.proposals(&desk.ann, before).expect("proposals").proposals;
    assert_eq!(find(&found, Target::Category).map(|p| p.name.as_str()), Some("Meeting rooms"));
}

#[test]
fn lessons_are_promised_by_night_and_not_twice() {
    let desk = History::new();
    desk.pass_ms(triage::LEARNED_FOR_MS);
    let promised = |desk: &History| {
        desk.read(|conn| conn.one::<(i64,)>("SELECT COUNT(*) FROM jobs WHERE kind = 'triage.learn'", &[])).expect("a count").0
    };
    for _ in 0..2 {
        desk.write(triage::learn_when_due).expect("a look at the clock");
        assert_eq!(promised(&desk), 4);
    }
    desk.keep_promises();
    desk.pass_ms(triage::LEARNED_AGAIN_MS);
    desk.write(triage::learn_when_due).expect("a look at the clock");
    assert_eq!(promised(&desk), 0, "an hour later nothing much has happened");
}
