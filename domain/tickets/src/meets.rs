//! What a filter says of tickets, for whoever keeps filters: the condition on the row `t`.

use db::Conn;
use filter::{Context, Filter, Sql, Unbound};
use jiff::tz::TimeZone;
use people::Actor;

use crate::fields::{FilterNames, Over, Words, fields, fields_of};

/// The condition that `text` is on the tickets' row `t`, read for `actor` with days as they are in `zone`, its parameters numbered from `first_param`; `over`
/// says what it stands in.
///
/// # Errors
/// What is wrong with it, with its place; or what the engine answers.
pub fn meets(conn: &Conn, actor: &Actor, text: &str, zone: &TimeZone, over: Over, first_param: usize) -> Result<Sql, Unbound> {
    let fields = fields_of(conn, fields(actor), actor, text)?;
    let fields = fields.as_ref();
    let context = Context::new(conn.now().0, zone.clone(), None);
    let bound = Filter::parse(text, fields)?.bind(fields, &FilterNames { conn, actor }, &context)?;
    Ok(bound.to_sql(&Words { conn, actor, over }, first_param))
}
