//! What a ticket's page says about it beside the conversation: the names behind its numbers, tags and watchers.

use db::{Conn, params, row};
use outcome::Result;
use people::PersonId;

use crate::policy::{Action, Permitted};
use crate::ticket::{Ticket, TicketId};

row! {
    /// The names behind a ticket's numbers.
    pub struct TicketNames {
        /// Who asked.
        pub requester: String,
        /// For whom they work.
        pub organization: Option<String>,
        /// Whose work it is.
        pub team: Option<String>,
        /// Who does it.
        pub assignee: Option<String>,
        /// What it is about, as a path.
        pub category: Option<String>,
        /// Where it is.
        pub site: Option<String>,
        /// Who wrote it down.
        pub opened_by: Option<String>,
        /// The requester's job title.
        pub requester_title: String,
        /// Where the requester works.
        pub requester_site: Option<String>,
        /// Did somebody vouch for the requester?
        pub requester_verified: bool,
    }
}

row! {
    /// Somebody who watches.
    pub struct Watcher {
        /// Who.
        pub person_id: PersonId,
        /// Their name.
        pub name: String,
    }
}

/// What a ticket's page says about it.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The names behind its numbers.
    pub names: TicketNames,
    /// Its tags, in order; the desk's alone, empty to others.
    pub tags: Vec<String>,
    /// Who watches, by name; the desk's alone, empty to others.
    pub watchers: Vec<Watcher>,
}

/// The facts of a ticket, in two statements.
///
/// # Errors
/// What the engine answers.
pub fn facts(conn: &Conn, ticket: &Permitted<Ticket>) -> Result<Facts> {
    let names = names(conn, ticket.id)?;
    let (mut tags, mut watchers) = (Vec::new(), Vec::new());
    if ticket.may(Action::SeeInternal) {
        let sql = "SELECT g.tag, CAST(0 AS BIGINT), g.tag FROM ticket_tags g WHERE g.ticket_id = $1 \
                   UNION ALL SELECT p.name, p.id, p.name_key FROM watchers w JOIN people p ON p.id = w.person_id WHERE w.ticket_id = $1 \
                   ORDER BY 3, 2";
        conn.each(sql, params![ticket.id], |(word, person, _): (String, i64, String)| {
            match person {
                0 => tags.push(word),
                id => watchers.push(Watcher { person_id: PersonId(id), name: word }),
            }
            Ok(())
        })?;
    }
    Ok(Facts { names, tags, watchers })
}

/// The names behind a ticket's numbers, in one statement.
pub(crate) fn names(conn: &Conn, ticket: TicketId) -> Result<TicketNames> {
    conn.one::<TicketNames>(
        "SELECT r.name, o.name, g.name, a.name, c.path, s.name, b.name, r.title, h.name, r.verified FROM tickets t JOIN people r ON r.id = t.requester_id \
         LEFT JOIN organizations o ON o.id = t.organization_id LEFT JOIN teams g ON g.id = t.team_id \
         LEFT JOIN people a ON a.id = t.assignee_id LEFT JOIN categories c ON c.id = t.category_id \
         LEFT JOIN sites s ON s.id = t.site_id LEFT JOIN people b ON b.id = t.opened_by LEFT JOIN sites h ON h.id = r.site_id WHERE t.id = $1",
        params![ticket],
    )
}
