//! `/portal/requests/{id}`: one request, as its requester may see it.

use std::collections::BTreeMap;

use ::satisfaction::Rating;
use ::tickets::policy::Action;
use ::tickets::{Conversation, FieldId, Forms, MarkRead, MessageId, TicketId, Timeline};
use askama::Template;
use axum::extract::{Path, Query, State};
use catalogue::Say;
use db::Moment;
use outcome::Result;
use serde::Deserialize;

use super::parts::Brought;
use super::requests::{promised, stands};
use crate::desk::Desk;
use crate::frame::{html, portal_shell};
use crate::front::{Answer, Fields, SignedIn, new_key};
use crate::satisfaction::Ask;
use crate::tickets::turns::{Reader, turns};
use crate::ui::conversation::Turn;
use crate::ui::line::{Line, LineFacts};
use crate::ui::questions::answered;
use crate::ui::view::PortalShell;

/// From which message on the page goes back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: String,
}

/// What was typed into the answer, when it comes back.
#[derive(Default)]
pub struct Typed {
    /// The words.
    pub body: String,
    /// The form's key.
    pub key: String,
    /// Files of the first try.
    pub files: Vec<Brought>,
    /// What is wrong.
    pub fields: Fields,
}

/// The page.
#[derive(Template)]
#[template(path = "portal/show.html")]
pub struct Page<'a> {
    t: &'a Say,
    shell: PortalShell,
    id: i64,
    subject: String,
    stands: String,
    taken_by: String,
    line: Line,
    turns: Vec<Turn>,
    /// What was answered: question and answer.
    answers: Vec<(String, String)>,
    earlier: String,
    may_answer: bool,
    may_solve: bool,
    may_reopen: bool,
    closed: bool,
    went_into: Option<i64>,
    /// Whether the help was good; none while that is not asked.
    ask: Option<Ask>,
    body: &'a str,
    files: &'a [Brought],
    fields: &'a Fields,
    file_max: u64,
    key: String,
}

struct Read {
    shell: PortalShell,
    conversation: Conversation,
    forms: Forms,
    answers: BTreeMap<FieldId, ::tickets::Answer>,
    assignee: String,
    read_up_to: Option<MessageId>,
    /// Can the reader say whether the help was good, and what they said?
    rating: Option<Option<Rating>>,
}

/// `GET /portal/requests/{id}`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>, Query(asked): Query<Asked>) -> Answer {
    let before = asked.before.parse().ok().map(MessageId);
    let read = read(&desk, &visitor, id, before).await?;
    let newest = read.conversation.messages.last().map(|m| m.message.id);
    let (is_new, typed) = (newest > read.read_up_to, Typed::default());
    let answer = html(&page(&desk, &visitor, &typed, read))?;
    if is_new && let Some(message) = newest {
        desk.db.write(move |tx| tickets::mark_read(tx, &visitor.actor, &MarkRead { ticket: id, message })).await?;
    }
    Ok(answer)
}

/// The page again, with an answer that was not sent.
///
/// # Errors
/// `NotFound` when the reader may not see the ticket.
pub async fn with<'a>(desk: &Desk, visitor: &'a SignedIn, id: TicketId, typed: &'a Typed) -> Answer<Page<'a>> {
    let read = read(desk, visitor, id, None).await?;
    Ok(page(desk, visitor, typed, read))
}

async fn read(desk: &Desk, visitor: &SignedIn, id: TicketId, before: Option<MessageId>) -> Result<Read> {
    let (reader, name) = (visitor.clone(), desk.name.clone());
    let read = move |conn: &db::Conn| {
        let conversation = tickets::conversation(conn, &reader.actor, id, before)?;
        let (forms, answers) = tickets::answers(conn, &conversation.ticket)?;
        let done = matches!(conversation.ticket.status, tickets::Status::Resolved | tickets::Status::Closed);
        let asks = done && ::satisfaction::may_rate(conn, &reader.actor, id)?;
        let rating = asks.then(|| ::satisfaction::rating_of(conn, &reader.actor, id)).transpose()?;
        Ok(Read {
            rating,
            forms,
            answers,
            assignee: tickets::facts(conn, &conversation.ticket)?.names.assignee.unwrap_or_default(),
            read_up_to: tickets::read_up_to(conn, &reader.actor, id)?,
            shell: portal_shell(conn, &reader, &name, "requests")?.0,
            conversation,
        })
    };
    desk.db.read(read).await
}

fn page<'a>(desk: &Desk, visitor: &'a SignedIn, typed: &'a Typed, read: Read) -> Page<'a> {
    let (say, now) = (&visitor.say, Moment(read.shell.now_ms));
    let ticket = &read.conversation.ticket;
    let reader = Reader {
        say,
        you: visitor.actor.person(),
        read_up_to: read.read_up_to,
        requester: &say.say("portal-to-you"),
        letters: &[],
        pictures: &[],
        rules: &BTreeMap::new(),
        opens_rules: false,
        desk: false,
        now,
    };
    let finished = ticket.resolved_at.or(ticket.closed_at);
    let facts = LineFacts {
        opened_ms: ticket.opened_at.0,
        first_reply_ms: ticket.first_replied_at.map(|at| at.0),
        messages_ms: read.conversation.messages.iter().map(|m| m.message.created_at.0).collect(),
        resolved_ms: finished.map(|at| at.0),
        now_ms: now.0,
        due: promised(say, ticket.opened_at, ticket.due_at, ticket.due_metric, now),
    };
    let oldest = read.conversation.messages.first().filter(|_| read.conversation.earlier).map(|m| m.message.id);
    let may_confirm = ticket.may(Action::Confirm) && ticket.merged_into.is_none();
    Page {
        t: say,
        id: ticket.id.0,
        subject: ticket.subject.clone(),
        stands: stands(say, ticket, now),
        taken_by: read.assignee.clone(),
        line: Line::draw(say, &facts),
        turns: turns(&reader, &read.conversation, &Timeline::default()),
        answers: answered(say, &read.forms, &read.answers, now),
        earlier: oldest.map(|id| format!("?before={id}")).unwrap_or_default(),
        may_answer: ticket.may(Action::ReplyPublicly) && ticket.merged_into.is_none(),
        may_solve: may_confirm && ticket.status.is_unfinished(),
        may_reopen: may_confirm && ticket.status == tickets::Status::Resolved,
        closed: ticket.status == tickets::Status::Closed,
        ask: read.rating.as_ref().map(|r| Ask::new(format!("/portal/requests/{}/satisfaction", ticket.id), r.as_ref())),
        went_into: ticket.merged_into.map(|id| id.0),
        body: &typed.body,
        files: &typed.files,
        fields: &typed.fields,
        file_max: desk.upload_bytes_max,
        key: if typed.key.is_empty() { new_key() } else { typed.key.clone() },
        shell: read.shell,
    }
}
