//! The second step of a sign-in: a code of the app or a recovery code turns the half-open session into a new, open one.

use db::{Tx, params};
use outcome::{Result, Sentence};
use seal::Key;

use super::{recovery, totp};
use crate::Visit;
use crate::event::PeopleEvent;
use crate::session::{Method, open, pending_session};
use crate::sign_in::SignIn;
use crate::visit::{Account, Try};

/// A code, and the session that waits for it.
#[derive(Debug, Clone)]
pub struct SecondFactor {
    /// The secret of the half-open session.
    pub session: String,
    /// Six digits of the app, or a recovery code.
    pub code: String,
}

/// Opens the session if the code is right.
///
/// # Errors
/// `TooMany` when this network tried too often; a wrong code is no error but [`SignIn::Refused`].
pub fn prove_second_factor(tx: &mut Tx<'_>, key: &Key, visit: &Visit, input: &SecondFactor) -> Result<SignIn> {
    let Some((person, waiting)) = pending_session(tx, &input.session)? else {
        return Ok(SignIn::Refused(Sentence::new("second-factor-wait-over")));
    };
    visit.spend(tx, Try::Proof, Account::Person(person.id))?;
    let by_app = totp::take_code(tx, key, person.id, &input.code)?;
    let by_recovery = !by_app && recovery::take(tx, person.id, &input.code)?;
    if !by_app && !by_recovery {
        let refused = PeopleEvent::SignInRefused { person: Some(person.id), method: Method::Totp, network: visit.network() };
        tx.record(&visit.nobody(), &refused)?;
        return Ok(SignIn::Refused(Sentence::new("second-factor-code-wrong")));
    }
    if by_recovery {
        tx.record(&visit.nobody(), &PeopleEvent::RecoveryCodeUsed { person: person.id })?;
    }
    tx.execute("DELETE FROM sessions WHERE id = $1", params![waiting.id])?;
    Ok(SignIn::Opened(Box::new(open(tx, visit, person, waiting.method, true)?)))
}
