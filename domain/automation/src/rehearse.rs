//! A rule run over the last thirty days without touching anything: which tickets it would have met, and how.
//!
//! Events are those that happened; the filter and what would change are asked of the tickets as they are today.

use std::collections::BTreeSet;

use db::{Conn, Moment, Value, params, row};
use filter::Sql;
use jiff::tz::TimeZone;
use outcome::Result;
use people::{Actor, PersonId, TeamId};
use tickets::{CategoryId, Level, Over, REHEARSED_MS, REHEARSED_SHOWN, Status, TicketId};

use crate::deeds::{Deed, Deeds, Move};
use crate::hear::HEARS;
use crate::policy::{self, Action};
use crate::rule::{RuleId, When, of};
use crate::sweep::{condition, untouched};

/// What a rule would have met.
#[derive(Debug, Default)]
pub struct Rehearsal {
    /// How many tickets.
    pub count: i64,
    /// The latest of them, at most [`REHEARSED_SHOWN`].
    pub met: Vec<Met>,
}

/// A ticket that a rule would have met.
#[derive(Debug)]
pub struct Met {
    /// The ticket.
    pub ticket: TicketId,
    /// Its subject.
    pub subject: String,
    /// When; for a rule of the clock, when the ticket was last changed.
    pub at: Moment,
    /// What would change; nothing when all is already as the rule wants it.
    pub would: Vec<Deed>,
}

row! {
    /// A ticket as far as a rehearsal asks.
    pub struct Found {
        pub id: TicketId,
        pub subject: String,
        pub status: Status,
        pub category: Option<CategoryId>,
        pub team: Option<TeamId>,
        pub assignee: Option<PersonId>,
        pub impact: Level,
        pub urgency: Level,
        pub at: Moment,
    }
}

/// Runs a rule over the last thirty days, its filter read in the desk's time zone, as far as the asker may see the tickets; three statements.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn rehearse(conn: &Conn, actor: &Actor, id: RuleId, zone: &TimeZone) -> Result<Rehearsal> {
    policy::permit(actor, Action::SeeRules)?;
    let rule = of(conn, id)?;
    let mut values: Vec<Value> = Vec::new();
    let (from, latest) = if rule.when == When::Time {
        values.extend(params![id].to_vec());
        (format!("tickets t WHERE {}", untouched(1)), "t.updated_at")
    } else {
        values.extend(params![rule.when, conn.now().plus_ms(-REHEARSED_MS)].to_vec());
        let kinds = format!("'{}'", HEARS.join("', '"));
        let met = format!(
            "(SELECT e.subject_id AS id, MAX(e.at) AS at FROM events e WHERE e.subject_kind = 'ticket' AND e.at >= $2 \
             AND (e.kind = $1 OR ($1 = 'anything' AND e.kind IN ({kinds}))) GROUP BY e.subject_id)"
        );
        (format!("{met} m JOIN tickets t ON t.id = m.id WHERE t.deleted_at IS NULL"), "m.at")
    };
    let seen = tickets::policy::visible(actor, "t", values.len() + 1);
    values.extend(seen.params);
    let Some(Sql { condition, params: more }) = condition(conn, &rule, zone, Over::All, values.len() + 1)? else {
        return Ok(Rehearsal::default());
    };
    values.extend(more);
    let from = format!("{from} AND {} AND ({condition})", seen.condition);
    let (count,) = conn.one::<(i64,)>(&format!("SELECT COUNT(*) FROM {from}"), &values)?;
    let sql = format!(
        "SELECT t.id, t.subject, t.status, t.category_id, t.team_id, t.assignee_id, t.impact, t.urgency, {latest} FROM {from} \
         ORDER BY {latest} DESC, t.id DESC LIMIT {REHEARSED_SHOWN}"
    );
    let found: Vec<Found> = conn.all(&sql, &values)?;
    let tags = tags_of(conn, &found)?;
    let met = found.into_iter().map(|f| Met { would: would(&rule.deeds, &f, &tags), ticket: f.id, subject: f.subject, at: f.at });
    Ok(Rehearsal { count, met: met.collect() })
}

fn tags_of(conn: &Conn, found: &[Found]) -> Result<BTreeSet<(i64, String)>> {
    if found.is_empty() {
        return Ok(BTreeSet::new());
    }
    let ids: Vec<String> = found.iter().map(|f| f.id.to_string()).collect();
    let sql = format!("SELECT ticket_id, tag FROM ticket_tags WHERE ticket_id IN ({})", ids.join(","));
    Ok(conn.all::<(i64, String)>(&sql, params![])?.into_iter().collect())
}

/// Which of the deeds would change one ticket as it is, as the actor would do them.
pub(crate) fn would_change(conn: &Conn, actor: &Actor, deeds: &Deeds, ticket: TicketId) -> Result<Vec<Deed>> {
    let t = tickets::ticket(conn, actor, ticket)?;
    let (id, subject, status, category, at) = (t.id, t.subject.clone(), t.status, t.category_id, t.updated_at);
    let (team, assignee, impact, urgency) = (t.team_id, t.assignee_id, t.impact, t.urgency);
    let found = Found { id, subject, status, category, team, assignee, impact, urgency, at };
    let mine = actor.person().filter(|_| deeds.take).or(deeds.assignee);
    let tags = tags_of(conn, std::slice::from_ref(&found))?;
    Ok(would(&Deeds { assignee: mine, ..deeds.clone() }, &found, &tags))
}

/// Which of the deeds would change the ticket as it is.
fn would(deeds: &Deeds, found: &Found, tags: &BTreeSet<(i64, String)>) -> Vec<Deed> {
    let has = |tag: &String| tags.contains(&(found.id.0, tag.clone()));
    let changes = |deed: &Deed| match deed {
        Deed::Recategorize => deeds.category != found.category,
        Deed::Assign => deeds.team.is_some_and(|t| Some(t) != found.team) || deeds.assignee.is_some_and(|a| Some(a) != found.assignee),
        Deed::Prioritize => deeds.impact.is_some_and(|i| i != found.impact) || deeds.urgency.is_some_and(|u| u != found.urgency),
        Deed::Tag => deeds.tag.iter().any(|t| !has(t)) || deeds.untag.iter().any(has),
        Deed::Checklist | Deed::Note | Deed::Reply | Deed::Page | Deed::Notify | Deed::Webhook => true,
        Deed::Move => deeds.to.is_some_and(|to| to_status(to) != found.status),
    };
    deeds.all().into_iter().filter(changes).collect()
}

fn to_status(to: Move) -> Status {
    match to {
        Move::Open => Status::Open,
        Move::Waiting => Status::Waiting,
        Move::Resolved => Status::Resolved,
        Move::Closed => Status::Closed,
    }
}
