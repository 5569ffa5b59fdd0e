//! Inviting a person to choose a password: a link that expires and works once.

use db::{Conn, DAY_MS, Moment, Tx, params};
use outcome::{Error, Result};

use crate::change_password::write_password;
use crate::event::PeopleEvent;
use crate::password::PasswordHash;
use crate::policy::{self, Action};
use crate::secret::{Secret, hash_of};
use crate::session::{Method, Opened, open, revoke_all};
use crate::sign_in::{active, kept_hash};
use crate::{Actor, Person, PersonId, Visit, directory};

/// How long an invitation works.
pub const INVITATION_VALID_MS: i64 = 7 * DAY_MS;

/// An invitation to send.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Whom it is for.
    pub person: Person,
    /// Where it goes.
    pub email: String,
    /// The secret of the link. It belongs in the letter and nowhere else: who sees it can be that person.
    pub secret: Secret,
    /// When it stops working.
    pub expires_at: Moment,
}

/// An invitation accepted.
#[derive(Debug, Clone)]
pub struct AcceptInvitation {
    /// The secret of the link.
    pub secret: String,
    /// The password chosen, hashed outside the transaction.
    pub password: PasswordHash,
}

/// Invites a person to choose a password; an invitation sent before stops working.
///
/// # Errors
/// Refused when the actor may not, and for who has no address, was deactivated or has a password already.
pub fn invite(tx: &mut Tx<'_>, actor: &Actor, person: &PersonId) -> Result<Invitation> {
    let person = policy::permit(tx, actor, Action::Invite, *person)?;
    if !person.is_active() {
        return Err(Error::conflict("person-deactivated"));
    }
    if kept_hash(tx, person.id)?.is_some() {
        return Err(Error::conflict("invited-has-password"));
    }
    let Some(email) = directory::primary_email(tx, person.id)? else {
        return Err(Error::invalid("email", "email-missing"));
    };
    let (secret, now) = (Secret::new("")?, tx.now());
    let expires_at = now.plus_ms(INVITATION_VALID_MS);
    let sql = "INSERT INTO invitations (person_id, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4) ON CONFLICT (person_id) \
               DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at, expires_at = excluded.expires_at";
    tx.execute_one(sql, params![person.id, secret.hash(), now, expires_at])?;
    tx.record(actor, &PeopleEvent::Invited { person: person.id })?;
    Ok(Invitation { person: person.into_inner(), email, secret, expires_at })
}

/// Whom an invitation is for, if it works: the page greets them, and their new password must not be their name.
///
/// # Errors
/// What the engine answers.
pub fn invited(conn: &Conn, secret: &str) -> Result<Option<Person>> {
    let sql = format!(
        "SELECT {} FROM invitations i JOIN people p ON p.id = i.person_id \
         WHERE i.token_hash = $1 AND i.expires_at > $2 AND p.deactivated_at IS NULL",
        Person::columns("p")
    );
    conn.first(&sql, params![hash_of(secret), conn.now()])
}

/// Accepts an invitation: the password is set, the address is proved, and the person is signed in.
///
/// # Errors
/// `Conflict` when the link does not work.
pub fn accept_invitation(tx: &mut Tx<'_>, visit: &Visit, input: &AcceptInvitation) -> Result<Opened> {
    let now = tx.now();
    let sql = "DELETE FROM invitations WHERE token_hash = $1 AND expires_at > $2 RETURNING person_id";
    let found = tx.first::<(PersonId,)>(sql, params![hash_of(&input.secret), now])?;
    let Some(person) = found.map_or(Ok(None), |(id,)| active(tx, id))? else {
        return Err(Error::conflict("invitation-does-not-work"));
    };
    write_password(tx, person.id, &input.password)?;
    let sql = "UPDATE person_emails SET verified_at = COALESCE(verified_at, $2) WHERE person_id = $1 AND is_primary = 1";
    tx.execute(sql, params![person.id, now])?;
    tx.execute_one("UPDATE people SET verified = 1 WHERE id = $1", params![person.id])?;
    revoke_all(tx, &visit.nobody(), person.id, None)?;
    tx.record(&visit.nobody(), &PeopleEvent::InvitationAccepted { person: person.id })?;
    open(tx, visit, Person { verified: true, ..person }, Method::Invitation, false)
}
