//! What is sure enough is set by rule, where the desk wants that, and is told apart from what people said.

use testkit::refused;
use tickets::Recategorize;
use triage::{ByRule, Target};

use super::History;

fn choose(desk: &History, rule: ByRule) {
    let ada = desk.ada.clone();
    desk.write(move |tx| triage::set_by_rule(tx, &ada, &rule)).expect("chosen");
}

fn category(desk: &History, ticket: tickets::TicketId) -> Option<tickets::CategoryId> {
    let ann = desk.ann.clone();
    desk.read(move |conn| Ok(tickets::ticket(conn, &ann, ticket)?.category_id)).expect("the ticket")
}

#[test]
fn nothing_is_set_until_somebody_chooses_how_sure() {
    let desk = History::learned();
    let ticket = desk.asked("The printer jams", "paper jam");
    desk.keep_promises();
    assert_eq!(category(&desk, ticket), None);
}

#[test]
fn what_is_sure_is_set_and_shown_as_set_by_rule() {
    let desk = History::learned();
    choose(&desk, ByRule { category: Some(60), team: None });
    let (sure, unsure) = (desk.asked("The printer jams again", "paper jam in the printer"), desk.asked("Hello", "Good morning to you all"));
    desk.keep_promises();
    assert_eq!((category(&desk, sure), category(&desk, unsure)), (Some(desk.printing), None));
    let shown = desk.proposals(&desk.ann, sure).expect("proposals").by_rule;
    assert_eq!(shown.iter().map(|applied| applied.target).collect::<Vec<_>>(), [Target::Category]);
    assert!(desk.history(sure).contains(&"recategorized".to_owned()));
    // A person says otherwise: it is theirs now.
    let (ann, put) = (desk.ann.clone(), Recategorize { ticket: sure, category: Some(desk.network) });
    desk.write(move |tx| tickets::recategorize(tx, &ann, &put).map(drop)).expect("corrected");
    assert!(desk.proposals(&desk.ann, sure).expect("proposals").by_rule.is_empty());
}

#[test]
fn the_choice_is_the_administrators_and_has_bounds() {
    let desk = History::new();
    let lead = desk.lee.clone();
    let rule = ByRule { category: Some(80), team: None };
    assert_eq!(refused(desk.write(move |tx| triage::set_by_rule(tx, &lead, &rule))), "not allowed: set_triage_rule");
    for percent in [0, 49, 100] {
        let (ada, rule) = (desk.ada.clone(), ByRule { category: None, team: Some(percent) });
        assert_eq!(refused(desk.write(move |tx| triage::set_by_rule(tx, &ada, &rule))), "team: triage-percent");
    }
    choose(&desk, rule);
    assert_eq!(desk.read(triage::by_rule).expect("the choice"), rule);
}
