//! Signing in: by password, by a one-time link, with a second factor, with a passkey.

mod by_password;
mod link;
mod prove;

use db::{Conn, params};
use outcome::{Result, Sentence};

use crate::session::Opened;
use crate::{Person, PersonId};

pub(crate) use by_password::kept_hash;
pub use by_password::{ask_password, sign_in_by_password};
pub use link::{AskedLink, LINK_VALID_MS, LINKS_MAX, LinkLetter, PrintLink, RedeemLink, ask_link, link_works, print_link, redeem_link};
pub use prove::{Proved, person_of_proved, prove_password};

/// What came of a sign-in. A refusal is not an error of the transaction: that somebody failed is written down.
#[derive(Debug, Clone)]
pub enum SignIn {
    /// A session is open; its `state` says whether a second factor is owed.
    Opened(Box<Opened>),
    /// It did not work, and the sentence does not tell which accounts exist.
    Refused(Sentence),
}

/// The person of this number, if they may come in.
pub(crate) fn active(conn: &Conn, person: PersonId) -> Result<Option<Person>> {
    Ok(Person::of(conn, person)?.filter(Person::is_active))
}

/// The active person of this address (in its normal form).
pub(crate) fn active_by_email(conn: &Conn, email: &str) -> Result<Option<PersonId>> {
    let sql = "SELECT p.id FROM person_emails e JOIN people p ON p.id = e.person_id WHERE e.email = $1 AND p.deactivated_at IS NULL";
    Ok(conn.first::<(PersonId,)>(sql, params![email])?.map(|(id,)| id))
}
