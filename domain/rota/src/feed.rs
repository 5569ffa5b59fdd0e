//! A person's duty for their calendar program: a secret link that they make, renew and remove.

use db::{Conn, Moment, Tx, params};
use outcome::{Refusal, Result};
use people::{Actor, PersonId, Secret, directory};

use crate::limits::FEED_DAYS;
use crate::policy::{self, Action};
use crate::who::duties_of;

/// A person's duty as their calendar program reads it.
#[derive(Debug, Clone)]
pub struct Feed {
    /// Whose.
    pub person: people::Person,
    /// The stretches, oldest first.
    pub duties: Vec<FeedDuty>,
}

/// One stretch.
#[derive(Debug, Clone)]
pub struct FeedDuty {
    /// What it is known by.
    pub uid: String,
    /// The rota's name.
    pub rota: String,
    /// From.
    pub from: Moment,
    /// To.
    pub to: Moment,
}

/// Makes a person's own link; the one before it ends. The secret is answered once and not kept.
///
/// # Errors
/// `NotAllowed` to who only looks; `NotFound` to who does not work at the desk.
pub fn make_feed(tx: &mut Tx<'_>, actor: &Actor) -> Result<String> {
    let person = own(actor)?;
    let (secret, now) = (Secret::of_feed()?, tx.now());
    tx.execute_one(
        "INSERT INTO rota_feeds (person_id, digest, created_at) VALUES ($1, $2, $3) \
         ON CONFLICT (person_id) DO UPDATE SET digest = excluded.digest, created_at = excluded.created_at",
        params![person, Secret::digest_of_feed(secret.reveal()), now],
    )?;
    Ok(secret.reveal().to_owned())
}

/// Removes a person's own link, if there is one.
///
/// # Errors
/// `NotAllowed` to who only looks; `NotFound` to who does not work at the desk.
pub fn remove_feed(tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
    let person = own(actor)?;
    tx.execute("DELETE FROM rota_feeds WHERE person_id = $1", params![person]).map(drop)
}

/// Has the actor a link?
///
/// # Errors
/// What the engine answers.
pub fn has_feed(conn: &Conn, actor: &Actor) -> Result<bool> {
    let Some(person) = actor.person() else { return Ok(false) };
    Ok(conn.first::<(i64,)>("SELECT 1 FROM rota_feeds WHERE person_id = $1", params![person])?.is_some())
}

/// The duty that a secret opens, while its person works at the desk.
///
/// # Errors
/// `NotFound`.
pub fn feed_of(conn: &Conn, secret: &str) -> Result<Feed> {
    let digest = Secret::digest_of_feed(secret).ok_or(Refusal::NotFound)?;
    let sql = "SELECT person_id FROM rota_feeds WHERE digest = $1";
    let (id,) = conn.first::<(PersonId,)>(sql, params![digest])?.ok_or(Refusal::NotFound)?;
    let person = directory::person(conn, id)?.filter(|p| p.is_active() && p.is_staff()).ok_or(Refusal::NotFound)?;
    let (from, to) = (conn.now().plus_ms(-FEED_DAYS.0 * db::DAY_MS), conn.now().plus_ms(FEED_DAYS.1 * db::DAY_MS));
    let duty = |(rota, name, duty): (crate::RotaId, String, crate::Duty)| FeedDuty {
        uid: format!("{rota}-{}", duty.from),
        rota: name,
        from: Moment(duty.from),
        to: Moment(duty.to),
    };
    Ok(Feed { person, duties: duties_of(conn, id, from, to)?.into_iter().map(duty).collect() })
}

fn own(actor: &Actor) -> Result<PersonId> {
    policy::permit(actor, Action::MakeFeed, actor.person().is_some())?;
    Ok(actor.person().ok_or(Refusal::NotAllowed(Action::MakeFeed.as_str()))?)
}
