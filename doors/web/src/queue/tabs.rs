//! The tabs above a list, with their counts.

use ::tickets::{Counts, View};
use catalogue::Say;

/// A tab.
pub struct Tab {
    /// What it is called.
    pub name: String,
    /// Its address.
    pub href: String,
    /// How many tickets it has, in words; empty where nobody counts.
    pub count: String,
    /// Is it the one that is shown?
    pub chosen: bool,
}

/// The fixed tabs, one for each team with tickets, and the saved views.
#[must_use]
pub fn tabs(say: &Say, chosen: &str, counts: &Counts, views: &[View]) -> Vec<Tab> {
    let tab = |key: &str, name: String, count: Option<i64>| Tab {
        name,
        href: format!("/tickets?list={key}"),
        count: count.map(|n| say.number(n)).unwrap_or_default(),
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
    tabs.extend(views.iter().map(|v| tab(&format!("view-{}", v.id), v.name.clone(), None)));
    tabs
}
