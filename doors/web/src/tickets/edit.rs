//! `/tickets/{id}/edit`: what is done to a ticket now and then, each explained: its facts, its ties to others, time spent.

use ::tickets::policy::Action;
use ::tickets::{Kind, Related, RelatedTicket, Said, Similar, Ticket, TicketId, TimeEntry};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use catalogue::Say;
use serde::Deserialize;

use super::context::{Beside, relation};
use crate::desk::Desk;
use crate::frame::{crumb, here, shell};
use crate::front::{Answer, Fields, SignedIn, new_key};
use crate::ui::view::{Section, Shell};

/// Similar tickets that are shown.
const SIMILAR_SHOWN: usize = 6;
/// Characters of a message that are shown where messages are chosen.
const EXCERPT_CHARS: usize = 120;

/// What is typed into any of the page's forms.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A new subject, of this ticket or of one split off.
    pub subject: String,
    /// Who asked: a name or an address.
    pub who: String,
    /// The ticket that goes on.
    pub into: String,
    /// Do people come along with a merge?
    pub bring_people: String,
    /// Another ticket to link.
    pub other: String,
    /// What the link says.
    pub link: String,
    /// The ticket that it is a part of.
    pub parent: String,
    /// Time spent.
    pub minutes: String,
    /// What was done in it.
    pub note: String,
    /// Messages that go out into a ticket of their own.
    pub message: Vec<i64>,
    /// The form's key.
    pub key: String,
}

/// A tie to another ticket: what it is, and whether it is a link that can be taken away.
struct Tie {
    what: String,
    other: Beside,
    is_link: bool,
}

/// A message to be chosen: number, author, beginning, chosen.
struct Choosable {
    id: i64,
    author: String,
    excerpt: String,
    chosen: bool,
}

/// Time that was written down: number, whose, how long, note, when, one's own.
struct Entry {
    id: i64,
    person: String,
    span: String,
    note: String,
    when: String,
    own: bool,
}

#[derive(Template)]
#[template(path = "tickets/edit.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    key: String,
    ticket: &'a Ticket,
    typed: &'a Typed,
    fields: &'a Fields,
    subject: &'a str,
    kinds: &'static [Kind],
    merged_into: Option<i64>,
    ties: Vec<Tie>,
    parent: String,
    similar: Vec<(Beside, String)>,
    messages: Vec<Choosable>,
    entries: Vec<Entry>,
}

struct Read {
    shell: Shell,
    ticket: Ticket,
    said: Vec<Said>,
    related: Vec<RelatedTicket>,
    similar: Vec<Similar>,
    entries: Vec<TimeEntry>,
}

/// `GET /tickets/{id}/edit`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>) -> Answer {
    Ok(Html(page(&desk, &visitor, id, &Typed::default(), &Fields::default()).await?).into_response())
}

/// The page again, with what is wrong and what was typed.
///
/// # Errors
/// `NotFound` when the reader may not see the ticket.
pub async fn again(desk: &Desk, visitor: &SignedIn, id: TicketId, typed: &Typed, fields: &Fields) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page(desk, visitor, id, typed, fields).await?)).into_response())
}

async fn page(desk: &Desk, visitor: &SignedIn, id: TicketId, typed: &Typed, fields: &Fields) -> Answer<String> {
    let reader = visitor.clone();
    let read = desk
        .db
        .read(move |conn| {
            let (say, actor) = (&reader.say, &reader.actor);
            let all = tickets::conversation(conn, actor, id, None)?;
            all.ticket.demand(Action::SeeInternal)?;
            let up = crumb(format!("#{id}"), format!("/tickets/{id}"));
            let crumbs = vec![crumb(say.say("nav-queue"), "/tickets"), up, here(say.say("edit-title"))];
            Ok(Read {
                shell: shell(conn, &reader, Section::Queue, crumbs)?,
                ticket: Ticket::clone(&all.ticket),
                related: tickets::related(conn, actor, &all.ticket)?,
                similar: tickets::similar(conn, actor, id, SIMILAR_SHOWN)?,
                entries: tickets::time_entries(conn, actor, id)?,
                said: all.messages,
            })
        })
        .await?;
    let (say, now) = (&visitor.say, db::Moment(read.shell.now_ms));
    let tie = |r: &RelatedTicket| {
        let is_link = matches!(r.why, Related::Linked(_));
        Some(Tie { what: say.say(&relation(r.why)?).into_owned(), other: Beside::of(say, &r.ticket, now), is_link })
    };
    let own = |said: &&Said| said.message.ticket_id == id && said.message.held_until == db::Moment(0);
    let page = Page {
        t: say,
        id: id.0,
        key: new_key(),
        typed,
        fields,
        subject: if typed.subject.is_empty() { &read.ticket.subject } else { &typed.subject },
        kinds: Kind::ALL,
        merged_into: read.ticket.merged_into.map(|t| t.0),
        parent: if typed.parent.is_empty() {
            read.ticket.parent_id.map(|t| t.to_string()).unwrap_or_default()
        } else {
            typed.parent.clone()
        },
        ties: read.related.iter().filter_map(tie).collect(),
        similar: read.similar.iter().map(|s| (Beside::of(say, &s.ticket, now), s.shared.join(", "))).collect(),
        messages: read.said.iter().filter(own).map(|said| choosable(say, said, typed)).collect(),
        entries: read.entries.iter().map(|entry| time_entry(visitor, entry, now)).collect(),
        shell: read.shell,
        ticket: &read.ticket,
    };
    Ok(page.render().map_err(anyhow::Error::from)?)
}

fn choosable(say: &Say, said: &Said, typed: &Typed) -> Choosable {
    let author = said.author.clone().unwrap_or_else(|| say.say("told-firstline").into_owned());
    let excerpt: String = said.message.body.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(EXCERPT_CHARS).collect();
    Choosable { id: said.message.id.0, author, excerpt, chosen: typed.message.contains(&said.message.id.0) }
}

fn time_entry(visitor: &SignedIn, entry: &TimeEntry, now: db::Moment) -> Entry {
    Entry {
        id: entry.id.0,
        person: entry.person.clone(),
        span: visitor.say.span(entry.minutes * db::MINUTE_MS).into_owned(),
        note: entry.note.clone(),
        when: visitor.say.day_time(entry.at.0, now.0).into_owned(),
        own: visitor.actor.person() == Some(entry.person_id),
    }
}
