//! Our words and Zendesk's for the same things.

use outcome::{Error, Result};
use tickets::{By, Kind, Priority, Source, Status};

/// What Zendesk calls a status.
#[must_use]
pub fn status(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::Open => "open",
        Status::Waiting => "pending",
        Status::OnHold => "hold",
        Status::Resolved => "solved",
        Status::Closed => "closed",
    }
}

/// The status that a program means, in Zendesk's words or ours.
///
/// # Errors
/// `Invalid` when there is none of that name.
pub fn read_status(word: &str) -> Result<Status> {
    Ok(match word.to_ascii_lowercase().as_str() {
        "new" => Status::New,
        "open" => Status::Open,
        "pending" | "waiting" => Status::Waiting,
        "hold" | "on_hold" => Status::OnHold,
        "solved" | "resolved" => Status::Resolved,
        "closed" => Status::Closed,
        _ => return Err(Error::invalid("status", "word-unknown")),
    })
}

/// What Zendesk calls a priority.
#[must_use]
pub fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Critical => "urgent",
        Priority::High => "high",
        Priority::Normal => "normal",
        Priority::Low => "low",
    }
}

/// The priority that a program means.
///
/// # Errors
/// `Invalid` when there is none of that name.
pub fn read_priority(word: &str) -> Result<Priority> {
    Ok(match word.to_ascii_lowercase().as_str() {
        "urgent" | "critical" => Priority::Critical,
        "high" => Priority::High,
        "normal" => Priority::Normal,
        "low" => Priority::Low,
        _ => return Err(Error::invalid("priority", "word-unknown")),
    })
}

/// What Zendesk calls a ticket that others are part of, whatever its kind.
pub const PROBLEM: &str = "problem";

/// What Zendesk calls a kind. It has four where we have two.
#[must_use]
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Incident => "incident",
        Kind::ServiceRequest => "question",
    }
}

/// The kind that a program means: what is broken is an incident, what is asked for a service request.
///
/// # Errors
/// `Invalid` when there is none of that name.
pub fn read_kind(word: &str) -> Result<Kind> {
    Ok(match word.to_ascii_lowercase().as_str() {
        "incident" | "problem" => Kind::Incident,
        "question" | "task" | "service_request" => Kind::ServiceRequest,
        _ => return Err(Error::invalid("type", "word-unknown")),
    })
}

/// What Zendesk calls the way a ticket came in.
#[must_use]
pub fn channel(source: Source) -> &'static str {
    match source {
        Source::Email => "email",
        Source::Phone => "voice",
        Source::Portal | Source::WalkUp | Source::Agent => "web",
        Source::Api => "api",
        Source::Monitoring => "system",
    }
}

/// The same of a message's door.
#[must_use]
pub fn channel_of(door: &str) -> &'static str {
    match door {
        "mail" => "email",
        "api" => "api",
        "web" | "portal" => "web",
        _ => "system",
    }
}

/// The order that a program asks for.
#[must_use]
pub fn order(word: &str) -> Option<By> {
    Some(match word {
        "id" | "ticket_id" => By::Number,
        "created_at" | "created" => By::Opened,
        "updated_at" | "updated" => By::Updated,
        "priority" => By::Priority,
        "status" => By::Status,
        _ => return None,
    })
}
