//! Business calendars of the desk: made, changed, filled with holidays.

mod holidays;

use calendar::{Calendar, Definition, Problem};
use db::{Conn, Moment, Tx, params, row};
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::Actor;
use text::plain::fold;

use crate::event::SlaEvent;
use crate::limits::{CALENDARS_MAX, NAME_CHARS_MAX};
use crate::policy::{self, Action};
use crate::shelf::digest;
use crate::terms::{CalendarId, HoursId};

pub use holidays::{ImportHolidays, Imported, import_holidays};

row! {
    /// A calendar's row, with its hours as they are written down.
    pub struct CalendarRow {
        /// Its number.
        pub id: CalendarId,
        /// What it is called.
        pub name: String,
        /// The hours in force.
        pub hours_id: HoursId,
        /// The hours as JSON.
        pub definition: String,
        /// Since when these hours hold.
        pub since: Moment,
        /// When it was added.
        pub created_at: Moment,
        /// Since when it is no longer offered.
        pub archived_at: Option<Moment>,
        /// How many agreements in use are measured by it.
        pub agreements: i64,
    }
}

const SELECT: &str = "SELECT c.id, c.name, c.hours_id, h.definition, h.since, c.created_at, c.archived_at, (SELECT COUNT(*) FROM sla_agreements a \
                      WHERE a.calendar_id = c.id AND a.archived_at IS NULL) FROM sla_calendars c JOIN sla_hours h ON h.id = c.hours_id";

impl CalendarRow {
    /// The hours.
    ///
    /// # Errors
    /// A failure when the row does not hold a definition.
    pub fn definition(&self) -> Result<Definition> {
        Ok(serde_json::from_str(&self.definition).map_err(anyhow::Error::from)?)
    }
}

/// A calendar as it should be.
#[derive(Debug, Clone)]
pub struct CalendarInput {
    /// What it is called; no two are called the same.
    pub name: String,
    /// Zone, hours and special days.
    pub definition: Definition,
}

/// Every calendar, by name.
///
/// # Errors
/// Refused to who does not work at the desk.
pub fn calendars(conn: &Conn, actor: &Actor) -> Result<Vec<CalendarRow>> {
    policy::permit(actor, Action::SeePromises)?;
    conn.all(&format!("{SELECT} ORDER BY c.archived_at IS NOT NULL, c.name_key, c.id"), params![])
}

/// One calendar.
///
/// # Errors
/// `NotFound`; refused to who does not work at the desk.
pub fn calendar(conn: &Conn, actor: &Actor, id: CalendarId) -> Result<CalendarRow> {
    policy::permit(actor, Action::SeePromises)?;
    of(conn, id)
}

fn of(conn: &Conn, id: CalendarId) -> Result<CalendarRow> {
    Ok(conn.first(&format!("{SELECT} WHERE c.id = $1"), params![id])?.ok_or(Refusal::NotFound)?)
}

/// Adds a calendar.
///
/// # Errors
/// Refused when the actor may not, the input does not hold, or there are [`CALENDARS_MAX`] already.
pub fn add_calendar(tx: &mut Tx<'_>, actor: &Actor, input: &CalendarInput) -> Result<CalendarRow> {
    policy::permit(actor, Action::ManageCalendars)?;
    let name = check(tx, input, CalendarId(0))?;
    room(tx)?;
    let now = tx.now();
    let sql = "INSERT INTO sla_calendars (name, name_key, hours_id, created_at) VALUES ($1, $2, 0, $3) RETURNING id";
    let id: CalendarId = tx.insert(sql, params![&name, fold(&name), now])?;
    let hours = write_hours(tx, id, &input.definition)?;
    tx.record(actor, &SlaEvent::CalendarAdded { calendar: id, hours })?;
    of(tx, id)
}

/// Changes a calendar. Its hours hold from now on: what clocks have counted stays counted, what is due is reckoned anew for
/// every ticket under its agreements.
///
/// # Errors
/// Refused when the actor may not, or the input does not hold.
pub fn edit_calendar(tx: &mut Tx<'_>, actor: &Actor, id: CalendarId, input: &CalendarInput) -> Result<CalendarRow> {
    policy::permit(actor, Action::ManageCalendars)?;
    let was = of(tx, id)?;
    let name = check(tx, input, id)?;
    tx.execute_one("UPDATE sla_calendars SET name = $2, name_key = $3 WHERE id = $1", params![id, &name, fold(&name)])?;
    if was.definition()? != input.definition {
        let to = write_hours(tx, id, &input.definition)?;
        tx.record(actor, &SlaEvent::CalendarEdited { calendar: id, from: was.hours_id, to })?;
    }
    of(tx, id)
}

/// Archives a calendar: it is offered no more. One that agreements are measured by stays.
///
/// # Errors
/// Refused when the actor may not; `Conflict` when it is in use, or archived already.
pub fn archive_calendar(tx: &mut Tx<'_>, actor: &Actor, id: CalendarId) -> Result<CalendarRow> {
    policy::permit(actor, Action::ManageCalendars)?;
    let was = of(tx, id)?;
    if was.agreements > 0 {
        return Err(Error::conflict(Sentence::new("calendar-in-use").with("agreements", was.agreements)));
    }
    if was.archived_at.is_some() {
        return Err(Error::conflict("calendar-archived-already"));
    }
    let now = tx.now();
    // Its name is free for another; no name folds to one with a tab in it.
    let sql = "UPDATE sla_calendars SET archived_at = $2, name_key = name_key || $3 WHERE id = $1";
    tx.execute_one(sql, params![id, now, format!("\t{id}")])?;
    tx.record(actor, &SlaEvent::CalendarArchived { calendar: id })?;
    of(tx, id)
}

/// Offers an archived calendar again.
///
/// # Errors
/// Refused when the actor may not; `Conflict` when it is not archived, another has its name by now, or there are [`CALENDARS_MAX`] in
/// use.
pub fn restore_calendar(tx: &mut Tx<'_>, actor: &Actor, id: CalendarId) -> Result<CalendarRow> {
    policy::permit(actor, Action::ManageCalendars)?;
    let was = of(tx, id)?;
    if was.archived_at.is_none() {
        return Err(Error::conflict("calendar-not-archived"));
    }
    room(tx)?;
    let key = fold(&was.name);
    if tx.first::<(i64,)>("SELECT 1 FROM sla_calendars WHERE name_key = $1 AND id <> $2", params![&key, id])?.is_some() {
        return Err(Error::conflict("calendar-name-taken"));
    }
    tx.execute_one("UPDATE sla_calendars SET archived_at = NULL, name_key = $2 WHERE id = $1", params![id, &key])?;
    tx.record(actor, &SlaEvent::CalendarRestored { calendar: id })?;
    of(tx, id)
}

fn room(tx: &Tx<'_>) -> Result<()> {
    let (count,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM sla_calendars WHERE archived_at IS NULL", params![])?;
    if usize::try_from(count).is_ok_and(|n| n < CALENDARS_MAX) {
        return Ok(());
    }
    Err(Error::conflict(Sentence::new("calendars-too-many").with("max", CALENDARS_MAX)))
}

fn check(tx: &Tx<'_>, input: &CalendarInput, own: CalendarId) -> Result<String> {
    let name = input.name.trim();
    let sql = "SELECT 1 FROM sla_calendars WHERE name_key = $1 AND id <> $2";
    let taken = tx.first::<(i64,)>(sql, params![fold(name), own])?.is_some();
    let mut check = Check::new();
    check
        .that(!name.is_empty(), "name", "name-missing")
        .that(name.chars().count() <= NAME_CHARS_MAX, "name", Sentence::new("promise-name-too-long").with("max", NAME_CHARS_MAX))
        .that(!taken, "name", "calendar-name-taken");
    if let Err(problem) = Calendar::new(input.definition.clone()) {
        let field = if matches!(problem, Problem::NoZone(_)) { "zone" } else { "hours" };
        check.that(false, field, said(&problem));
    }
    check.done()?;
    Ok(name.to_owned())
}

/// A problem with a calendar, for people.
#[must_use]
pub fn said(problem: &Problem) -> Sentence {
    match problem {
        Problem::NoZone(zone) => Sentence::new("calendar-no-zone").with("zone", zone),
        Problem::NoSpan(span) => Sentence::new("calendar-no-span").with("span", span),
        Problem::ManySpans { max } => Sentence::new("calendar-many-spans").with("max", max),
        Problem::ManyDays { max } => Sentence::new("calendar-many-days").with("max", max),
        Problem::NoLength { max } => Sentence::new("calendar-no-length").with("max", max),
        Problem::NoRule(rule) | Problem::WithinDay(rule) => Sentence::new("calendar-no-rule").with("rule", rule),
        Problem::NoDay(line) => Sentence::new("calendar-no-day").with("line", line),
        Problem::NeverOpens | Problem::TooFar { .. } | Problem::OutOfRange => Sentence::new("calendar-never-opens"),
    }
}

/// Writes hours down and puts them in force.
fn write_hours(tx: &mut Tx<'_>, calendar: CalendarId, definition: &Definition) -> Result<HoursId> {
    let text = serde_json::to_string(definition).map_err(anyhow::Error::from)?;
    let now = tx.now();
    let sql = "INSERT INTO sla_hours (calendar_id, definition, digest, since) VALUES ($1, $2, $3, $4) RETURNING id";
    let hours: HoursId = tx.insert(sql, params![calendar, &text, digest(&text), now])?;
    tx.execute_one("UPDATE sla_calendars SET hours_id = $2 WHERE id = $1", params![calendar, hours])?;
    Ok(hours)
}
