//! The link in a letter by which one person decides about one change, once, without signing in: signed, and of use only while they are
//! asked and have said nothing.

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use db::{Conn, EventId, Tx, params};
use hmac::{Hmac, KeyInit, Mac};
use outcome::{Refusal, Result};
use people::{Actor, Door, PersonId, directory};
use sha2::Sha256;

use crate::change::{Change, ChangeId, Decision, State, of};
use crate::decide::{Decide, decide};
use crate::limits::{KEY_BYTES, LINK_BYTES_MAX, LINK_MS};

const SETTING: &str = "changes.link_key";
/// Separates purposes, should the same key ever sign anything else.
const PURPOSE: &[u8] = b"change link 1";

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
    let key = match key(tx)? {
        Some(key) => key,
        None => {
            let mut bytes = [0; KEY_BYTES];
            getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no randomness for the key of links: {e}"))?;
            db::put_setting(tx, SETTING, &BASE32_NOPAD.encode(&bytes))?;
            bytes.to_vec()
        }
    };
    let said = format!("{change}.{person}.{asking}");
    Ok(Some(format!("{said}.{}", BASE64URL_NOPAD.encode(&signed(&key, &said)?.finalize().into_bytes()))))
}

/// What a link is about, while its person works at the desk.
///
/// # Errors
/// `NotFound` for a link that was not made here, or is too old.
pub fn linked(conn: &Conn, link: &str) -> Result<Linked> {
    let (change, person, asking) = read(conn, link)?.ok_or(Refusal::NotFound)?;
    let change = of(conn, change, "")?;
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

fn read(conn: &Conn, link: &str) -> Result<Option<(ChangeId, PersonId, EventId)>> {
    if link.len() > LINK_BYTES_MAX {
        return Ok(None);
    }
    let (Some(key), Some((said, mark))) = (key(conn)?, link.rsplit_once('.')) else { return Ok(None) };
    let Ok(mark) = BASE64URL_NOPAD.decode(mark.as_bytes()) else { return Ok(None) };
    // Compared in the same time whatever is wrong.
    if signed(&key, said)?.verify_slice(&mark).is_err() {
        return Ok(None);
    }
    let mut parts = said.split('.').map(|part| part.parse::<i64>().ok());
    let mut next = || parts.next().flatten();
    Ok(next().zip(next()).zip(next()).map(|((change, person), asking)| (ChangeId(change), PersonId(person), EventId(asking))))
}

fn key(conn: &Conn) -> Result<Option<Vec<u8>>> {
    let Some(kept) = db::setting::<String>(conn, SETTING)? else { return Ok(None) };
    Ok(Some(BASE32_NOPAD.decode(kept.as_bytes()).map_err(|_| anyhow::anyhow!("the setting {SETTING} holds no key"))?))
}

fn signed(key: &[u8], said: &str) -> Result<Hmac<Sha256>> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).map_err(|e| anyhow::anyhow!("a key of links does not fit: {e}"))?;
    mac.update(PURPOSE);
    mac.update(said.as_bytes());
    Ok(mac)
}
