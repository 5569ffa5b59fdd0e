//! Side conversations: what the desk asks a vendor, another team or anybody by address beside a ticket. Knows tickets, and not that
//! there are letters: a turn is a turn, and who carries it is somebody else's business.
//!
//! Reading order: [`begin()`] and [`write_on`] are the desk's turns, [`answer()`] is a participant's; [`close`] and [`reopen`] say
//! whether something is awaited. Whoever takes part gets what was written here and nothing else of the ticket; whoever asked for the
//! ticket gets nothing of it.

// nouns
mod conversation;
mod limits;
mod message;

// who may do what
pub mod policy;

// commands
mod answer;
mod begin;
mod stand;

// what is forgotten
mod empty;

// to read
mod list;

use catalogue::Language;

pub use answer::{Answer, Place, admit, answer, note, place};
pub use begin::{Begin, Write, Written, begin, write_on};
pub use conversation::{Conversation, ConversationId, Participant, ParticipantId, State, participants_of};
pub use empty::{empty_ticket, forget_person};
pub use limits::*;
pub use list::{Line, Lines, Said, Sheet, conversation, conversation_of, conversations, file, files_to_choose, writers};
pub use message::{NewFile, SideFile, SideFileId, SideMessage, SideMessageId, Turn, files_of, message_of};
pub use stand::{close, reopen, retitle};

/// This slice's tables.
pub const MIGRATIONS: db::Migrations =
    db::Migrations { slice: "side", steps: &[("0001_side", include_str!("../migrations/0001_side.sql"))] };

/// This slice's texts: what its refusals say to people.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en/side.ftl")), (Language::De, include_str!("../locales/de/side.ftl"))];
