//! Signing in with a password: a try is spent and the hash loaded, the hash is compared outside, then a session opens.

use db::{Tx, params};
use outcome::Result;

use super::{SignIn, active, active_by_email};
use crate::address::normal_email;
use crate::event::PeopleEvent;
use crate::password::{Answer, Challenge, wrong};
use crate::session::{Method, open};
use crate::visit::{Account, Try};
use crate::{PersonId, Visit};

/// Spends a try and loads what the password of this address must match. Commit it before the answer is looked at, so that a
/// try stays spent. For an address nobody has, the challenge is answered as slowly as any.
///
/// # Errors
/// `TooMany` when this network tried too often, with this account or at all.
pub fn ask_password(tx: &mut Tx<'_>, visit: &Visit, email: &str) -> Result<Challenge> {
    let email = normal_email(email).unwrap_or_default();
    visit.spend(tx, Try::Proof, Account::Email(&email))?;
    let person = active_by_email(tx, &email)?;
    let kept = person.map_or(Ok(None), |id| kept_hash(tx, id))?;
    Ok(Challenge::new(person, kept))
}

/// Opens a session if the password was right, and writes down that it was not otherwise.
///
/// # Errors
/// What the engine answers; a wrong password is no error but [`SignIn::Refused`].
pub fn sign_in_by_password(tx: &mut Tx<'_>, visit: &Visit, answer: &Answer) -> Result<SignIn> {
    let person = answer.person().map_or(Ok(None), |id| active(tx, id))?;
    let kept = person.as_ref().map_or(Ok(None), |p| kept_hash(tx, p.id))?;
    let (Some(person), true) = (person, answer.matches(kept.as_deref())) else {
        let refused = PeopleEvent::SignInRefused { person: answer.person(), method: Method::Password, network: visit.network() };
        tx.record(&visit.nobody(), &refused)?;
        return Ok(SignIn::Refused(wrong()));
    };
    if let Some(again) = answer.again() {
        tx.execute_one("UPDATE passwords SET hash = $2 WHERE person_id = $1", params![person.id, again.as_phc()])?;
    }
    Ok(SignIn::Opened(Box::new(open(tx, visit, person, Method::Password, false)?)))
}

/// The kept hash of a person's password.
pub(crate) fn kept_hash(conn: &db::Conn, person: PersonId) -> Result<Option<String>> {
    Ok(conn.first::<(String,)>("SELECT hash FROM passwords WHERE person_id = $1", params![person])?.map(|(hash,)| hash))
}
