//! Whole tickets in the order of a number, for programs that fetch them page by page: by key, or by counting from the start.

use std::fmt::Write;

use db::{Cells, Conn, Row, Value};
use filter::Sql;
use jiff::tz::TimeZone;
use outcome::{Check, Result, Sentence};
use people::{Actor, OrganizationId, PersonId};

use crate::fields;
use crate::list::numbers;
use crate::policy::{is_at_desk, restorable};
use crate::queue::{List, Reader, look_at};
use crate::ticket::{Ticket, TicketId};
use crate::view::ViewId;

/// Tickets of a page.
pub const BROWSED_MAX: usize = 1_000;
/// As far as tickets are counted.
pub const COUNTED_MAX: i64 = 100_000;
/// Names that are looked up at once.
const WHICH_IDS_MAX: usize = 1_024;

/// Which tickets; of those, the ones that the asker may see.
#[derive(Debug, Clone)]
pub enum Which {
    /// All of them.
    All,
    /// All of them, also the deleted ones that the asker may restore.
    Ever,
    /// Those of these numbers.
    Ids(Vec<TicketId>),
    /// The one that another system calls this.
    External(String),
    /// Those that this person asked for.
    RequestedBy(PersonId),
    /// Those that this person does.
    AssignedTo(PersonId),
    /// Those that this person watches.
    WatchedBy(PersonId),
    /// Those that people of this organization asked for.
    Organization(OrganizationId),
    /// Those that have parts.
    Wholes,
    /// Those of them whose subject holds this text.
    WholesNamed(String),
    /// Those that are part of this one.
    PartsOf(TicketId),
    /// Those that the asker had open last.
    Recent,
    /// What a filter says.
    Filter(String),
    /// What a saved view holds.
    View(ViewId),
    /// What the asker sees without working at the desk.
    Own,
}

/// The number that tickets are in order of; their own decides between equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Their own.
    Number,
    /// When anything last changed.
    Updated,
    /// When they came in.
    Opened,
    /// What to do first.
    Priority,
    /// How far they are.
    Status,
}

impl By {
    fn sql(self) -> &'static str {
        match self {
            Self::Number => "t.id",
            Self::Updated => "t.updated_at",
            Self::Opened => "t.opened_at",
            // The most urgent is the highest, as the words say.
            Self::Priority => "-t.priority",
            Self::Status => {
                "CAST(CASE t.status WHEN 'new' THEN 0 WHEN 'open' THEN 1 WHEN 'waiting' THEN 2 WHEN 'on_hold' THEN 3 WHEN 'resolved' THEN 4 ELSE 5 END AS BIGINT)"
            }
        }
    }
}

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// At the beginning.
    Start,
    /// After the ticket with this key and number.
    After(i64, i64),
    /// Before it.
    Before(i64, i64),
    /// After so many.
    Skip(i64),
    /// At the end, walking back.
    End,
}

/// A page to be fetched.
#[derive(Debug, Clone)]
pub struct Browse {
    /// Which tickets.
    pub which: Which,
    /// In which order.
    pub by: By,
    /// From the highest down?
    pub descending: bool,
    /// From where on.
    pub from: From,
    /// At most so many, and at most [`BROWSED_MAX`].
    pub limit: usize,
}

/// A page.
#[derive(Debug, Clone)]
pub struct Browsed {
    /// The tickets with the key they are in order of.
    pub tickets: Vec<(i64, Ticket)>,
    /// Is there more in the direction of walking?
    pub more: bool,
}

struct Keyed(i64, Ticket);

impl Row for Keyed {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        Ok(Self(cells.field(Ticket::COLUMNS.len())?, Ticket::read(cells)?))
    }
}

/// A page of tickets that the asker may see. One statement; a view or a filter takes one more to look it up, and one for each name in it.
///
/// # Errors
/// `Invalid` for a filter that does not read and a limit of 0 or more than [`BROWSED_MAX`]; `NotFound` for a view that is not there.
pub fn browse(conn: &Conn, actor: &Actor, ask: &Browse) -> Result<Browsed> {
    let says = || Sentence::new("queue-limit-wrong").with("max", BROWSED_MAX);
    Check::new().that((1..=BROWSED_MAX).contains(&ask.limit), "limit", says()).done()?;
    let Sql { condition, mut params } = condition(conn, actor, &ask.which)?;
    let key = ask.by.sql();
    let backwards = matches!(ask.from, From::Before(..) | From::End);
    let mut sql = format!("SELECT {}, {key} FROM tickets t WHERE {condition}", Ticket::columns("t"));
    if let From::After(k, id) | From::Before(k, id) = ask.from {
        let (n, sign) = (params.len() + 1, if ask.descending == backwards { ">" } else { "<" });
        if ask.by == By::Number {
            let _ = write!(sql, " AND t.id {sign} ${n}");
            params.push(id.into());
        } else {
            let _ = write!(sql, " AND ({key}, t.id) {sign} (${n}, ${})", n + 1);
            params.extend([Value::Int(k), Value::Int(id)]);
        }
    }
    let way = if ask.descending == backwards { "" } else { " DESC" };
    let order = if ask.by == By::Number { format!("t.id{way}") } else { format!("{key}{way}, t.id{way}") };
    let skip = if let From::Skip(n) = ask.from { n.max(0) } else { 0 };
    let _ = write!(sql, " ORDER BY {order} LIMIT {} OFFSET {skip}", ask.limit + 1);
    let mut found: Vec<Keyed> = conn.all(&sql, &params)?;
    let more = found.len() > ask.limit;
    found.truncate(ask.limit);
    if backwards {
        found.reverse();
    }
    Ok(Browsed { tickets: found.into_iter().map(|Keyed(key, ticket)| (key, ticket)).collect(), more })
}

/// How many there are, counted up to [`COUNTED_MAX`]. One statement, and what it takes to look the list up.
///
/// # Errors
/// As [`browse`].
pub fn count_of(conn: &Conn, actor: &Actor, which: &Which) -> Result<i64> {
    let Sql { condition, params } = condition(conn, actor, which)?;
    let sql = format!("SELECT COUNT(*) FROM (SELECT 1 FROM tickets t WHERE {condition} LIMIT {COUNTED_MAX}) s");
    Ok(conn.one::<(i64,)>(&sql, &params)?.0)
}

fn condition(conn: &Conn, actor: &Actor, which: &Which) -> Result<Sql> {
    let reader = if is_at_desk(actor) { Reader::Desk } else { Reader::Outside };
    let one = |condition: &str, value: Value| Sql { condition: condition.to_owned(), params: vec![value] };
    let when = match which {
        Which::Ever => return Ok(restorable(actor, "t", 1)),
        Which::All => Sql { condition: "TRUE".to_owned(), params: Vec::new() },
        Which::Ids(ids) => {
            let (list, params) = numbers(&ids[..ids.len().min(WHICH_IDS_MAX)], 1);
            Sql { condition: format!("t.id IN ({list})"), params }
        }
        Which::External(name) => one("t.external_id = $1", name.into()),
        Which::RequestedBy(person) => one("t.requester_id = $1", (*person).into()),
        Which::AssignedTo(person) => one("t.assignee_id = $1", (*person).into()),
        Which::WatchedBy(person) => one("t.id IN (SELECT w.ticket_id FROM watchers w WHERE w.person_id = $1)", (*person).into()),
        Which::Organization(organization) => one("t.organization_id = $1", (*organization).into()),
        Which::Wholes => {
            Sql { condition: "t.id IN (SELECT c.parent_id FROM tickets c WHERE c.parent_id IS NOT NULL)".to_owned(), params: Vec::new() }
        }
        Which::WholesNamed(text) => one(
            "t.id IN (SELECT c.parent_id FROM tickets c WHERE c.parent_id IS NOT NULL) AND LOWER(t.subject) LIKE $1 ESCAPE '!'",
            containing(text).into(),
        ),
        Which::PartsOf(whole) => one("t.parent_id = $1", (*whole).into()),
        Which::Recent => {
            one("t.id IN (SELECT r.ticket_id FROM reads r WHERE r.person_id = $1)", actor.person().map_or(Value::Int(0), Into::into))
        }
        Which::Filter(text) => {
            let zone = TimeZone::UTC;
            return Ok(reader.narrow(actor, fields::condition(conn, actor, text, &zone)?.when));
        }
        Which::View(view) => return Ok(look_at(conn, actor, &List::View(*view), &TimeZone::UTC)?.when),
        Which::Own => return Ok(look_at(conn, actor, &List::Own, &TimeZone::UTC)?.when),
    };
    Ok(reader.narrow(actor, when))
}

/// A pattern for subjects that hold this text.
fn containing(text: &str) -> String {
    let plain = text.trim().to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{plain}%")
}
