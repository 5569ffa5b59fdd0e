//! What could stand where somebody is typing a filter, and what is wrong with what stands there already.

use db::Conn;
use filter::{Context, Filter, Problem, Suggestion, Unbound};
use jiff::tz::TimeZone;
use outcome::Result;
use people::Actor;

use super::custom::BEGINS;
use super::{FilterNames, all_fields};
use crate::form::forms;
use crate::policy::is_at_desk;

/// A way to go on, and what people call the field it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The way to go on.
    pub suggestion: Suggestion,
    /// The name of a field of the desk's own; other fields are explained by the catalogue.
    pub called: Option<String>,
    /// The catalogue's key that explains the field; none for fields of the desk's own and for `sort:`, `is:` and `has:`.
    pub explained_by: Option<String>,
}

/// What is offered at a place of a filter, and the first thing that is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Completed {
    /// Ways to go on, the likeliest first.
    pub offers: Vec<Offer>,
    /// What is wrong, where, and what would be right.
    pub problem: Option<Problem>,
}

/// What could stand at byte `cursor` of `text`. Two statements at the desk, and one for each name in the text.
///
/// # Errors
/// What the engine answers.
pub fn complete_filter(conn: &Conn, actor: &Actor, text: &str, cursor: usize, zone: &TimeZone) -> Result<Completed> {
    let (fields, names) = (all_fields(conn, actor)?, FilterNames { conn, actor });
    let own = if is_at_desk(actor) { forms(conn)?.fields } else { Vec::new() };
    let offer = |suggestion: Suggestion| {
        let key = suggestion.field.strip_prefix(BEGINS);
        let called = key.and_then(|key| own.iter().find(|f| f.key == key)).map(|f| f.name.clone());
        let explained_by = fields.find(&suggestion.field).filter(|_| called.is_none()).map(filter::Field::explained_by);
        Offer { called, explained_by, suggestion }
    };
    let offers = filter::completion(text, cursor, &fields, &names)?.into_iter().map(offer).collect();
    let context = Context::new(conn.now().0, zone.clone(), actor.person().map(|me| me.0));
    let problem = match Filter::parse(text, &fields) {
        Err(problem) => Some(problem),
        Ok(filter) => match filter.bind(&fields, &names, &context) {
            Err(Unbound::Problem(problem)) => Some(problem),
            Err(Unbound::Failed(error)) => return Err(error),
            Ok(_) => None,
        },
    };
    Ok(Completed { offers, problem })
}
