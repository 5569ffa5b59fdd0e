//! What is wrong with the desk's mailboxes now, or will be soon: for the cards people see.

use db::{Conn, Moment, params};
use outcome::Result;
use people::Actor;

use crate::limits::{FETCH_TRIES_MAX, PAGE_MAX, TELL_OF_END_BEFORE_MS};
use crate::mailbox::MailboxId;
use crate::policy::{self, Action};
use crate::why::Why;

/// One thing that is wrong.
#[derive(Debug, Clone)]
pub struct Trouble {
    /// The mailbox.
    pub mailbox: MailboxId,
    /// Its name at the desk.
    pub name: String,
    /// What is wrong, as a sentence of the catalogue.
    pub says: Why,
    /// Since when, or until when there is time.
    pub at: Moment,
}

/// What is wrong with mailboxes that are in use; nothing for requesters.
///
/// # Errors
/// What the engine answers.
pub fn troubles(conn: &Conn, actor: &Actor) -> Result<Vec<Trouble>> {
    if policy::allow(actor, Action::SeeMailboxes).is_err() {
        return Ok(Vec::new());
    }
    // One statement for all kinds: the page that asks has a budget of them.
    let sql = "SELECT f.mailbox_id, m.name, 'failing', f.failing_since, f.last_error, 0 FROM mailbox_fetches f \
               JOIN mailboxes m ON m.id = f.mailbox_id WHERE m.archived_at IS NULL AND m.way_in = 'imap' AND f.failing_since IS NOT NULL \
               UNION ALL SELECT s.mailbox_id, m.name, 'stuck', MAX(s.try_at), '', COUNT(*) FROM mailbox_stuck s \
               JOIN mailboxes m ON m.id = s.mailbox_id WHERE m.archived_at IS NULL AND s.tries >= $1 GROUP BY s.mailbox_id, m.name \
               UNION ALL SELECT g.mailbox_id, m.name, 'grant-failing', g.failing_since, g.last_error, 0 FROM mailbox_grants g \
               JOIN mailboxes m ON m.id = g.mailbox_id WHERE m.archived_at IS NULL AND g.failing_since IS NOT NULL \
               UNION ALL SELECT g.mailbox_id, m.name, 'grant-ending', COALESCE(g.client_secret_ends_at, g.refresh_ends_at), '', 0 \
               FROM mailbox_grants g JOIN mailboxes m ON m.id = g.mailbox_id WHERE m.archived_at IS NULL \
               AND (g.client_secret_ends_at < $2 OR g.refresh_ends_at < $2) LIMIT $3";
    let soon = conn.now().plus_ms(TELL_OF_END_BEFORE_MS);
    type Row = (MailboxId, String, String, Moment, String, i64);
    let rows = conn.all::<Row>(sql, params![FETCH_TRIES_MAX, soon, PAGE_MAX])?;
    Ok(rows
        .into_iter()
        .map(|(mailbox, name, kind, at, says, count)| {
            let why = match kind.as_str() {
                "stuck" => Why::new("mail-trouble-stuck").with("count", count),
                "grant-failing" => Why::new("mail-trouble-grant").with("says", says),
                "grant-ending" => Why::new("mail-trouble-grant-ends"),
                _ => Why::new("mail-trouble-failing").with("says", says),
            };
            Trouble { mailbox, name, says: why, at }
        })
        .collect())
}
