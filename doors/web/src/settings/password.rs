//! A new password for oneself: with the old one, or fresh from a link for who has none or forgot it.

use db::Conn;
use outcome::Result;
use people::{ChangePassword, PasswordHash, Visit};
use serde::Deserialize;

use crate::desk::Desk;
use crate::front::{Answer, Fields, SignedIn, caught, off_thread};

/// What is typed.
#[derive(Deserialize)]
pub struct NewPassword {
    #[serde(default)]
    current_password: String,
    password: String,
}

/// Need the old password not be asked for?
///
/// # Errors
/// What the engine answers.
pub fn may_skip(conn: &Conn, visitor: &SignedIn) -> Result<bool> {
    people::may_skip_current(conn, &visitor.actor, visitor.session.id)
}

/// Changes one's own password; the comparing and the hashing happen outside of any transaction.
///
/// # Errors
/// What the database answers, and `TooMany` when this network tried too often.
pub async fn change_password(desk: &Desk, visitor: &SignedIn, visit: Visit, typed: NewPassword) -> Answer<std::result::Result<(), Fields>> {
    let (new, about) = (typed.password, visitor.person.name.clone());
    let hashed = match caught(off_thread(move || PasswordHash::of(&new, &[&about])).await)? {
        Ok(hashed) => hashed,
        Err(fields) => return Ok(Err(fields)),
    };
    let reader = visitor.clone();
    let current = if desk.db.read(move |conn| may_skip(conn, &reader)).await? {
        None
    } else {
        let actor = visitor.actor.clone();
        let challenge = desk.db.write(move |tx| people::ask_own_password(tx, &actor, &visit)).await?;
        Some(off_thread(move || challenge.answer(&typed.current_password)).await?)
    };
    let (actor, input) = (visitor.actor.clone(), ChangePassword { session: visitor.session.id, current, new: hashed });
    caught(desk.db.write(move |tx| people::change_password(tx, &actor, &input)).await)
}
