//! A proposal is taken: the ordinary deed, done by whoever takes it.

use db::Tx;
use outcome::{Error, Result};
use people::{Actor, PersonId, TeamId};
use tickets::{Assign, CategoryId, Changed, Level, Prioritize, Recategorize, Tag, TicketId, To};

use crate::target::Target;

/// A proposal for a ticket.
#[derive(Debug, Clone)]
pub struct Take {
    /// The ticket.
    pub ticket: TicketId,
    /// What is set.
    pub target: Target,
    /// To what: an id, a level or a tag.
    pub value: String,
}

/// Takes a proposal.
///
/// # Errors
/// What the deed itself answers; `Invalid` when the value is none of its kind.
pub fn take(tx: &mut Tx<'_>, actor: &Actor, take: &Take) -> Result<Changed> {
    // Whoever may not see the ticket learns nothing from what is wrong with the value.
    let ticket = tickets::ticket(tx, actor, take.ticket)?.id;
    let id = || take.value.parse::<i64>().map_err(|_| unreadable());
    match take.target {
        Target::Category => tickets::recategorize(tx, actor, &Recategorize { ticket, category: Some(CategoryId(id()?)) }),
        Target::Team => tickets::assign(tx, actor, &Assign { ticket, to: To::Team(TeamId(id()?)) }),
        Target::Assignee => tickets::assign(tx, actor, &Assign { ticket, to: To::Person(PersonId(id()?)) }),
        Target::Impact => {
            let impact: Level = take.value.parse().map_err(|_| unreadable())?;
            tickets::prioritize(tx, actor, &Prioritize { ticket, impact: Some(impact), urgency: None })
        }
        Target::Tag => tickets::tag(tx, actor, &Tag { ticket, add: vec![take.value.clone()], remove: Vec::new() }),
    }
}

fn unreadable() -> Error {
    Error::invalid("value", "proposal-unreadable")
}
