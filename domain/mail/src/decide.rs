//! A person decides what becomes of a letter that was held or only kept: it joins a ticket, opens one, or stays where it is.

use db::{Tx, params};
use outcome::{Error, Refusal, Result};
use people::{Actor, Door, PersonId, directory};
use tickets::policy::{Action as OnTicket, look};
use tickets::{MessageId, Reply, TicketId, Watch};

use crate::event::MailEvent;
use crate::held::said;
use crate::intake::{attach_files, join, open, reader, survivor};
use crate::letter::{Letter, LetterId, Outcome, Said};
use crate::mailbox::Mailbox;
use crate::policy::{self, Action};
use crate::thread::tie_received;
use crate::why::Why;

/// A letter and the ticket it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct AttachLetter {
    /// The letter.
    pub letter: LetterId,
    /// The ticket.
    pub ticket: TicketId,
}

/// What a letter became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Became {
    /// The ticket.
    pub ticket: TicketId,
    /// The message.
    pub message: MessageId,
}

/// Lets a letter join a ticket. Its writer is kept up to date from now on; of somebody at the desk it becomes an internal note,
/// because nobody but they themselves may speak in the desk's name.
///
/// # Errors
/// Refused when the actor may not decide, may not work on the ticket, or the letter has become something already.
pub fn attach_letter(tx: &mut Tx<'_>, actor: &Actor, attach: &AttachLetter) -> Result<Became> {
    let (letter, said) = undecided(tx, actor, attach.letter)?;
    let ticket = survivor(tx, attach.ticket)?.ok_or(Refusal::NotFound)?;
    look(tx, actor, ticket)?.demand(OnTicket::ChooseWatchers)?;
    let person = sender(tx, &letter)?;
    let writer = directory::actor_of(tx, person, Door::Mail)?.ok_or_else(|| Error::conflict("mail-sender-deactivated"))?;
    let asked = look(tx, actor, ticket)?.requester_id == person;
    let became = if writer.is_staff() && !asked {
        let attachments = attach_files(tx, actor, &said)?;
        let noted =
            tickets::reply(tx, actor, &Reply { quoted: said.quoted.clone(), attachments, ..Reply::note(ticket, said.text.clone()) })?;
        Became { ticket: noted.ticket, message: noted.message }
    } else {
        if !asked {
            tickets::watch(tx, actor, &Watch { ticket, person })?;
        }
        let joined = join(tx, person, ticket, &said)?;
        Became { ticket: joined.ticket, message: joined.message }
    };
    let why = Why::new("mail-why-decided-attach").with("ticket", ticket);
    decided(tx, actor, &letter, &said, Outcome::Joined, &why, person, became)
}

/// Lets a letter open a ticket of its own.
///
/// # Errors
/// Refused when the actor may not decide, or the letter has become something already.
pub fn open_from_letter(tx: &mut Tx<'_>, actor: &Actor, id: LetterId) -> Result<Became> {
    let (letter, said) = undecided(tx, actor, id)?;
    let person = sender(tx, &letter)?;
    let mailbox = Mailbox::of(tx, letter.mailbox_id)?.ok_or(Refusal::NotFound)?;
    let opened = open(tx, person, &mailbox, &letter.subject, &said, Vec::new())?;
    let became = Became { ticket: opened.ticket, message: opened.message };
    decided(tx, actor, &letter, &said, Outcome::Opened, &Why::new("mail-why-decided-open"), person, became)
}

/// Leaves a held letter where it is: kept, and nothing follows from it. It can still be decided otherwise.
///
/// # Errors
/// Refused when the actor may not decide, or the letter has become something already.
pub fn discard_letter(tx: &mut Tx<'_>, actor: &Actor, id: LetterId) -> Result<()> {
    let (letter, _) = undecided(tx, actor, id)?;
    let (now, by) = (tx.now(), actor.person());
    tx.execute_one(
        "UPDATE letters SET outcome = 'ignored', why = 'mail-why-decided-discard', why_args = '{}', decided_by = $2, decided_at = $3 WHERE id = $1",
        params![letter.id, by, now],
    )?;
    tx.record(actor, &MailEvent::LetterDecided { letter: letter.id, outcome: Outcome::Ignored, ticket: None, message: None })?;
    Ok(())
}

/// A letter that became nothing yet, with what it says.
pub(crate) fn undecided(tx: &mut Tx<'_>, actor: &Actor, id: LetterId) -> Result<(Letter, Said)> {
    let letter = policy::permit_letter(tx, actor, Action::DecideLetter, id)?.into_inner();
    if letter.message_id.is_some() || letter.side_message_id.is_some() || !matches!(letter.outcome, Outcome::Held | Outcome::Ignored) {
        return Err(Error::conflict("mail-letter-decided"));
    }
    let said = said(tx, id)?.ok_or_else(|| Error::conflict("mail-letter-decided"))?;
    Ok((letter, said))
}

/// Whose words they are.
fn sender(tx: &mut Tx<'_>, letter: &Letter) -> Result<PersonId> {
    if people::normal_email(&letter.from_email).is_none() {
        return Err(Error::conflict("mail-letter-without-sender"));
    }
    people::ensure_by_email(tx, &reader(), &letter.from_name, &letter.from_email)
}

#[expect(clippy::too_many_arguments, reason = "two callers that know all of it; a struct would say it twice")]
fn decided(
    tx: &mut Tx<'_>,
    actor: &Actor,
    letter: &Letter,
    said: &Said,
    outcome: Outcome,
    why: &Why,
    person: PersonId,
    became: Became,
) -> Result<Became> {
    let (now, by) = (tx.now(), actor.person());
    tx.execute_one(
        "UPDATE letters SET outcome = $2, why = $3, why_args = $4, person_id = $5, ticket_id = $6, message_id = $7, content = '', \
         decided_by = $8, decided_at = $9 WHERE id = $1 AND message_id IS NULL",
        params![letter.id, outcome, &why.key, why.args_json()?, person, became.ticket, became.message, by, now],
    )?;
    tie_received(tx, &letter.rfc_message_id, &said.ancestors, became.ticket)?;
    let event = MailEvent::LetterDecided { letter: letter.id, outcome, ticket: Some(became.ticket), message: Some(became.message) };
    tx.record(actor, &event)?;
    Ok(became)
}
