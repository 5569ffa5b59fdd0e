//! The tabs above a list, with their counts.

use std::collections::HashMap;

use ::tickets::{Counts, View, ViewId};
use catalogue::Say;

use super::tallies::VIEW_COUNT_MAX;

/// A tab.
pub struct Tab {
    /// What it is called.
    pub name: String,
    /// Its address.
    pub href: String,
    /// How many tickets it has, in words; empty where nobody has counted yet.
    pub count: String,
    /// Is it the one that is shown?
    pub chosen: bool,
}

/// The fixed tabs, one for each team with tickets, and the saved views.
#[must_use]
pub fn tabs(say: &Say, chosen: &str, counts: &Counts, views: &[View], tallies: &HashMap<ViewId, i64>) -> Vec<Tab> {
    let tab = |key: &str, name: String, count: Option<i64>| Tab {
        name,
        href: format!("/tickets?list={key}"),
        count: match count {
            Some(more) if more > VIEW_COUNT_MAX && key.starts_with("view-") => format!("{}+", say.number(VIEW_COUNT_MAX)),
            Some(n) => say.number(n),
            None => String::new(),
        },
        chosen: chosen == key,
    };
    let mut tabs = vec![
        tab("mine", say.say("queue-mine").into_owned(), Some(counts.mine)),
        tab("unassigned", say.say("queue-unassigned").into_owned(), Some(counts.unassigned)),
        tab("my-teams", say.say("queue-my-teams").into_owned(), Some(counts.my_teams)),
        tab("waiting", say.say("queue-waiting").into_owned(), Some(counts.waiting)),
        tab("all", say.say("queue-all").into_owned(), Some(counts.all_unfinished)),
    ];
    tabs.extend(counts.teams.iter().map(|t| tab(&format!("team-{}", t.team), t.name.clone(), Some(t.unfinished))));
    tabs.extend(views.iter().map(|v| tab(&format!("view-{}", v.id), v.name.clone(), tallies.get(&v.id).copied())));
    tabs
}
