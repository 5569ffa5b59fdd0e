//! What is sure enough is set at once, where the desk wants that: off until an administrator chooses how sure.

use db::{Conn, Db, Event, Job, Listener, Moment, Run, Subject, Tx, params, put_setting, row, setting};
use outcome::{Error, Result, Sentence};
use people::{Actor, Door};
use serde::{Deserialize, Serialize};
use tickets::{Ticket, TicketId};

use crate::learned::learned;
use crate::limits::{RULE_PERCENT_MAX, RULE_PERCENT_MIN};
use crate::policy::{Action, permit};
use crate::proposals::{percent, text_of};
use crate::take::{Take, take};
use crate::target::Target;

/// The listener's name.
const NAME: &str = "triage.by_rule";
/// The setting's name.
const SETTING: &str = "triage.by_rule";

/// From which confidence on, in per cent, a new ticket's category and team are set without asking; `None` is never.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByRule {
    /// The category.
    pub category: Option<u8>,
    /// The team.
    pub team: Option<u8>,
}

row! {
    /// Something that was set by rule.
    pub struct Applied {
        /// What.
        pub target: Target,
        /// To what: an id.
        pub value: String,
        /// How sure it was, in per cent.
        pub percent: i64,
        /// When.
        pub at: Moment,
    }
}

/// What this desk chose.
///
/// # Errors
/// What the engine answers.
pub fn by_rule(conn: &Conn) -> Result<ByRule> {
    Ok(setting(conn, SETTING)?.unwrap_or_default())
}

/// Chooses. Tickets that came before stay as they are.
///
/// # Errors
/// `NotAllowed`; `Invalid` when a confidence is not between [`RULE_PERCENT_MIN`] and [`RULE_PERCENT_MAX`].
pub fn set_by_rule(tx: &mut Tx<'_>, actor: &Actor, to: &ByRule) -> Result<()> {
    permit(actor, Action::SetRule)?;
    for (field, chosen) in [("category", to.category), ("team", to.team)] {
        if chosen.is_some_and(|percent| !(RULE_PERCENT_MIN..=RULE_PERCENT_MAX).contains(&percent)) {
            let says = Sentence::new("triage-percent").with("least", RULE_PERCENT_MIN).with("most", RULE_PERCENT_MAX);
            return Err(Error::invalid(field, says));
        }
    }
    let from = by_rule(tx)?;
    if from != *to {
        put_setting(tx, SETTING, to)?;
        tx.record(actor, &RuleSet { from, to: *to })?;
    }
    Ok(())
}

#[derive(Serialize)]
struct RuleSet {
    from: ByRule,
    to: ByRule,
}

impl Event for RuleSet {
    fn kind(&self) -> &'static str {
        "triage.rule_set"
    }

    fn subject(&self) -> Subject {
        Subject::new("triage", 1)
    }
}

/// What was set by rule and still is as the rule set it. One statement.
pub(crate) fn applied(conn: &Conn, ticket: &Ticket) -> Result<Vec<Applied>> {
    let sql = "SELECT target, value, percent, at FROM triage_applied WHERE ticket_id = $1 ORDER BY target";
    let mut all = conn.all::<Applied>(sql, params![ticket.id])?;
    let now = |target: Target| match target {
        Target::Category => ticket.category_id.map(|id| id.0),
        Target::Team => ticket.team_id.map(|id| id.0),
        _ => None,
    };
    all.retain(|applied| now(applied.target).is_some_and(|id| id.to_string() == applied.value));
    Ok(all)
}

pub(crate) fn listener() -> Listener {
    Listener { name: NAME, hears: &["ticket.opened"], run: Run::outside(|db, job| async move { hear(&db, &job).await }) }
}

/// A guess that is sure enough to be set.
#[derive(Clone)]
struct Sure {
    target: Target,
    value: String,
    percent: u8,
}

async fn hear(db: &Db, job: &Job) -> Result<()> {
    let (ticket, event) = (TicketId(job.subject_id), job.event_id);
    let house = Actor { caused_by: event, ..Actor::system(Door::Inside) };
    let reader = house.clone();
    let sure = db.read(move |conn| sure(conn, &reader, ticket)).await?;
    if sure.is_empty() {
        return Ok(());
    }
    db.write(move |tx| sure.iter().try_for_each(|sure| apply(tx, &house, ticket, sure))).await
}

fn sure(conn: &Conn, house: &Actor, ticket: TicketId) -> Result<Vec<Sure>> {
    let rule = by_rule(conn)?;
    if rule == ByRule::default() {
        return Ok(Vec::new());
    }
    let (ticket, learned) = (tickets::ticket(conn, house, ticket)?, learned(conn)?);
    let text = text_of(conn, &ticket)?;
    let wanted = [
        (Target::Category, rule.category.filter(|_| ticket.category_id.is_none())),
        (Target::Team, rule.team.filter(|_| lies_open(&ticket))),
    ];
    let mut sure = Vec::new();
    for (target, least) in wanted {
        let (Some(least), Some(classifier)) = (least, learned.classifier(target)) else { continue };
        let Some(guess) = classifier.guess(&text).first().copied() else { continue };
        let percent = percent(guess.confidence);
        if percent >= least && (target != Target::Team || is_open_team(conn, guess.label)?) {
            sure.push(Sure { target, value: guess.label.to_owned(), percent });
        }
    }
    Ok(sure)
}

/// A team may have become restricted since its tickets were learned from.
fn is_open_team(conn: &Conn, id: &str) -> Result<bool> {
    let sql = "SELECT id FROM teams WHERE id = $1 AND archived_at IS NULL AND visibility <> 'restricted'";
    Ok(conn.first::<(i64,)>(sql, params![id.parse::<i64>().unwrap_or(0)])?.is_some())
}

fn lies_open(ticket: &Ticket) -> bool {
    ticket.team_id.is_none() && ticket.assignee_id.is_none()
}

/// Sets it, if nobody has meanwhile; what can no longer be set (a category put away) stays open.
fn apply(tx: &mut Tx<'_>, house: &Actor, id: TicketId, sure: &Sure) -> Result<()> {
    let ticket = tickets::ticket(tx, house, id)?;
    let open = match sure.target {
        Target::Category => ticket.category_id.is_none(),
        _ => lies_open(&ticket),
    };
    if !open || !ticket.status.is_unfinished() {
        return Ok(());
    }
    match take(tx, house, &Take { ticket: id, target: sure.target, value: sure.value.clone() }) {
        Ok(_) => {}
        Err(Error::Refused(_)) => return Ok(()),
        Err(failed) => return Err(failed),
    }
    let now = tx.now();
    tx.execute(
        "INSERT INTO triage_applied (ticket_id, target, value, percent, at) VALUES ($1,$2,$3,$4,$5) ON CONFLICT (ticket_id, target) \
         DO UPDATE SET value = excluded.value, percent = excluded.percent, at = excluded.at",
        params![id, sure.target, &sure.value, sure.percent, now],
    )
    .map(drop)
}
