//! Every letter of a telling, before anybody says that it goes.

use std::collections::BTreeMap;

use db::{Conn, Moment, params};
use outcome::Result;
use people::Actor;
use tickets::{Status, TicketBrief, TicketId};

use crate::policy::{self, Action};
use crate::problem::of;
use crate::telling::About;

/// What stands for the requester's first name in a text.
const NAME: &str = "{name}";
/// What stands for the ticket's number.
const NUMBER: &str = "{number}";

/// A letter as it would go.
#[derive(Debug, Clone)]
pub struct Told {
    /// The ticket, and whom it goes to.
    pub ticket: TicketBrief,
    /// What it says.
    pub body: String,
    /// When this ticket's requester was last told about the same.
    pub before: Option<Moment>,
}

/// The letters of a text, one for each ticket that would hear it, in the order of their numbers: what is closed or goes on in
/// another ticket is left out. Three statements.
///
/// # Errors
/// `NotFound` for what the asker may not see; `NotAllowed` to who is not of the desk.
pub fn preview(conn: &Conn, actor: &Actor, about: About, text: &str) -> Result<Vec<Told>> {
    policy::permit(actor, Action::See)?;
    let (all, told) = (hearers(conn, actor, about)?, told_before(conn, about)?);
    let told = |id: TicketId| told.get(&id).copied();
    Ok(all.into_iter().map(|ticket| Told { body: fill_in(text, &ticket), before: told(ticket.id), ticket }).collect())
}

/// The tickets whose requesters can hear of it.
pub(crate) fn hearers(conn: &Conn, actor: &Actor, about: About) -> Result<Vec<TicketBrief>> {
    let mut all = match about {
        About::Problem(id) => {
            of(conn, id, "")?;
            let ids: Vec<(TicketId,)> =
                conn.all("SELECT ticket_id FROM problem_incidents WHERE problem_id = $1 ORDER BY ticket_id", params![id])?;
            tickets::briefs_of(conn, actor, &ids.into_iter().map(|(id,)| id).collect::<Vec<_>>())?
        }
        About::Whole(id) => tickets::parts(conn, actor, id)?,
    };
    all.retain(|ticket| ticket.status != Status::Closed && ticket.merged_into.is_none());
    Ok(all)
}

fn told_before(conn: &Conn, about: About) -> Result<BTreeMap<TicketId, Moment>> {
    let (column, id) = match about {
        About::Problem(id) => ("problem_id", id.0),
        About::Whole(id) => ("whole_id", id.0),
    };
    let sql = format!(
        "SELECT l.ticket_id, MAX(t.out_at) FROM telling_letters l JOIN tellings t ON t.id = l.telling_id \
         WHERE t.{column} = $1 AND t.state <> 'withdrawn' AND l.outcome <> 'refused' GROUP BY l.ticket_id"
    );
    Ok(conn.all::<(TicketId, Moment)>(&sql, params![id])?.into_iter().collect())
}

fn fill_in(text: &str, ticket: &TicketBrief) -> String {
    let first = ticket.requester.split_whitespace().next().unwrap_or(&ticket.requester);
    text.replace(NAME, first).replace(NUMBER, &format!("#{}", ticket.id))
}
