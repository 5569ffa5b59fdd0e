//! A ticket with what hangs on it, for programs: tags, watchers, how it began, what follows it. Many of them in one statement.

use std::collections::HashMap;

use db::{Conn, Gather, Part};
use outcome::Result;
use people::{Actor, PersonId};

use crate::list::numbers;
use crate::message::Audience;
use crate::policy::{Action, look};
use crate::ticket::{Ticket, TicketId};

/// Somebody who watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetWatcher {
    /// Who.
    pub person: PersonId,
    /// Do they work at the desk?
    pub is_staff: bool,
}

/// A ticket with what hangs on it.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The ticket.
    pub ticket: Ticket,
    /// May the asker see what is inside: tags, watchers, notes?
    pub inner: bool,
    /// Its tags, in order; the desk's alone.
    pub tags: Vec<String>,
    /// Who watches; the desk's alone.
    pub watchers: Vec<SheetWatcher>,
    /// What was written first, as it was written; empty to who may not read it.
    pub description: String,
    /// May the requester read what was written first?
    pub is_public: bool,
    /// Tickets that are part of it.
    pub parts: i64,
}

impl Sheet {
    fn new(ticket: Ticket, inner: bool) -> Self {
        Self { ticket, inner, tags: Vec::new(), watchers: Vec::new(), description: String::new(), is_public: true, parts: 0 }
    }
}

/// One ticket with what hangs on it. Two statements.
///
/// # Errors
/// `NotFound` when the asker may not see it.
pub fn sheet(conn: &Conn, actor: &Actor, ticket: TicketId) -> Result<Sheet> {
    let seen = look(conn, actor, ticket)?;
    let mut sheets = vec![Sheet::new(Ticket::clone(&seen), seen.may(Action::SeeInternal))];
    fill(conn, &mut sheets)?;
    Ok(sheets.remove(0))
}

/// The same of tickets that a list of the asker's held. One statement, however many.
///
/// # Errors
/// What the engine answers.
pub fn sheets(conn: &Conn, actor: &Actor, tickets: Vec<Ticket>) -> Result<Vec<Sheet>> {
    // Lists for the desk hold only what its reader may work on.
    let inner = crate::policy::is_at_desk(actor);
    let mut sheets: Vec<Sheet> = tickets.into_iter().map(|ticket| Sheet::new(ticket, inner)).collect();
    fill(conn, &mut sheets)?;
    Ok(sheets)
}

fn fill(conn: &Conn, sheets: &mut [Sheet]) -> Result<()> {
    if sheets.is_empty() {
        return Ok(());
    }
    let ids: Vec<TicketId> = sheets.iter().map(|sheet| sheet.ticket.id).collect();
    let places: HashMap<TicketId, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut gather = Gather::default();
    let (list, values) = numbers(&ids, gather.next_param());
    gather.params(values);
    let tags = format!("FROM ticket_tags g WHERE g.ticket_id IN ({list})");
    gather.part(&Part { what: "tag", ints: &["g.ticket_id"], texts: &["g.tag"], from: &tags, order: "g.tag" });
    let watchers = format!("FROM watchers w JOIN people p ON p.id = w.person_id WHERE w.ticket_id IN ({list})");
    let staff = "CASE WHEN p.role = 'requester' THEN 0 ELSE 1 END";
    gather.part(&Part { what: "watcher", ints: &["w.ticket_id", "p.id", staff], texts: &[], from: &watchers, order: "" });
    let first =
        format!("FROM messages m WHERE m.id IN (SELECT MIN(x.id) FROM messages x WHERE x.ticket_id IN ({list}) GROUP BY x.ticket_id)");
    gather.part(&Part { what: "first", ints: &["m.ticket_id"], texts: &["m.body", "m.body_html", "m.audience"], from: &first, order: "" });
    let parts = format!("FROM tickets c WHERE c.parent_id IN ({list}) GROUP BY c.parent_id");
    gather.part(&Part { what: "parts", ints: &["c.parent_id", "COUNT(*)"], texts: &[], from: &parts, order: "" });
    gather.each(conn, |piece| {
        let ticket: TicketId = piece.int(0)?;
        let Some(sheet) = places.get(&ticket).and_then(|at| sheets.get_mut(*at)) else { return Ok(()) };
        match piece.what {
            "tag" if sheet.inner => sheet.tags.push(piece.text(0)?),
            "watcher" if sheet.inner => sheet.watchers.push(SheetWatcher { person: piece.int(1)?, is_staff: piece.int(2)? }),
            "first" => {
                sheet.is_public = piece.text::<Audience>(2)? == Audience::Public;
                if sheet.is_public || sheet.inner {
                    let body: String = piece.text(0)?;
                    sheet.description = if body.is_empty() { text::plain::from_html(&piece.text::<String>(1)?) } else { body };
                }
            }
            "parts" => sheet.parts = piece.int(1)?,
            _ => {}
        }
        Ok(())
    })
}
