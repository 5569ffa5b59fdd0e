//! The link in a letter by which one person decides about one change, once, without signing in: signed, and of use only while they are
//! asked and have said nothing.

use db::{Conn, EventId, Tx, params};
use outcome::{Refusal, Result};
use people::{Actor, Door, PersonId, SignedLink, directory};

use crate::change::{Change, ChangeId, Decision, State, of};
use crate::decide::{Decide, decide};
use crate::limits::LINK_MS;

const LINK: SignedLink = SignedLink { setting: "changes.link_key", purpose: "change link 1" };

/// A change and the person to whom a link was sent.
#[derive(Debug, Clone)]
pub struct Linked {
    /// The change, as it is now.
    pub change: Change,
    /// The person, as who they act.
    pub actor: Actor,
    /// What they have said to this asking; nothing when they were asked anew since, or no more.
    pub said: Option<Decision>,
}

impl Linked {
    /// Can they still decide by this link?
    #[must_use]
    pub fn waits(&self) -> bool {
        self.said == Some(Decision::Waiting) && matches!(self.change.state, State::Planned | State::Approved)
    }
}

/// The last part of the address by which a person decides about a change; none when they are not asked or have said something.
///
/// # Errors
/// What the engine answers.
pub fn link(tx: &mut Tx<'_>, change: ChangeId, person: PersonId) -> Result<Option<String>> {
    let sql = "SELECT asking FROM change_approvals WHERE change_id = $1 AND person_id = $2 AND decision = 'waiting'";
    let Some((asking,)) = tx.first::<(EventId,)>(sql, params![change, person])? else { return Ok(None) };
    LINK.make(tx, &[change.0, person.0, asking.0]).map(Some)
}

/// What a link is about, while its person works at the desk.
///
/// # Errors
/// `NotFound` for a link that was not made here, or is too old.
pub fn linked(conn: &Conn, link: &str) -> Result<Linked> {
    let [change, person, asking] = LINK.read(conn, link)?.ok_or(Refusal::NotFound)?;
    let (change, person, asking) = (of(conn, ChangeId(change), "")?, PersonId(person), EventId(asking));
    let asked_at = conn.event(asking)?.map(|event| event.at).ok_or(Refusal::NotFound)?;
    if conn.now() >= asked_at.plus_ms(LINK_MS) {
        return Err(Refusal::NotFound.into());
    }
    let actor = directory::actor_of(conn, person, Door::Mail)?.filter(Actor::is_staff).ok_or(Refusal::NotFound)?;
    let sql = "SELECT decision FROM change_approvals WHERE change_id = $1 AND person_id = $2 AND asking = $3";
    let said = conn.first::<(Decision,)>(sql, params![change.id, person, asking])?.map(|(decision,)| decision);
    Ok(Linked { change, actor, said })
}

/// Decides by a link, as its person; once.
///
/// # Errors
/// `NotFound`, also when it was used, or is of an earlier asking; `Invalid` and `Conflict` as for [`decide`].
pub fn decide_by_link(tx: &mut Tx<'_>, link: &str, approves: bool, note: &str) -> Result<Change> {
    let found = linked(tx, link)?;
    // Two clicks at once: the second waits here, and finds it said.
    of(tx, found.change.id, &tx.locking("c"))?;
    let found = linked(tx, link)?;
    if !found.waits() {
        return Err(Refusal::NotFound.into());
    }
    decide(tx, &found.actor, &Decide { change: found.change.id, approves, note: note.to_owned() })
}
