//! A program that shows a password with each request: no session opens, and what was proved holds as long as the password stays.

use db::{Conn, Moment, Tx, params};
use outcome::Result;

use crate::event::PeopleEvent;
use crate::password::Answer;
use crate::second_factor;
use crate::session::Method;
use crate::sign_in::by_password::kept_hash;
use crate::{Actor, Person, PersonId, Visit, directory};

/// A password that was right: whose, and since when it is theirs. Worthless once it changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proved {
    person: PersonId,
    changed_at: Moment,
}

/// Was the password right, and is it enough? It is not for whom a second factor is asked of: a token is theirs.
///
/// # Errors
/// What the engine answers.
pub fn prove_password(tx: &mut Tx<'_>, visit: &Visit, answer: &Answer) -> Result<Option<Proved>> {
    let person = answer.person();
    let kept = person.map_or(Ok(None), |id| kept_hash(tx, id))?;
    if let (Some(person), true) = (person, answer.matches(kept.as_deref())) {
        if second_factor::is_on(tx, person)? {
            return Ok(None);
        }
        return Ok(changed_at(tx, person)?.map(|changed_at| Proved { person, changed_at }));
    }
    let refused = PeopleEvent::SignInRefused { person, method: Method::Password, network: visit.network() };
    tx.record(&visit.nobody(), &refused)?;
    Ok(None)
}

/// Who acts with a password that was proved before; nobody once it changed, a second factor is asked of them, or they left.
///
/// # Errors
/// What the engine answers.
pub fn person_of_proved(conn: &Conn, proved: Proved, door: crate::Door) -> Result<Option<(Actor, Person)>> {
    if changed_at(conn, proved.person)? != Some(proved.changed_at) || second_factor::is_on(conn, proved.person)? {
        return Ok(None);
    }
    let Some(actor) = directory::actor_of(conn, proved.person, door)? else { return Ok(None) };
    let actor = Actor { proved: true, ..actor };
    Ok(directory::person(conn, proved.person)?.map(|person| (actor, person)))
}

fn changed_at(conn: &Conn, person: PersonId) -> Result<Option<Moment>> {
    Ok(conn.first::<(Moment,)>("SELECT changed_at FROM passwords WHERE person_id = $1", params![person])?.map(|(at,)| at))
}
