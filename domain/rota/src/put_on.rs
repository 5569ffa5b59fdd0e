//! Overrides: somebody is put on duty for a while, whatever the plan says.

use db::{Conn, Moment, Tx, id, params, row};
use outcome::{Error, Refusal, Result};
use people::{Actor, PersonId};

use crate::check;
use crate::event::RotaEvent;
use crate::limits::SHOWN_MAX;
use crate::policy::{self, Action};
use crate::rota::{RotaId, of};
use crate::swap::SwapId;

id!(
    /// An override's number.
    OverrideId
);

row! {
    /// Somebody put on duty.
    pub struct Override {
        /// Its number.
        pub id: OverrideId,
        /// In which rota.
        pub rota_id: RotaId,
        /// Who.
        pub person_id: PersonId,
        /// From.
        pub from_at: Moment,
        /// To.
        pub to_at: Moment,
        /// The swap that made it.
        pub swap_id: Option<SwapId>,
    }
}

/// Somebody to be put on duty.
#[derive(Debug, Clone, Copy)]
pub struct PutOn {
    /// In which rota.
    pub rota: RotaId,
    /// Who.
    pub person: PersonId,
    /// From.
    pub from: Moment,
    /// To; not part of it.
    pub to: Moment,
}

/// Puts somebody on duty for a while: oneself, or by a lead anybody.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Invalid`; `Conflict` when the rota is archived.
pub fn put_on(tx: &mut Tx<'_>, actor: &Actor, put_on: &PutOn) -> Result<OverrideId> {
    policy::permit(actor, Action::PutOn, actor.person() == Some(put_on.person))?;
    in_use(tx, put_on.rota)?;
    check::stretch(tx, put_on.from, put_on.to)?;
    check::at_desk(tx, put_on.person, "person")?;
    let id = write(tx, put_on, None)?;
    let PutOn { rota, person, from, to } = *put_on;
    tx.record(actor, &RotaEvent::PutOn { rota, person, from: from.0, to: to.0 })?;
    Ok(id)
}

/// Takes an override back. One that has begun ends now: that it was, stays known.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when it is over.
pub fn take_off(tx: &mut Tx<'_>, actor: &Actor, id: OverrideId) -> Result<RotaId> {
    policy::permit(actor, Action::SeeRotas, false)?;
    let sql = format!("SELECT {} FROM rota_overrides o WHERE o.id = $1", Override::columns("o"));
    let was = tx.first::<Override>(&sql, params![id])?.ok_or(Refusal::NotFound)?;
    policy::permit(actor, Action::PutOn, actor.person() == Some(was.person_id))?;
    let now = tx.now();
    if was.to_at <= now {
        return Err(Error::conflict("rota-override-over"));
    }
    if was.from_at < now {
        tx.execute_one("UPDATE rota_overrides SET to_at = $2 WHERE id = $1", params![id, now])?;
    } else {
        tx.execute_one("DELETE FROM rota_overrides WHERE id = $1", params![id])?;
    }
    let Override { rota_id: rota, person_id: person, from_at, to_at, .. } = was;
    tx.record(actor, &RotaEvent::TakenOff { rota, person, from: from_at.0, to: to_at.0 })?;
    Ok(rota)
}

/// The overrides of a rota that are not over, the next one first; at most [`SHOWN_MAX`].
///
/// # Errors
/// `NotFound` to who does not work at the desk.
pub fn overrides(conn: &Conn, actor: &Actor, rota: RotaId) -> Result<Vec<Override>> {
    policy::permit(actor, Action::SeeRotas, false)?;
    let sql = format!(
        "SELECT {} FROM rota_overrides o WHERE o.rota_id = $1 AND o.to_at > $2 ORDER BY o.from_at, o.id LIMIT $3",
        Override::columns("o")
    );
    conn.all(&sql, params![rota, conn.now(), SHOWN_MAX])
}

pub(crate) fn in_use(tx: &Tx<'_>, rota: RotaId) -> Result<()> {
    if of(tx, rota)?.archived_at.is_some() { Err(Error::conflict("rota-archived-already")) } else { Ok(()) }
}

pub(crate) fn write(tx: &mut Tx<'_>, put_on: &PutOn, swap: Option<SwapId>) -> Result<OverrideId> {
    let now = tx.now();
    tx.insert(
        "INSERT INTO rota_overrides (rota_id, person_id, from_at, to_at, swap_id, created_at) VALUES ($1,$2,$3,$4,$5,$6) RETURNING id",
        params![put_on.rota, put_on.person, put_on.from, put_on.to, swap, now],
    )
}
