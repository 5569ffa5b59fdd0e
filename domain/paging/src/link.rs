//! The link in a letter by which one person acknowledges one page, without signing in: signed, and only as long as it is of use.

use db::{Conn, Tx, params};
use outcome::{Refusal, Result};
use people::{Actor, Door, PersonId, SignedLink, directory};

use crate::acknowledge::acknowledge;
use crate::limits::LINK_MS;
use crate::page::{Page, PageId};

const LINK: SignedLink = SignedLink { setting: "paging.link_key", purpose: "page link 1" };

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
    LINK.make(tx, &[page.0, person.0])
}

/// What a link is about, while its person works at the desk and was called by this page.
///
/// # Errors
/// `NotFound` for a link that was not made here, or is too old.
pub fn linked(conn: &Conn, link: &str) -> Result<Linked> {
    let [page, person] = LINK.read(conn, link)?.ok_or(Refusal::NotFound)?;
    let (page, person) = (Page::of(conn, PageId(page))?, PersonId(person));
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
