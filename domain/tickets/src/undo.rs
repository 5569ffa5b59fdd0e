//! The last change can be taken back for a while, unless somebody else has changed the same since.

use db::{EventId, Tx, params};
use outcome::{Error, Refusal, Result, Sentence};
use people::Actor;

use crate::change::change;
use crate::checklist;
use crate::escalate;
use crate::event::{Standing, TICKET, TicketEvent};
use crate::form;
use crate::index;
use crate::limits::UNDO_MS;
use crate::message::MessageId;
use crate::moving::{Changed, tell_assigned, tell_moved};
use crate::policy::{Action, Permitted, permit};
use crate::status::Status;
use crate::tag::{retag, tags_of};
use crate::ticket::{Ticket, TicketId};
use crate::undo_reply::undo_reply;

/// Takes back a change that this actor made: assignee and team, an escalation, status, priority, tags, answers, a checklist,
/// category, subject, requester, kind, site.
///
/// # Errors
/// `NotFound` for somebody else's change; `Conflict` when it is too long ago, cannot be taken back, or the same was changed
/// since; `NotAllowed` when the actor may no longer do this.
pub fn undo(tx: &mut Tx<'_>, actor: &Actor, event: EventId) -> Result<Changed> {
    let heard =
        tx.event(event)?.filter(|h| h.subject_kind == TICKET && actor.person().is_some() && h.person() == actor.person().map(|p| p.0));
    let Some(heard) = heard else { return Err(Refusal::NotFound.into()) };
    if tx.now().since_ms(heard.at) > UNDO_MS {
        return Err(Error::conflict(Sentence::new("undo-too-late").with("minutes", UNDO_MS / db::MINUTE_MS)));
    }
    let done: TicketEvent = heard.data()?;
    if let TicketEvent::MacroUsed { events, messages, pages, .. } = &done {
        return undo_macro(tx, actor, (event, TicketId(heard.subject_id)), events, messages, pages);
    }
    let Some(action) = action_of(&done) else { return Err(Error::conflict("undo-impossible")) };
    let ticket = permit(tx, actor, action, TicketId(heard.subject_id))?;
    let (ticket, undone) = take_back(tx, actor, ticket, &done)?;
    if !undone {
        return Err(Error::conflict("undo-changed-since"));
    }
    let event = TicketEvent::Undone { event }.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}

/// Takes back what a macro changed, newest first, and the messages that nobody outside has seen yet. What was changed again since,
/// and what is out, stays. Pages that nobody has acknowledged `paging` ends when it hears of this.
fn undo_macro(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (event, id): (EventId, TicketId),
    events: &[EventId],
    messages: &[MessageId],
    pages: &[i64],
) -> Result<Changed> {
    let mut undone = !pages.is_empty() && is_still_paged(tx, id, event, pages)?;
    for event in events.iter().rev() {
        let Some(heard) = tx.event(*event)? else { continue };
        let done: TicketEvent = heard.data()?;
        let Some(action) = action_of(&done) else { continue };
        let ticket = permit(tx, actor, action, id)?;
        undone |= take_back(tx, actor, ticket, &done)?.1;
    }
    for message in messages.iter().rev() {
        match undo_reply(tx, actor, *message) {
            Ok(_) => undone = true,
            Err(Error::Refused(Refusal::Conflict(_) | Refusal::NotFound)) => {}
            Err(other) => return Err(other),
        }
    }
    if !undone {
        return Err(Error::conflict("undo-changed-since"));
    }
    let event = TicketEvent::Undone { event }.record(tx, actor, id)?;
    Ok(Changed { ticket: permit(tx, actor, Action::See, id)?, event: Some(event) })
}

/// Did nobody acknowledge one of these pages yet, and was what began them not taken back before? Each of it stands in the timeline.
fn is_still_paged(tx: &Tx<'_>, ticket: TicketId, since: EventId, pages: &[i64]) -> Result<bool> {
    let sql = "SELECT data FROM events WHERE subject_kind = $1 AND subject_id = $2 AND id > $3 \
               AND kind IN ('ticket.page_acknowledged', 'ticket.page_unanswered', 'ticket.undone') ORDER BY id";
    let mut open = pages.to_vec();
    for (data,) in tx.all::<(String,)>(sql, params![TICKET, ticket, since])? {
        match serde_json::from_str(&data).map_err(anyhow::Error::from)? {
            TicketEvent::PageAcknowledged { page, .. } | TicketEvent::PageUnanswered { page } => open.retain(|other| *other != page),
            TicketEvent::Undone { event } if event == since => return Ok(false),
            _ => {}
        }
    }
    Ok(!open.is_empty())
}

/// What one must be allowed to do in order to take the change back; nothing when it cannot be.
fn action_of(event: &TicketEvent) -> Option<Action> {
    match event {
        TicketEvent::Moved { from, .. } => Some(match from.status {
            Status::Waiting => Action::Wait,
            Status::OnHold => Action::Hold,
            Status::Resolved => Action::Resolve,
            Status::Closed => Action::Close,
            Status::New | Status::Open => Action::Reopen,
        }),
        TicketEvent::Assigned { .. } | TicketEvent::VoiceSet { .. } => Some(Action::Assign),
        TicketEvent::Prioritized { .. } => Some(Action::Prioritize),
        TicketEvent::Recategorized { .. } => Some(Action::Recategorize),
        TicketEvent::Retitled { .. } => Some(Action::Retitle),
        TicketEvent::Tagged { .. } => Some(Action::Tag),
        TicketEvent::FilledIn { .. } => Some(Action::FillIn),
        TicketEvent::ChecklistStarted { .. } => Some(Action::WorkChecklist),
        TicketEvent::RequesterChanged { .. } => Some(Action::ChangeRequester),
        TicketEvent::KindChanged { .. } => Some(Action::SetKind),
        TicketEvent::SiteChanged { .. } => Some(Action::SetSite),
        _ => None,
    }
}

/// Applies the change the other way round if the ticket still is as the change left it; whether it was.
pub(crate) fn take_back(
    tx: &mut Tx<'_>,
    actor: &Actor,
    ticket: Permitted<Ticket>,
    done: &TicketEvent,
) -> Result<(Permitted<Ticket>, bool)> {
    let was = Ticket::clone(&ticket);
    let back = match done {
        TicketEvent::Moved { from, to, .. } => {
            if was.standing() != *to {
                return Ok((ticket, false));
            }
            let ticket = change(tx, ticket, |t| stand_again(t, from))?;
            tell_moved(tx, actor, &was, &ticket, None)?;
            return Ok((ticket, true));
        }
        TicketEvent::Assigned { from, to, .. } => {
            if was.assignment() != *to {
                return Ok((ticket, false));
            }
            let ticket = change(tx, ticket, |t| (t.team_id, t.assignee_id) = (from.team, from.assignee))?;
            tell_assigned(tx, actor, &was, &ticket, None)?;
            return Ok((ticket, true));
        }
        TicketEvent::Tagged { added, removed } => {
            let has = tags_of(tx, was.id)?;
            if added.iter().any(|t| !has.contains(t)) || removed.iter().any(|t| has.contains(t)) {
                return Ok((ticket, false));
            }
            return Ok((retag(tx, actor, ticket, removed, added)?.ticket, true));
        }
        TicketEvent::FilledIn { changes } => return form::take_back(tx, actor, ticket, changes),
        TicketEvent::ChecklistStarted { list, checks, .. } => return checklist::take_away(tx, actor, ticket, list, checks),
        TicketEvent::VoiceSet { from, to, team, assigned } => {
            if escalate::voice_of(tx, was.id)?.map(|voice| voice.person_id) != *to {
                return Ok((ticket, false));
            }
            let given =
                assigned.map(|event| tx.event(event)).transpose()?.flatten().map(|heard| heard.data::<TicketEvent>()).transpose()?;
            let (ticket, undone) = match &given {
                Some(given) => take_back(tx, actor, ticket, given)?,
                None => (ticket, true),
            };
            if undone {
                escalate::put(tx, was.id, *from, *team)?;
                TicketEvent::VoiceSet { from: *to, to: *from, team: *team, assigned: None }.record(tx, actor, was.id)?;
            }
            return Ok((ticket, undone));
        }
        other => reversed(other),
    };
    match back {
        Some(back) if holds(&was, done) => {
            let ticket = change(tx, ticket, |t| apply(t, &back))?;
            if matches!(back, TicketEvent::Retitled { .. }) {
                index::ticket(tx, ticket.id)?;
            }
            back.record(tx, actor, ticket.id)?;
            Ok((ticket, true))
        }
        _ => Ok((ticket, false)),
    }
}

/// The plain changes, the other way round.
fn reversed(event: &TicketEvent) -> Option<TicketEvent> {
    Some(match event.clone() {
        TicketEvent::Prioritized { from, to } => TicketEvent::Prioritized { from: to, to: from },
        TicketEvent::Recategorized { from, to } => TicketEvent::Recategorized { from: to, to: from },
        TicketEvent::Retitled { from, to } => TicketEvent::Retitled { from: to, to: from },
        TicketEvent::RequesterChanged { from, to } => TicketEvent::RequesterChanged { from: to, to: from },
        TicketEvent::KindChanged { from, to } => TicketEvent::KindChanged { from: to, to: from },
        TicketEvent::SiteChanged { from, to } => TicketEvent::SiteChanged { from: to, to: from },
        _ => return None,
    })
}

/// Is the ticket still as the plain change left it?
fn holds(ticket: &Ticket, event: &TicketEvent) -> bool {
    match event {
        TicketEvent::Prioritized { to, .. } => ticket.weight() == *to,
        TicketEvent::Recategorized { to, .. } => ticket.category_id == *to,
        TicketEvent::Retitled { to, .. } => ticket.subject == *to,
        TicketEvent::RequesterChanged { to, .. } => ticket.asker() == *to,
        TicketEvent::KindChanged { to, .. } => ticket.kind == *to,
        TicketEvent::SiteChanged { to, .. } => ticket.site_id == *to,
        _ => false,
    }
}

fn apply(ticket: &mut Ticket, event: &TicketEvent) {
    match event {
        TicketEvent::Prioritized { to, .. } => (ticket.impact, ticket.urgency, ticket.priority) = (to.impact, to.urgency, to.priority),
        TicketEvent::Recategorized { to, .. } => ticket.category_id = *to,
        TicketEvent::Retitled { to, .. } => ticket.subject.clone_from(to),
        TicketEvent::RequesterChanged { to, .. } => (ticket.requester_id, ticket.organization_id) = (to.requester, to.organization),
        TicketEvent::KindChanged { to, .. } => ticket.kind = *to,
        TicketEvent::SiteChanged { to, .. } => ticket.site_id = *to,
        _ => {}
    }
}

/// The ticket stands where it stood, since when it stood there. Coming back by undo is not reopening, and undoing a reopening
/// is not one either.
fn stand_again(ticket: &mut Ticket, from: &Standing) {
    if !from.status.is_unfinished() && ticket.status.is_unfinished() {
        ticket.reopened_count = (ticket.reopened_count - 1).max(0);
    }
    ticket.status = from.status;
    ticket.status_since = from.since;
    (ticket.hold_reason, ticket.hold_until) = (from.hold_reason.clone(), from.hold_until);
}
