//! Recurrences as the desk keeps them.

use calendar::Rule;
use db::{Conn, Event, Subject, Tx, Value, params};
use jiff::civil::Date;
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::{Actor, Door, PersonId};
use serde::Serialize;
use sla::CalendarId;

use super::runs::{Run, When, runs};
use super::{ClosedDays, RECURRENCES_MAX, RULE_BYTES_MAX, Recurrence, RecurrenceId};
use crate::checks::checked_requester;
use crate::policy::{DeskAction, permit_desk};
use crate::template::{TemplateId, template};

/// Minutes of a day.
const MINUTES_OF_DAY: i64 = 24 * 60;

/// A recurrence as it shall be.
#[derive(Debug, Clone)]
pub struct SaveRecurrence {
    /// The recurrence; a new one when none.
    pub recurrence: Option<RecurrenceId>,
    /// What the ticket says.
    pub template: TemplateId,
    /// Who asks for it.
    pub requester: PersonId,
    /// On which days: `FREQ=WEEKLY;BYDAY=MO`.
    pub rule: String,
    /// The first day: `2026-11-27`.
    pub starts_on: String,
    /// The minute of the day.
    pub minute: i64,
    /// Whose days are open.
    pub calendar: CalendarId,
    /// What becomes of a run on a closed day.
    pub closed_days: ClosedDays,
}

/// Every recurrence, the next one first, paused and ended ones last.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn recurrences(conn: &Conn, actor: &Actor) -> Result<Vec<Recurrence>> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let sql = format!(
        "SELECT {} FROM recurrences r ORDER BY r.paused_at IS NOT NULL, r.next_at IS NULL, r.next_at, r.id",
        Recurrence::columns("r")
    );
    conn.all(&sql, params![])
}

/// One recurrence.
///
/// # Errors
/// `NotFound`; `NotAllowed` for whoever does not work with the queue.
pub fn recurrence(conn: &Conn, actor: &Actor, id: RecurrenceId) -> Result<Recurrence> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let sql = format!("SELECT {} FROM recurrences r WHERE r.id = $1", Recurrence::columns("r"));
    conn.first(&sql, params![id])?.ok_or_else(|| Refusal::NotFound.into())
}

impl Recurrence {
    /// What decides when it runs.
    pub(super) fn when(&self, conn: &Conn) -> Result<When> {
        read(conn, &self.rule, &self.starts_on, self.minute, self.calendar_id, self.closed_days)
    }

    /// Its next runs, at most `max`; none when the rule has ended.
    ///
    /// # Errors
    /// What the engine answers, and a failure when its calendar no longer reads.
    pub fn next_runs(&self, conn: &Conn, max: usize) -> Result<Vec<Run>> {
        let when = self.when(conn)?;
        let Some(next) = self.next_day.as_deref().and_then(|day| day.parse::<Date>().ok()) else { return Ok(Vec::new()) };
        runs(&when, Some(next.yesterday().unwrap_or(next)), max)
    }
}

fn read(conn: &Conn, rule: &str, starts_on: &str, minute: i64, calendar: CalendarId, closed_days: ClosedDays) -> Result<When> {
    let says = Sentence::new("recurrence-rule-wrong");
    let rule = rule.trim();
    let read: Option<Rule> = rule.parse().ok().filter(|_| rule.len() <= RULE_BYTES_MAX);
    let first: Option<Date> = starts_on.trim().parse().ok();
    Check::new()
        .that(read.is_some(), "rule", says)
        .that(first.is_some(), "starts_on", "recurrence-first-day-wrong")
        .that((0..MINUTES_OF_DAY).contains(&minute), "time", "recurrence-time-wrong")
        .done()?;
    let row = sla::calendar(conn, &Actor::system(Door::Inside), calendar).map_err(|_| Error::invalid("calendar", "recurrence-calendar"))?;
    let calendar = row.definition()?.calendar().map_err(|_| Error::invalid("calendar", "recurrence-calendar"))?;
    let (Some(rule), Some(starts_on)) = (read, first) else { return Err(Refusal::NotFound.into()) };
    Ok(When { rule, starts_on, minute, calendar, closed_days })
}

/// Adds a recurrence, or says anew what one is; it runs from the first run that lies ahead.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` names every part that does not hold; `Conflict` when there are [`RECURRENCES_MAX`] already.
pub fn save_recurrence(tx: &mut Tx<'_>, actor: &Actor, save: &SaveRecurrence) -> Result<Recurrence> {
    permit_desk(actor, DeskAction::ManageTemplates)?;
    let of = template(tx, actor, save.template).map_err(|_| Error::invalid("template", "template-unknown"))?;
    checked_requester(tx, save.requester)?;
    let when = read(tx, &save.rule, &save.starts_on, save.minute, save.calendar, save.closed_days)?;
    let next = ahead(tx, &when, None)?;
    Check::new().that(next.is_some(), "rule", "recurrence-never").done()?;
    let all: Vec<Value> = params![
        save.template,
        save.requester,
        when.rule.to_string(),
        when.starts_on.to_string(),
        save.minute,
        save.calendar,
        save.closed_days,
        next.map(|run| run.at),
        next.map(|run| run.day.to_string())
    ]
    .to_vec();
    let id = match save.recurrence {
        Some(id) => {
            recurrence(tx, actor, id)?;
            let sql = "UPDATE recurrences SET template_id = $1, requester_id = $2, rule = $3, starts_on = $4, minute = $5, calendar_id = $6, \
                       closed_days = $7, next_at = $8, next_day = $9, trouble = NULL WHERE id = $10";
            tx.execute_one(sql, &[all, vec![id.into()]].concat())?;
            id
        }
        None => {
            if tx.one::<(i64,)>("SELECT COUNT(*) FROM recurrences", params![])?.0 >= RECURRENCES_MAX {
                return Err(Error::conflict(Sentence::new("recurrences-too-many").with("max", RECURRENCES_MAX)));
            }
            let sql = "INSERT INTO recurrences (template_id, requester_id, rule, starts_on, minute, calendar_id, closed_days, next_at, \
                       next_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id";
            tx.insert(sql, &all)?
        }
    };
    tx.record(actor, &RecurrenceEvent::Saved { id, template: of.name, rule: when.rule.to_string() })?;
    recurrence(tx, actor, id)
}

/// The first run that lies ahead.
pub(super) fn ahead(tx: &Tx<'_>, when: &When, after: Option<Date>) -> Result<Option<Run>> {
    let now = tx.now();
    let mut after = after;
    loop {
        // A day's rule that began long ago is walked in pages; each page is later than the one before.
        let page = runs(when, after, RUNS_A_PAGE)?;
        if let Some(run) = page.iter().find(|run| run.at > now) {
            return Ok(Some(*run));
        }
        let Some(last) = page.last() else { return Ok(None) };
        after = Some(last.day);
    }
}

/// Runs that are looked at in one go.
const RUNS_A_PAGE: usize = 100;

/// Lets a recurrence rest.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn pause_recurrence(tx: &mut Tx<'_>, actor: &Actor, id: &RecurrenceId) -> Result<Recurrence> {
    permit_desk(actor, DeskAction::ManageTemplates)?;
    let was = recurrence(tx, actor, *id)?;
    if was.paused_at.is_none() {
        let now = tx.now();
        tx.execute_one("UPDATE recurrences SET paused_at = $2 WHERE id = $1", params![was.id, now])?;
        tx.record(actor, &RecurrenceEvent::Paused { id: was.id })?;
    }
    recurrence(tx, actor, *id)
}

/// Lets a recurrence go on, from the first run that lies ahead: what was missed meanwhile is not made up for.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when its calendar is gone.
pub fn resume_recurrence(tx: &mut Tx<'_>, actor: &Actor, id: &RecurrenceId) -> Result<Recurrence> {
    permit_desk(actor, DeskAction::ManageTemplates)?;
    let was = recurrence(tx, actor, *id)?;
    if was.paused_at.is_some() {
        let next = ahead(tx, &was.when(tx)?, None)?;
        let sql = "UPDATE recurrences SET paused_at = NULL, trouble = NULL, next_at = $2, next_day = $3 WHERE id = $1";
        tx.execute_one(sql, params![was.id, next.map(|run| run.at), next.map(|run| run.day.to_string())])?;
        tx.record(actor, &RecurrenceEvent::Resumed { id: was.id })?;
    }
    recurrence(tx, actor, *id)
}

/// Something that happened to a recurrence.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each variant says what happened; `id` is the recurrence")]
pub enum RecurrenceEvent {
    Saved {
        id: RecurrenceId,
        template: String,
        rule: String,
    },
    Paused {
        id: RecurrenceId,
    },
    Resumed {
        id: RecurrenceId,
    },
    /// Firstline let it rest, because its ticket could not be opened.
    Stopped {
        id: RecurrenceId,
        why: String,
    },
}

impl Event for RecurrenceEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::Saved { .. } => "recurrence.saved",
            Self::Paused { .. } => "recurrence.paused",
            Self::Resumed { .. } => "recurrence.resumed",
            Self::Stopped { .. } => "recurrence.stopped",
        }
    }

    fn subject(&self) -> Subject {
        let (Self::Saved { id, .. } | Self::Paused { id } | Self::Resumed { id } | Self::Stopped { id, .. }) = self;
        Subject::new("recurrence", id.0)
    }
}
