//! Tags: words of the desk's own on a ticket.

use db::{Conn, Tx, Value, params};
use outcome::{Check, Error, Result, Sentence};
use people::Actor;

use crate::all_tags;
use crate::change::change;
use crate::event::TicketEvent;
use crate::limits::{TAG_CHARS_MAX, TAGS_MAX};
use crate::moving::Changed;
use crate::policy::{Action, Permitted, permit};
use crate::ticket::{Ticket, TicketId};

/// Tags to be added and removed.
#[derive(Debug, Clone)]
pub struct Tag {
    /// The ticket.
    pub ticket: TicketId,
    /// Tags it shall have.
    pub add: Vec<String>,
    /// Tags it shall not have.
    pub remove: Vec<String>,
}

/// Adds and removes tags; what it already has or lacks is no fault.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when a tag does not hold or there would be too many.
pub fn tag(tx: &mut Tx<'_>, actor: &Actor, tag: &Tag) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::Tag, tag.ticket)?;
    let (add, remove) = (tidy_tags(&tag.add)?, tidy_tags(&tag.remove)?);
    retag(tx, actor, ticket, &add, &remove)
}

/// The tags of a ticket, in order.
pub(crate) fn tags_of(conn: &Conn, ticket: TicketId) -> Result<Vec<String>> {
    let rows = conn.all::<(String,)>("SELECT tag FROM ticket_tags WHERE ticket_id = $1 ORDER BY tag", params![ticket])?;
    Ok(rows.into_iter().map(|(tag,)| tag).collect())
}

/// Adds and removes tidy tags.
pub(crate) fn retag(tx: &mut Tx<'_>, actor: &Actor, ticket: Permitted<Ticket>, add: &[String], remove: &[String]) -> Result<Changed> {
    let has = tags_of(tx, ticket.id)?;
    let added: Vec<String> = add.iter().filter(|t| !has.contains(t)).cloned().collect();
    let removed: Vec<String> = remove.iter().filter(|t| has.contains(t) && !add.contains(t)).cloned().collect();
    if added.is_empty() && removed.is_empty() {
        return Ok(Changed { ticket, event: None });
    }
    if has.len() + added.len() - removed.len() > TAGS_MAX {
        return Err(too_many());
    }
    for tag in &removed {
        tx.execute_one("DELETE FROM ticket_tags WHERE ticket_id = $1 AND tag = $2", params![ticket.id, tag])?;
    }
    all_tags::count(tx, &removed, -1)?;
    put_tags(tx, ticket.id, &added)?;
    let ticket = change(tx, ticket, |_| {})?;
    let event = TicketEvent::Tagged { added, removed }.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}

/// Writes tidy tags that the ticket does not have.
pub(crate) fn put_tags(tx: &mut Tx<'_>, ticket: TicketId, tags: &[String]) -> Result<()> {
    if tags.is_empty() {
        return Ok(());
    }
    let rows: Vec<String> = (0..tags.len()).map(|n| format!("($1, ${})", n + 2)).collect();
    let mut values: Vec<Value> = params![ticket].to_vec();
    values.extend(tags.iter().map(Value::from));
    let sql = format!("INSERT INTO ticket_tags (ticket_id, tag) VALUES {} ON CONFLICT DO NOTHING RETURNING tag", rows.join(", "));
    let mut put: Vec<String> = tx.all::<(String,)>(&sql, &values)?.into_iter().map(|(tag,)| tag).collect();
    put.sort_unstable();
    all_tags::count(tx, &put, 1)
}

/// Tags as they are kept: lower case, blanks as hyphens, each once.
///
/// # Errors
/// `Invalid` when one is empty, too long or has a character that tags cannot have, or when there are too many.
pub(crate) fn tidy_tags(tags: &[String]) -> Result<Vec<String>> {
    let mut tidy: Vec<String> = tags.iter().map(|t| t.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase()).collect();
    tidy.sort_unstable();
    tidy.dedup();
    if tidy.len() > TAGS_MAX {
        return Err(too_many());
    }
    let mut check = Check::new();
    for tag in &tidy {
        let readable = tag.chars().all(|c| c.is_alphanumeric() || "-_.:/+#&".contains(c));
        check.that(!tag.is_empty(), "tags", "tag-empty");
        check.that(readable, "tags", Sentence::new("tag-characters").with("tag", tag));
        check.that(tag.chars().count() <= TAG_CHARS_MAX, "tags", Sentence::new("tag-too-long").with("max", TAG_CHARS_MAX));
    }
    check.done()?;
    Ok(tidy)
}

fn too_many() -> Error {
    Error::invalid("tags", Sentence::new("tags-too-many").with("max", TAGS_MAX))
}
