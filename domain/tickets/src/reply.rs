//! Somebody answers: a public reply, or an internal note.

use db::{Acts, EventId, HOUR_MS, MINUTE_MS, Moment, Promise, SECOND_MS, Tx, params};
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::{Actor, PersonId};
use text::Html;

use crate::attachment::AttachmentId;
use crate::change::change;
use crate::drafts::{self, Mode};
use crate::event::TicketEvent;
use crate::form::demand_answers;
use crate::hold::checked_hold;
use crate::index;
use crate::limits::UNDO_SEND_S_MAX;
use crate::mention::mentioned;
use crate::message::{Audience, MessageId};
use crate::moving::{hold, stand, tell_assigned, tell_moved};
use crate::open::{Open, follow_up};
use crate::policy::{Action, Permitted, look, permit_survivor};
use crate::read_marks;
use crate::release::{self, RELEASE};
use crate::status::{Side, Status};
use crate::ticket::{Ticket, TicketId};
use crate::turn::{self, Turn, check_text, html_of};

/// Up to here a message that was crossed is told in seconds, then in minutes up to [`CROSSED_MIN_MAX_MS`].
const CROSSED_S_MAX_MS: i64 = 2 * MINUTE_MS;
/// Beyond this it no longer matters when exactly somebody wrote.
const CROSSED_MIN_MAX_MS: i64 = 2 * HOUR_MS;

/// What stands around the name of something that a prepared text could not fill in; with it nothing is sent to requesters.
pub const GAP: [char; 2] = ['\u{27E6}', '\u{27E7}'];

/// What becomes of the ticket once the desk has answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Then {
    /// It waits for the requester; a note, or a word of Firstline's own, changes nothing.
    #[default]
    Usual,
    /// It stays our move.
    Stay,
    /// It waits for the requester.
    Wait,
    /// It is resolved.
    Resolve,
    /// It is on hold, for a third party or a date.
    Hold {
        /// Why, in words.
        reason: String,
        /// When it opens by itself.
        until: Option<Moment>,
    },
}

/// An answer as it comes in.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The ticket; of a merged one, the one that goes on is answered.
    pub ticket: TicketId,
    /// Who may read it.
    pub audience: Audience,
    /// In whose name it is written, if not in the actor's own.
    pub author: Option<PersonId>,
    /// What was written: Markdown, or the new text of a letter.
    pub body: String,
    /// The same as a letter's sanitised HTML; made of the Markdown when there is none.
    pub body_html: Option<Html>,
    /// Quote and signature of a letter.
    pub quoted: String,
    /// Files that were uploaded for it.
    pub attachments: Vec<AttachmentId>,
    /// What becomes of the ticket; of the requester's answers it is not asked.
    pub then: Then,
    /// How long the desk's message can be taken back, in seconds; until then nobody outside sees it.
    pub undo_send_s: u32,
    /// The last message the writer has seen; a newer one of somebody else is pointed out instead of being talked past.
    pub last_seen: Option<MessageId>,
    /// The writer knows of the newer message.
    pub send_anyway: bool,
    /// The same key again writes nothing and answers what the first one did.
    pub key: Option<String>,
}

impl Reply {
    /// A public reply, out at once.
    #[must_use]
    pub fn public(ticket: TicketId, body: impl Into<String>) -> Self {
        Self {
            ticket,
            audience: Audience::Public,
            author: None,
            body: body.into(),
            body_html: None,
            quoted: String::new(),
            attachments: Vec::new(),
            then: Then::Usual,
            undo_send_s: 0,
            last_seen: None,
            send_anyway: false,
            key: None,
        }
    }

    /// An internal note, out at once.
    #[must_use]
    pub fn note(ticket: TicketId, body: impl Into<String>) -> Self {
        Self { audience: Audience::Internal, ..Self::public(ticket, body) }
    }
}

/// What an answer led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Replied {
    /// The ticket it was written to: the survivor of a merge, or a new one.
    pub ticket: TicketId,
    /// The message.
    pub message: MessageId,
    /// Was the old ticket closed, and a new one opened for this answer?
    pub opened: bool,
    /// Until when it can be taken back; 0 when it is out.
    pub held_until: Moment,
    /// The event by which the writer took the ticket, if nobody had it.
    pub taken: Option<EventId>,
    /// The event by which the ticket moved.
    pub moved: Option<EventId>,
}

/// Answers a ticket.
///
/// The desk's public reply takes a ticket that nobody has, and lets it wait. The requester's answer opens a ticket again that
/// waits, is on hold or resolved; to a closed one it opens a new ticket linked to it. A note changes nobody's move.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` names every field that does not hold; `Conflict` when somebody else wrote meanwhile, or
/// when the desk answers a closed ticket.
pub fn reply(tx: &mut Tx<'_>, actor: &Actor, reply: &Reply) -> Result<Replied> {
    let scope = format!("reply:{}", actor.acted_by().actor);
    if let Some(key) = &reply.key
        && let Some(answer) = tx.done_before(&scope, key)?
    {
        return Ok(serde_json::from_str(&answer).map_err(anyhow::Error::from)?);
    }
    let action = if reply.audience == Audience::Public { Action::ReplyPublicly } else { Action::WriteNote };
    let ticket = permit_survivor(tx, actor, action, reply.ticket)?;
    let (speaker, is_voice) = speaker(tx, actor, action, &ticket, reply.author)?;
    let side = side_of(speaker.as_ref().unwrap_or(actor), &ticket);
    check(tx, reply, side)?;
    no_crossing(tx, actor, &ticket, reply)?;
    if matches!(reply.then, Then::Resolve) && side == Side::Staff && ticket.status.is_unfinished() {
        demand_answers(tx, actor, &ticket)?;
    }
    let replied = match (ticket.status, reply.audience, side) {
        (Status::Closed, Audience::Public, Side::Requester) if speaker.is_none() => reopen_as_new(tx, actor, &ticket, reply)?,
        (Status::Closed, Audience::Public, _) => return Err(Error::conflict("reply-closed")),
        _ => write(tx, actor, (speaker.as_ref(), is_voice), ticket, side, reply)?,
    };
    if let Some(key) = &reply.key {
        tx.remember_done(&scope, key, &serde_json::to_string(&replied).map_err(anyhow::Error::from)?)?;
    }
    Ok(replied)
}

/// The one in whose name somebody else writes; nobody when the actor speaks for themselves. They must be there, and may say no more
/// than they could say themselves. And whether the one who speaks is the requester's voice of a ticket that others work on.
fn speaker(
    tx: &Tx<'_>,
    actor: &Actor,
    action: Action,
    ticket: &Permitted<Ticket>,
    author: Option<PersonId>,
) -> Result<(Option<Actor>, bool)> {
    let Some(author) = author.filter(|author| actor.person() != Some(*author)) else { return Ok((None, ticket.is_voice())) };
    ticket.demand(Action::WriteFor)?;
    let unknown = || Error::invalid("author", "author-cannot-say");
    let speaker = people::directory::actor_of(tx, author, actor.door)?.ok_or_else(unknown)?;
    match look(tx, &speaker, ticket.id) {
        Ok(theirs) if theirs.may(action) => Ok((Some(speaker), theirs.is_voice())),
        Ok(_) | Err(Error::Refused(_)) => Err(unknown()),
        Err(failed) => Err(failed),
    }
}

/// Does something stand between the signs of [`GAP`], as a prepared text has it where a ticket has no answer?
fn has_gap(body: &str) -> bool {
    body.split_once(GAP[0]).is_some_and(|(_, behind)| behind.contains(GAP[1]))
}

/// Whoever asked speaks for the requester's side, even when they work at the desk.
fn side_of(actor: &Actor, ticket: &Ticket) -> Side {
    let asked = actor.person() == Some(ticket.requester_id);
    if asked || (actor.person().is_some() && !actor.is_staff()) { Side::Requester } else { Side::Staff }
}

fn check(tx: &Tx<'_>, reply: &Reply, side: Side) -> Result<()> {
    let mut check = Check::new();
    let gap = side == Side::Staff && reply.audience == Audience::Public && has_gap(&reply.body);
    check.that(!gap, "body", "reply-has-gap");
    check_text(&mut check, &reply.body, reply.body_html.as_ref(), &reply.quoted, reply.attachments.len());
    let unmoved = matches!(reply.then, Then::Usual | Then::Stay);
    check.that(reply.audience == Audience::Public || unmoved, "then", "note-moves-nothing");
    let says = Sentence::new("reply-held-too-long").with("max", UNDO_SEND_S_MAX);
    check.that(reply.undo_send_s <= UNDO_SEND_S_MAX, "undo_send_s", says);
    check.done()?;
    match &reply.then {
        Then::Hold { reason, until } if side == Side::Staff => checked_hold(tx.now(), reason, *until).map(|_| ()),
        _ => Ok(()),
    }
}

/// Points out what somebody else wrote since the writer last looked.
fn no_crossing(tx: &Tx<'_>, actor: &Actor, ticket: &Permitted<Ticket>, reply: &Reply) -> Result<()> {
    let (Some(seen), false) = (reply.last_seen, reply.send_anyway) else { return Ok(()) };
    let inner = ticket.may(Action::SeeInternal);
    let newer = tx.first::<(Option<String>, Moment)>(
        "SELECT p.name, m.created_at FROM messages m LEFT JOIN people p ON p.id = m.author_id \
         WHERE m.ticket_id = $1 AND m.id > $2 AND m.withdrawn_at IS NULL AND (m.author_id IS NULL OR m.author_id <> $3) \
         AND ($4 = 1 OR (m.audience = 'public' AND m.held_until = 0)) ORDER BY m.id DESC LIMIT 1",
        params![ticket.id, seen, actor.person().unwrap_or(PersonId(0)), i64::from(inner)],
    )?;
    let Some((name, at)) = newer else { return Ok(()) };
    Err(Error::conflict(crossed(name.as_deref(), tx.now().since_ms(at))))
}

/// Who wrote, and how long ago in the unit one would say it in.
fn crossed(name: Option<&str>, ago_ms: i64) -> Sentence {
    let Some(name) = name else { return Sentence::new("reply-crossed-by-firstline") };
    let says = if ago_ms <= CROSSED_S_MAX_MS {
        Sentence::new("reply-crossed").with("seconds", ago_ms / SECOND_MS)
    } else if ago_ms <= CROSSED_MIN_MAX_MS {
        Sentence::new("reply-crossed-minutes").with("minutes", ago_ms / MINUTE_MS)
    } else {
        Sentence::new("reply-crossed-since")
    };
    says.with("name", name)
}

fn write(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (speaker, is_voice): (Option<&Actor>, bool),
    ticket: Permitted<Ticket>,
    side: Side,
    reply: &Reply,
) -> Result<Replied> {
    let (now, was) = (tx.now(), Ticket::clone(&ticket));
    let author = speaker.unwrap_or(actor).person();
    // What somebody wrote for somebody else is out at once: it is nobody's own to take back.
    let held = side == Side::Staff && reply.undo_send_s > 0 && actor.person().is_some() && speaker.is_none();
    let held_until = if held { now.plus_ms(i64::from(reply.undo_send_s) * SECOND_MS) } else { Moment(0) };
    let turn = Turn {
        audience: reply.audience,
        author,
        side,
        body: &reply.body,
        html: html_of(&reply.body, reply.body_html.as_ref(), reply.audience),
        quoted: &reply.quoted,
        held_until,
        mentions: if side == Side::Staff { mentioned(tx, &reply.body, was.id)? } else { Vec::new() },
        attachments: &reply.attachments,
    };
    let message = turn::write(tx, actor, was.id, &turn)?;
    let takes = side == Side::Staff && reply.audience == Audience::Public && ticket.may(Action::Assign);
    // Whoever only speaks with the requester does not take it from the team that works on it.
    let taker = author.filter(|_| takes && !is_voice);
    let ticket = change(tx, ticket, |t| {
        if !held {
            turn::settle(t, reply.audience, turn.author, side, turn.html.as_str(), now);
        }
        t.assignee_id = t.assignee_id.or(taker);
        if reply.audience == Audience::Public {
            follow(t, side, turn.author, &reply.then);
        }
    })?;
    let taken = tell_assigned(tx, actor, &was, &ticket, Some(message))?;
    let moved = tell_moved(tx, actor, &was, &ticket, Some(message))?;
    if held {
        TicketEvent::MessageHeld { message, audience: reply.audience, until: held_until }.record(tx, actor, was.id)?;
        let promise = Promise { not_before: Some(held_until), key: Some(message.to_string()), ..Promise::new(RELEASE, was.id.subject()) };
        tx.promise(&Promise { data: message.0.into(), ..promise })?;
    } else {
        let first = was.first_replied_at.is_none() && ticket.first_replied_at.is_some();
        release::tell(tx, actor, was.id, message, reply.audience, side, first, &turn.mentions)?;
    }
    index::message(tx, message)?;
    if let Some(author) = actor.person() {
        let mode = if reply.audience == Audience::Public { Mode::Reply } else { Mode::Note };
        drafts::sent(tx, was.id, author, mode)?;
        read_marks::mark(tx, was.id, author, message)?;
    }
    Ok(Replied { ticket: was.id, message, opened: false, held_until, taken, moved })
}

/// Where a public turn leaves the ticket.
fn follow(ticket: &mut Ticket, side: Side, author: Option<PersonId>, then: &Then) {
    match (side, then) {
        (Side::Requester, _) => {
            if matches!(ticket.status, Status::Waiting | Status::OnHold | Status::Resolved) {
                stand(ticket, Status::Open);
            }
        }
        (Side::Staff, Then::Usual) if author.is_none() => {}
        (Side::Staff, Then::Usual | Then::Wait) => stand(ticket, Status::Waiting),
        (Side::Staff, Then::Stay) => {
            if ticket.status == Status::New {
                stand(ticket, Status::Open);
            }
        }
        (Side::Staff, Then::Resolve) => stand(ticket, Status::Resolved),
        (Side::Staff, Then::Hold { reason, until }) => hold(ticket, reason.trim(), *until),
    }
}

/// The answer to a closed ticket becomes the first message of a new one.
fn reopen_as_new(tx: &mut Tx<'_>, actor: &Actor, closed: &Ticket, reply: &Reply) -> Result<Replied> {
    let Some(person) = actor.person() else { return Err(Refusal::NotAllowed(Action::ReplyPublicly.as_str()).into()) };
    let first = Open {
        body_html: reply.body_html.clone(),
        quoted: reply.quoted.clone(),
        attachments: reply.attachments.clone(),
        source: actor.door.into(),
        ..Open::new(person, closed.subject.clone(), reply.body.clone())
    };
    let opened = follow_up(tx, actor, closed, first)?;
    drafts::sent(tx, closed.id, person, Mode::Reply)?;
    Ok(Replied { ticket: opened.ticket, message: opened.message, opened: true, held_until: Moment(0), taken: None, moved: None })
}
