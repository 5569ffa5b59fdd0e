//! Changing what a person is to the desk. Nobody changes their own role, and one administrator always remains.

use db::{Tx, params};
use outcome::{Error, Result};

use super::deactivate::refuse_without_administrator;
use crate::event::{PeopleEvent, note};
use crate::policy::{self, Action};
use crate::session::revoke_all;
use crate::{Actor, Person, PersonId, Role};

/// Another role for a person.
#[derive(Debug, Clone)]
pub struct ChangeRole {
    /// Who.
    pub person: PersonId,
    /// Their role from now on.
    pub role: Role,
}

/// Changes a person's role. Who loses reach signs in again; who is no longer staff leaves every team.
///
/// # Errors
/// Refused when the actor may not, when no administrator would remain, or when staff would have no address to sign in with.
pub fn change_role(tx: &mut Tx<'_>, actor: &Actor, input: &ChangeRole) -> Result<Person> {
    let was = policy::permit(tx, actor, Action::ChangeRole, input.person)?;
    if was.role == input.role {
        return Ok(was.into_inner());
    }
    if was.role == Role::Administrator {
        refuse_without_administrator(tx, &was)?;
    }
    let has_email = tx.first::<(i64,)>("SELECT 1 FROM person_emails WHERE person_id = $1", params![was.id])?.is_some();
    if input.role >= Role::Agent && !has_email {
        return Err(Error::invalid("role", "email-needed-by-staff"));
    }
    tx.execute_one("UPDATE people SET role = $2, verified = 1 WHERE id = $1", params![was.id, input.role])?;
    if input.role == Role::Requester {
        tx.execute("DELETE FROM team_members WHERE person_id = $1", params![was.id])?;
    }
    note(tx, actor, &PeopleEvent::RoleChanged { person: was.id, from: was.role, to: input.role })?;
    if input.role < was.role {
        revoke_all(tx, actor, was.id, None)?;
    }
    Person::of(tx, was.id)?.ok_or_else(|| outcome::Refusal::NotFound.into())
}
