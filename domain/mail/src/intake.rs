//! What becomes of a letter that comes in: it opens a ticket, joins one or a conversation beside one, waits for a person, or is only kept. Always with a reason.

mod already_seen;
mod automatic;
mod carry_out;
mod judge;
mod on_behalf;
mod read;
mod writer;

use db::{Conn, Tx};
use email::bounce::Bounce;
use files::FileRef;
use outcome::Result;
use people::{Actor, Door, PersonId};
use tickets::{MessageId, TicketId};

use crate::key;
use crate::letter::{Enclosed, LetterId, Outcome, Said};
use crate::mailbox::{self, Mailbox, MailboxId};
use crate::verdicts::Verdicts;
use crate::why::Why;

pub(crate) use carry_out::{attach_files, beside_of, join, open};
pub(crate) use judge::survivor;
pub use read::INLINE_PATH;

/// Where and how a letter arrived.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The mailbox.
    pub mailbox: MailboxId,
    /// Sender in the SMTP dialogue; empty for the null path, `None` when nobody said.
    pub envelope_from: Option<String>,
    /// Recipient in the SMTP dialogue, sub-address included.
    pub envelope_to: String,
    /// The letter as it came, in the file store.
    pub raw: FileRef,
    /// What is known about its sender.
    pub verdicts: Verdicts,
    /// Did it lie in the mailbox before we did? Its writer is not told that we have it.
    pub old: bool,
}

/// A letter that arrived: read, made safe, its files stored.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// Where and how.
    pub at: Arrival,
    pub(crate) letter: email::Letter,
    pub(crate) bounce: Option<Bounce>,
    pub(crate) said: Said,
}

impl Arrived {
    /// Separates new from old and makes the HTML safe: the slow part, so that it happens outside of any transaction. The
    /// letter's own attachments are not looked at any more; `files` stand for them, and `bounce` was read while they were there.
    #[must_use]
    pub fn new(mut letter: email::Letter, bounce: Option<Bounce>, files: Vec<Enclosed>, mut at: Arrival) -> Self {
        if let Some(writer) = writer::behind(&letter) {
            // What was checked speaks for the form or the list, not for whom they name.
            at.verdicts = Verdicts { aligned: false, by: String::new(), ..at.verdicts };
            letter.from = Some(writer);
        }
        let said = read::read(&letter, files, &at.raw);
        Self { at, letter, bounce, said }
    }

    /// A letter nobody could read: its raw form is all there is.
    #[must_use]
    pub fn unread(at: Arrival) -> Self {
        Self::new(email::Letter::default(), None, Vec::new(), at)
    }
}

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Intake {
    /// The letter.
    pub letter: LetterId,
    /// What became of it.
    pub outcome: Outcome,
    /// The ticket it opened or joined; of a held one, the ticket it may belong to.
    pub ticket: Option<TicketId>,
    /// The message it became.
    pub message: Option<MessageId>,
    /// Why.
    pub why: Why,
    /// It was known already, and nothing changed.
    pub repeated: bool,
}

/// Decides what becomes of a letter and does it. The same letter again changes nothing, whichever mailbox it comes to.
///
/// # Errors
/// Refused when the desk's rules forbid what the letter asks; nothing is written then, and [`quarantine`] keeps the letter.
pub fn take_in(tx: &mut Tx<'_>, arrived: &Arrived) -> Result<Intake> {
    let identity = already_seen::identity(arrived, tx.now());
    if let Some(known) = already_seen::known(tx, &identity)? {
        return Ok(known);
    }
    let keys = key::keys(tx)?;
    let verdict = judge::judge(tx, &keys, arrived)?;
    carry_out::carry_out(tx, arrived, &identity, verdict)
}

/// Keeps a letter that could not be taken in for a person to look at, with a sentence that says what was wrong.
///
/// # Errors
/// What the engine answers.
pub fn quarantine(tx: &mut Tx<'_>, arrived: &Arrived, why: Why) -> Result<Intake> {
    let identity = already_seen::identity(arrived, tx.now());
    if let Some(known) = already_seen::known(tx, &identity)? {
        return Ok(known);
    }
    carry_out::carry_out(tx, arrived, &identity, judge::Verdict::Hold { why, person: None, maybe: None })
}

/// The mailbox a letter is for, and the address it was sent to: what the transport says, else what the letter's headers say, else
/// the desk's first mailbox. `None` when the transport names no mailbox of ours, or there is none.
///
/// # Errors
/// What the engine answers.
pub fn mailbox_of(conn: &Conn, envelope_to: Option<&str>, letter: &email::Letter) -> Result<Option<(Mailbox, String)>> {
    if let Some(to) = envelope_to {
        return Ok(mailbox::mailbox_for(conn, to)?.map(|found| (found, to.to_owned())));
    }
    for address in letter.delivered_to.iter().chain(letter.recipients()) {
        if let Some(found) = mailbox::mailbox_for(conn, &address.email)? {
            return Ok(Some((found, address.email.clone())));
        }
    }
    Ok(mailbox::main_mailbox(conn)?.map(|found| {
        let address = found.address.clone();
        (found, address)
    }))
}

/// An address of the desk, for who wrote to one that is none.
///
/// # Errors
/// What the engine answers.
pub fn an_address(conn: &Conn) -> Result<Option<String>> {
    Ok(mailbox::main_mailbox(conn)?.map(|found| found.address))
}

/// Firstline itself, reading letters.
pub(crate) fn reader() -> Actor {
    Actor::system(Door::Mail)
}

/// Who wrote a letter, as far as it says.
pub(crate) fn from(letter: &email::Letter) -> (String, String) {
    let from = letter.from.as_ref();
    (from.map(email::Address::normalised).unwrap_or_default(), from.and_then(|a| a.name.clone()).unwrap_or_default())
}

/// The person behind a letter, if the desk knows them.
pub(crate) fn known_sender(conn: &Conn, email: &str) -> Result<Option<PersonId>> {
    Ok(people::directory::person_by_email(conn, email)?.map(|person| person.id))
}
