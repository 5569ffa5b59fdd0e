//! Times in which nothing is to be changed: the end of the year's accounts, a trade fair.

use db::{Conn, Event, Moment, Subject, Tx, id, params, row};
use outcome::{Check, Error, Result, Sentence};
use people::Actor;
use serde::Serialize;

use crate::limits::{FREEZE_MS_MAX, FREEZES_MAX, NAME_CHARS_MAX};
use crate::policy::{self, Action};

id!(
    /// A freeze's number.
    FreezeId
);

row! {
    /// A time in which nothing is to be changed.
    pub struct Freeze {
        /// Its number.
        pub id: FreezeId,
        /// Why.
        pub name: String,
        /// When it begins.
        pub starts_at: Moment,
        /// When it ends.
        pub ends_at: Moment,
    }
}

/// A freeze to be kept.
#[derive(Debug, Clone)]
pub struct AddFreeze {
    /// Why.
    pub name: String,
    /// When it begins.
    pub starts_at: Moment,
    /// When it ends.
    pub ends_at: Moment,
}

#[derive(Serialize)]
struct FreezeEvent<'a> {
    #[serde(skip)]
    freeze: FreezeId,
    #[serde(skip)]
    added: bool,
    name: &'a str,
    starts_at: Moment,
    ends_at: Moment,
}

impl Event for FreezeEvent<'_> {
    fn kind(&self) -> &'static str {
        if self.added { "freeze.added" } else { "freeze.dropped" }
    }
    fn subject(&self) -> Subject {
        Subject::new("freeze", self.freeze.0)
    }
}

/// Adds a freeze. Changes in it are shown as colliding; nobody is kept from what cannot wait.
///
/// # Errors
/// `NotAllowed`; `Invalid`; `Conflict` when there are [`FREEZES_MAX`].
pub fn add_freeze(tx: &mut Tx<'_>, actor: &Actor, add: &AddFreeze) -> Result<FreezeId> {
    policy::permit(actor, false, Action::Freeze)?;
    let (name, length) = (add.name.trim(), add.ends_at.since_ms(add.starts_at));
    let mut check = Check::new();
    check
        .that(!name.is_empty(), "name", "freeze-name-missing")
        .that(name.chars().count() <= NAME_CHARS_MAX, "name", Sentence::new("change-text-too-long").with("max", NAME_CHARS_MAX))
        .that(length > 0, "ends_at", "change-window-backwards")
        .that(length <= FREEZE_MS_MAX, "ends_at", "freeze-too-long");
    check.done()?;
    let (count,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM change_freezes", params![])?;
    if count >= FREEZES_MAX {
        return Err(Error::conflict(Sentence::new("freezes-too-many").with("max", FREEZES_MAX)));
    }
    let sql = "INSERT INTO change_freezes (name, starts_at, ends_at) VALUES ($1, $2, $3) RETURNING id";
    let freeze: FreezeId = tx.insert(sql, params![name, add.starts_at, add.ends_at])?;
    tx.record(actor, &FreezeEvent { freeze, added: true, name, starts_at: add.starts_at, ends_at: add.ends_at })?;
    Ok(freeze)
}

/// Drops a freeze.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub fn drop_freeze(tx: &mut Tx<'_>, actor: &Actor, id: FreezeId) -> Result<Freeze> {
    policy::permit(actor, false, Action::Freeze)?;
    let sql = format!("SELECT {} FROM change_freezes f WHERE f.id = $1", Freeze::columns("f"));
    let freeze = tx.first::<Freeze>(&sql, params![id])?.ok_or(outcome::Refusal::NotFound)?;
    tx.execute_one("DELETE FROM change_freezes WHERE id = $1", params![id])?;
    tx.record(actor, &FreezeEvent { freeze: id, added: false, name: &freeze.name, starts_at: freeze.starts_at, ends_at: freeze.ends_at })?;
    Ok(freeze)
}

/// Freezes that touch the stretch from `from` to `to`, in order.
///
/// # Errors
/// `NotAllowed` to who is not of the desk.
pub fn freezes(conn: &Conn, actor: &Actor, from: Moment, to: Moment) -> Result<Vec<Freeze>> {
    policy::permit(actor, false, Action::See)?;
    let columns = Freeze::columns("f");
    let sql =
        format!("SELECT {columns} FROM change_freezes f WHERE f.starts_at < $2 AND f.ends_at > $1 ORDER BY f.starts_at, f.id LIMIT $3");
    conn.all(&sql, params![from, to, FREEZES_MAX])
}
