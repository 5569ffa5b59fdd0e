//! Agreements: for which tickets, within which time, by which hours, and what happens when it runs out.

mod edit;
mod step;

use db::{Conn, Moment, Tx, params, row};
use outcome::{Refusal, Result};
use people::Actor;
use serde::{Deserialize, Serialize};

use crate::limits::PRIORITIES;
use crate::metric::{Metric, Stand};
use crate::policy::{self, Action};
use crate::terms::{AgreementId, CalendarId, HoursId, Target, Terms, TermsId};

pub use edit::{AgreementInput, Conditions, add_agreement, archive_agreement, edit_agreement, move_agreement, restore_agreement};
pub(crate) use edit::{check, promised};
pub use step::{Act, Step, Whom};

/// The targets for one metric, by priority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Targets {
    /// What is promised.
    pub metric: Metric,
    /// Minutes of business time for priority 1 to 4; none is no promise.
    pub minutes: [Option<u32>; PRIORITIES],
    /// Where the work stands while the clock pauses: waiting, on hold.
    #[serde(default)]
    pub pauses: Vec<Stand>,
}

/// An agreement.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Its number.
    pub id: AgreementId,
    /// What it is called.
    pub name: String,
    /// Where it stands in the order, from 1.
    pub position: i64,
    /// Which tickets it holds for, in the filter language; empty for every one.
    pub filter: String,
    /// By which calendar it is measured.
    pub calendar: CalendarId,
    /// What that calendar is called.
    pub calendar_name: String,
    /// The percentage of a target at which people are warned; 0 for never.
    pub warn_percent: u16,
    /// The targets.
    pub targets: Vec<Targets>,
    /// The steps of escalation, in the order in which they are taken.
    pub steps: Vec<Step>,
    /// Rises with every change of what is promised.
    pub version: i64,
    /// Since when it holds for nothing.
    pub archived_at: Option<Moment>,
    /// Clocks that run or pause by it.
    pub clocks: i64,
}

row! {
    /// An agreement's row.
    pub struct AgreementRow {
        /// Its number.
        pub id: AgreementId,
        /// What it is called.
        pub name: String,
        /// Where it stands in the order.
        pub position: i64,
        /// Which tickets it holds for.
        pub filter: String,
        /// By which calendar.
        pub calendar_id: CalendarId,
        /// What that calendar is called.
        pub calendar_name: String,
        /// When people are warned.
        pub warn_percent: i64,
        /// Targets as JSON.
        pub targets: String,
        /// Steps as JSON.
        pub steps: String,
        /// Rises with every change.
        pub version: i64,
        /// Since when it holds for nothing.
        pub archived_at: Option<Moment>,
        /// Clocks that run or pause by it.
        pub clocks: i64,
    }
}

const SELECT: &str = "SELECT a.id, a.name, a.position, a.filter, a.calendar_id, c.name, a.warn_percent, a.targets, a.steps, a.version, \
                      a.archived_at, (SELECT COUNT(*) FROM sla_clocks k WHERE k.agreement_id = a.id AND k.stage IN ('running', 'paused')) \
                      FROM sla_agreements a JOIN sla_calendars c ON c.id = a.calendar_id";

impl TryFrom<AgreementRow> for Agreement {
    type Error = outcome::Error;

    fn try_from(row: AgreementRow) -> Result<Self> {
        Ok(Self {
            targets: serde_json::from_str(&row.targets).map_err(anyhow::Error::from)?,
            steps: serde_json::from_str(&row.steps).map_err(anyhow::Error::from)?,
            warn_percent: u16::try_from(row.warn_percent).map_err(anyhow::Error::from)?,
            id: row.id,
            name: row.name,
            position: row.position,
            filter: row.filter,
            calendar: row.calendar_id,
            calendar_name: row.calendar_name,
            version: row.version,
            archived_at: row.archived_at,
            clocks: row.clocks,
        })
    }
}

/// Every agreement, those in use first, in their order.
///
/// # Errors
/// Refused to who does not work at the desk.
pub fn agreements(conn: &Conn, actor: &Actor) -> Result<Vec<Agreement>> {
    policy::permit(actor, Action::SeePromises)?;
    let rows: Vec<AgreementRow> = conn.all(&format!("{SELECT} ORDER BY a.archived_at IS NOT NULL, a.position, a.id"), params![])?;
    rows.into_iter().map(Agreement::try_from).collect()
}

/// One agreement.
///
/// # Errors
/// `NotFound`; refused to who does not work at the desk.
pub fn agreement(conn: &Conn, actor: &Actor, id: AgreementId) -> Result<Agreement> {
    policy::permit(actor, Action::SeePromises)?;
    Ok(of(conn, id)?.ok_or(Refusal::NotFound)?)
}

pub(crate) fn of(conn: &Conn, id: AgreementId) -> Result<Option<Agreement>> {
    conn.first::<AgreementRow>(&format!("{SELECT} WHERE a.id = $1"), params![id])?.map(Agreement::try_from).transpose()
}

/// The conditions of the agreements in use, in the order in which they are asked; one statement.
///
/// # Errors
/// What the engine answers.
pub fn conditions(conn: &Conn) -> Result<Vec<(AgreementId, String)>> {
    conn.all("SELECT id, filter FROM sla_agreements WHERE archived_at IS NULL ORDER BY position, id", params![])
}

/// What an agreement promises now for a priority; written down the first time it is asked for.
pub(crate) fn terms_for(tx: &mut Tx<'_>, id: AgreementId, priority: i64) -> Result<TermsId> {
    let sql = "SELECT t.id FROM sla_agreements a JOIN sla_calendars c ON c.id = a.calendar_id JOIN sla_terms t \
               ON t.agreement_id = a.id AND t.version = a.version AND t.hours_id = c.hours_id AND t.priority = $2 WHERE a.id = $1";
    if let Some((known,)) = tx.first::<(TermsId,)>(sql, params![id, priority])? {
        return Ok(known);
    }
    let agreement = of(tx, id)?.ok_or_else(|| anyhow::anyhow!("agreement {id} is gone"))?;
    let (hours,) = tx.one::<(HoursId,)>("SELECT hours_id FROM sla_calendars WHERE id = $1", params![agreement.calendar])?;
    let terms = Terms { agreement: id, hours, targets: agreement.targets_for(priority) };
    let text = serde_json::to_string(&terms).map_err(anyhow::Error::from)?;
    let made = "INSERT INTO sla_terms (agreement_id, version, hours_id, priority, terms) VALUES ($1, $2, $3, $4, $5) \
                ON CONFLICT (agreement_id, version, hours_id, priority) DO UPDATE SET priority = excluded.priority RETURNING id";
    tx.insert(made, params![id, agreement.version, hours, priority, text])
}

impl Targets {
    /// Minutes of business time for a priority, if there is a promise for it.
    pub(crate) fn minutes_for(&self, priority: i64) -> Option<u32> {
        self.minutes[usize::try_from(priority - 1).unwrap_or(0).min(PRIORITIES - 1)]
    }
}

impl Agreement {
    /// The targets for a priority, each with the marks at which something is done.
    fn targets_for(&self, priority: i64) -> Vec<Target> {
        let target = |targets: &Targets| {
            let mut marks: Vec<u16> = self.steps.iter().filter(|s| s.is_for(targets.metric)).map(|s| s.percent).collect();
            marks.extend((self.warn_percent > 0).then_some(self.warn_percent));
            marks.push(100);
            marks.sort_unstable();
            marks.dedup();
            Some(Target { metric: targets.metric, minutes: targets.minutes_for(priority)?, pauses: targets.pauses.clone(), marks })
        };
        self.targets.iter().filter_map(target).collect()
    }
}
