//! A search as Zendesk's clients write it: `printer type:ticket status<solved created>2026-01-01 order_by:created_at sort:desc`.

use tickets::By;

use crate::front::Asked;
use crate::tickets::words;

/// The kinds of record that are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Tickets.
    Ticket,
    /// People.
    User,
    /// Organizations.
    Organization,
}

/// A search, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The kind that is looked for; every kind when none.
    pub kind: Option<Type>,
    /// Kinds that are named and that we have not.
    pub unknown: bool,
    /// The same in the desk's filter language, for tickets.
    pub filter: String,
    /// Words and addresses, for people and organizations.
    pub words: String,
    /// Only who works at the desk, or only who does not.
    pub role: Option<bool>,
    /// The order of tickets.
    pub by: By,
    /// From the highest down?
    pub descending: bool,
}

impl Query {
    /// What a request looks for.
    #[must_use]
    pub fn of(asked: &Asked, usual: (By, bool)) -> Self {
        let mut query = Self::read(asked.text("query").unwrap_or_default(), usual);
        if let Some(kind) = asked.text("filter[type]") {
            query.set_kind(kind);
        }
        if let Some(by) = asked.text("sort_by").and_then(words::order) {
            query.by = by;
            query.descending = asked.text("sort_order").is_none_or(|order| !order.eq_ignore_ascii_case("asc"));
        }
        query
    }

    /// Is this kind looked for?
    #[must_use]
    pub fn wants(&self, kind: Type) -> bool {
        !self.unknown && self.kind.is_none_or(|wanted| wanted == kind)
    }

    fn set_kind(&mut self, kind: &str) {
        self.kind = match kind.to_ascii_lowercase().as_str() {
            "ticket" => Some(Type::Ticket),
            "user" => Some(Type::User),
            "organization" => Some(Type::Organization),
            _ => None,
        };
        self.unknown = self.kind.is_none();
    }

    fn read(text: &str, (by, descending): (By, bool)) -> Self {
        let mut query = Self { kind: None, unknown: false, filter: String::new(), words: String::new(), role: None, by, descending };
        let (mut filter, mut words) = (Vec::new(), Vec::new());
        for term in terms(text) {
            let Some((field, op, value)) = split(&term) else {
                words.push(term.trim_matches('"').to_owned());
                filter.push(term);
                continue;
            };
            match (field.to_ascii_lowercase().as_str(), op) {
                ("type", ":") => query.set_kind(value),
                ("order_by", ":") => query.by = words::order(value).unwrap_or(query.by),
                ("sort", ":") => query.descending = !value.eq_ignore_ascii_case("asc"),
                ("name" | "email" | "phone", ":") => words.push(value.trim_matches('"').trim_matches('*').to_owned()),
                ("role", ":") => query.role = Some(!matches!(value, "end-user" | "end_user")),
                ("ticket_type", ":") => {
                    filter.push(format!("kind:{}", if value == "incident" || value == "problem" { "incident" } else { "service_request" }))
                }
                ("description" | "comment", ":") => filter.push(value.to_owned()),
                ("assignee" | "group" | "organization" | "requester" | "tags" | "priority", ":") if value == "none" => {
                    filter.push(format!("-{}:any", ours(field)));
                }
                (field, op) => filter.push(format!("{}{op}{value}", ours(field))),
            }
        }
        query.filter = filter.join(" ");
        query.words = words.join(" ");
        query
    }
}

/// What we call a field of Zendesk's.
fn ours(field: &str) -> &str {
    match field {
        "group" => "team",
        "tags" => "tag",
        "submitter" => "opened_by",
        "solved" => "resolved",
        "commenter" => "requester",
        "ticket_id" => "number",
        "due_date" => "due",
        other => other,
    }
}

/// The terms of a search: blanks part them, except inside quotes.
pub(super) fn terms(text: &str) -> Vec<String> {
    let (mut terms, mut term, mut quoted) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        if c == '"' {
            quoted = !quoted;
        }
        if c.is_whitespace() && !quoted {
            terms.push(std::mem::take(&mut term));
        } else {
            term.push(c);
        }
    }
    terms.push(term);
    terms.retain(|term| !term.is_empty());
    terms
}

/// A field, how it is compared, and with what.
pub(super) fn split(term: &str) -> Option<(&str, &str, &str)> {
    let at = term.find([':', '<', '>', '='])?;
    let field = term[..at].trim_start_matches('-');
    if field.is_empty() || !field.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.') || term.starts_with('"') {
        return None;
    }
    let length = if term[at + 1..].starts_with('=') { 2 } else { 1 };
    let (op, value) = (&term[at..at + length], &term[at + length..]);
    // A term that is denied, or a web address, goes on as it is.
    (!term.starts_with('-') && !value.is_empty() && !value.starts_with("//")).then_some((field, op, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Query {
        Query::read(text, (By::Updated, true))
    }

    #[test]
    fn what_clients_send_becomes_a_filter_of_ours() {
        let query = read("printer type:ticket created>2026-01-01 status<solved group:\"First line\" tags:vpn order_by:created_at sort:asc");
        assert_eq!((query.kind, query.by, query.descending), (Some(Type::Ticket), By::Opened, false));
        assert_eq!(query.filter, "printer created>2026-01-01 status<solved team:\"First line\" tag:vpn");
        assert_eq!(read("type:user email:n@example.com role:agent").words, "n@example.com");
        assert_eq!(read("assignee:none -tags:x \"paper jam\"").filter, "-assignee:any -tags:x \"paper jam\"");
        assert!(!read("type:topic x").wants(Type::Ticket), "a kind that we have not finds nothing");
    }
}
