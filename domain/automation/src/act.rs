//! What rules and macros do to one ticket: the same commands that people use, with the rule, or the person, as the one who acts.

use db::{EventId, Tx, params};
use outcome::{Error, Result};
use paging::{Begin, PageId};
use people::Actor;
use tickets::{Assign, MessageId, Over, Prioritize, Recategorize, Replied, Reply, StartChecklist, Tag, Then, TicketEvent, TicketId, To};
use webhooks::TellOf;

use crate::deeds::{Deed, Deeds, Move};
use crate::fill::Speaker;
use crate::policy::actor_of;
use crate::rule::Rule;
use crate::runs::Outcome;
use crate::sweep::condition;

/// Does a rule hold for a ticket, as it is now? A filter that no longer reads, because a name in it is gone, holds for nothing.
pub(crate) fn holds(tx: &Tx<'_>, speaker: &Speaker, rule: &Rule, ticket: TicketId) -> Result<bool> {
    let Some(condition) = condition(tx, rule, &speaker.zone, Over::One, 2)? else { return Ok(false) };
    let sql = format!("SELECT 1 FROM tickets t WHERE t.id = $1 AND t.deleted_at IS NULL AND ({})", condition.condition);
    let mut values = params![ticket].to_vec();
    values.extend(condition.params);
    Ok(tx.first::<(i64,)>(&sql, &values)?.is_some())
}

/// Does what the rule says, and writes down that it did.
pub(crate) fn act(tx: &mut Tx<'_>, speaker: &Speaker, rule: &Rule, ticket: TicketId, event: Option<EventId>) -> Result<()> {
    let actor = actor_of(rule.id, event);
    let deeds = rule.deeds.filled_in(tx, &actor, speaker, ticket)?;
    // A rule pages and tells once for each event; by the clock, once for each ticket.
    let cause = format!("rule:{}:{}:{ticket}", rule.id, event.map_or(0, |event| event.0));
    let doing = Doing { actor: &actor, rule: Some(rule), deeds: &deeds, ticket, cause, undo_send_s: 0 };
    let (mut changed, mut refused) = (false, Vec::new());
    for deed in deeds.all() {
        match one(tx, &doing, deed) {
            Ok(did) => changed |= did.event.is_some() || did.message.is_some() || did.called,
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

/// Deeds that somebody does to a ticket.
pub(crate) struct Doing<'a> {
    /// A rule, or whoever uses a macro.
    pub(crate) actor: &'a Actor,
    /// The rule: webhooks are told for rules alone.
    pub(crate) rule: Option<&'a Rule>,
    /// What is done.
    pub(crate) deeds: &'a Deeds,
    /// To which ticket.
    pub(crate) ticket: TicketId,
    /// What a page and a webhook's telling are known by, so that the same cause makes one.
    pub(crate) cause: String,
    /// How long what is written can be taken back, in seconds.
    pub(crate) undo_send_s: u32,
}

/// What one of them did; neither where the ticket was so already.
#[derive(Default)]
pub(crate) struct Did {
    /// What changed.
    pub(crate) event: Option<EventId>,
    /// What was written.
    pub(crate) message: Option<MessageId>,
    /// Was somebody paged, or another program told?
    pub(crate) called: bool,
    /// The page that it began.
    pub(crate) page: Option<PageId>,
}

/// One of the commands that people use.
pub(crate) fn one(tx: &mut Tx<'_>, doing: &Doing<'_>, deed: Deed) -> Result<Did> {
    let Doing { actor, deeds, ticket, undo_send_s, .. } = *doing;
    let changed = match deed {
        Deed::Recategorize => tickets::recategorize(tx, actor, &Recategorize { ticket, category: deeds.category })?,
        Deed::Assign => match whose(tx, doing)? {
            Some(to) => tickets::assign(tx, actor, &Assign { ticket, to })?,
            None => return Ok(Did::default()),
        },
        Deed::Prioritize => tickets::prioritize(tx, actor, &Prioritize { ticket, impact: deeds.impact, urgency: deeds.urgency })?,
        Deed::Tag => tickets::tag(tx, actor, &Tag { ticket, add: deeds.tag.clone(), remove: deeds.untag.clone() })?,
        Deed::Checklist => match deeds.checklist {
            Some(checklist) => tickets::start_checklist(tx, actor, &StartChecklist { ticket, checklist })?,
            None => return Ok(Did::default()),
        },
        Deed::Note => {
            let note = Reply { undo_send_s, ..Reply::note(ticket, deeds.note.clone()) };
            return said(tickets::reply(tx, actor, &note));
        }
        Deed::Reply => {
            // The reply carries the move: whoever reads it hears of both in one letter.
            let then = match deeds.to {
                Some(Move::Waiting) => Then::Wait,
                Some(Move::Resolved) => Then::Resolve,
                Some(Move::Open | Move::Closed) | None => Then::Stay,
            };
            return said(tickets::reply(tx, actor, &Reply { then, undo_send_s, ..Reply::public(ticket, deeds.reply.clone()) }));
        }
        Deed::Page => {
            let Some(whom) = deeds.page else { return Ok(Did::default()) };
            let page = paging::page(tx, actor, &Begin { ticket, whom, cause: doing.cause.clone() })?;
            // Where the same people are paged already, nothing new began.
            let begun = tx.first::<(PageId,)>("SELECT id FROM pages WHERE id = $1 AND cause = $2", params![page, doing.cause.as_str()])?;
            return Ok(Did { called: true, page: begun.map(|(page,)| page), ..Did::default() });
        }
        Deed::Move => match deeds.to {
            Some(Move::Open) => tickets::reopen(tx, actor, ticket)?,
            Some(Move::Waiting) => tickets::wait(tx, actor, ticket)?,
            Some(Move::Resolved) => tickets::resolve(tx, actor, ticket)?,
            Some(Move::Closed) => tickets::close(tx, actor, ticket)?,
            None => return Ok(Did::default()),
        },
        Deed::Notify => {
            let Some(whom) = deeds.notify else { return Ok(Did::default()) };
            // Who that is at this moment, `notifications` finds out.
            let event = TicketEvent::Notified { whom }.record(tx, actor, ticket)?;
            return Ok(Did { event: Some(event), ..Did::default() });
        }
        Deed::Webhook => {
            let (Some(webhook), Some(rule)) = (deeds.webhook, doing.rule) else { return Ok(Did::default()) };
            let tell = TellOf { webhook, key: doing.cause.clone(), ticket, rule: rule.id.0, name: rule.name.clone() };
            return Ok(Did { called: webhooks::tell_of(tx, &tell)?.is_some(), ..Did::default() });
        }
    };
    Ok(Did { event: changed.event, ..Did::default() })
}

fn said(replied: Result<Replied>) -> Result<Did> {
    replied.map(|replied| Did { message: Some(replied.message), ..Did::default() })
}

/// To whom the ticket goes; to nobody where it lies with the team already, as it then keeps its specialist.
fn whose(tx: &Tx<'_>, doing: &Doing<'_>) -> Result<Option<To>> {
    let person = doing.actor.person().filter(|_| doing.deeds.take).or(doing.deeds.assignee);
    Ok(match (doing.deeds.team, person) {
        (Some(team), Some(person)) => Some(To::Both(team, person)),
        (Some(team), None) if tickets::ticket(tx, doing.actor, doing.ticket)?.team_id != Some(team) => Some(To::Team(team)),
        (None, Some(person)) => Some(To::Person(person)),
        (_, None) => None,
    })
}
