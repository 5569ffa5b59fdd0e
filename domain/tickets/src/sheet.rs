//! A ticket with what hangs on it, for programs: tags, watchers, how it began, what follows it. Many of them in one statement.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use db::{Conn, Gather, Part};
use outcome::Result;
use people::{Actor, PersonId};

use crate::form::{AskedOf, CustomField, FieldId, FieldValue, Forms};
use crate::house::Asked;
use crate::list::numbers;
use crate::message::Audience;
use crate::policy::{Action, look};
use crate::ticket::{CategoryId, Ticket, TicketId};

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
    /// Who speaks with the requester when it was escalated to others; the desk's alone.
    pub voice: Option<PersonId>,
    /// What was written first, as it was written; empty to who may not read it.
    pub description: String,
    /// May the requester read what was written first?
    pub is_public: bool,
    /// Tickets that are part of it.
    pub parts: i64,
    /// The path of its category.
    path: Option<String>,
    /// The desk's own fields.
    forms: Arc<Forms>,
    /// What it says in them.
    answers: BTreeMap<FieldId, FieldValue>,
}

impl Sheet {
    fn new(ticket: Ticket, inner: bool) -> Self {
        let (tags, watchers, forms, answers) = (Vec::new(), Vec::new(), Arc::default(), BTreeMap::new());
        let (voice, description, path) = (None, String::new(), None);
        Self { ticket, inner, tags, watchers, voice, description, is_public: true, parts: 0, path, forms, answers }
    }

    /// The desk's own fields in use with what the ticket says in them; to whoever is not of the desk those that are asked of everybody.
    #[must_use]
    pub fn answers(&self) -> Vec<(&CustomField, Option<&FieldValue>)> {
        if self.inner {
            let used = self.forms.fields.iter().filter(|f| f.archived_at.is_none() || self.answers.contains_key(&f.id));
            return used.map(|f| (f, self.answers.get(&f.id))).collect();
        }
        let form = self.forms.form(self.path.as_deref(), AskedOf::Everybody);
        form.into_iter().map(|q| (q.field, self.answers.get(&q.field.id))).collect()
    }

    /// The nearest category above it that asks for something of its own.
    #[must_use]
    pub fn form(&self) -> Option<CategoryId> {
        self.forms.place(self.path.as_deref())
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
    let (mut gather, mut raw) = (Gather::default(), Vec::new());
    let (list, values) = numbers(&ids, gather.next_param());
    gather.params(values);
    let tags = format!("FROM ticket_tags g WHERE g.ticket_id IN ({list})");
    gather.part(&Part { what: "tag", ints: &["g.ticket_id"], texts: &["g.tag"], from: &tags, order: "g.tag" });
    let watchers = format!("FROM watchers w JOIN people p ON p.id = w.person_id WHERE w.ticket_id IN ({list})");
    let staff = "CASE WHEN p.role = 'requester' THEN 0 ELSE 1 END";
    gather.part(&Part { what: "watcher", ints: &["w.ticket_id", "p.id", staff], texts: &[], from: &watchers, order: "" });
    let voices = format!("FROM ticket_voices v WHERE v.ticket_id IN ({list})");
    gather.part(&Part { what: "voice", ints: &["v.ticket_id", "v.person_id"], texts: &[], from: &voices, order: "" });
    let first =
        format!("FROM messages m WHERE m.id IN (SELECT MIN(x.id) FROM messages x WHERE x.ticket_id IN ({list}) GROUP BY x.ticket_id)");
    gather.part(&Part { what: "first", ints: &["m.ticket_id"], texts: &["m.body", "m.body_html", "m.audience"], from: &first, order: "" });
    let parts = format!("FROM tickets c WHERE c.parent_id IN ({list}) GROUP BY c.parent_id");
    gather.part(&Part { what: "parts", ints: &["c.parent_id", "COUNT(*)"], texts: &[], from: &parts, order: "" });
    let path = format!("FROM tickets t JOIN categories c ON c.id = t.category_id WHERE t.id IN ({list})");
    gather.part(&Part { what: "path", ints: &["t.id"], texts: &["c.path"], from: &path, order: "" });
    let answers = format!("FROM field_values v WHERE v.ticket_id IN ({list})");
    gather.part(&Part { what: "answer", ints: &["v.ticket_id", "v.field_id", "v.number"], texts: &["v.text"], from: &answers, order: "" });
    let mut asked = Asked::ask(conn, &mut gather);
    gather.each(conn, |piece| {
        asked.take(&piece)?;
        let ticket: TicketId = piece.int(0)?;
        let Some(sheet) = places.get(&ticket).and_then(|at| sheets.get_mut(*at)) else { return Ok(()) };
        match piece.what {
            "tag" if sheet.inner => sheet.tags.push(piece.text(0)?),
            "watcher" if sheet.inner => sheet.watchers.push(SheetWatcher { person: piece.int(1)?, is_staff: piece.int(2)? }),
            "voice" if sheet.inner => sheet.voice = piece.int(1)?,
            "first" => {
                sheet.is_public = piece.text::<Audience>(2)? == Audience::Public;
                if sheet.is_public || sheet.inner {
                    let body: String = piece.text(0)?;
                    sheet.description = if body.is_empty() { text::plain::from_html(&piece.text::<String>(1)?) } else { body };
                }
            }
            "parts" => sheet.parts = piece.int(1)?,
            "path" => sheet.path = piece.text(0)?,
            "answer" => raw.push((ticket, piece.int::<FieldId>(1)?, piece.int(2)?, piece.text(0)?)),
            _ => {}
        }
        Ok(())
    })?;
    let forms = Arc::clone(&asked.done(conn).forms);
    for (ticket, field, number, text) in raw {
        let value = forms.field(field).and_then(|f| FieldValue::of(f.kind, number, text));
        if let Some((value, at)) = value.zip(places.get(&ticket)) {
            sheets[*at].answers.insert(field, value);
        }
    }
    for sheet in sheets {
        sheet.forms = Arc::clone(&forms);
    }
    Ok(())
}
