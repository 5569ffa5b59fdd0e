//! `/tickets/{id}/side-conversations`: those beside a ticket, as a page and as a part of the ticket's page that comes on a request of
//! its own.

use ::side::{Line, Lines, State as Standing};
use ::tickets::TicketId;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use catalogue::Say;
use tickets::policy::Action;

use crate::desk::Desk;
use crate::frame::{crumb, here, html, shell};
use crate::front::{Answer, SignedIn};
use crate::ui::view::{Crumb, Section, Shell};

/// One conversation in a list.
pub struct Row {
    id: i64,
    subject: String,
    /// Who takes part, by name or address.
    people: String,
    excerpt: String,
    open: bool,
    /// When the last word was said.
    at_ms: i64,
    turns: i64,
}

impl Row {
    fn new(say: &Say, line: &Line) -> Self {
        let c = &line.conversation;
        let names: Vec<String> = line.participants.iter().map(|p| p.called().to_owned()).filter(|name| !name.is_empty()).collect();
        Self {
            id: c.id.0,
            subject: if c.subject.is_empty() { say.say("side-emptied").into_owned() } else { c.subject.clone() },
            people: say.list(&names),
            excerpt: c.last_excerpt.clone(),
            open: c.state == Standing::Open,
            at_ms: c.last_message_at.0,
            turns: c.message_count,
        }
    }
}

struct Panel {
    /// The ticket's number: of a merged one, that of the ticket that goes on.
    id: i64,
    rows: Vec<Row>,
    open: usize,
    may_write: bool,
    now_ms: i64,
}

#[derive(Template)]
#[template(path = "side/part.html")]
struct Part<'a> {
    t: &'a Say,
    panel: &'a Panel,
}

#[derive(Template)]
#[template(path = "side/list.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    subject: &'a str,
    panel: &'a Panel,
}

/// The way up from a side conversation.
pub fn up(say: &Say, ticket: TicketId) -> Vec<Crumb> {
    vec![
        crumb(say.say("nav-queue"), "/tickets"),
        crumb(format!("#{ticket}"), format!("/tickets/{ticket}")),
        crumb(say.say("side-title"), format!("/tickets/{ticket}/side-conversations")),
    ]
}

/// `GET /tickets/{id}/side-conversations`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>, headers: HeaderMap) -> Answer {
    let part = headers.contains_key("x-fragment");
    let reader = visitor.clone();
    let read = desk.db.read(move |conn| {
        let lines = side::conversations(conn, &reader.actor, id)?;
        let mut way = up(&reader.say, lines.ticket.id);
        way.pop();
        way.push(here(reader.say.say("side-title")));
        let shell = if part { None } else { Some(shell(conn, &reader, Section::Queue, way)?) };
        Ok((shell, lines, conn.now()))
    });
    let (shell, lines, now) = read.await?;
    let say = &visitor.say;
    let Lines { ticket, lines } = lines;
    let rows: Vec<Row> = lines.iter().map(|line| Row::new(say, line)).collect();
    let open = rows.iter().filter(|row| row.open).count();
    let panel = Panel { id: ticket.id.0, rows, open, may_write: ticket.may(Action::WriteNote), now_ms: now.0 };
    match shell {
        Some(shell) => html(&Page { t: say, shell, subject: &ticket.subject, panel: &panel }),
        None => html(&Part { t: say, panel: &panel }),
    }
}
