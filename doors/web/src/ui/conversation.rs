//! What a conversation's templates show: turns, their files and deliveries, and the box under them.

use super::view::Avatar;

/// A file hanging on a message.
pub struct Attachment {
    /// Its name as sent.
    pub name: String,
    /// Where it is handed out.
    pub href: String,
    /// Its size in words: "412 kB".
    pub size: String,
    /// The address of a small picture of it, empty when it is no image.
    pub preview: String,
}

/// One turn of the conversation: a public reply or an internal note.
pub struct Message {
    /// Its anchor on the page, such as `m-118`.
    pub anchor: String,
    /// Who wrote it.
    pub author: Avatar,
    /// "You" or the author's name.
    pub author_words: String,
    /// How it came or to whom it went: "from the portal", "by email", "to Dana".
    pub way: String,
    /// Where the letter it came by is explained; empty for other doors, and for requesters.
    pub letter_url: String,
    /// Whether only the team sees it.
    pub internal: bool,
    /// When, Unix milliseconds.
    pub at_ms: i64,
    /// When, in words: "08:12".
    pub at_words: String,
    /// When, for machines (`<time datetime>`).
    pub at_machine: String,
    /// The text as sanitised HTML.
    pub html: String,
    /// The quoted rest of a letter as sanitised HTML, folded; empty when there is none.
    pub quoted_html: String,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// What is said about pictures that it has elsewhere; nothing where it has none, and to requesters.
    pub pictures: Option<RemotePictures>,
    /// What is special about its delivery: nothing, waiting with a way back, or failed.
    pub delivery: Delivery,
    /// Written since the reader was here last, and the first of those: the "New" rule goes above it.
    pub first_new: bool,
}

/// Pictures that a letter has elsewhere, and the choice about them.
pub struct RemotePictures {
    /// What is not shown and why, or that they are shown.
    pub text: String,
    /// Are they shown?
    pub shown: bool,
    /// "Always from rita@example.com"; empty where that cannot be asked for.
    pub always: String,
    /// Where the choice is posted.
    pub action: String,
}

/// How far a message going out has come.
pub enum Delivery {
    /// Nothing to say.
    Settled,
    /// It goes out in a moment and can be taken back.
    Queued {
        /// What will happen, in words: "Goes out in 8 s".
        text: String,
        /// Where a `POST` takes it back.
        undo_url: String,
    },
    /// Where its letter stands, when that is well.
    Told {
        /// "Handed to the relay at 10:32".
        text: String,
    },
    /// It could not be delivered.
    Failed {
        /// What happened and what comes next.
        text: String,
    },
}

/// A change as a sentence, in which who did it may be a link.
#[derive(Debug, Clone, Default)]
pub struct EventWords {
    /// The sentence up to who did it; all of it when they have no page.
    pub before: String,
    /// Who did it.
    pub name: String,
    /// Their page; empty when the reader may not open it.
    pub href: String,
    /// How the sentence goes on.
    pub after: String,
}

/// Changes between two messages, folded into one line.
pub struct EventFold {
    /// The line: "Raised to P2 and assigned to Marek".
    pub text: EventWords,
    /// When the last of them happened, in words.
    pub at_words: String,
    /// For machines.
    pub at_machine: String,
    /// All of them with their times, empty when the line says everything.
    pub all: Vec<(EventWords, String)>,
}

/// A thing of the conversation, in the order of time.
#[expect(clippy::large_enum_variant, reason = "a page has a hundred of them at most, most of them messages")]
pub enum Turn {
    /// A reply or a note.
    Message(Message),
    /// What changed.
    Events(EventFold),
}

/// The box under a conversation.
pub struct Composer {
    /// Where the form goes.
    pub action: String,
    /// Made when the form was rendered; the same key twice does the deed once.
    pub idempotency_key: String,
    /// Whether the note is chosen at first.
    pub note_first: bool,
    /// The person a reply goes to, by first name or whole name.
    pub to: String,
    /// How it goes there, as the sentence goes on: ", by email".
    pub way: String,
    /// The saved reply.
    pub reply_draft: String,
    /// The saved note.
    pub note_draft: String,
    /// When the draft was saved, in words; empty when there is none.
    pub saved_words: String,
    /// Where drafts are posted (`mode`, `body`).
    pub draft_url: String,
    /// Where files are posted as multipart `file`; answers JSON `{id, name, size}`.
    pub upload_url: String,
    /// Where people to mention are asked for: `?q=` answers JSON `[{name, handle, note}]`.
    pub mention_url: String,
    /// Where canned answers are looked for and inserted; empty where there are none.
    pub canned_url: String,
    /// The most bytes one file may have.
    pub file_bytes_max: u64,
    /// The most bytes all files of a message may have.
    pub message_bytes_max: u64,
    /// What sending does: value and label. The first is the button, the rest its menu.
    pub outcomes: Vec<(String, String)>,
    /// The newest message the reader has seen; the server asks when a newer one arrived.
    pub seen: String,
    /// Files of the draft: id, name, size in words.
    pub files: Vec<(String, String, String)>,
}
