//! What requesters read of major incidents: those that concern them, in plain words.

use db::{Conn, Moment, params, row};
use outcome::Result;
use people::Actor;

use crate::limits::ENDED_SHOWN_MS;

row! {
    /// A note for whom it concerns.
    pub struct Notice {
        /// What it is.
        pub title: String,
        /// What is known, and what happens next.
        pub note: String,
        /// Since when that is said.
        pub note_at: Moment,
        /// When more is said.
        pub next_update_at: Moment,
        /// When it was over, if it is.
        pub ended_at: Option<Moment>,
        /// What it was, once it is over.
        pub summary: String,
    }
}

/// What concerns the asker now, or did until lately: at their site, of their organization, about something they asked for. One
/// statement.
///
/// # Errors
/// What the engine answers.
pub fn concerns(conn: &Conn, actor: &Actor) -> Result<Vec<Notice>> {
    let Some(person) = actor.person() else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT {} FROM major_incidents m JOIN people p ON p.id = $1 LEFT JOIN categories c ON c.id = m.category_id \
         WHERE (m.ended_at IS NULL OR m.ended_at > $2) AND (m.site_id IS NULL OR m.site_id = p.site_id) \
         AND (m.organization_id IS NULL OR m.organization_id = p.organization_id) \
         AND (m.category_id IS NULL OR EXISTS (SELECT 1 FROM tickets t JOIN categories k ON k.id = t.category_id \
         WHERE t.requester_id = p.id AND t.closed_at IS NULL AND t.deleted_at IS NULL \
         AND (k.id = c.id OR k.path LIKE c.path || ' / %'))) ORDER BY m.id DESC",
        Notice::columns("m")
    );
    conn.all(&sql, params![person, conn.now().plus_ms(-ENDED_SHOWN_MS)])
}
