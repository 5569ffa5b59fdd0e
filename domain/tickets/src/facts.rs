//! What a ticket's page says about it beside the conversation: the names behind its numbers, tags and watchers.

use db::{Conn, Gather, Moment, Part, Piece, row};
use outcome::Result;
use people::PersonId;

use crate::policy::{Action, Permitted};
use crate::ticket::Ticket;

/// The names behind a ticket's numbers.
#[derive(Debug, Clone, Default)]
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

row! {
    /// Somebody who watches.
    pub struct Watcher {
        /// Who.
        pub person_id: PersonId,
        /// Their name.
        pub name: String,
    }
}

row! {
    /// Who speaks with the requester of a ticket that others work on.
    pub struct Speaking {
        /// Who.
        pub person_id: PersonId,
        /// Their name.
        pub name: String,
        /// Since when.
        pub since: Moment,
    }
}

/// What a ticket's page says about it.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The names behind its numbers.
    pub names: TicketNames,
    /// Its tags, in order; the desk's alone, empty to others.
    pub tags: Vec<String>,
    /// Who watches, by name; the desk's alone, empty to others.
    pub watchers: Vec<Watcher>,
    /// Who speaks with the requester when it was escalated to others; the desk's alone, nobody to others.
    pub voice: Option<Speaking>,
}

/// The facts of a ticket, in one statement.
///
/// # Errors
/// What the engine answers.
pub fn facts(conn: &Conn, ticket: &Permitted<Ticket>) -> Result<Facts> {
    let (mut gather, mut facts) = (Gather::default(), Facts::default());
    facts.ask(ticket, &mut gather);
    gather.each(conn, |piece| facts.take(&piece))?;
    Ok(facts)
}

/// Who has to do with a ticket, and where: the tables of its names.
const AROUND: &str = "FROM tickets t JOIN people r ON r.id = t.requester_id \
     LEFT JOIN organizations o ON o.id = t.organization_id LEFT JOIN teams g ON g.id = t.team_id \
     LEFT JOIN people a ON a.id = t.assignee_id LEFT JOIN categories c ON c.id = t.category_id \
     LEFT JOIN sites s ON s.id = t.site_id LEFT JOIN people b ON b.id = t.opened_by LEFT JOIN sites h ON h.id = r.site_id";

impl Facts {
    /// Adds what it takes to know them.
    pub(crate) fn ask(&self, ticket: &Permitted<Ticket>, gather: &mut Gather) {
        let id = gather.param(ticket.id);
        let texts = ["r.name", "o.name", "g.name", "a.name", "c.path", "s.name", "b.name", "r.title", "h.name"];
        gather.part(&Part {
            what: "names",
            ints: &["r.verified"],
            texts: &texts,
            from: &format!("{AROUND} WHERE t.id = ${id}"),
            order: "",
        });
        if !ticket.may(Action::SeeInternal) {
            return;
        }
        let tags = format!("FROM ticket_tags g WHERE g.ticket_id = ${id}");
        gather.part(&Part { what: "tag", ints: &[], texts: &["g.tag"], from: &tags, order: "g.tag" });
        let watchers = format!("FROM watchers w JOIN people p ON p.id = w.person_id WHERE w.ticket_id = ${id}");
        gather.part(&Part { what: "watcher", ints: &["p.id"], texts: &["p.name"], from: &watchers, order: "p.name_key" });
        let voice = format!("FROM ticket_voices v JOIN people p ON p.id = v.person_id WHERE v.ticket_id = ${id}");
        gather.part(&Part { what: "voice", ints: &["p.id", "v.since"], texts: &["p.name"], from: &voice, order: "" });
    }

    /// Keeps a piece that was asked for; others are left alone.
    pub(crate) fn take(&mut self, piece: &Piece) -> Result<()> {
        match piece.what {
            "names" => {
                self.names = TicketNames {
                    requester: piece.text(0)?,
                    organization: piece.text(1)?,
                    team: piece.text(2)?,
                    assignee: piece.text(3)?,
                    category: piece.text(4)?,
                    site: piece.text(5)?,
                    opened_by: piece.text(6)?,
                    requester_title: piece.text(7)?,
                    requester_site: piece.text(8)?,
                    requester_verified: piece.int(0)?,
                }
            }
            "tag" => self.tags.push(piece.text(0)?),
            "watcher" => self.watchers.push(Watcher { person_id: piece.int(0)?, name: piece.text(0)? }),
            "voice" => self.voice = Some(Speaking { person_id: piece.int(0)?, name: piece.text(0)?, since: piece.int(1)? }),
            _ => {}
        }
        Ok(())
    }
}
