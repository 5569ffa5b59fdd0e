//! Canned answers by name, and those in which words are found.

use db::fulltext::{Audience, TextQuery};
use db::{Conn, Value};
use outcome::Result;
use people::Actor;

use super::{CANNED, CannedAnswer, CannedRow};
use crate::limits::OFFERED_MAX;
use crate::policy::{self, Action};
use crate::scope::is_for;

/// Every one that is for the actor, those put away among them, by name.
///
/// # Errors
/// `NotAllowed` to who does not work at the desk.
pub fn canned_answers(conn: &Conn, actor: &Actor) -> Result<Vec<CannedAnswer>> {
    policy::permit(actor, Action::UsePrepared)?;
    let (mine, values) = is_for(actor, "c", 1);
    let sql = format!("SELECT {} FROM canned_answers c WHERE {mine} ORDER BY c.name_key, c.id", CannedRow::columns("c"));
    conn.all::<CannedRow>(&sql, &values)?.into_iter().map(CannedAnswer::try_from).collect()
}

/// Those in whose name or text every word is found that was typed, the most used first, at most [`OFFERED_MAX`]. One statement.
///
/// # Errors
/// `NotAllowed` to who does not work at the desk.
pub fn find_canned(conn: &Conn, actor: &Actor, typed: &str) -> Result<Vec<CannedAnswer>> {
    policy::permit(actor, Action::UsePrepared)?;
    let (mine, mut values) = is_for(actor, "c", 1);
    let query = TextQuery::typed(typed);
    let mut sql = format!("SELECT {} FROM canned_answers c WHERE c.archived_at IS NULL AND {mine}", CannedRow::columns("c"));
    if !query.is_empty() {
        let (found, more): (String, Vec<Value>) = conn.text_select(&query, CANNED, Audience::Internal, values.len() + 1);
        values.extend(more);
        sql.push_str(&format!(" AND c.id IN ({found})"));
    } else if !typed.trim().is_empty() {
        return Ok(Vec::new());
    }
    sql.push_str(&format!(" ORDER BY c.uses DESC, c.name_key, c.id LIMIT {OFFERED_MAX}"));
    conn.all::<CannedRow>(&sql, &values)?.into_iter().map(CannedAnswer::try_from).collect()
}
