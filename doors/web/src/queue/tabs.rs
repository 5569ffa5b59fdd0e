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
    let tab = |key: &str, name: String, count: String| Tab { name, href: format!("/tickets?list={key}"), count, chosen: chosen == key };
    let fixed = |key: &str, count: i64| tab(key, say.say(&format!("queue-{key}")).into_owned(), say.number(count));
    let tallied = |view: &View| match tallies.get(&view.id) {
        Some(&count) if count > VIEW_COUNT_MAX => format!("{}+", say.number(VIEW_COUNT_MAX)),
        Some(&count) => say.number(count),
        None => String::new(),
    };
    let mut tabs = vec![
        fixed("mine", counts.mine),
        fixed("unassigned", counts.unassigned),
        fixed("my-teams", counts.my_teams),
        fixed("waiting", counts.waiting),
        fixed("all", counts.all_unfinished),
    ];
    tabs.extend(counts.teams.iter().map(|t| tab(&format!("team-{}", t.team), t.name.clone(), say.number(t.unfinished))));
    tabs.extend(views.iter().map(|v| tab(&format!("view-{}", v.id), v.name.clone(), tallied(v))));
    tabs
}
