//! Tickets that somebody at the desk keeps at hand. It is nobody else's business and leaves no event.

use db::{Conn, Moment, Tx, id, params, row};
use outcome::{Error, Refusal, Result, Sentence};
use people::{Actor, PersonId};

use crate::limits::BOOKMARKS_MAX;
use crate::policy::look;
use crate::ticket::TicketId;

id!(
    /// A bookmark's number.
    BookmarkId
);

row! {
    /// A ticket that somebody keeps at hand.
    pub struct Bookmark {
        /// Its number.
        pub id: BookmarkId,
        /// The ticket.
        pub ticket_id: TicketId,
        /// Since when.
        pub created_at: Moment,
    }
}

/// Keeps a ticket at hand; one that is kept already stays as it is.
///
/// # Errors
/// `NotFound` when the actor may not see it; `NotAllowed` for who does not work at the desk; `Conflict` when they keep
/// [`BOOKMARKS_MAX`] already.
pub fn bookmark(tx: &mut Tx<'_>, actor: &Actor, ticket: &TicketId) -> Result<Bookmark> {
    let ticket = look(tx, actor, *ticket)?;
    let (me, now) = (keeper(actor)?, tx.now());
    let (count,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM bookmarks WHERE person_id = $1", params![me])?;
    if count >= BOOKMARKS_MAX {
        return Err(Error::conflict(Sentence::new("bookmarks-too-many").with("max", BOOKMARKS_MAX)));
    }
    let sql = "INSERT INTO bookmarks (person_id, ticket_id, created_at) VALUES ($1, $2, $3) ON CONFLICT (person_id, ticket_id) DO NOTHING";
    tx.execute(sql, params![me, ticket.id, now])?;
    let sql = format!("SELECT {} FROM bookmarks b WHERE b.person_id = $1 AND b.ticket_id = $2", Bookmark::columns("b"));
    tx.one(&sql, params![me, ticket.id])
}

/// Keeps a ticket at hand no longer.
///
/// # Errors
/// `NotFound` when it is no bookmark of the actor's.
pub fn drop_bookmark(tx: &mut Tx<'_>, actor: &Actor, id: &BookmarkId) -> Result<()> {
    let me = keeper(actor)?;
    let gone = tx.execute("DELETE FROM bookmarks WHERE id = $1 AND person_id = $2", params![*id, me])?;
    if gone == 0 { Err(Refusal::NotFound.into()) } else { Ok(()) }
}

/// What the actor keeps at hand, the latest first. One statement.
///
/// # Errors
/// What the engine answers.
pub fn bookmarks(conn: &Conn, actor: &Actor) -> Result<Vec<Bookmark>> {
    let Some(me) = actor.person() else { return Ok(Vec::new()) };
    let sql = format!("SELECT {} FROM bookmarks b WHERE b.person_id = $1 ORDER BY b.id DESC", Bookmark::columns("b"));
    conn.all(&sql, params![me])
}

/// The actor's bookmark of a ticket, if there is one.
///
/// # Errors
/// What the engine answers.
pub fn bookmark_of(conn: &Conn, actor: &Actor, ticket: TicketId) -> Result<Option<Bookmark>> {
    let sql = format!("SELECT {} FROM bookmarks b WHERE b.person_id = $1 AND b.ticket_id = $2", Bookmark::columns("b"));
    conn.first(&sql, params![actor.person(), ticket])
}

/// Whoever may keep tickets at hand: people at the desk whose credential does not only look.
fn keeper(actor: &Actor) -> Result<PersonId> {
    crate::policy::permit_desk(actor, crate::policy::DeskAction::KeepAtHand)?;
    Ok(actor.person().ok_or(Refusal::NotAllowed("keep_at_hand"))?)
}
