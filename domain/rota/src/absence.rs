//! Absences: somebody is off from one moment to another, and may name who covers for them.

use db::{Conn, Moment, Tx, id, params, row};
use outcome::{Error, Refusal, Result, Sentence};
use people::{Actor, PersonId};

use crate::check;
use crate::event::RotaEvent;
use crate::limits::{REASON_CHARS_MAX, SHOWN_MAX};
use crate::policy::{self, Action};

id!(
    /// An absence's number.
    AbsenceId
);

row! {
    /// Somebody is off.
    pub struct Absence {
        /// Its number.
        pub id: AbsenceId,
        /// Who.
        pub person_id: PersonId,
        /// From.
        pub from_at: Moment,
        /// To.
        pub to_at: Moment,
        /// Why; empty to who may not read it.
        pub reason: String,
        /// Who covers for them.
        pub cover_id: Option<PersonId>,
    }
}

/// An absence to be noted.
#[derive(Debug, Clone)]
pub struct AbsenceInput {
    /// Who.
    pub person: PersonId,
    /// From.
    pub from: Moment,
    /// To; not part of it.
    pub to: Moment,
    /// Why; only they and leads read it.
    pub reason: String,
    /// Who covers for them.
    pub cover: Option<PersonId>,
}

/// Notes that somebody is off. What they have on duty in that time goes to their cover, or to whose turn comes next.
///
/// # Errors
/// `NotAllowed`, `Invalid`.
pub fn add_absence(tx: &mut Tx<'_>, actor: &Actor, input: &AbsenceInput) -> Result<AbsenceId> {
    policy::permit(actor, Action::NoteAbsence, actor.person() == Some(input.person))?;
    check::stretch(tx, input.from, input.to)?;
    check::at_desk(tx, input.person, "person")?;
    let reason = input.reason.trim();
    if reason.chars().count() > REASON_CHARS_MAX {
        return Err(Error::invalid("reason", Sentence::new("rota-reason-too-long").with("max", REASON_CHARS_MAX)));
    }
    if let Some(cover) = input.cover {
        check::at_desk(tx, cover, "cover")?;
        if cover == input.person {
            return Err(Error::invalid("cover", "rota-cover-self"));
        }
    }
    let now = tx.now();
    let absence: AbsenceId = tx.insert(
        "INSERT INTO absences (person_id, from_at, to_at, reason, cover_id, created_at) VALUES ($1,$2,$3,$4,$5,$6) RETURNING id",
        params![input.person, input.from, input.to, reason, input.cover, now],
    )?;
    // The reason stays out of the log, which more people may read than it is meant for.
    let AbsenceInput { person, from, to, cover, .. } = *input;
    tx.record(actor, &RotaEvent::AbsenceAdded { absence, person, from, to, cover })?;
    Ok(absence)
}

/// Takes an absence back. One that has begun ends now.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when it is over.
pub fn remove_absence(tx: &mut Tx<'_>, actor: &Actor, id: AbsenceId) -> Result<()> {
    policy::permit(actor, Action::SeeRotas, false)?;
    let sql = format!("SELECT {} FROM absences a WHERE a.id = $1", Absence::columns("a"));
    let was = tx.first::<Absence>(&sql, params![id])?.ok_or(Refusal::NotFound)?;
    policy::permit(actor, Action::NoteAbsence, actor.person() == Some(was.person_id))?;
    let now = tx.now();
    if was.to_at <= now {
        return Err(Error::conflict("rota-absence-over"));
    }
    if was.from_at < now {
        tx.execute_one("UPDATE absences SET to_at = $2 WHERE id = $1", params![id, now])?;
    } else {
        tx.execute_one("DELETE FROM absences WHERE id = $1", params![id])?;
    }
    tx.record(actor, &RotaEvent::AbsenceRemoved { absence: id, person: was.person_id })?;
    Ok(())
}

/// Who is off now or later, the next first; at most [`SHOWN_MAX`]. The reason only to themselves and leads.
///
/// # Errors
/// `NotFound` to who does not work at the desk.
pub fn absences(conn: &Conn, actor: &Actor) -> Result<Vec<Absence>> {
    policy::permit(actor, Action::SeeRotas, false)?;
    let sql = format!("SELECT {} FROM absences a WHERE a.to_at > $1 ORDER BY a.from_at, a.id LIMIT $2", Absence::columns("a"));
    let mut all = conn.all::<Absence>(&sql, params![conn.now(), SHOWN_MAX])?;
    for absence in &mut all {
        if !policy::may(actor, Action::SeeReason, actor.person() == Some(absence.person_id)) {
            absence.reason.clear();
        }
    }
    Ok(all)
}

/// Every stretch in which somebody is off, as far as it touches the time from one moment to another; it asks no policy, so the asker
/// must have. One statement.
///
/// # Errors
/// What the engine answers.
pub fn absences_between(conn: &Conn, from: Moment, to: Moment) -> Result<Vec<(PersonId, Moment, Moment)>> {
    conn.all("SELECT person_id, from_at, to_at FROM absences WHERE to_at > $1 AND from_at < $2 ORDER BY id", params![from, to])
}

/// Who is off at a moment; it asks no policy, so the asker must have. One statement.
///
/// # Errors
/// What the engine answers.
pub fn away_at(conn: &Conn, at: Moment) -> Result<Vec<PersonId>> {
    let sql = "SELECT DISTINCT person_id FROM absences WHERE from_at <= $1 AND to_at > $1";
    Ok(conn.all::<(PersonId,)>(sql, params![at])?.into_iter().map(|(id,)| id).collect())
}
