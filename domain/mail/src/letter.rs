//! A letter that came in: what became of it, and why. Every one is kept, once.

use db::{Cells, Conn, Moment, Row, id, params, words};
use outcome::Result;
use people::PersonId;
use serde::{Deserialize, Serialize};
use side::{ConversationId, SideMessageId};
use tickets::{MessageId, TicketId};

use crate::mailbox::MailboxId;
use crate::verdicts::Verdicts;
use crate::why::Why;

id!(
    /// A letter's number.
    LetterId
);

words! {
    /// What became of a letter.
    pub enum Outcome {
        /// It opened a ticket.
        Opened = "opened",
        /// It joined a ticket.
        Joined = "joined",
        /// It waits for a person to decide.
        Held = "held",
        /// It is kept, and nothing follows from it.
        Ignored = "ignored",
    }
}

/// A letter, as its row stands.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its number.
    pub id: LetterId,
    /// Its Message-ID header without angle brackets; empty when there was none.
    pub rfc_message_id: String,
    /// Where it arrived.
    pub mailbox_id: MailboxId,
    /// The sender that the SMTP dialogue named; empty for the null path of bounces, `None` when nobody said.
    pub envelope_from: Option<String>,
    /// The recipient that the SMTP dialogue named.
    pub envelope_to: String,
    /// Who says they wrote it; empty when nobody did.
    pub from_email: String,
    /// Their name as the letter gives it.
    pub from_name: String,
    /// Its subject.
    pub subject: String,
    /// How it begins.
    pub excerpt: String,
    /// The letter as it came: its digest in the file store.
    pub raw: String,
    /// How long that is.
    pub raw_bytes: i64,
    /// What became of it.
    pub outcome: Outcome,
    /// Why.
    pub why: Why,
    /// Why it counts as written by a program, as a word, if it does.
    pub automatic: Option<String>,
    /// Whose letter it is taken for.
    pub person_id: Option<PersonId>,
    /// The ticket it opened or joined; of a held one, the ticket it may belong to.
    pub ticket_id: Option<TicketId>,
    /// The message it became.
    pub message_id: Option<MessageId>,
    /// When it arrived.
    pub received_at: Moment,
    /// Who decided what becomes of it, when it was held.
    pub decided_by: Option<PersonId>,
    /// When they did.
    pub decided_at: Option<Moment>,
    /// What is known about its sender.
    pub verdicts: Verdicts,
    /// The side conversation it joined; of a held one, the one it may belong to.
    pub side_conversation_id: Option<ConversationId>,
    /// The turn of it that it became.
    pub side_message_id: Option<SideMessageId>,
}

const COLUMNS: &str = "id, rfc_message_id, mailbox_id, envelope_from, envelope_to, from_email, from_name, subject, excerpt, raw, raw_bytes, \
     outcome, why, why_args, automatic, person_id, ticket_id, message_id, received_at, decided_by, decided_at, verdicts, side_conversation_id, \
     side_message_id";

impl Row for Letter {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        Ok(Self {
            id: cells.field(0)?,
            rfc_message_id: cells.field(1)?,
            mailbox_id: cells.field(2)?,
            envelope_from: cells.field(3)?,
            envelope_to: cells.field(4)?,
            from_email: cells.field(5)?,
            from_name: cells.field(6)?,
            subject: cells.field(7)?,
            excerpt: cells.field(8)?,
            raw: cells.field(9)?,
            raw_bytes: cells.field(10)?,
            outcome: cells.field(11)?,
            why: Why::read(cells.field(12)?, &cells.field::<String>(13)?)?,
            automatic: cells.field(14)?,
            person_id: cells.field(15)?,
            ticket_id: cells.field(16)?,
            message_id: cells.field(17)?,
            received_at: cells.field(18)?,
            decided_by: cells.field(19)?,
            decided_at: cells.field(20)?,
            verdicts: Verdicts::read(&cells.field::<String>(21)?),
            side_conversation_id: cells.field(22)?,
            side_message_id: cells.field(23)?,
        })
    }
}

impl Letter {
    pub(crate) fn of(conn: &Conn, id: LetterId) -> Result<Option<Self>> {
        conn.first(&format!("SELECT {COLUMNS} FROM letters WHERE id = $1"), params![id])
    }

    /// The columns in the order in which a row is read, each behind `alias.`.
    pub(crate) fn columns(alias: &str) -> String {
        COLUMNS.split(", ").map(|column| format!("{alias}.{}", column.trim())).collect::<Vec<_>>().join(", ")
    }
}

/// A file that came with a letter and lies in the file store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// Its digest.
    pub file: String,
    /// How long it is, in bytes.
    pub bytes: i64,
    /// Its name, safe to show and to save.
    pub name: String,
    /// As the letter declares it. A claim, not a fact.
    pub media_type: String,
    /// The Content-ID without angle brackets.
    pub content_id: Option<String>,
    /// Does the letter's HTML show it in place?
    pub inline: bool,
}

/// What a letter says, kept for as long as it may still open or join a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// What its author wrote.
    pub text: String,
    /// What they quoted, and their signature.
    pub quoted: String,
    /// The same as HTML, made safe; inline images point to placeholders until their attachments have numbers.
    pub html: String,
    /// The files.
    pub files: Vec<Enclosed>,
    /// The Message-IDs it descends from, the closest first.
    pub ancestors: Vec<String>,
}
