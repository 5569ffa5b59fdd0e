//! `/tickets/{id}`: the workspace of one ticket.

use std::fmt::Display;

use ::tickets::policy::Action;
use ::tickets::{Audience, Doing, Level, List, MarkRead, MessageId, Mode, Present, QueueAsk, Ticket, TicketId};
use askama::Template;
use audit::Record;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use catalogue::Say;
use db::{Moment, Tx};
use outcome::{Error, Refusal};
use people::{Actor, PersonId};

use super::context::{Context, context};
use super::escalation::voice_words;
use super::read::{Read, read};
use super::turns::{Reader, turns};
use crate::ahead::Ahead;
use crate::desk::Desk;
use crate::frame::rendered;
use crate::front::{Answer, SignedIn, new_key};
use crate::queue::{Asked, Beside, beside_of};
use crate::ui::conversation::{Composer, Turn};
use crate::ui::due::Due;
use crate::ui::line::{Line as TheLine, LineFacts};
use crate::ui::view::{Avatar, Choice, Shell};

/// Largest message with its files, in bytes.
pub const MESSAGE_BYTES_MAX: u64 = 100 * 1024 * 1024;

/// Room for a page of usual length, in bytes.
const ROOM_BYTES: usize = 128 * 1024;

#[derive(Template)]
#[template(path = "tickets/show.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    newest: Option<MessageId>,
    ticket: &'a Ticket,
    asked: &'a Asked,
    beside: Vec<Beside<'a>>,
    beside_name: String,
    previous: Option<i64>,
    next: Option<i64>,
    line: TheLine,
    turns: Vec<Turn>,
    earlier_messages: bool,
    composer: Option<Composer>,
    present: Vec<(Avatar, String)>,
    writing: Vec<String>,
    category: String,
    assignee: Option<(Avatar, String)>,
    mine: bool,
    voice: Option<String>,
    people: Vec<Choice>,
    teams: Vec<Choice>,
    categories: Vec<Choice>,
    levels: &'static [Level],
    context: Context,
}

/// `GET /tickets/{id}`
pub async fn show(
    State(desk): State<Desk>,
    visitor: SignedIn,
    Path(id): Path<TicketId>,
    Query(asked): Query<Asked>,
    Ahead(ahead): Ahead,
) -> Answer {
    let list = asked.to_ask(&visitor.say.zone).unwrap_or_else(|_| QueueAsk::new(List::Mine));
    let reader = visitor.clone();
    let (shell, all) = match desk.db.read(move |conn| read(conn, &reader, id, &list)).await {
        // Asked for by themselves, of a team whose work they do not see: they read it as whoever asks does.
        Err(Error::Refused(Refusal::NotAllowed(_))) => return Ok(Redirect::to(&format!("/portal/requests/{id}")).into_response()),
        read => read?,
    };
    let newest = all.conversation.messages.iter().rev().find(|m| m.message.held_until == Moment(0)).map(|m| m.message.id);
    if all.conversation.ticket.team_id.is_some_and(|team| all.workspace.menus.restricted.contains(&team)) {
        let reader = visitor.actor.clone();
        desk.db.write(move |tx| audit::note_reading(tx, &reader, Record::RestrictedTicket, id.0)).await?;
    }
    let html = rendered(&page(&desk, &visitor, &asked, shell, &all, newest), ROOM_BYTES)?;
    if !ahead
        && newest > all.workspace.read_up_to
        && let Some(message) = newest
    {
        // What the page shows counts as read from now on; the page itself still draws the line above what was new.
        let mark = MarkRead { ticket: id, message };
        desk.db.write(move |tx| seen(tx, &visitor.actor, &mark)).await?;
    }
    Ok(html.into_response())
}

/// Somebody has looked at the ticket up to a message: it is read, and its notifications are.
pub fn seen(tx: &mut Tx<'_>, actor: &Actor, mark: &MarkRead) -> outcome::Result<()> {
    tickets::mark_read(tx, actor, mark)?;
    notifications::mark_ticket_read(tx, actor, mark.ticket)
}

fn page<'a>(desk: &Desk, visitor: &'a SignedIn, asked: &'a Asked, shell: Shell, all: &'a Read, newest: Option<MessageId>) -> Page<'a> {
    let (say, you, now) = (&visitor.say, visitor.actor.person(), all.now);
    let ticket: &Ticket = &all.conversation.ticket;
    let first = first_name(&all.workspace.facts.names.requester);
    let reader = Reader {
        say,
        you,
        read_up_to: all.workspace.read_up_to,
        requester: first,
        letters: &all.letters,
        pictures: &all.pictures,
        rules: &all.rules,
        opens_rules: automation::policy::allows(visitor.actor.role, visitor.actor.reach, automation::policy::Action::SeeRules),
        desk: true,
        now,
    };
    let place = all.beside.iter().position(|r| r.id == ticket.id);
    let beside = |at: Option<usize>| at.and_then(|at| all.beside.get(at)).map(|r| r.id.0);
    Page {
        t: say,
        shell,
        id: ticket.id.0,
        newest,
        ticket,
        asked,
        beside: all.beside.iter().map(|row| beside_of(say, row, now)).collect(),
        beside_name: list_name(say, asked),
        previous: beside(place.and_then(|p| p.checked_sub(1))),
        next: beside(place.map(|p| p + 1)),
        line: the_line(say, all),
        turns: turns(&reader, &all.conversation, &all.timeline),
        earlier_messages: all.conversation.earlier,
        composer: all.conversation.ticket.may(Action::WriteNote).then(|| composer(desk, say, all, first)),
        present: all.workspace.present.iter().map(|p| (Avatar::of(&p.name, p.person_id.0), presence(say, p))).collect(),
        writing: all.workspace.present.iter().filter(|p| p.doing != Doing::Here).map(|p| presence(say, p)).collect(),
        category: all.workspace.facts.names.category.clone().unwrap_or_default(),
        assignee: ticket.assignee_id.zip(all.workspace.facts.names.assignee.as_deref()).map(|(id, name)| person_words(say, id, name, you)),
        voice: voice_words(say, &all.conversation, &all.workspace, you),
        mine: ticket.assignee_id.is_some() && ticket.assignee_id == you,
        people: choices(&all.workspace.menus.people, "person-", ticket.assignee_id),
        teams: choices(&all.workspace.menus.teams, "team-", ticket.team_id),
        categories: choices(&all.workspace.menus.categories, "", ticket.category_id),
        levels: Level::ALL,
        context: context(say, all),
    }
}

/// What a select field offers: numbers behind a word, and names.
fn choices<I: Display + PartialEq + Copy>(all: &[(I, String)], word: &str, chosen: Option<I>) -> Vec<Choice> {
    let choice = |(id, name): &(I, String)| Choice { value: format!("{word}{id}"), label: name.clone(), chosen: Some(*id) == chosen };
    all.iter().map(choice).collect()
}

fn list_name(say: &Say, asked: &Asked) -> String {
    let fixed = ["mine", "unassigned", "my-teams", "waiting", "all"];
    match fixed.iter().find(|name| **name == asked.list_name()) {
        Some(name) => say.say(&format!("queue-{name}")).into_owned(),
        None => say.say("nav-queue").into_owned(),
    }
}

fn the_line(say: &Say, all: &Read) -> TheLine {
    let ticket = &all.conversation.ticket;
    TheLine::draw(
        say,
        &LineFacts {
            opened_ms: ticket.opened_at.0,
            first_reply_ms: ticket.first_replied_at.map(|at| at.0),
            messages_ms: all
                .conversation
                .messages
                .iter()
                .filter(|m| m.message.audience == Audience::Public)
                .map(|m| m.message.created_at.0)
                .collect(),
            resolved_ms: ticket.resolved_at.or(ticket.closed_at).map(|at| at.0),
            now_ms: all.now.0,
            due: ticket.due_at.zip(ticket.due_metric).map(|(at, metric)| {
                let words = say.say(&format!("line-{metric}")).into_owned();
                (Due::running(say, ticket.opened_at.0, at.0, all.now.0), words)
            }),
        },
    )
}

fn composer(desk: &Desk, say: &Say, all: &Read, first: &str) -> Composer {
    let ticket = &all.conversation.ticket;
    let draft = |mode: Mode| all.workspace.drafts.iter().find(|d| d.mode == mode);
    let body = |mode| draft(mode).map(|d| d.body.clone()).unwrap_or_default();
    let saved = all.workspace.drafts.iter().map(|d| d.updated_at).max();
    let outcome = |value: &str| (value.to_owned(), say.say1(&format!("outcome-{value}"), "name", first).into_owned());
    let reachable = !all.workspace.emails.is_empty();
    Composer {
        action: format!("/tickets/{}/replies", ticket.id),
        idempotency_key: new_key(),
        note_first: draft(Mode::Note).is_some() && draft(Mode::Reply).is_none(),
        to: all.workspace.facts.names.requester.clone(),
        way: say.say(if reachable { "way-to-mail" } else { "way-to-portal" }).into_owned(),
        reply_draft: body(Mode::Reply),
        note_draft: body(Mode::Note),
        saved_words: saved.map(|at| say.say1("composer-saved", "time", say.time_short(at.0)).into_owned()).unwrap_or_default(),
        draft_url: format!("/tickets/{}/draft", ticket.id),
        upload_url: "/uploads".to_owned(),
        mention_url: "/mentions".to_owned(),
        canned_url: format!("/tickets/{}/canned-answers", ticket.id),
        file_bytes_max: desk.upload_bytes_max,
        message_bytes_max: MESSAGE_BYTES_MAX,
        outcomes: ["wait", "resolve", "stay"].into_iter().map(outcome).collect(),
        seen: all.conversation.messages.last().map(|m| m.message.id.to_string()).unwrap_or_default(),
        files: Vec::new(),
    }
}

fn presence(say: &Say, present: &Present) -> String {
    say.say1(&format!("presence-{}", present.doing), "name", first_name(&present.name)).into_owned()
}

fn person_words(say: &Say, id: PersonId, name: &str, you: Option<PersonId>) -> (Avatar, String) {
    if Some(id) == you { (Avatar::you(name), say.say("queue-you").into_owned()) } else { (Avatar::of(name, id.0), name.to_owned()) }
}

/// What a person is called among colleagues.
#[must_use]
pub fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}
