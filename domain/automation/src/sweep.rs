//! Rules of the clock: every ticket that a filter holds for by now, once, in batches that can be resumed.

use db::{Conn, Tx, params};
use filter::{Sql, Unbound};
use jiff::tz::TimeZone;
use outcome::Result;
use tickets::{Over, TicketId};

use crate::act::act;
use crate::fill::Speaker;
use crate::limits::SWEEP_BATCH;
use crate::policy::actor_of;
use crate::rule::{Rule, When, asked};

/// Touches the next tickets of the rules of the clock, at most [`SWEEP_BATCH`]; true when there may be more.
///
/// # Errors
/// What the engine answers.
pub fn sweep(tx: &mut Tx<'_>, speaker: &Speaker) -> Result<bool> {
    let mut left = SWEEP_BATCH;
    for rule in asked(tx, When::Time)? {
        let next = next(tx, &rule, &speaker.zone, left)?;
        for ticket in &next {
            act(tx, speaker, &rule, *ticket, None)?;
        }
        left -= next.len();
        if left == 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Tickets that a rule holds for and has not touched; one statement.
fn next(conn: &Conn, rule: &Rule, zone: &TimeZone, max: usize) -> Result<Vec<TicketId>> {
    let Some(Sql { condition, params: more }) = condition(conn, rule, zone, Over::All, 2)? else { return Ok(Vec::new()) };
    let sql = format!("SELECT t.id FROM tickets t WHERE {} AND ({condition}) ORDER BY t.id LIMIT {max}", untouched(1));
    let mut values = params![rule.id].to_vec();
    values.extend(more);
    Ok(conn.all::<(TicketId,)>(&sql, &values)?.into_iter().map(|(id,)| id).collect())
}

/// The filter of a rule as a condition on `t`, its days those of the desk's time zone; none when it no longer reads.
pub(crate) fn condition(conn: &Conn, rule: &Rule, zone: &TimeZone, over: Over, first_param: usize) -> Result<Option<Sql>> {
    match tickets::meets(conn, &actor_of(rule.id, None), &rule.filter, zone, over, first_param) {
        Ok(condition) => Ok(Some(condition)),
        Err(Unbound::Failed(failed)) => Err(failed),
        Err(Unbound::Problem(problem)) => {
            tracing::warn!(rule = rule.id.0, %problem, "the filter of a rule does not hold together; it is passed over");
            Ok(None)
        }
    }
}

/// What the rule of the clock whose number is parameter `rule` still leaves to be touched.
pub(crate) fn untouched(rule: usize) -> String {
    format!(
        "t.deleted_at IS NULL AND t.merged_into IS NULL AND t.status <> 'closed' AND NOT EXISTS \
         (SELECT 1 FROM rule_runs x WHERE x.rule_id = ${rule} AND x.ticket_id = t.id AND x.event_id = 0)"
    )
}
