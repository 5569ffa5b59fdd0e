//! The windows of changes for somebody's calendar program: a secret link that they make, renew and remove.

use db::{Conn, Tx, params};
use outcome::{Refusal, Result};
use people::{Actor, Door, Person, PersonId, Secret, directory};

use crate::limits::FEED_DAYS;
use crate::list::{Calendar, calendar};
use crate::policy::{self, Action};

/// The calendar as a person's program reads it.
#[derive(Debug, Clone)]
pub struct Feed {
    /// Whose link it is.
    pub person: Person,
    /// Windows and freezes.
    pub calendar: Calendar,
}

/// Makes a person's own link; the one before it ends. The secret is answered once and not kept.
///
/// # Errors
/// `NotAllowed` to who does not work at the desk, or only looks.
pub fn make_feed(tx: &mut Tx<'_>, actor: &Actor) -> Result<String> {
    let person = own(actor)?;
    let (secret, now) = (Secret::of_feed()?, tx.now());
    tx.execute_one(
        "INSERT INTO change_feeds (person_id, digest, created_at) VALUES ($1, $2, $3) \
         ON CONFLICT (person_id) DO UPDATE SET digest = excluded.digest, created_at = excluded.created_at",
        params![person, Secret::digest_of_feed(secret.reveal()), now],
    )?;
    Ok(secret.reveal().to_owned())
}

/// Removes a person's own link, if there is one.
///
/// # Errors
/// `NotAllowed` to who does not work at the desk, or only looks.
pub fn remove_feed(tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
    let person = own(actor)?;
    tx.execute("DELETE FROM change_feeds WHERE person_id = $1", params![person]).map(drop)
}

/// Has the actor a link?
///
/// # Errors
/// What the engine answers.
pub fn has_feed(conn: &Conn, actor: &Actor) -> Result<bool> {
    let Some(person) = actor.person() else { return Ok(false) };
    Ok(conn.first::<(i64,)>("SELECT 1 FROM change_feeds WHERE person_id = $1", params![person])?.is_some())
}

/// What a secret opens, while its person works at the desk.
///
/// # Errors
/// `NotFound`.
pub fn feed_of(conn: &Conn, secret: &str) -> Result<Feed> {
    let digest = Secret::digest_of_feed(secret).ok_or(Refusal::NotFound)?;
    let (id,) =
        conn.first::<(PersonId,)>("SELECT person_id FROM change_feeds WHERE digest = $1", params![digest])?.ok_or(Refusal::NotFound)?;
    let person = directory::person(conn, id)?.filter(|p| p.is_active() && p.is_staff()).ok_or(Refusal::NotFound)?;
    let actor = directory::actor_of(conn, id, Door::Web)?.ok_or(Refusal::NotFound)?;
    let (from, to) = (conn.now().plus_ms(-FEED_DAYS.0 * db::DAY_MS), conn.now().plus_ms(FEED_DAYS.1 * db::DAY_MS));
    Ok(Feed { person, calendar: calendar(conn, &actor, from, to)? })
}

fn own(actor: &Actor) -> Result<PersonId> {
    policy::permit(actor, false, Action::MakeFeed)?;
    Ok(actor.person().ok_or(Refusal::NotAllowed(Action::MakeFeed.as_str()))?)
}
