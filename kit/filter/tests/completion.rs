//! What is offered while somebody types.
#![expect(clippy::unwrap_used, reason = "tests")]

mod desk;

use desk::{Names, fields};
use filter::completion;

/// What is offered at the `|`, each with the text it leads to.
fn offered(typed: &str) -> Vec<String> {
    let cursor = typed.find('|').unwrap();
    let text = typed.replace('|', "");
    let suggestions = completion(&text, cursor, &fields(), &Names).unwrap();
    suggestions.iter().map(|s| format!("{}{}{}", &text[..s.replaces.start], s.insert, &text[s.replaces.end..])).collect()
}

#[test]
fn names_of_fields_are_completed_from_their_beginning_or_an_alias() {
    assert_eq!(offered("sta|"), ["status:"]);
    assert_eq!(offered("tag:vpn -ass|"), ["tag:vpn -assignee:"]);
    assert_eq!(offered("gro|"), ["team:"]);
    assert_eq!(offered("(a or du|)"), ["(a or due:)"]);
    assert!(offered("|").len() > 5);
}

#[test]
fn values_are_completed_by_their_kind() {
    assert_eq!(offered("status:o|"), ["status:open", "status:on-hold"]);
    assert_eq!(offered("status:new,cl|"), ["status:new,closed"]);
    assert_eq!(offered("priority>=h|"), ["priority>=high"]);
    assert_eq!(offered("overdue:|"), ["overdue:yes", "overdue:no"]);
    assert_eq!(offered("due<to|"), ["due<today"]);
    assert_eq!(offered("assignee:no|"), ["assignee:none"]);
    assert_eq!(offered("sort:-cr|"), ["sort:-created"]);
    assert_eq!(offered("is:over|"), ["is:overdue"]);
}

#[test]
fn names_and_labels_are_written_so_that_they_mean_themselves() {
    assert_eq!(offered("assignee:to|"), ["assignee:\"Tom Okafor\"", "assignee:\"Tom Brandt\""]);
    assert_eq!(offered("team:\"lee|"), ["team:\"Leeds desk\""]);
    assert_eq!(offered("tag:pa|"), ["tag:\"paper jam\""]);
}

#[test]
fn nothing_is_offered_inside_a_phrase() {
    assert_eq!(offered("\"paper sta|"), Vec::<String>::new());
    assert_eq!(offered("subject:\"paper sta|"), Vec::<String>::new());
}
