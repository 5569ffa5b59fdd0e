//! What an erasure would touch, counted before it is begun.

use db::{Conn, params};
use outcome::Result;
use people::policy::{Action, permit};
use people::{Actor, PersonId};

/// What an erasure would touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touched {
    /// Tickets that lose their words.
    pub tickets: i64,
    /// Those of them that are not finished.
    pub unfinished: i64,
    /// Messages in these tickets, whoever wrote them.
    pub messages: i64,
    /// Messages in tickets of others that lose their words.
    pub elsewhere: i64,
    /// Files that go.
    pub files: i64,
    /// Letters in and out whose originals go.
    pub letters: i64,
}

/// What erasing this person would touch. Six statements.
///
/// # Errors
/// Refused to who may not erase them.
pub fn touched(conn: &Conn, actor: &Actor, person: PersonId) -> Result<Touched> {
    let person = permit(conn, actor, Action::ErasePerson, person)?.id;
    let count = |sql: &str| conn.one::<(i64,)>(sql, params![person]).map(|(count,)| count);
    Ok(Touched {
        tickets: count("SELECT COUNT(*) FROM tickets t WHERE t.requester_id = $1")?,
        unfinished: unfinished(conn, person)?,
        messages: count("SELECT COUNT(*) FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE t.requester_id = $1")?,
        elsewhere: count(
            "SELECT COUNT(*) FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE m.author_id = $1 AND t.requester_id <> $1",
        )?,
        files: count(
            "SELECT COUNT(*) FROM attachments a JOIN messages m ON m.id = a.message_id JOIN tickets t ON t.id = m.ticket_id \
             WHERE (t.requester_id = $1 OR m.author_id = $1) AND a.bytes > 0",
        )?,
        letters: count(
            "SELECT CAST((SELECT COUNT(*) FROM letters l WHERE l.raw <> '' AND (l.person_id = $1 OR l.ticket_id IN \
             (SELECT t.id FROM tickets t WHERE t.requester_id = $1))) + (SELECT COUNT(*) FROM outgoing o WHERE o.person_id = $1 OR \
             o.ticket_id IN (SELECT t.id FROM tickets t WHERE t.requester_id = $1)) AS BIGINT)",
        )?,
    })
}

/// Tickets of theirs that are not finished.
pub(crate) fn unfinished(conn: &Conn, person: PersonId) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM tickets t WHERE t.requester_id = $1 AND t.resolved_at IS NULL AND t.closed_at IS NULL \
               AND t.deleted_at IS NULL AND t.merged_into IS NULL";
    Ok(conn.one::<(i64,)>(sql, params![person])?.0)
}
