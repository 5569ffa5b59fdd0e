//! Zendesk's actions and our deeds: `{"field": "status", "value": "solved"}` resolves. What we have no word for is refused, not
//! passed over.

use automation::{Deeds, Move};
use outcome::{Error, Result, Sentence};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tickets::{Level, Matrix, Status};

use crate::tickets::words;

/// One thing that a macro does.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Action {
    /// What it changes.
    pub field: String,
    /// To what.
    pub value: Value,
}

/// What Zendesk's texts leave open, and what we call it.
const PLACEHOLDERS: [(&str, &str); 10] = [
    ("ticket.requester.first_name", "requester.first_name"),
    ("ticket.requester.name", "requester.name"),
    ("ticket.organization.name", "requester.organization"),
    ("ticket.id", "ticket.number"),
    ("ticket.title", "ticket.subject"),
    ("ticket.group.name", "ticket.team"),
    ("ticket.assignee.name", "ticket.assignee"),
    ("ticket.url", "ticket.link"),
    ("current_user.first_name", "agent.first_name"),
    ("current_user.name", "agent.name"),
];

/// The cell next to which a priority is looked for, where nobody said impact and urgency.
pub const UNSAID: (Level, Level) = (Level::Medium, Level::Medium);
/// Whoever uses the macro.
const CURRENT_USER: &str = "current_user";

/// Our deeds as actions, in the order in which they are done.
#[must_use]
pub fn told(deeds: &Deeds, matrix: &Matrix) -> Vec<Action> {
    let mut all = Vec::new();
    let mut put = |field: &str, value: Value| all.push(Action { field: field.to_owned(), value });
    let number = |id: i64| json!(id.to_string());
    if let Some(category) = deeds.category {
        put("category_id", number(category.0));
    }
    if let Some(team) = deeds.team {
        put("group_id", number(team.0));
    }
    if deeds.take {
        put("assignee_id", json!(CURRENT_USER));
    } else if let Some(person) = deeds.assignee {
        put("assignee_id", number(person.0));
    }
    for (field, value) in levels(deeds.impact, deeds.urgency, matrix) {
        put(field, value);
    }
    for (field, tags) in [("current_tags", &deeds.tag), ("remove_tags", &deeds.untag)] {
        if !tags.is_empty() {
            put(field, json!(tags.join(" ")));
        }
    }
    if let Some(checklist) = deeds.checklist {
        put("checklist_id", number(checklist.0));
    }
    if !deeds.note.is_empty() {
        put("note", json!(deeds.note));
    }
    if !deeds.reply.is_empty() {
        put("comment_value", json!(deeds.reply));
        put("comment_mode_is_public", json!("true"));
    }
    if let Some(whom) = deeds.page {
        put("page", json!(whom));
    }
    if let Some(to) = deeds.to {
        put("status", json!(words::status(status_of(to))));
    }
    all
}

/// Impact and urgency: as a priority where that says them both, else each for itself.
pub fn levels(impact: Option<Level>, urgency: Option<Level>, matrix: &Matrix) -> Vec<(&'static str, Value)> {
    if let Some(both) = impact.zip(urgency) {
        let priority = matrix.priority(both.0, both.1);
        if matrix.cell_of(priority, UNSAID) == Some(both) {
            return vec![("priority", json!(words::priority(priority)))];
        }
    }
    let each = [("impact", impact), ("urgency", urgency)];
    each.into_iter().filter_map(|(field, level)| Some((field, json!(level?.as_str())))).collect()
}

/// Where a move leads.
#[must_use]
pub fn status_of(to: Move) -> Status {
    match to {
        Move::Open => Status::Open,
        Move::Waiting => Status::Waiting,
        Move::Resolved => Status::Resolved,
        Move::Closed => Status::Closed,
    }
}

/// Actions as our deeds.
///
/// # Errors
/// `Invalid` names the first action that has no meaning here.
pub fn deeds_of(actions: &[Action], matrix: &Matrix) -> Result<Deeds> {
    let (mut deeds, mut comment, mut public, mut priority) = (Deeds::default(), String::new(), true, None);
    for action in actions {
        let text = action.text();
        let unknown = || {
            let says = Sentence::new("macro-action-unknown").with("field", &action.field).with("value", &text);
            Error::invalid("actions", says)
        };
        let level = || text.parse::<Level>().map(Some).map_err(|_| unknown());
        match action.field.as_str() {
            "category_id" => deeds.category = Some(text.parse().map_err(|_| unknown())?),
            "group_id" => deeds.team = Some(text.parse().map_err(|_| unknown())?),
            "assignee_id" if text == CURRENT_USER => deeds.take = true,
            "assignee_id" => deeds.assignee = Some(text.parse().map_err(|_| unknown())?),
            "priority" => priority = Some(words::read_priority(&text).map_err(|_| unknown())?),
            "impact" => deeds.impact = level()?,
            "urgency" => deeds.urgency = level()?,
            "current_tags" => deeds.tag = tags(&text),
            "remove_tags" => deeds.untag = tags(&text),
            "checklist_id" => deeds.checklist = Some(text.parse().map_err(|_| unknown())?),
            "note" => deeds.note = ours(&text),
            "comment_value" => comment = ours(&text),
            "comment_value_html" => comment = ours(&text::plain::from_html(&text)),
            "comment_mode_is_public" => public = text != "false",
            "page" => deeds.page = Some(serde_json::from_value(action.value.clone()).map_err(|_| unknown())?),
            "status" => deeds.to = Some(moved(&text).ok_or_else(unknown)?),
            _ => return Err(unknown()),
        }
    }
    match (public, deeds.note.is_empty()) {
        (true, _) => deeds.reply = comment,
        (false, true) => deeds.note = comment,
        (false, false) => return Err(Error::invalid("actions", "macro-two-notes")),
    }
    if let Some(wanted) = priority {
        let now = (deeds.impact.unwrap_or(Level::Medium), deeds.urgency.unwrap_or(Level::Medium));
        let cell = matrix.cell_of(wanted, now).ok_or_else(|| Error::invalid("actions", "priority-unreachable"))?;
        (deeds.impact, deeds.urgency) = (Some(cell.0), Some(cell.1));
    }
    Ok(deeds)
}

impl Action {
    /// The value as a text; of a list its last one, for messages stand behind the channel they are for.
    fn text(&self) -> String {
        match &self.value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Bool(yes) => yes.to_string(),
            Value::Array(all) => all.last().and_then(Value::as_str).unwrap_or_default().trim().to_owned(),
            _ => String::new(),
        }
    }
}

fn moved(word: &str) -> Option<Move> {
    match words::read_status(word).ok()? {
        Status::Open => Some(Move::Open),
        Status::Waiting => Some(Move::Waiting),
        Status::Resolved => Some(Move::Resolved),
        Status::Closed => Some(Move::Closed),
        Status::New | Status::OnHold => None,
    }
}

fn tags(text: &str) -> Vec<String> {
    text.split([' ', ',']).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

/// A text of Zendesk's with our names for what it leaves open; others stay, and are refused by name.
fn ours(text: &str) -> String {
    let mut out = text.to_owned();
    for (theirs, ours) in PLACEHOLDERS {
        for written in [format!("{{{{{theirs}}}}}"), format!("{{{{ {theirs} }}}}")] {
            out = out.replace(&written, &format!("{{{{{ours}}}}}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(field: &str, value: impl Into<Value>) -> Action {
        Action { field: field.to_owned(), value: value.into() }
    }

    #[test]
    fn actions_are_read_and_told_again() {
        let matrix = Matrix::default();
        let sent = [
            action("assignee_id", "current_user"),
            action("group_id", 3),
            action("priority", "high"),
            action("current_tags", "vpn tunnel"),
            action("comment_value", json!(["channel:all", "Hello {{ticket.requester.first_name}}"])),
            action("status", "solved"),
        ];
        let deeds = deeds_of(&sent, &matrix).expect("deeds");
        assert_eq!((deeds.take, deeds.to, deeds.reply.as_str()), (true, Some(Move::Resolved), "Hello {{requester.first_name}}"));
        let again = deeds_of(&told(&deeds, &matrix), &matrix).expect("deeds");
        assert_eq!(again, deeds);
        let quiet = [action("comment_value", "For us."), action("comment_mode_is_public", false)];
        assert_eq!(deeds_of(&quiet, &matrix).expect("deeds").note, "For us.");
        for wrong in [action("status", "hold"), action("set_tags", "a"), action("custom_fields_7", "x"), action("group_id", "many")] {
            assert!(deeds_of(&[wrong], &matrix).is_err(), "what we have no word for is not left out silently");
        }
    }
}
