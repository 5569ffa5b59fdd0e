//! The demo's routing: the Hamburg desk's tickets find somebody by themselves in office hours; the other teams take theirs by hand.

use std::collections::BTreeMap;

use ::people::Actor;
use db::Tx;
use outcome::Result;
use routing::{PersonInput, Way, WayInput};
use sla::calendars;
use tickets::CategoryId;

use super::people::Cast;

/// Open minutes in which a ticket is to be taken before another is asked.
const TAKE_MINUTES: i64 = 240;

/// Says how Hamburg's tickets find somebody, who knows what, and which category asks for it.
pub fn route(tx: &mut Tx<'_>, by: &Actor, cast: &Cast, categories: &BTreeMap<String, CategoryId>) -> Result<()> {
    let [priya, marek, aisha, ravi, elena] = [0, 1, 2, 3, 4].map(|n| cast.specialists[n].id);
    let office = calendars(tx, by)?.into_iter().find(|calendar| calendar.name.contains("office")).map(|calendar| calendar.id);
    for (person, capacity, skills) in [
        (priya, 12, vec![("vpn", 2), ("printers", 1)]),
        (marek, 10, vec![("printers", 2), ("vpn", 1)]),
        (aisha, 12, vec![("printers", 2)]),
        (ravi, 8, vec![("network", 3), ("vpn", 3)]),
        (elena, 14, vec![("printers", 3), ("vpn", 2)]),
    ] {
        let skills = skills.into_iter().map(|(skill, level)| (skill.to_owned(), level)).collect();
        routing::set_person(tx, by, &PersonInput { person, capacity, skills })?;
    }
    if let Some((_, category)) = categories.iter().find(|(path, _)| path.to_lowercase().contains("print")) {
        routing::set_needs(tx, by, *category, &[("printers".to_owned(), 2)])?;
    }
    let way =
        WayInput { team: cast.teams[1], way: Way::Load, calendar: office, rota: None, overflow: None, take_minutes: Some(TAKE_MINUTES) };
    routing::set_way(tx, by, &way)
}
