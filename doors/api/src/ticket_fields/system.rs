//! What every ticket has, as fields with low numbers of their own. They are not added, changed or taken away.

use super::json::{SystemOptionJson, TicketFieldJson};
use crate::desk::Desk;

/// Names and values.
type Options = &'static [(&'static str, &'static str)];

/// Of what every ticket has the type, the title and the options; its place is its number.
const FIELDS: [(&str, &str, Options); 7] = [
    ("subject", "Subject", &[]),
    ("description", "Description", &[]),
    (
        "status",
        "Status",
        &[("New", "new"), ("Open", "open"), ("Waiting", "pending"), ("On hold", "hold"), ("Resolved", "solved"), ("Closed", "closed")],
    ),
    ("tickettype", "Kind", &[("Incident", "incident"), ("Service request", "question")]),
    ("priority", "Priority", &[("Low", "low"), ("Normal", "normal"), ("High", "high"), ("Critical", "urgent")]),
    ("group", "Team", &[]),
    ("assignee", "Assignee", &[]),
];

/// How many fields every ticket has.
pub const COUNT: i64 = 7;

/// What every ticket has, in order.
#[must_use]
pub fn all(desk: &Desk) -> Vec<TicketFieldJson> {
    let field = |((kind, title, options), id): (&(&str, &str, Options), i64)| {
        let of_everybody = id <= 2;
        let option = |(name, value): &(&str, &str)| SystemOptionJson { name: (*name).to_owned(), value: (*value).to_owned() };
        TicketFieldJson {
            id,
            url: desk.url(&format!("/ticket_fields/{id}.json")),
            r#type: (*kind).to_owned(),
            title: (*title).to_owned(),
            raw_title: (*title).to_owned(),
            position: id,
            active: true,
            title_in_portal: (*title).to_owned(),
            raw_title_in_portal: (*title).to_owned(),
            visible_in_portal: of_everybody,
            editable_in_portal: of_everybody,
            required_in_portal: of_everybody,
            system_field_options: (!options.is_empty()).then(|| options.iter().map(option).collect()),
            ..TicketFieldJson::default()
        }
    };
    FIELDS.iter().zip(1..=COUNT).map(field).collect()
}
