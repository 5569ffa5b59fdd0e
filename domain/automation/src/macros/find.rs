//! Macros in their order, and those that can be used on a ticket.

use db::{Conn, Value, params};
use filter::Unbound;
use jiff::tz::TimeZone;
use outcome::Result;
use people::Actor;
use text::plain::fold;
use tickets::{Over, TicketId};

use super::{Macro, MacroId, MacroRow};
use crate::policy::{self, Action};
use crate::scope::is_for;

/// Every macro that is for the actor, those put away among them, in order.
///
/// # Errors
/// `NotAllowed` to who does not work at the desk.
pub fn macros(conn: &Conn, actor: &Actor) -> Result<Vec<Macro>> {
    policy::permit(actor, Action::UsePrepared)?;
    let (mine, values) = is_for(actor, "m", 1);
    let sql = format!("SELECT {} FROM macros m WHERE {mine} ORDER BY m.position, m.id", MacroRow::columns("m"));
    conn.all::<MacroRow>(&sql, &values)?.into_iter().map(Macro::try_from).collect()
}

/// Those in whose name or description every typed word is found and whose filter holds for the ticket, with days as they are in `zone`,
/// in order. Two statements, and what the names in filters take.
///
/// # Errors
/// `NotAllowed`; `NotFound` when the ticket may not be seen.
pub fn find_macros(conn: &Conn, actor: &Actor, ticket: TicketId, typed: &str, zone: &TimeZone) -> Result<Vec<Macro>> {
    tickets::ticket(conn, actor, ticket)?;
    let wanted = fold(typed);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let mut all = macros(conn, actor)?;
    all.retain(|m| {
        let text = fold(&format!("{} {}", m.name, m.description));
        m.archived_at.is_none() && words.iter().all(|word| text.contains(word))
    });
    let holding = holding(conn, actor, ticket, &all, zone)?;
    all.retain(|m| m.filter.is_empty() || holding.contains(&m.id));
    Ok(all)
}

/// Does a macro's filter hold for the ticket? One that no longer reads holds for nothing.
pub(super) fn holds(conn: &Conn, actor: &Actor, ticket: TicketId, wanted: &Macro, zone: &TimeZone) -> Result<bool> {
    Ok(wanted.filter.is_empty() || holding(conn, actor, ticket, std::slice::from_ref(wanted), zone)?.contains(&wanted.id))
}

fn holding(conn: &Conn, actor: &Actor, ticket: TicketId, all: &[Macro], zone: &TimeZone) -> Result<Vec<MacroId>> {
    let (mut asked, mut values): (Vec<String>, Vec<Value>) = (Vec::new(), params![ticket].to_vec());
    for one in all.iter().filter(|m| !m.filter.is_empty()) {
        match tickets::meets(conn, actor, &one.filter, zone, Over::One, values.len() + 1) {
            Ok(sql) => {
                asked.push(format!("SELECT CAST({} AS BIGINT) FROM tickets t WHERE t.id = $1 AND ({})", one.id, sql.condition));
                values.extend(sql.params);
            }
            Err(Unbound::Failed(failed)) => return Err(failed),
            Err(Unbound::Problem(problem)) => {
                tracing::warn!(number = one.id.0, %problem, "the filter of a macro does not hold together; it is not offered");
            }
        }
    }
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let found = conn.all::<(MacroId,)>(&asked.join(" UNION ALL "), &values)?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}
