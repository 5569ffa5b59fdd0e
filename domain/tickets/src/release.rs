//! A held message goes out: when its time is up, or when its author says so.

use db::{ActedBy, Acts, Job, Run, Tx, params};
use outcome::{Error, Refusal, Result};
use people::{Actor, Door, PersonId};

use crate::change::change;
use crate::event::TicketEvent;
use crate::index;
use crate::mention::{self, watch_mentioned};
use crate::message::{Audience, Message, MessageId};
use crate::policy::{Action, Permitted, permit};
use crate::status::Side;
use crate::ticket::{Ticket, TicketId};
use crate::turn;

/// The promise to let a held message out; the wiring keeps it with [`release_job`].
pub const RELEASE: &str = "tickets.release";

/// What open pages of the ticket that goes on hear when a message of a merged one comes out.
const TOLD_ELSEWHERE: &str = "ticket.reply_added";

/// How the promise is kept: in a transaction, together with what follows from the message.
#[must_use]
pub fn release_job() -> Run {
    Run::inside(|tx: &mut Tx<'_>, job: &Job| {
        let Some(message) = held(tx, MessageId(job.data()?))? else { return Ok(()) };
        let ticket = permit(tx, &Actor::system(Door::Inside), Action::See, message.ticket_id)?;
        release(tx, ticket, &message)
    })
}

/// Lets one's own message out before its time.
///
/// # Errors
/// `NotFound` for what is not one's own; `Conflict` when it is out or taken back already.
pub fn send_now(tx: &mut Tx<'_>, actor: &Actor, message: MessageId) -> Result<Permitted<Ticket>> {
    let (ticket, message) = own_held(tx, actor, message)?;
    tx.call_off(RELEASE, &message.id.to_string())?;
    let id = ticket.id;
    release(tx, ticket, &message)?;
    permit(tx, actor, Action::See, id)
}

/// One's own message that is still held, and its ticket.
pub(crate) fn own_held(tx: &Tx<'_>, actor: &Actor, id: MessageId) -> Result<(Permitted<Ticket>, Message)> {
    let sql = "SELECT ticket_id, author_id, audience FROM messages WHERE id = $1";
    let found = tx.first::<(TicketId, Option<PersonId>, Audience)>(sql, params![id])?;
    let Some((ticket, author, audience)) = found else { return Err(Refusal::NotFound.into()) };
    if author.is_none() || author != actor.person() {
        return Err(Refusal::NotFound.into());
    }
    let action = if audience == Audience::Public { Action::ReplyPublicly } else { Action::WriteNote };
    let ticket = permit(tx, actor, action, ticket)?;
    let message = held(tx, id)?.ok_or_else(|| Error::conflict("reply-already-out"))?;
    Ok((ticket, message))
}

fn held(tx: &Tx<'_>, id: MessageId) -> Result<Option<Message>> {
    let sql = format!("SELECT {} FROM messages m WHERE m.id = $1 AND m.held_until > 0 AND m.withdrawn_at IS NULL", Message::columns("m"));
    tx.first(&sql, params![id])
}

fn release(tx: &mut Tx<'_>, ticket: Permitted<Ticket>, message: &Message) -> Result<()> {
    let (now, author) = (tx.now(), Author { person: message.author_id, door: message.door });
    let sql = "UPDATE messages SET held_until = 0 WHERE id = $1 AND held_until > 0 AND withdrawn_at IS NULL";
    if tx.execute(sql, params![message.id])? == 0 {
        return Ok(()); // taken back, or let out by another process, while we waited for the ticket
    }
    let unanswered = ticket.first_replied_at.is_none();
    let ticket = change(tx, ticket, |t| turn::settle(t, message.audience, message.author_id, message.side, &message.body_html, now))?;
    index::message(tx, message.id)?;
    if let Some(survivor) = ticket.merged_into {
        tx.announce(survivor.subject(), TOLD_ELSEWHERE);
    }
    let first = unanswered && ticket.first_replied_at.is_some();
    let mentions = mention::from_json(&message.mentions);
    tell(tx, &author, ticket.id, message.id, message.audience, message.side, first, &mentions)
}

/// Writes down that a message is out; those it mentions watch from now on.
#[expect(clippy::too_many_arguments, reason = "what a message is to the log; a struct for two callers would say it twice")]
pub(crate) fn tell(
    tx: &mut Tx<'_>,
    by: &impl Acts,
    ticket: TicketId,
    message: MessageId,
    audience: Audience,
    side: Side,
    first: bool,
    mentions: &[PersonId],
) -> Result<()> {
    match audience {
        Audience::Public => TicketEvent::ReplyAdded { message, side, first }.record(tx, by, ticket)?,
        Audience::Internal => TicketEvent::NoteAdded { message }.record(tx, by, ticket)?,
    };
    for person in watch_mentioned(tx, mentions, ticket)? {
        TicketEvent::WatcherAdded { person, mentioned: Some(message) }.record(tx, by, ticket)?;
    }
    Ok(())
}

/// The author of a message, as the one who acts when it goes out by itself.
struct Author {
    person: Option<PersonId>,
    door: Door,
}

impl Acts for Author {
    fn acted_by(&self) -> ActedBy {
        let actor = self.person.map_or_else(|| "system".to_owned(), |p| format!("person:{p}"));
        ActedBy { actor, door: self.door.as_str(), caused_by: None }
    }
}
