//! The link in a letter by which one person acknowledges one page, without signing in: signed, and only as long as it is of use.

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use db::{Conn, Tx, params};
use hmac::{Hmac, KeyInit, Mac};
use outcome::{Refusal, Result};
use people::{Actor, Door, PersonId, directory};
use sha2::Sha256;

use crate::acknowledge::acknowledge;
use crate::limits::{KEY_BYTES, LINK_BYTES_MAX, LINK_MS};
use crate::page::{Page, PageId};

const SETTING: &str = "paging.link_key";
/// Separates purposes, should the same key ever sign anything else.
const PURPOSE: &[u8] = b"page link 1";

/// A page and the person to whom a link was sent.
#[derive(Debug, Clone)]
pub struct Linked {
    /// The page.
    pub page: Page,
    /// The person, as who they act.
    pub actor: Actor,
}

/// The last part of the address that acknowledges a page as a person.
///
/// # Errors
/// What the engine answers.
pub fn link(tx: &mut Tx<'_>, page: PageId, person: PersonId) -> Result<String> {
    let key = match key(tx)? {
        Some(key) => key,
        None => {
            let mut bytes = [0; KEY_BYTES];
            getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no randomness for the key of links: {e}"))?;
            db::put_setting(tx, SETTING, &BASE32_NOPAD.encode(&bytes))?;
            bytes.to_vec()
        }
    };
    let said = format!("{page}.{person}");
    Ok(format!("{said}.{}", BASE64URL_NOPAD.encode(&signed(&key, &said)?.finalize().into_bytes())))
}

/// What a link is about, while its person works at the desk and was called by this page.
///
/// # Errors
/// `NotFound` for a link that was not made here, or is too old.
pub fn linked(conn: &Conn, link: &str) -> Result<Linked> {
    let (page, person) = read(conn, link)?.ok_or(Refusal::NotFound)?;
    let page = Page::of(conn, page)?;
    let sql = "SELECT 1 FROM page_calls WHERE page_id = $1 AND person_id = $2";
    let was_called = conn.first::<(i64,)>(sql, params![page.id, person])?.is_some();
    let actor = directory::actor_of(conn, person, Door::Mail)?.filter(Actor::is_staff);
    match actor {
        Some(actor) if was_called && conn.now() < page.created_at.plus_ms(LINK_MS) => Ok(Linked { page, actor }),
        _ => Err(Refusal::NotFound.into()),
    }
}

/// Acknowledges the page of a link, as its person.
///
/// # Errors
/// `NotFound`; `Conflict` as for [`acknowledge`].
pub fn acknowledge_by_link(tx: &mut Tx<'_>, link: &str) -> Result<Page> {
    let Linked { page, actor } = linked(tx, link)?;
    acknowledge(tx, &actor, page.id)
}

fn read(conn: &Conn, link: &str) -> Result<Option<(PageId, PersonId)>> {
    if link.len() > LINK_BYTES_MAX {
        return Ok(None);
    }
    let (Some(key), Some((said, mark))) = (key(conn)?, link.rsplit_once('.')) else { return Ok(None) };
    let Ok(mark) = BASE64URL_NOPAD.decode(mark.as_bytes()) else { return Ok(None) };
    // Compared in the same time whatever is wrong.
    if signed(&key, said)?.verify_slice(&mark).is_err() {
        return Ok(None);
    }
    let numbers = said.split_once('.').and_then(|(page, person)| Some((page.parse().ok()?, person.parse().ok()?)));
    Ok(numbers)
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
