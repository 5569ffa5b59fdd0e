//! What can happen to mailboxes and letters. Ids and words only: no addresses, no texts.

use db::{Event, Subject};
use serde::Serialize;
use tickets::{MessageId, TicketId};

use crate::letter::{LetterId, Outcome};
use crate::mailbox::MailboxId;
use crate::outgoing::OutgoingId;

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the kinds below say in words what each variant is")]
pub enum MailEvent {
    MailboxAdded {
        #[serde(skip)]
        mailbox: MailboxId,
    },
    MailboxEdited {
        #[serde(skip)]
        mailbox: MailboxId,
    },
    MailboxArchived {
        #[serde(skip)]
        mailbox: MailboxId,
    },
    MailboxRestored {
        #[serde(skip)]
        mailbox: MailboxId,
    },
    /// Its letters could not be fetched for a while.
    MailboxFailing {
        #[serde(skip)]
        mailbox: MailboxId,
    },
    /// One of its letters could not be fetched, three times.
    LetterStuck {
        #[serde(skip)]
        mailbox: MailboxId,
        uid: u32,
    },
    /// What its provider granted could not be renewed, or was taken back.
    GrantFailing {
        #[serde(skip)]
        mailbox: MailboxId,
    },
    /// Its grant, or our secret there, ends soon.
    GrantEnding {
        #[serde(skip)]
        mailbox: MailboxId,
    },
    /// A letter waits in *Mail to check*; `maybe` is the ticket it may belong to.
    LetterHeld {
        #[serde(skip)]
        letter: LetterId,
        why: String,
        maybe: Option<TicketId>,
    },
    /// Somebody decided what becomes of a held or ignored letter.
    LetterDecided {
        #[serde(skip)]
        letter: LetterId,
        outcome: Outcome,
        ticket: Option<TicketId>,
        message: Option<MessageId>,
    },
    /// Somebody wants no more letters from the address this one came from.
    SenderRefused {
        #[serde(skip)]
        letter: LetterId,
    },
    /// Letters from there are taken again.
    SenderWelcomed {
        #[serde(skip)]
        letter: LetterId,
    },
    /// Somebody asked for the pictures that this letter has elsewhere.
    PicturesShown {
        #[serde(skip)]
        letter: LetterId,
    },
    /// Somebody always wants those of its sender.
    PicturesAlways {
        #[serde(skip)]
        letter: LetterId,
    },
    /// Neither any more.
    PicturesHidden {
        #[serde(skip)]
        letter: LetterId,
    },
    /// The gate kept a letter back.
    OutgoingHeld {
        #[serde(skip)]
        outgoing: OutgoingId,
        why: String,
        ticket: Option<TicketId>,
    },
    /// Somebody sent a letter again that was held, kept, bounced or given up.
    OutgoingReleased {
        #[serde(skip)]
        outgoing: OutgoingId,
    },
    /// A letter came back.
    OutgoingBounced {
        #[serde(skip)]
        outgoing: OutgoingId,
        ticket: Option<TicketId>,
    },
    /// The relay would not take a letter.
    OutgoingGivenUp {
        #[serde(skip)]
        outgoing: OutgoingId,
        ticket: Option<TicketId>,
    },
}

impl Event for MailEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::MailboxAdded { .. } => "mailbox.added",
            Self::MailboxEdited { .. } => "mailbox.edited",
            Self::MailboxArchived { .. } => "mailbox.archived",
            Self::MailboxRestored { .. } => "mailbox.restored",
            Self::MailboxFailing { .. } => "mailbox.failing",
            Self::LetterStuck { .. } => "mailbox.letter_stuck",
            Self::GrantFailing { .. } => "grant.failing",
            Self::GrantEnding { .. } => "grant.ending",
            Self::LetterHeld { .. } => "letter.held",
            Self::LetterDecided { .. } => "letter.decided",
            Self::SenderRefused { .. } => "letter.sender_refused",
            Self::SenderWelcomed { .. } => "letter.sender_welcomed",
            Self::PicturesShown { .. } => "letter.pictures_shown",
            Self::PicturesAlways { .. } => "letter.pictures_always",
            Self::PicturesHidden { .. } => "letter.pictures_hidden",
            Self::OutgoingHeld { .. } => "outgoing.held",
            Self::OutgoingReleased { .. } => "outgoing.released",
            Self::OutgoingBounced { .. } => "outgoing.bounced",
            Self::OutgoingGivenUp { .. } => "outgoing.given_up",
        }
    }

    fn subject(&self) -> Subject {
        match self {
            Self::MailboxAdded { mailbox }
            | Self::MailboxEdited { mailbox }
            | Self::MailboxArchived { mailbox }
            | Self::MailboxRestored { mailbox }
            | Self::MailboxFailing { mailbox }
            | Self::LetterStuck { mailbox, .. }
            | Self::GrantFailing { mailbox }
            | Self::GrantEnding { mailbox } => Subject::new("mailbox", mailbox.0),
            Self::LetterHeld { letter, .. }
            | Self::LetterDecided { letter, .. }
            | Self::SenderRefused { letter }
            | Self::SenderWelcomed { letter }
            | Self::PicturesShown { letter }
            | Self::PicturesAlways { letter }
            | Self::PicturesHidden { letter } => Subject::new("letter", letter.0),
            Self::OutgoingHeld { outgoing, .. }
            | Self::OutgoingReleased { outgoing }
            | Self::OutgoingBounced { outgoing, .. }
            | Self::OutgoingGivenUp { outgoing, .. } => outgoing.subject(),
        }
    }
}
