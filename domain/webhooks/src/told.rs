//! What a receiver is told of an event: Zendesk's event form, so that programs written for it read ours.

use db::{Conn, Heard, Moment, Tx};
use outcome::{Error, Refusal, Result};
use people::{Actor, Door};
use serde_json::{Value, json};
use tickets::{Priority, Status, Ticket, TicketId};

use crate::send::TellOf;
use crate::webhook::Wanted;

/// The version of Zendesk's event form.
const FORM: &str = "2022-11-06";

/// What an event is called in Zendesk's form; those it has no word for begin with our name.
#[must_use]
pub fn event_type(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Opened => "zen:event-type:ticket.created",
        Wanted::Replied | Wanted::Noted => "zen:event-type:ticket.comment_added",
        Wanted::Assigned => "zen:event-type:ticket.agent_assignment_changed",
        Wanted::Prioritized => "zen:event-type:ticket.priority_changed",
        Wanted::Retitled => "zen:event-type:ticket.subject_changed",
        Wanted::Tagged => "zen:event-type:ticket.tags_changed",
        Wanted::Waited | Wanted::Held | Wanted::Resumed | Wanted::Resolved | Wanted::Reopened | Wanted::Closed => {
            "zen:event-type:ticket.status_changed"
        }
        Wanted::Merged => "zen:event-type:ticket.merged",
        Wanted::Deleted => "zen:event-type:ticket.soft_deleted",
        Wanted::Restored => "zen:event-type:ticket.undeleted",
        Wanted::Recategorized => "firstline:event-type:ticket.recategorized",
        Wanted::Warned => "firstline:event-type:ticket.clock_warned",
        Wanted::Breached => "firstline:event-type:ticket.clock_breached",
    }
}

/// The body that tells of an event.
pub(crate) fn body(conn: &Conn, heard: &Heard, wanted: Wanted) -> Result<String> {
    let ticket = match tickets::ticket(conn, &Actor::system(Door::Inside), TicketId(heard.subject_id)) {
        Ok(ticket) => Some(ticket),
        Err(Error::Refused(Refusal::NotFound)) => None,
        Err(other) => return Err(other),
    };
    let happened: Value = serde_json::from_str(&heard.data).map_err(anyhow::Error::from)?;
    let detail = ticket.as_ref().map_or_else(|| json!({ "id": heard.subject_id.to_string() }), |t| detail(t, heard.person()));
    let event = json!({ "kind": heard.kind, "happened": happened });
    Ok(wrapped(event_type(wanted), &heard.id.to_string(), &format!("zen:ticket:{}", heard.subject_id), heard.at, &detail, &event))
}

/// What it is called when a rule tells of a ticket.
pub(crate) const RULE: &str = "firstline:event-type:ticket.met_by_rule";

/// The body with which a rule tells of a ticket, as the ticket is now.
pub(crate) fn of_rule(tx: &Tx<'_>, tell: &TellOf) -> Result<String> {
    let ticket = tickets::ticket(tx, &Actor::system(Door::Inside), tell.ticket)?;
    let event = json!({ "rule": { "id": tell.rule.to_string(), "name": tell.name } });
    Ok(wrapped(RULE, &tell.key, &format!("zen:ticket:{}", tell.ticket), tx.now(), &detail(&ticket, None), &event))
}

/// The form that every body has.
pub(crate) fn wrapped(kind: &str, id: &str, subject: &str, at: Moment, detail: &Value, event: &Value) -> String {
    json!({
        "type": kind,
        "id": id,
        "subject": subject,
        "time": iso(at),
        "account_id": 1,
        "zendesk_event_version": FORM,
        "detail": detail,
        "event": event,
    })
    .to_string()
}

/// A moment as programs read it.
pub(crate) fn iso(at: Moment) -> String {
    jiff::Timestamp::from_millisecond(at.0).map(|t| t.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()).unwrap_or_default()
}

fn detail(ticket: &Ticket, by: Option<i64>) -> Value {
    let text = |id: Option<i64>| id.map(|id| id.to_string());
    json!({
        "id": ticket.id.to_string(),
        "actor_id": text(by),
        "subject": ticket.subject,
        "status": status(ticket.status),
        "priority": priority(ticket.priority),
        "type": ticket.kind.as_str(),
        "requester_id": ticket.requester_id.to_string(),
        "submitter_id": text(ticket.opened_by.map(|p| p.0)),
        "assignee_id": text(ticket.assignee_id.map(|p| p.0)),
        "group_id": text(ticket.team_id.map(|t| t.0)),
        "organization_id": text(ticket.organization_id.map(|o| o.0)),
        "category_id": text(ticket.category_id.map(|c| c.0)),
        "external_id": ticket.external_id,
        "created_at": iso(ticket.opened_at),
        "updated_at": iso(ticket.updated_at),
    })
}

fn status(status: Status) -> &'static str {
    match status {
        Status::New => "NEW",
        Status::Open => "OPEN",
        Status::Waiting => "PENDING",
        Status::OnHold => "HOLD",
        Status::Resolved => "SOLVED",
        Status::Closed => "CLOSED",
    }
}

fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Critical => "URGENT",
        Priority::High => "HIGH",
        Priority::Normal => "NORMAL",
        Priority::Low => "LOW",
    }
}

#[cfg(test)]
mod tests {
    use super::{iso, wrapped};
    use db::Moment;
    use serde_json::{Value, json};

    #[test]
    fn a_body_has_the_form_that_receivers_read() {
        let body = wrapped("zen:event-type:ticket.created", "7", "zen:ticket:42", Moment(1_795_424_400_000), &json!({}), &json!({}));
        let read: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((&read["time"], &read["subject"]), (&json!("2026-11-23T09:00:00Z"), &json!("zen:ticket:42")));
        assert_eq!(iso(Moment(0)), "1970-01-01T00:00:00Z");
    }
}
