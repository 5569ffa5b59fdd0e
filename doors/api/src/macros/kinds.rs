//! What a macro can do, with the values that this desk has for it.

use db::Conn;
use outcome::Result;
use people::{Actor, directory};
use schemars::JsonSchema;
use serde::Serialize;

/// One kind of action.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ActionKind {
    /// The word in an action's `field`.
    pub value: String,
    /// What it is called.
    pub title: String,
    /// `list`, `text` or `tags`.
    pub r#type: String,
    /// What can stand in `value`; nothing where any text can.
    pub values: Vec<ActionValue>,
}

/// One value.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ActionValue {
    /// The word in an action's `value`.
    pub value: String,
    /// What it is called.
    pub title: String,
}

/// Every kind of action. Four statements.
///
/// # Errors
/// `NotAllowed` to who does not work at the desk.
pub fn kinds(conn: &Conn, actor: &Actor) -> Result<Vec<ActionKind>> {
    let teams = directory::teams(conn, actor)?.into_iter().filter(|t| t.archived_at.is_none()).map(|t| value(t.id, &t.name));
    let people = directory::agents(conn)?.into_iter().map(|p| value(p.id, &p.name));
    let lists = tickets::checklists(conn, actor)?.into_iter().filter(|c| c.archived_at.is_none()).map(|c| value(c.id, &c.name));
    let about = tickets::categories(conn)?.into_iter().filter(|c| c.archived_at.is_none()).map(|c| value(c.id, &c.path));
    let words = |all: &[&str]| all.iter().map(|word| value(*word, word)).collect::<Vec<_>>();
    let levels = ["high", "medium", "low"];
    Ok(vec![
        kind("status", "Status", "list", words(&["open", "pending", "solved", "closed"])),
        kind("priority", "Priority", "list", words(&["urgent", "high", "normal", "low"])),
        kind("impact", "Impact (ours)", "list", words(&levels)),
        kind("urgency", "Urgency (ours)", "list", words(&levels)),
        kind("group_id", "Team", "list", teams.collect()),
        kind("assignee_id", "Assignee", "list", std::iter::once(value("current_user", "Whoever uses it")).chain(people).collect()),
        kind("category_id", "Category (ours)", "list", about.collect()),
        kind("current_tags", "Add tags", "tags", Vec::new()),
        kind("remove_tags", "Remove tags", "tags", Vec::new()),
        kind("comment_value", "Message", "text", Vec::new()),
        kind("comment_mode_is_public", "Message is for the requester", "list", words(&["true", "false"])),
        kind("note", "Note beside a message (ours)", "text", Vec::new()),
        kind("checklist_id", "Start a checklist (ours)", "list", lists.collect()),
        kind("page", "Page somebody (ours)", "text", Vec::new()),
    ])
}

fn kind(word: &str, title: &str, sort: &str, values: Vec<ActionValue>) -> ActionKind {
    ActionKind { value: word.to_owned(), title: title.to_owned(), r#type: sort.to_owned(), values }
}

fn value(word: impl ToString, title: &str) -> ActionValue {
    ActionValue { value: word.to_string(), title: title.to_owned() }
}
