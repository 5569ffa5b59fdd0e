//! Who has a ticket open now, and who is writing: seen across processes, gone by itself.

use db::{Conn, Moment, Tx, params, row, words};
use outcome::{Refusal, Result};
use people::{Actor, PersonId};

use crate::limits::{CLOCK_BATCH, PRESENCE_MS};
use crate::policy::{Action, look};
use crate::ticket::TicketId;

/// What open pages hear when presence changes; it leaves no event.
pub const PRESENCE: &str = "presence";

words! {
    /// What somebody is doing at a ticket.
    pub enum Doing {
        /// Has it open.
        Here = "here",
        /// Is writing a public reply.
        Reply = "reply",
        /// Is writing an internal note.
        Note = "note",
    }
}

row! {
    /// Somebody who is at a ticket.
    pub struct Present {
        /// Who.
        pub person_id: PersonId,
        /// Their name.
        pub name: String,
        /// What they are doing.
        pub doing: Doing,
        /// When they were last heard of.
        pub seen_at: Moment,
    }
}

/// Somebody is at a ticket; to be said again well within [`PRESENCE_MS`].
///
/// # Errors
/// `NotFound` when they may not see the ticket; `NotAllowed` to all who do not work at the desk: colleagues are told, nobody else.
pub fn be_present(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId, doing: Doing) -> Result<()> {
    let ticket = look(tx, actor, ticket)?;
    ticket.demand(Action::WriteNote)?;
    let Some(me) = actor.person() else { return Err(Refusal::NotAllowed(PRESENCE).into()) };
    let now = tx.now();
    let sql = "SELECT doing, seen_at FROM presences WHERE ticket_id = $1 AND person_id = $2";
    let before = tx.first::<(Doing, Moment)>(sql, params![ticket.id, me])?;
    tx.execute_one(
        "INSERT INTO presences (ticket_id, person_id, doing, seen_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (ticket_id, person_id) DO UPDATE SET doing = excluded.doing, seen_at = excluded.seen_at",
        params![ticket.id, me, doing, now],
    )?;
    let known = before.is_some_and(|(was, at)| was == doing && now.since_ms(at) <= PRESENCE_MS);
    if !known {
        tx.announce(ticket.id.subject(), PRESENCE);
    }
    Ok(())
}

/// Somebody has left a ticket.
///
/// # Errors
/// What the engine answers.
pub fn leave(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId) -> Result<()> {
    let Some(me) = actor.person() else { return Ok(()) };
    if tx.execute("DELETE FROM presences WHERE ticket_id = $1 AND person_id = $2", params![ticket, me])? > 0 {
        tx.announce(ticket.subject(), PRESENCE);
    }
    Ok(())
}

/// The others who are at a ticket, writers first.
///
/// # Errors
/// `NotFound` when the asker may not see it; nobody is named to those who do not work at the desk.
pub fn present(conn: &Conn, actor: &Actor, ticket: TicketId) -> Result<Vec<Present>> {
    let ticket = look(conn, actor, ticket)?;
    if !ticket.may(Action::SeeInternal) {
        return Ok(Vec::new());
    }
    conn.all(
        "SELECT h.person_id, p.name, h.doing, h.seen_at FROM presences h JOIN people p ON p.id = h.person_id \
         WHERE h.ticket_id = $1 AND h.seen_at >= $2 AND h.person_id <> $3 ORDER BY CASE h.doing WHEN 'here' THEN 1 ELSE 0 END, p.name_key, p.id",
        params![ticket.id, conn.now().plus_ms(-PRESENCE_MS), actor.person().unwrap_or(PersonId(0))],
    )
}

/// Forgets those who were not heard of again, and tells the pages; how many, at most a batch. A timer calls it until there are fewer.
///
/// # Errors
/// What the engine answers.
pub fn forget_absent(tx: &mut Tx<'_>) -> Result<usize> {
    let before = tx.now().plus_ms(-PRESENCE_MS);
    let batch = i64::try_from(CLOCK_BATCH).unwrap_or(i64::MAX);
    let sql = "SELECT ticket_id, person_id FROM presences WHERE seen_at < $1 ORDER BY seen_at LIMIT $2";
    let gone: Vec<(TicketId, PersonId)> = tx.all(sql, params![before, batch])?;
    for (ticket, person) in &gone {
        tx.execute("DELETE FROM presences WHERE ticket_id = $1 AND person_id = $2 AND seen_at < $3", params![*ticket, *person, before])?;
        tx.announce(ticket.subject(), PRESENCE);
    }
    Ok(gone.len())
}
