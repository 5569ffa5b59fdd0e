//! Letters in and out: mailboxes, what becomes of a letter that comes in, and the one gate for those that leave.
//!
//! Reading order: [`take_in`] decides what becomes of a letter; [`letters`] lists those that wait for a person, and
//! [`attach_letter`], [`open_from_letter`] and [`discard_letter`] are that person's choices; [`post`] is the gate out, and
//! [`outbox`] shows what passed it.
//!
//! The wiring needs [`listeners`] (answers and acknowledgements) and [`jobs`] (among them the one that hands letters to the
//! relay). This crate knows no sockets: letters come in parsed, their files already stored, and leave through a [`Relay`] it is
//! given.

// nouns
mod event;
mod letter;
mod limits;
mod mailbox;
mod outgoing;
mod verdicts;
mod why;

// who may do what
pub mod policy;

// where letters are fetched and leave by
mod ways;

// letters in
mod addresses;
mod decide;
mod decide_beside;
mod decide_otherwise;
pub mod explain;
mod held;
mod intake;
mod key;
mod pictures;
mod proposal;
mod thread;

// letters out
mod acknowledge;
mod answer_requester;
mod beside;
mod empty;
mod redacted;
mod warn_of_address;

use std::sync::Arc;

use catalogue::{Catalogue, Say};
use db::{Listener, Run};
use files::Store;
use people::Person;

pub use addresses::{AddressState, address_state, again_from, never_from, troubled};
pub use answer_requester::mailbox_of as mailbox_of_ticket;
pub use beside::{SideLetter, side_letters};
pub use decide::{AttachLetter, Became, attach_letter, discard_letter, open_from_letter};
pub use decide_beside::join_side_letter;
pub use decide_otherwise::{MoveLetter, move_letter};
pub use empty::{drop_originals, empty_ticket, forget_person, originals_before};
pub use event::MailEvent;
pub use held::{CameBy, Card, LetterView, came_by, card, held_count, letter, letters};
pub use intake::{Arrival, Arrived, INLINE_PATH, Intake, an_address, mailbox_of, quarantine, take_in};
pub use letter::{Enclosed, Letter, LetterId, Outcome, Said};
pub use limits::*;
pub use mailbox::{
    Mailbox, MailboxId, NewMailbox, WayIn, add_mailbox, archive_mailbox, desk_address, edit_mailbox, mailbox, mailbox_for, mailboxes,
};
pub use outgoing::{
    DELIVER, Enclosure, HandingOver, Handover, Kind, LetterState, OutboxEntry, OutboxLetter, Outgoing, OutgoingId, Post, Posted, Relay,
    RelayError, State, Voice, letter_states, outbox, outbox_counts, outbox_letter, post, release,
};
pub use pictures::{Fetched, Fetching, Picture, PictureSource, Pictured, Pictures, note_picture, picture, pictured, set_pictures};
pub use proposal::{Proposal, proposal, proposed_moment};
pub use verdicts::{Finding, Verdicts};
pub use ways::*;
pub use why::Why;

/// This slice's tables.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    slice: "mail",
    steps: &[
        ("0001_mail", include_str!("../migrations/0001_mail.sql")),
        ("0002_ways", include_str!("../migrations/0002_ways.sql")),
        ("0003_addresses", include_str!("../migrations/0003_addresses.sql")),
        ("0004_pictures", include_str!("../migrations/0004_pictures.sql")),
        ("0005_originals", include_str!("../migrations/0005_originals.sql")),
        ("0006_side", include_str!("../migrations/0006_side.sql")),
    ],
};

/// The texts of letters and of what is said about them, as Fluent sources by language, for the catalogue.
pub const TEXTS: [(&str, &str); 2] = [("en", include_str!("../locales/en/mail.ftl")), ("de", include_str!("../locales/de/mail.ftl"))];

/// Who hears tickets: answers go to requesters, turns of side conversations to who takes part, letters that open a ticket are acknowledged.
#[must_use]
pub fn listeners(texts: &'static Catalogue) -> Vec<Listener> {
    vec![
        answer_requester::listener(texts),
        acknowledge::listener(texts),
        beside::listener(texts),
        warn_of_address::listener(texts),
        redacted::listener(texts),
        tell_administrators(texts),
    ]
}

/// Who keeps this slice's promises. Without a relay, letters out are kept in the outbox.
#[must_use]
pub fn jobs(texts: &'static Catalogue, store: Store, relay: Option<Arc<dyn Relay>>) -> Vec<(&'static str, Run)> {
    let mut jobs = outgoing::deliver_jobs(store.clone(), relay);
    jobs.push(redacted::forget_files_job(store));
    jobs.push(answer_requester::later(texts));
    jobs.push(outgoing::send_again_job());
    jobs
}

/// The catalogue as a person reads it.
#[must_use]
pub fn say_to(texts: &'static Catalogue, person: &Person) -> Say {
    let zone = catalogue::zone_named(&person.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    Say::new(texts, person.speaks(), zone)
}
