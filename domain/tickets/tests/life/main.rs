//! The life of a ticket, command by command, on whichever engine the run is for.
#![expect(clippy::unwrap_used, reason = "tests")]

mod answers;
mod anything;
mod assign;
mod attach;
mod clocks;
mod conversation;
mod course;
mod drafts;
mod escalate;
mod fields;
mod mentions;
mod merge_people;
mod moving;
mod open;
mod policy;
mod presence;
mod promises;
mod read_marks;
mod redact;
mod reply;
mod rounds;
mod routine;
mod stage;
mod tags;
mod texts;
mod timeline;
mod undo;
mod undo_reply;
mod watch;
mod workspace;
