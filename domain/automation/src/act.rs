//! What a rule does to one ticket: the same commands that people use, with the rule as the one who acts.

use db::{EventId, Tx, params};
use outcome::{Error, Result};
use paging::Begin;
use people::Actor;
use tickets::{Assign, Prioritize, Recategorize, Reply, Tag, Then, TicketId, To};

use crate::deeds::{Deed, Deeds, Move};
use crate::fill::Speaker;
use crate::policy::actor_of;
use crate::rule::{Rule, RuleId};
use crate::runs::Outcome;
use crate::sweep::condition;

/// Does a rule hold for a ticket, as it is now? A filter that no longer reads, because a name in it is gone, holds for nothing.
pub(crate) fn holds(tx: &Tx<'_>, rule: &Rule, ticket: TicketId) -> Result<bool> {
    let Some(condition) = condition(tx, rule, 2)? else { return Ok(false) };
    let sql = format!("SELECT 1 FROM tickets t WHERE t.id = $1 AND t.deleted_at IS NULL AND ({})", condition.condition);
    let mut values = params![ticket].to_vec();
    values.extend(condition.params);
    Ok(tx.first::<(i64,)>(&sql, &values)?.is_some())
}

/// Does what the rule says, and writes down that it did.
pub(crate) fn act(tx: &mut Tx<'_>, speaker: &Speaker, rule: &Rule, ticket: TicketId, event: Option<EventId>) -> Result<()> {
    let actor = actor_of(rule.id, event);
    let deeds = rule.deeds.filled_in(tx, &actor, speaker, ticket)?;
    let (mut changed, mut refused) = (false, Vec::new());
    for deed in deeds.all() {
        match one(tx, &actor, rule.id, &deeds, deed, ticket) {
            Ok(did) => changed |= did,
            Err(Error::Refused(_)) => refused.push(deed),
            Err(failed) => return Err(failed),
        }
    }
    let outcome = match (changed, refused.is_empty()) {
        (true, _) => Outcome::Done,
        (false, true) => Outcome::Unchanged,
        (false, false) => Outcome::Refused,
    };
    note(tx, rule, ticket, event, outcome, &refused)
}

/// Writes down what became of a rule at a ticket.
pub(crate) fn note(
    tx: &mut Tx<'_>,
    rule: &Rule,
    ticket: TicketId,
    event: Option<EventId>,
    outcome: Outcome,
    refused: &[Deed],
) -> Result<()> {
    let (now, refused) = (tx.now(), serde_json::to_string(refused).map_err(anyhow::Error::from)?);
    tx.execute(
        "INSERT INTO rule_runs (rule_id, ticket_id, event_id, outcome, refused, at) VALUES ($1,$2,$3,$4,$5,$6) ON CONFLICT DO NOTHING",
        params![rule.id, ticket, event.map_or(0, |e| e.0), outcome, refused, now],
    )
    .map(drop)
}

/// One of the commands; did it change anything?
fn one(tx: &mut Tx<'_>, actor: &Actor, rule: RuleId, deeds: &Deeds, deed: Deed, ticket: TicketId) -> Result<bool> {
    let changed = match deed {
        Deed::Recategorize => tickets::recategorize(tx, actor, &Recategorize { ticket, category: deeds.category })?,
        Deed::Assign => {
            let to = match (deeds.team, deeds.assignee) {
                (Some(team), Some(person)) => To::Both(team, person),
                (Some(team), None) => To::Team(team),
                (None, Some(person)) => To::Person(person),
                (None, None) => return Ok(false),
            };
            // A ticket that lies with the team already keeps its specialist.
            if deeds.assignee.is_none() && tickets::ticket(tx, actor, ticket)?.team_id == deeds.team {
                return Ok(false);
            }
            tickets::assign(tx, actor, &Assign { ticket, to })?
        }
        Deed::Prioritize => tickets::prioritize(tx, actor, &Prioritize { ticket, impact: deeds.impact, urgency: deeds.urgency })?,
        Deed::Tag => tickets::tag(tx, actor, &Tag { ticket, add: deeds.tag.clone(), remove: deeds.untag.clone() })?,
        Deed::Note => return tickets::reply(tx, actor, &Reply::note(ticket, deeds.note.clone())).map(|_| true),
        Deed::Reply => {
            // The reply carries the move: whoever reads it hears of both in one letter.
            let then = match deeds.to {
                Some(Move::Waiting) => Then::Wait,
                Some(Move::Resolved) => Then::Resolve,
                Some(Move::Open | Move::Closed) | None => Then::Stay,
            };
            let reply = Reply { then, ..Reply::public(ticket, deeds.reply.clone()) };
            return tickets::reply(tx, actor, &reply).map(|_| true);
        }
        Deed::Page => {
            let Some(whom) = deeds.page else { return Ok(false) };
            // A rule pages once for each event; by the clock, once for each ticket.
            let cause = format!("rule:{rule}:{}:{ticket}", actor.caused_by.map_or(0, |event| event.0));
            return paging::page(tx, actor, &Begin { ticket, whom, cause }).map(|_| true);
        }
        Deed::Move => match deeds.to {
            Some(Move::Open) => tickets::reopen(tx, actor, ticket)?,
            Some(Move::Waiting) => tickets::wait(tx, actor, ticket)?,
            Some(Move::Resolved) => tickets::resolve(tx, actor, ticket)?,
            Some(Move::Closed) => tickets::close(tx, actor, ticket)?,
            None => return Ok(false),
        },
    };
    Ok(changed.event.is_some())
}
