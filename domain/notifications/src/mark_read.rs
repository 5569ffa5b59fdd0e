//! Notifications are read: one by one, with their ticket, or all at once.

use db::{Subject, Tx, Value, params};
use outcome::{Result, Sentence};
use people::{Actor, PersonId};
use tickets::TicketId;

use crate::limits::{FORGET_BATCH, KEPT_MS, MARK_MAX};
use crate::notification::NotificationId;
use crate::policy::{self, Action};

/// Marks these as read.
///
/// # Errors
/// `NotFound` for anybody else's; `Invalid` when there are more than [`MARK_MAX`].
pub fn mark_read(tx: &mut Tx<'_>, actor: &Actor, ids: &[NotificationId]) -> Result<()> {
    if ids.len() > MARK_MAX {
        return Err(outcome::Error::invalid("notifications", Sentence::new("notices-too-many").with("max", MARK_MAX)));
    }
    let person = policy::permit_own(actor, Action::MarkRead)?;
    for &id in ids {
        let found = policy::permit(tx, actor, Action::MarkRead, id)?;
        mark(tx, person, "id = $3", &[found.id.into()])?;
    }
    Ok(())
}

/// Marks what is about a ticket as read: its page was opened.
///
/// # Errors
/// Refused to who is no person.
pub fn mark_ticket_read(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId) -> Result<()> {
    let person = policy::permit_own(actor, Action::MarkRead)?;
    mark(tx, person, "ticket_id = $3", &[ticket.into()])
}

/// Marks all as read that the actor has seen, up to the newest one that was shown.
///
/// # Errors
/// Refused to who is no person.
pub fn mark_all_read(tx: &mut Tx<'_>, actor: &Actor, newest: NotificationId) -> Result<()> {
    let person = policy::permit_own(actor, Action::MarkRead)?;
    mark(tx, person, "id <= $3", &[newest.into()])
}

/// Marks rows and moves the counter with them.
fn mark(tx: &mut Tx<'_>, person: PersonId, which: &str, values: &[Value]) -> Result<()> {
    let mut all = params![person, tx.now()].to_vec();
    all.extend_from_slice(values);
    let marked =
        tx.execute(&format!("UPDATE notifications SET read_at = $2 WHERE person_id = $1 AND read_at IS NULL AND {which}"), &all)?;
    if marked > 0 {
        let marked = i64::try_from(marked).unwrap_or(i64::MAX);
        tx.execute_one("UPDATE notification_counts SET unread = unread - $2 WHERE person_id = $1", params![person, marked])?;
        tx.announce(Subject::new("person", person.0), "notification");
    }
    Ok(())
}

/// Forgets what is older than [`KEPT_MS`]; how many, at most [`FORGET_BATCH`]. A timer calls it until there are fewer.
///
/// # Errors
/// What the engine answers.
pub fn forget_old(tx: &mut Tx<'_>) -> Result<i64> {
    let before = tx.now().plus_ms(-KEPT_MS);
    let old = "SELECT id, person_id, CAST(CASE WHEN read_at IS NULL THEN 1 ELSE 0 END AS BIGINT) FROM notifications WHERE created_at < $1 ORDER BY id LIMIT $2";
    let rows = tx.all::<(NotificationId, PersonId, i64)>(old, params![before, FORGET_BATCH])?;
    for (id, person, unread) in &rows {
        tx.execute_one("DELETE FROM notifications WHERE id = $1", params![*id])?;
        if *unread > 0 {
            tx.execute_one("UPDATE notification_counts SET unread = unread - 1 WHERE person_id = $1", params![*person])?;
        }
    }
    Ok(i64::try_from(rows.len()).unwrap_or(i64::MAX))
}
