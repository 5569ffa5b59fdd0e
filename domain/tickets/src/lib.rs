//! Incidents and service requests: what people ask for, and what the desk does about it.

// nouns
mod event;
mod kind;
mod limits;
mod message;
mod priority;
mod status;
mod ticket;

// who may do what
pub mod policy;

// commands
mod change;

pub use event::{Asker, Assignment, Standing, TICKET, TicketEvent, Weight};
pub use kind::{Kind, Source};
pub use limits::*;
pub use message::{Audience, Message, MessageId};
pub use priority::{Level, Matrix, Priority};
pub use status::{Side, Status};
pub use ticket::{CategoryId, Ticket, TicketId};

/// This slice's tables.
pub const MIGRATIONS: db::Migrations =
    db::Migrations { slice: "tickets", steps: &[("0001_tickets", include_str!("../migrations/0001_tickets.sql"))] };
