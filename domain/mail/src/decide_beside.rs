//! A person lets the writer of a held letter into the side conversation it belongs to.

use db::{Tx, params};
use email::Address;
use outcome::{Error, Result};
use people::Actor;
use side::ConversationId;

use crate::decide::undecided;
use crate::event::MailEvent;
use crate::intake::{beside_of, reader};
use crate::letter::{LetterId, Outcome};
use crate::thread::{Tie, tie_beside};
use crate::why::Why;

/// Lets a letter that answers a side conversation join it; its writer takes part from now on, and gets what is written there.
///
/// # Errors
/// Refused when the actor may not decide about the letter or may not work on the ticket, when it belongs to no side conversation, and
/// when no further participant or turn fits.
pub fn join_side_letter(tx: &mut Tx<'_>, actor: &Actor, id: LetterId) -> Result<ConversationId> {
    let (letter, said) = undecided(tx, actor, id)?;
    let conversation = letter.side_conversation_id.ok_or_else(|| Error::conflict("mail-letter-no-side"))?;
    if people::normal_email(&letter.from_email).is_none() {
        return Err(Error::conflict("mail-letter-without-sender"));
    }
    let name = Some(letter.from_name.clone()).filter(|name| !name.is_empty());
    let ticket = side::admit(tx, actor, conversation, &Address { name, email: letter.from_email.clone() })?.ticket_id;
    let message = side::answer(tx, &reader(), &beside_of(conversation, letter.from_email.clone(), &said))?;
    let why = Why::new("mail-why-side-decided").with("ticket", ticket);
    let (now, by) = (tx.now(), actor.person());
    tx.execute_one(
        "UPDATE letters SET outcome = 'joined', why = $2, why_args = $3, ticket_id = $4, side_message_id = $5, content = '', decided_by = $6, \
         decided_at = $7 WHERE id = $1 AND message_id IS NULL AND side_message_id IS NULL",
        params![letter.id, &why.key, why.args_json()?, ticket, message, by, now],
    )?;
    tie_beside(tx, &letter.rfc_message_id, conversation, Tie::Received)?;
    let event = MailEvent::LetterDecided { letter: letter.id, outcome: Outcome::Joined, ticket: Some(ticket), message: None };
    tx.record(actor, &event)?;
    Ok(conversation)
}
