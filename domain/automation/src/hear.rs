//! Rules hear what happens to tickets, each in its turn.

use db::{Conn, Heard, Job, Listener, Run, Tx, params};
use outcome::Result;
use tickets::TicketId;

use crate::act::{act, holds, note};
use crate::fill::Speaker;
use crate::limits::{CAUSES_MAX, CHAIN_MAX};
use crate::rule::{Rule, When, asked};
use crate::runs::Outcome;

/// The listener's name.
const NAME: &str = "automation.rules";
/// What rules can hear.
pub(crate) const HEARS: &[&str] = &[
    "ticket.opened",
    "ticket.reply_added",
    "ticket.note_added",
    "ticket.assigned",
    "ticket.prioritized",
    "ticket.recategorized",
    "ticket.tagged",
    "ticket.waited",
    "ticket.resolved",
    "ticket.reopened",
    "ticket.clock_warned",
    "ticket.clock_breached",
    // Heard by rules of anything alone.
    "ticket.held",
    "ticket.resumed",
    "ticket.closed",
    "ticket.retitled",
    "ticket.filled_in",
    "ticket.requester_changed",
    "ticket.kind_changed",
];

pub(crate) fn listener(speaker: Speaker) -> Listener {
    Listener { name: NAME, hears: HEARS, run: Run::inside(move |tx: &mut Tx<'_>, job: &Job| hear(tx, &speaker, job)) }
}

fn hear(tx: &mut Tx<'_>, speaker: &Speaker, job: &Job) -> Result<()> {
    let heard = job.event(tx)?;
    let all = asked(tx, heard.kind.parse().unwrap_or(When::Anything))?;
    if all.is_empty() {
        return Ok(());
    }
    let (ticket, deep) = (TicketId(heard.subject_id), is_too_deep(tx, &heard)?);
    // Who holds is asked before anybody acts: what one rule changes, the others hear as an event of its own.
    let mut holding = Vec::new();
    for rule in &all {
        // A rule of anything would hear itself.
        let itself = rule.when == When::Anything && heard.actor == format!("rule:{}", rule.id);
        let is_on = !itself && rule.enabled_at.is_some_and(|since| heard.at >= since);
        if is_on && !had_its_turn(tx, rule, ticket, &heard)? && holds(tx, speaker, rule, ticket)? {
            holding.push(rule);
        }
    }
    for rule in holding {
        if deep {
            note(tx, rule, ticket, Some(heard.id), Outcome::Stopped, &[])?;
            continue;
        }
        act(tx, speaker, rule, ticket, Some(heard.id))?;
        if rule.stops {
            break;
        }
    }
    Ok(())
}

/// Did it touch the ticket at this event already, or ever, where once is enough?
fn had_its_turn(conn: &Conn, rule: &Rule, ticket: TicketId, heard: &Heard) -> Result<bool> {
    let ever = if rule.once { " OR outcome <> 'stopped'" } else { "" };
    let sql = format!("SELECT 1 FROM rule_runs WHERE rule_id = $1 AND ticket_id = $2 AND (event_id = $3{ever}) LIMIT 1");
    Ok(conn.first::<(i64,)>(&sql, params![rule.id, ticket, heard.id])?.is_some())
}

/// Did more than [`CHAIN_MAX`] rules set one another off?
fn is_too_deep(conn: &Conn, heard: &Heard) -> Result<bool> {
    let (mut rules, mut cause) = (usize::from(is_rules(heard)), heard.caused_by);
    for _ in 0..CAUSES_MAX {
        if rules >= CHAIN_MAX {
            return Ok(true);
        }
        let Some(event) = cause.map(|id| conn.event(id)).transpose()?.flatten() else { return Ok(false) };
        rules += usize::from(is_rules(&event));
        cause = event.caused_by;
    }
    Ok(true)
}

fn is_rules(heard: &Heard) -> bool {
    heard.actor.starts_with("rule:")
}

#[cfg(test)]
mod tests {
    use super::{HEARS, When};

    #[test]
    fn every_word_of_when_is_heard() {
        let events = When::ALL.iter().filter(|w| !matches!(w, When::Time | When::Anything));
        let words: Vec<&str> = events.map(|w| w.as_str()).collect();
        assert_eq!(words, &HEARS[..words.len()]);
    }
}
