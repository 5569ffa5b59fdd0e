//! The link in a letter by which one requester answers about one ticket, without signing in: signed, and only as long as it is of use.

use catalogue::{Arg, Say};
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use db::{Conn, Tx};
use hmac::{Hmac, KeyInit, Mac};
use outcome::{Refusal, Result};
use people::{Actor, Door, PersonId, directory};
use sha2::Sha256;
use tickets::{Satisfaction, TicketId};

use crate::limits::{KEY_BYTES, LINK_BYTES_MAX};
use crate::rate::{Rate, rate};
use crate::rating::Rating;

const SETTING: &str = "satisfaction.link_key";
/// Separates purposes, should the same key ever sign anything else.
const PURPOSE: &[u8] = b"satisfaction link 1";

/// What a link is about.
#[derive(Debug, Clone)]
pub struct Linked {
    /// The rating.
    pub rating: Rating,
    /// What the ticket is called.
    pub subject: String,
    /// The requester, as who they act.
    pub actor: Actor,
    /// Who helped, by name.
    pub helper: Option<String>,
}

/// The last part of the address under which a requester answers about a ticket.
pub(crate) fn link(tx: &mut Tx<'_>, ticket: TicketId, person: PersonId) -> Result<String> {
    let key = match key(tx)? {
        Some(key) => key,
        None => {
            let mut bytes = [0; KEY_BYTES];
            getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no randomness for the key of links: {e}"))?;
            db::put_setting(tx, SETTING, &BASE32_NOPAD.encode(&bytes))?;
            bytes.to_vec()
        }
    };
    let said = format!("{ticket}.{person}");
    Ok(format!("{said}.{}", BASE64URL_NOPAD.encode(&signed(&key, &said)?.finalize().into_bytes())))
}

/// What a link is about. Looking answers nothing: programs that read letters open links too.
///
/// # Errors
/// `NotFound` for a link that was not made here, or whose ticket is somebody else's by now.
pub fn linked(conn: &Conn, link: &str) -> Result<Linked> {
    let (ticket, person) = read(conn, link)?.ok_or(Refusal::NotFound)?;
    let actor = directory::actor_of(conn, person, Door::Mail)?.ok_or(Refusal::NotFound)?;
    let seen = tickets::ticket(conn, &actor, ticket)?;
    let rating = Rating::of(conn, ticket)?.filter(|r| r.requester_id == person && seen.requester_id == person);
    let helper = match seen.assignee_id {
        Some(assignee) => directory::person(conn, assignee)?.map(|p| p.name),
        None => None,
    };
    Ok(Linked { rating: rating.ok_or(Refusal::NotFound)?, subject: seen.subject.clone(), actor, helper })
}

/// Answers as the requester of a link.
///
/// # Errors
/// `NotFound`; what [`rate`] refuses.
pub fn rate_by_link(tx: &mut Tx<'_>, link: &str, score: Satisfaction, comment: Option<String>) -> Result<Rating> {
    let Linked { rating, actor, .. } = linked(tx, link)?;
    rate(tx, &actor, &Rate { ticket: rating.ticket_id, score, comment })
}

/// The two addresses of a letter, for good and for bad.
pub(crate) fn addresses(site: &str, link: &str) -> [String; 2] {
    [Satisfaction::Good, Satisfaction::Bad].map(|score| format!("{site}/rate/{link}?score={score}"))
}

/// The letter's subject and text.
pub(crate) fn letter(say: &Say, name: &str, ticket: TicketId, subject: &str, [good, bad]: &[String; 2]) -> (String, String) {
    let words: [(&str, Arg<'_>); 5] = [
        ("name", name.into()),
        ("ticket", ticket.0.into()),
        ("subject", subject.into()),
        ("good", good.as_str().into()),
        ("bad", bad.as_str().into()),
    ];
    let head = say.say_with("satisfaction-letter-subject", &words[1..3]).into_owned();
    (head, say.say_with("satisfaction-letter", &words).into_owned())
}

fn read(conn: &Conn, link: &str) -> Result<Option<(TicketId, PersonId)>> {
    if link.len() > LINK_BYTES_MAX {
        return Ok(None);
    }
    let (Some(key), Some((said, mark))) = (key(conn)?, link.rsplit_once('.')) else { return Ok(None) };
    let Ok(mark) = BASE64URL_NOPAD.decode(mark.as_bytes()) else { return Ok(None) };
    // Compared in the same time whatever is wrong.
    if signed(&key, said)?.verify_slice(&mark).is_err() {
        return Ok(None);
    }
    Ok(said.split_once('.').and_then(|(ticket, person)| Some((ticket.parse().ok()?, person.parse().ok()?))))
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
