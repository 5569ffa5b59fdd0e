//! The palette: a few letters, and there one is. Tickets by number or title, people, organizations.

use db::fulltext::{Audience, Piece, TextQuery, highlight};
use db::{Conn, params, row};
use filter::Sql;
use outcome::Result;
use people::{Actor, OrganizationId, PersonBrief, find_people};
use text::plain::fold;

use super::SUBJECT_SHOWN_CHARS;
use crate::brief::{TicketBrief, briefs};
use crate::event::TICKET;
use crate::policy::is_at_desk;

/// Places of each kind.
pub const JUMPS_MAX: usize = 20;
/// Entries of the index that are looked at, the newest tickets' first.
const CANDIDATES_MAX: usize = 500;
/// Characters of what was typed that are read.
const TYPED_CHARS_MAX: usize = 200;

/// A place to go to.
#[derive(Debug, Clone)]
pub enum Jump {
    /// A ticket, its subject with the hits marked.
    Ticket(TicketBrief, Vec<Piece>),
    /// A person.
    Person(PersonBrief),
    /// An organization.
    Organization(OrganizationPlace),
}

row! {
    /// An organization in a line.
    pub struct OrganizationPlace {
        /// Its number.
        pub id: OrganizationId,
        /// Its name.
        pub name: String,
    }
}

/// Where the asker may want to go who typed this: the ticket of that number first, then the newest tickets whose subject has the
/// words, the last word open, last touched first; then, for the desk, people and organizations. At most `max` of each kind. Three statements at most.
///
/// # Errors
/// What the engine answers.
pub fn jump(conn: &Conn, actor: &Actor, text: &str, max: usize) -> Result<Vec<Jump>> {
    let text: String = text.trim_start().chars().take(TYPED_CHARS_MAX).collect();
    let max = max.min(JUMPS_MAX);
    if text.trim().is_empty() || max == 0 {
        return Ok(Vec::new());
    }
    let mut places = tickets(conn, actor, &text, max)?;
    places.extend(self::places(conn, actor, &text, max)?);
    Ok(places)
}

/// People and organizations of that name, for the desk; at most `max` of each kind. Two statements at most.
///
/// # Errors
/// What the engine answers.
pub fn places(conn: &Conn, actor: &Actor, text: &str, max: usize) -> Result<Vec<Jump>> {
    let text: String = text.trim_start().chars().take(TYPED_CHARS_MAX).collect();
    let max = max.min(JUMPS_MAX);
    let mut places = Vec::new();
    if is_at_desk(actor) && !text.trim().is_empty() && max > 0 {
        let most = i64::try_from(max).unwrap_or(i64::MAX);
        places.extend(find_people(conn, actor, &text, most)?.into_iter().map(Jump::Person));
        let key = fold(&text);
        let sql = format!(
            "SELECT id, name FROM organizations WHERE name_key >= $1 AND name_key <= $2 AND archived_at IS NULL ORDER BY name_key LIMIT {max}"
        );
        let to = format!("{key}\u{10ffff}");
        places.extend(conn.all(&sql, params![key, to])?.into_iter().map(Jump::Organization));
    }
    Ok(places)
}

fn tickets(conn: &Conn, actor: &Actor, text: &str, max: usize) -> Result<Vec<Jump>> {
    let query = TextQuery::typed(text).in_titles();
    let number: Option<i64> = text.trim().trim_start_matches('#').parse().ok();
    let (found, values) = conn.text_select(&query, TICKET, Audience::Public, 2);
    let mut params = vec![number.unwrap_or(0).into()];
    params.extend(values);
    // Of common words the newest tickets are enough: sorting numbers is cheap, fetching a hundred thousand rows is not.
    let newest = format!("SELECT * FROM ({found}) f ORDER BY 1 DESC LIMIT {CANDIDATES_MAX}");
    let number_or_newest = format!("SELECT CAST($1 AS BIGINT) UNION ALL SELECT * FROM ({newest}) n");
    let when = Sql { condition: format!("t.id IN ({number_or_newest})"), params };
    let briefs = briefs(conn, actor, when, "CASE WHEN t.id = $1 THEN 0 ELSE 1 END, t.updated_at DESC, t.id DESC", max)?;
    Ok(briefs
        .into_iter()
        .map(|ticket| {
            let subject = highlight(&ticket.subject, &query, SUBJECT_SHOWN_CHARS);
            Jump::Ticket(ticket, subject)
        })
        .collect())
}
