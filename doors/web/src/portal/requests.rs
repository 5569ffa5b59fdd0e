//! A request in a line: what it is about, how far it is, whose move it is, and who spoke last.

use ::tickets::{Move, QueueRow, Side, Status};
use catalogue::Say;
use db::Moment;
use people::PersonId;
use sla::Metric;

use crate::ui::due::Due;
use crate::ui::line::{Line, LineFacts};

/// A request as lists of the portal show it.
pub struct Request {
    /// Its number.
    pub id: i64,
    /// What it is about.
    pub subject: String,
    /// The Line.
    pub line: Line,
    /// Whose move it is, in plain words.
    pub words: String,
    /// Who spoke last, or who takes care of it.
    pub who: String,
    /// When it last changed.
    pub updated_ms: i64,
    /// Something in it was not read yet.
    pub unread: bool,
    /// Is there still something to do?
    pub unfinished: bool,
}

/// The rows as the portal shows them.
#[must_use]
pub fn requests(say: &Say, rows: &[QueueRow], you: Option<PersonId>, now: Moment) -> Vec<Request> {
    rows.iter().map(|row| request(say, row, you, now)).collect()
}

/// What is due to whoever asked; what teams promise one another is not theirs to know.
#[must_use]
pub fn promised(say: &Say, opened: Moment, due: Option<Moment>, metric: Option<Metric>, now: Moment) -> Option<(Due, String)> {
    let metric = metric.filter(|metric| *metric != Metric::Team)?;
    Some((Due::running(say, opened.0, due?.0, now.0), say.say(&format!("portal-{metric}")).into_owned()))
}

fn request(say: &Say, row: &QueueRow, you: Option<PersonId>, now: Moment) -> Request {
    let facts = LineFacts {
        opened_ms: row.opened_at.0,
        first_reply_ms: row.first_replied_at.map(|at| at.0),
        messages_ms: vec![row.last_message_at.0],
        resolved_ms: row.resolved_at.map(|at| at.0).or((row.status == Status::Closed).then_some(row.status_since.0)),
        now_ms: now.0,
        due: promised(say, row.opened_at, row.due_at, row.due_metric, now),
    };
    let who = match (&row.assignee, row.last_message_side) {
        (Some(name), _) => name.clone(),
        (None, Side::Staff) => row.last_message_by.clone().unwrap_or_default(),
        (None, Side::Requester) => String::new(),
    };
    // Watched requests and those of colleagues say whose they are.
    let who = if Some(row.requester_id) == you { who } else { say.say1("portal-asked-by", "name", row.requester.as_str()).into_owned() };
    Request {
        id: row.id.0,
        subject: row.subject.clone(),
        line: Line::draw(say, &facts),
        words: words(say, row.whose_move(), now),
        who,
        updated_ms: row.updated_at.0,
        unread: row.is_unread,
        unfinished: row.status.is_unfinished() && row.merged_into.is_none(),
    }
}

/// Whose move it is, without a word of ours that a requester would have to learn.
fn words(say: &Say, whose: Move<'_>, now: Moment) -> String {
    let at = |key: &str, at: Moment| say.say1(key, "time", say.day_time(at.0, now.0).as_ref()).into_owned();
    match whose {
        Move::FirstAnswer(since) => at("portal-stands-new", since),
        Move::Answer(_, since) => at("portal-stands-answered", since),
        Move::Work(_, since) => at("portal-stands-work", since),
        Move::Theirs(since) => at("portal-stands-yours", since),
        Move::Held(_, Some(until)) => at("portal-stands-held-until", until),
        Move::Held(_, None) => say.say("portal-stands-held").into_owned(),
        Move::Resolved(since) => at("portal-stands-solved", since),
        Move::Closed(since) => at("portal-stands-closed", since),
        Move::Merged(into) => say.say1("portal-stands-merged", "number", into.to_string()).into_owned(),
    }
}

/// Where a ticket stands, as its own page says it.
#[must_use]
pub fn stands(say: &Say, ticket: &tickets::Ticket, now: Moment) -> String {
    let whose = match (ticket.status, ticket.last_message_side) {
        _ if ticket.merged_into.is_some() => Move::Merged(ticket.merged_into.unwrap_or(ticket.id)),
        (Status::Closed, _) => Move::Closed(ticket.status_since),
        (Status::Resolved, _) => Move::Resolved(ticket.resolved_at.unwrap_or(ticket.status_since)),
        (Status::OnHold, _) => Move::Held(None, ticket.hold_until),
        (Status::Waiting, _) => Move::Theirs(ticket.status_since),
        (_, Side::Requester) if ticket.first_replied_at.is_none() => Move::FirstAnswer(ticket.opened_at),
        (_, Side::Requester) => Move::Answer(None, ticket.last_message_at),
        (_, Side::Staff) => Move::Work(None, ticket.last_message_at),
    };
    words(say, whose, now)
}
