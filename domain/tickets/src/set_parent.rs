//! A big matter has parts: a ticket becomes part of another one, or stands alone again.

use db::{Conn, Tx, params};
use filter::Sql;
use outcome::{Error, Result, Sentence};
use people::Actor;

use crate::brief::{BRIEFS_MAX, TicketBrief, briefs};
use crate::change::change;
use crate::event::TicketEvent;
use crate::merge::permit_both;
use crate::moving::Changed;
use crate::policy::{Action, look, permit};
use crate::ticket::TicketId;

/// Levels of parts within parts, the whole counted.
pub const PARTS_DEPTH_MAX: i64 = 5;
/// Parts of one ticket; as many as a list of them shows.
pub const PARTS_MAX: usize = BRIEFS_MAX;

/// A ticket and what it is a part of.
#[derive(Debug, Clone, Copy)]
pub struct SetParent {
    /// The ticket.
    pub ticket: TicketId,
    /// The ticket it is a part of; none makes it stand alone.
    pub parent: Option<TicketId>,
}

/// Makes a ticket part of another one, or of none.
///
/// # Errors
/// `NotFound` and `NotAllowed` for either of them; `Conflict` when the ticket would become part of itself, when parts would lie
/// deeper than [`PARTS_DEPTH_MAX`], or the parent has [`PARTS_MAX`] already.
pub fn set_parent(tx: &mut Tx<'_>, actor: &Actor, set: &SetParent) -> Result<Changed> {
    let ticket = match set.parent {
        Some(parent) => permit_both(tx, actor, Action::Link, set.ticket, parent)?.0,
        None => permit(tx, actor, Action::Link, set.ticket)?,
    };
    let from = ticket.parent_id;
    if from == set.parent {
        return Ok(Changed { ticket, event: None });
    }
    if let Some(parent) = set.parent {
        refuse_impossible(tx, set.ticket, parent)?;
    }
    let ticket = change(tx, ticket, |t| t.parent_id = set.parent)?;
    let event = TicketEvent::ParentChanged { from, to: set.parent }.record(tx, actor, ticket.id)?;
    for whole in [from, set.parent].into_iter().flatten() {
        tx.announce(whole.subject(), "ticket.parts_changed");
    }
    Ok(Changed { ticket, event: Some(event) })
}

/// The parts of a ticket that the asker may see, oldest first.
///
/// # Errors
/// `NotFound` when the asker may not see the ticket.
pub fn parts(conn: &Conn, actor: &Actor, ticket: TicketId) -> Result<Vec<TicketBrief>> {
    look(conn, actor, ticket)?;
    let when = Sql { condition: "t.parent_id = $1".to_owned(), params: vec![ticket.into()] };
    briefs(conn, actor, when, "t.id", PARTS_MAX)
}

fn refuse_impossible(tx: &Tx<'_>, ticket: TicketId, parent: TicketId) -> Result<()> {
    // Both walks end one step beyond what is allowed, whatever the tables hold.
    let up = "WITH RECURSIVE up (id, depth) AS (SELECT CAST($1 AS BIGINT), CAST(1 AS BIGINT) UNION ALL \
              SELECT t.parent_id, u.depth + 1 FROM tickets t JOIN up u ON t.id = u.id WHERE t.parent_id IS NOT NULL AND u.depth <= $3) \
              SELECT MAX(depth), CAST(MAX(CASE WHEN id = $2 THEN 1 ELSE 0 END) AS BIGINT) FROM up";
    let (above, meets_itself) = tx.one::<(i64, bool)>(up, params![parent, ticket, PARTS_DEPTH_MAX])?;
    let down = "WITH RECURSIVE down (id, depth) AS (SELECT CAST($1 AS BIGINT), CAST(1 AS BIGINT) UNION ALL \
                SELECT t.id, d.depth + 1 FROM tickets t JOIN down d ON t.parent_id = d.id WHERE d.depth <= $2) SELECT MAX(depth) FROM down";
    let (below,) = tx.one::<(i64,)>(down, params![ticket, PARTS_DEPTH_MAX])?;
    let (count,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM tickets WHERE parent_id = $1", params![parent])?;
    if meets_itself {
        return Err(Error::conflict("part-of-itself"));
    }
    if above + below > PARTS_DEPTH_MAX {
        return Err(Error::conflict(Sentence::new("parts-too-deep").with("max", PARTS_DEPTH_MAX)));
    }
    if usize::try_from(count).unwrap_or(usize::MAX) >= PARTS_MAX {
        return Err(Error::conflict(Sentence::new("parts-too-many").with("max", PARTS_MAX)));
    }
    Ok(())
}
