//! Who may do what to pages: whoever works on a ticket sees its pages, pages others about it, and acknowledges. `tests/policy.txt`
//! prints it. Who works on which ticket, `tickets` decides.

use db::{Conn, Tx, words};
use outcome::Result;
use people::Actor;
use tickets::policy::Permitted;
use tickets::{Ticket, TicketId};

words! {
    /// What can be done.
    pub enum Action {
        /// See who was called about a ticket.
        See = "see",
        /// Call somebody about a ticket.
        Page = "page",
        /// Acknowledge: say that one has it.
        Acknowledge = "acknowledge",
    }
}

/// What one must be allowed to do to the ticket.
#[must_use]
pub fn needs(action: Action) -> tickets::policy::Action {
    match action {
        Action::See => tickets::policy::Action::SeeInternal,
        Action::Page | Action::Acknowledge => tickets::policy::Action::WriteNote,
    }
}

/// The ticket, locked, if the actor may do this about it.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn permit(tx: &Tx<'_>, actor: &Actor, action: Action, ticket: TicketId) -> Result<Permitted<Ticket>> {
    tickets::policy::permit(tx, actor, needs(action), ticket)
}

/// The same for who only looks.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn look(conn: &Conn, actor: &Actor, action: Action, ticket: TicketId) -> Result<Permitted<Ticket>> {
    let seen = tickets::policy::look(conn, actor, ticket)?;
    if seen.may(needs(action)) { Ok(seen) } else { Err(outcome::Refusal::NotAllowed(action.as_str()).into()) }
}
