//! A person decides otherwise about a letter that became a message: it belongs to another ticket, or to one of its own.

use db::{Tx, params};
use outcome::{Error, Refusal, Result};
use people::Actor;
use tickets::{Merge, MessageId, Split, TicketId};

use crate::decide::Became;
use crate::event::MailEvent;
use crate::held::letter_of;
use crate::letter::{Letter, Outcome};
use crate::policy::{self, Action};
use crate::thread::{Tie, tie};
use crate::why::Why;

/// Where a message that came by letter is to be instead.
#[derive(Debug, Clone, Copy)]
pub struct MoveLetter {
    /// The message.
    pub message: MessageId,
    /// The ticket it belongs to; `None` for a new one of its own.
    pub to: Option<TicketId>,
}

/// Moves the message of a letter, and lets what answers that letter follow it.
///
/// # Errors
/// Refused when the actor may not decide about the letter or may not split or merge the tickets, when the message is alone in its
/// ticket and would be split off, and when it is there already.
pub fn move_letter(tx: &mut Tx<'_>, actor: &Actor, wanted: MoveLetter) -> Result<Became> {
    let letter = letter_of(tx, wanted.message)?.ok_or(Refusal::NotFound)?;
    let letter = policy::permit_letter(tx, actor, Action::DecideLetter, letter)?.into_inner();
    let (from,) =
        tx.first::<(TicketId,)>("SELECT ticket_id FROM messages WHERE id = $1", params![wanted.message])?.ok_or(Refusal::NotFound)?;
    if wanted.to == Some(from) {
        return Err(Error::invalid("ticket", "mail-there-already"));
    }
    let (messages,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM messages WHERE ticket_id = $1", params![from])?;
    let ticket = match wanted.to {
        // The letter is all there is of the ticket: the ticket goes as a whole, and can be taken out again.
        Some(into) if messages == 1 => merge(tx, actor, from, into)?,
        Some(into) => {
            let split = split(tx, actor, &letter, from, wanted.message)?;
            merge(tx, actor, split, into)?
        }
        None if messages == 1 => return Err(Error::conflict("mail-alone-already")),
        None => split(tx, actor, &letter, from, wanted.message)?,
    };
    let (now, by) = (tx.now(), actor.person());
    let why = match wanted.to {
        Some(_) => Why::new("mail-why-decided-attach").with("ticket", ticket),
        None => Why::new("mail-why-decided-open"),
    };
    let outcome = if wanted.to.is_some() { Outcome::Joined } else { Outcome::Opened };
    tx.execute_one(
        "UPDATE letters SET ticket_id = $2, outcome = $3, why = $4, why_args = $5, decided_by = $6, decided_at = $7 WHERE id = $1",
        params![letter.id, ticket, outcome, &why.key, why.args_json()?, by, now],
    )?;
    if !letter.rfc_message_id.is_empty() {
        tx.execute("DELETE FROM threads WHERE rfc_message_id = $1 AND ticket_id = $2", params![&letter.rfc_message_id, from])?;
        tie(tx, &letter.rfc_message_id, ticket, Tie::Received)?;
    }
    let event = MailEvent::LetterDecided { letter: letter.id, outcome, ticket: Some(ticket), message: Some(wanted.message) };
    tx.record(actor, &event)?;
    Ok(Became { ticket, message: wanted.message })
}

fn split(tx: &mut Tx<'_>, actor: &Actor, letter: &Letter, from: TicketId, message: MessageId) -> Result<TicketId> {
    let subject =
        [&letter.subject, &letter.excerpt].into_iter().find(|text| !text.trim().is_empty()).cloned().unwrap_or_else(|| "-".to_owned());
    Ok(tickets::split(tx, actor, &Split { ticket: from, messages: vec![message], subject, requester: None })?.ticket)
}

fn merge(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId, into: TicketId) -> Result<TicketId> {
    Ok(tickets::merge(tx, actor, &Merge { ticket, into, bring_people: false })?.survivor.id)
}
