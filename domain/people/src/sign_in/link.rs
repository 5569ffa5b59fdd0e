//! Signing in with a one-time link: by mail, bound to the browser that asked, or printed by a command on the server.

use db::{Conn, MINUTE_MS, Moment, Tx, params};
use outcome::{Result, Sentence};

use super::{SignIn, active, active_by_email};
use crate::address::normal_email;
use crate::event::PeopleEvent;
use crate::policy::{self, Action};
use crate::secret::{Secret, hash_of};
use crate::session::{Method, open};
use crate::visit::{Account, Try};
use crate::{Actor, Person, PersonId, Visit};

/// How long a link in a letter works.
pub const LINK_VALID_MS: i64 = 15 * MINUTE_MS;
/// Most links of one person that work at the same time; the oldest makes room.
pub const LINKS_MAX: usize = 5;

/// What to do after somebody asked for a link: the answer on the page is the same in every case.
#[derive(Debug, Clone)]
pub struct AskedLink {
    /// Put it in a cookie of the browser that asked (as long as a link works): the link works in no other.
    pub browser: Secret,
    /// The letter to send, where the address belongs to somebody.
    pub letter: Option<LinkLetter>,
}

/// A letter that lets its reader in.
#[derive(Debug, Clone)]
pub struct LinkLetter {
    /// Whom it is for.
    pub person: Person,
    /// Where it goes.
    pub email: String,
    /// The secret of the link; let the page behind it ask for a click (POST), for mail scanners open links.
    pub secret: Secret,
    /// When it stops working.
    pub expires_at: Moment,
}

/// A link that somebody opened.
#[derive(Debug, Clone)]
pub struct RedeemLink {
    /// The secret in the link.
    pub secret: String,
    /// The secrets in the browser's cookie, one for each link it asked for; at most [`LINKS_MAX`] of them count.
    pub browsers: Vec<String>,
}

/// A link to print on the server.
#[derive(Debug, Clone)]
pub struct PrintLink {
    /// Whom it lets in.
    pub person: PersonId,
    /// How long it works, in milliseconds.
    pub valid_ms: i64,
}

/// Makes a link for the person of this address.
///
/// # Errors
/// `TooMany` when this network asked too often. An unknown address is no error, and looks like a known one.
pub fn ask_link(tx: &mut Tx<'_>, visit: &Visit, email: &str) -> Result<AskedLink> {
    let email = normal_email(email).unwrap_or_default();
    visit.spend(tx, Try::Letter, Account::Email(&email))?;
    let (browser, secret) = (Secret::new("")?, Secret::new("")?);
    let Some(person) = active_by_email(tx, &email)?.map_or(Ok(None), |id| active(tx, id))? else {
        return Ok(AskedLink { browser, letter: None });
    };
    let expires_at = tx.now().plus_ms(LINK_VALID_MS);
    keep(tx, &person, &secret, Some(&email), Some(&browser), expires_at)?;
    tx.record(&visit.nobody(), &PeopleEvent::LinkAsked { person: person.id })?;
    Ok(AskedLink { browser, letter: Some(LinkLetter { person, email, secret, expires_at }) })
}

/// Makes a link without a letter, for a command on the server: it works in any browser, once.
///
/// # Errors
/// Refused for everybody but Firstline itself, and for a person who was deactivated.
pub fn print_link(tx: &mut Tx<'_>, actor: &Actor, input: &PrintLink) -> Result<Secret> {
    let person = policy::permit(tx, actor, Action::PrintLink, input.person)?;
    if !person.is_active() {
        return Err(outcome::Error::conflict("person-deactivated"));
    }
    let (secret, expires_at) = (Secret::new("")?, tx.now().plus_ms(input.valid_ms));
    keep(tx, &person, &secret, None, None, expires_at)?;
    tx.record(actor, &PeopleEvent::LinkPrinted { person: person.id })?;
    Ok(secret)
}

/// Opens a session with a link, which then works no more. Whoever could read the letter owns the address.
///
/// # Errors
/// `TooMany` when this network tried too often; a link that does not work is no error but [`SignIn::Refused`].
pub fn redeem_link(tx: &mut Tx<'_>, visit: &Visit, input: &RedeemLink) -> Result<SignIn> {
    let now = tx.now();
    let sql = "SELECT person_id, email, browser_hash FROM sign_in_links WHERE token_hash = $1 AND expires_at > $2";
    let found = tx.first::<(PersonId, Option<String>, Option<Vec<u8>>)>(sql, params![hash_of(&input.secret), now])?;
    let Some((id, email, bound)) = found else { return refuse(tx, visit, None, "link-does-not-work") };
    let hashes = || input.browsers.iter().take(LINKS_MAX).map(|browser| hash_of(browser));
    if bound.is_some_and(|bound| hashes().all(|hash| hash != bound)) {
        // The link stays: its owner may still open it in the browser that asked.
        return refuse(tx, visit, Some(id), "link-of-another-browser");
    }
    // Of two at the same moment one deletes the row, and one is in.
    let taken = tx.execute("DELETE FROM sign_in_links WHERE token_hash = $1", params![hash_of(&input.secret)])?;
    let Some(person) = active(tx, id)?.filter(|_| taken == 1) else { return refuse(tx, visit, Some(id), "link-does-not-work") };
    let opened = open(tx, visit, person, Method::Link, false)?;
    if let Some(email) = email {
        let sql = "UPDATE person_emails SET verified_at = $3 WHERE email = $1 AND person_id = $2 AND verified_at IS NULL";
        if tx.execute(sql, params![email, id, now])? == 1 {
            tx.record(&visit.nobody(), &PeopleEvent::EmailVerified { person: id })?;
        }
    }
    Ok(SignIn::Opened(Box::new(opened)))
}

/// Only what is refused costs a try: a network that is out of tries still lets in who has a link that works.
fn refuse(tx: &mut Tx<'_>, visit: &Visit, person: Option<PersonId>, says: &'static str) -> Result<SignIn> {
    visit.spend_unnamed(tx)?;
    tx.record(&visit.nobody(), &PeopleEvent::SignInRefused { person, method: Method::Link, network: visit.network() })?;
    Ok(SignIn::Refused(Sentence::new(says)))
}

fn keep(
    tx: &mut Tx<'_>,
    person: &Person,
    secret: &Secret,
    email: Option<&str>,
    browser: Option<&Secret>,
    expires_at: Moment,
) -> Result<()> {
    let crowded = "DELETE FROM sign_in_links WHERE token_hash IN (SELECT token_hash FROM sign_in_links WHERE person_id = $1 \
                   ORDER BY created_at DESC, token_hash LIMIT 1000 OFFSET $2)";
    tx.execute(crowded, params![person.id, i64::try_from(LINKS_MAX).unwrap_or(1) - 1])?;
    let now = tx.now();
    let sql = "INSERT INTO sign_in_links (token_hash, person_id, email, browser_hash, created_at, expires_at) VALUES ($1,$2,$3,$4,$5,$6)";
    tx.execute_one(sql, params![secret.hash(), person.id, email, browser.map(Secret::hash), now, expires_at])
}

/// Does this link work? For the page that asks for the click; it spends nothing and uses nothing up.
///
/// # Errors
/// What the engine answers.
pub fn link_works(conn: &Conn, secret: &str) -> Result<bool> {
    let sql = "SELECT 1 FROM sign_in_links WHERE token_hash = $1 AND expires_at > $2";
    Ok(conn.first::<(i64,)>(sql, params![hash_of(secret), conn.now()])?.is_some())
}
