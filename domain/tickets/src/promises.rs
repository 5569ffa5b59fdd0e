//! What is promised for a ticket: its clocks follow every change, in the same transaction.

mod asked;
mod condition;
mod reapply;
mod rehearse;
mod ring;

use db::{Moment, Tx, params};
use outcome::Result;
use people::{Actor, Door};
use sla::{AgreementId, Fact, Happened, Stand, Told};

use crate::event::TicketEvent;
use crate::kind::Source;
use crate::policy::{self, Action};
use crate::status::{Side, Status};
use crate::ticket::{Ticket, TicketId};

pub use asked::{explain_clocks, ticket_clocks};
pub use condition::{Conditions, condition_fields};
pub use reapply::{REAPPLY, reapply_job, reapply_listener};
pub use rehearse::{Rehearsal, Tally, Would, rehearse_agreement};
pub use ring::ring_clocks;

/// The columns that conditions of agreements ask about.
const ASKED: &[&str] = &[
    "kind",
    "impact",
    "urgency",
    "priority",
    "category_id",
    "team_id",
    "assignee_id",
    "requester_id",
    "organization_id",
    "site_id",
    "source",
    "parent_id",
];
/// The columns that every change changes.
const ALWAYS: &[&str] = &["updated_at", "version"];

/// Clocks begin for a ticket that was just written.
pub(crate) fn begin(tx: &mut Tx<'_>, ticket: &mut Ticket) -> Result<()> {
    let Some(agreement) = condition::agreement_of(tx, ticket.id)? else { return Ok(()) };
    let facts = opening(ticket);
    // Under which agreement a ticket begins is no change that its timeline has to tell.
    keep(tx, ticket, &Told { facts, agreement: Some(Some(agreement)), ..told(ticket) }).map(drop)
}

/// Clocks follow a change; `changed` names the columns that are not as they were.
pub(crate) fn follow_change(tx: &mut Tx<'_>, was: &Ticket, is: &mut Ticket, changed: &[&str]) -> Result<()> {
    let now = tx.now();
    let happened = |fact| Happened { at: now, fact };
    let mut facts = Vec::new();
    if stand(was) != stand(is) {
        facts.push(happened(Fact::Stands { stand: stand(is), since: is.status_since }));
    }
    if was.team_id != is.team_id {
        facts.push(happened(Fact::Given { team: is.team_id.map(|team| team.0) }));
    }
    // A turn that was just taken; what is told anew after a merge was said long ago.
    if is.message_count == was.message_count + 1 && is.last_message_at == now && changed.contains(&"last_message_at") {
        match (is.last_message_side, is.last_message_by) {
            (Side::Requester, _) => facts.push(happened(Fact::Asked)),
            (Side::Staff, Some(_)) => facts.push(happened(Fact::Answered)),
            (Side::Staff, None) => {}
        }
    }
    // A change that leaves every word as it was hangs on the ticket: a tag, a link.
    let about = changed.iter().any(|column| ASKED.contains(column)) || changed.iter().all(|column| ALWAYS.contains(column));
    let agreement = if about { Some(condition::agreement_of(tx, is.id)?) } else { None };
    if facts.is_empty() && agreement.is_none() {
        return Ok(());
    }
    follow(tx, is, &Told { before: before(was), facts, agreement, ..told(is) })
}

/// Looks up anew which agreement holds for a ticket, and lets its clocks follow; what an agreement's or a calendar's change and
/// an import ask for.
pub(crate) fn look_again(tx: &mut Tx<'_>, id: TicketId) -> Result<()> {
    let ticket = policy::permit(tx, &Actor::system(Door::Inside), Action::See, id)?;
    let agreement = condition::agreement_of(tx, id)?;
    let mut is = Ticket::clone(&ticket);
    follow(tx, &mut is, &Told { before: before(&ticket), agreement: Some(agreement), ..told(&ticket) })
}

fn told(ticket: &Ticket) -> Told {
    Told { ticket: ticket.id.0, priority: ticket.priority.rank(), ..Told::default() }
}

fn follow(tx: &mut Tx<'_>, ticket: &mut Ticket, told: &Told) -> Result<()> {
    if let Some((from, to)) = keep(tx, ticket, told)? {
        TicketEvent::Agreed { from, to }.record(tx, &Actor::system(Door::Inside), ticket.id)?;
    }
    Ok(())
}

/// Has the clocks follow and keeps what is due next; the agreement before and after, when it changed.
fn keep(tx: &mut Tx<'_>, ticket: &mut Ticket, told: &Told) -> Result<Option<(Option<AgreementId>, Option<AgreementId>)>> {
    let due = sla::follow(tx, told)?;
    if (due.at, due.metric) != (ticket.due_at, ticket.due_metric) {
        let sql = "UPDATE tickets SET due_at = $2, due_metric = $3 WHERE id = $1";
        tx.execute_one(sql, params![ticket.id, due.at, due.metric])?;
        (ticket.due_at, ticket.due_metric) = (due.at, due.metric);
    }
    Ok(due.agreed)
}

/// How a ticket begins: with what was said where there was nobody to wait for an answer.
fn opening(ticket: &Ticket) -> Vec<Happened> {
    let at = ticket.opened_at;
    let answered = matches!(ticket.source, Source::Phone | Source::WalkUp);
    vec![
        Happened { at, fact: Fact::Opened { answered } },
        Happened { at, fact: Fact::Stands { stand: Stand::Active, since: at } },
        Happened { at, fact: Fact::Given { team: ticket.team_id.map(|team| team.0) } },
    ]
}

/// What happened to a ticket that no agreement held for up to now, as far as its row tells.
fn before(ticket: &Ticket) -> Vec<Happened> {
    let mut facts = opening(ticket);
    let mut add = |at: Moment, fact: Fact| facts.push(Happened { at, fact });
    if let Some(at) = ticket.first_replied_at {
        add(at, Fact::Answered);
        if ticket.last_message_side == Side::Requester && ticket.last_message_at > at {
            add(ticket.last_message_at, Fact::Asked);
        }
    }
    if stand(ticket) != Stand::Active {
        add(ticket.status_since, Fact::Stands { stand: stand(ticket), since: ticket.status_since });
    }
    facts
}

fn stand(ticket: &Ticket) -> Stand {
    match ticket.status {
        // A deleted ticket has no clocks either.
        _ if ticket.merged_into.is_some() || ticket.deleted_at.is_some() => Stand::Merged,
        Status::New | Status::Open => Stand::Active,
        Status::Waiting => Stand::Waiting,
        Status::OnHold => Stand::OnHold,
        Status::Resolved | Status::Closed => Stand::Done,
    }
}
