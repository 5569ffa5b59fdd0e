//! What a list's address asks for, and the addresses of its neighbours.

use ::tickets::{GroupBy, List, Order, QUEUE_ROWS_MAX, QueueAsk, Sort};
use outcome::{Error, Result};
use serde::Deserialize;

/// The address's parameters.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    /// `mine`, `unassigned`, `my-teams`, `waiting`, `all`, `everything`, `team-3`, `view-5`.
    pub list: String,
    /// A filter in words.
    pub q: String,
    /// `-updated`, `priority`...
    pub sort: String,
    /// What the rows are gathered by.
    pub group: String,
    /// Where the page begins.
    pub after: String,
}

impl Asked {
    /// The list's name; *Mine* when nothing is asked for, *Everything* when a filter stands alone.
    #[must_use]
    pub fn list_name(&self) -> &str {
        match (self.list.is_empty(), self.q.trim().is_empty()) {
            (false, _) => &self.list,
            (true, true) => "mine",
            (true, false) => "everything",
        }
    }

    /// The question as the domain asks it.
    ///
    /// # Errors
    /// When the address names no list, order or place there is.
    pub fn to_ask(&self, zone: &jiff::tz::TimeZone) -> Result<QueueAsk> {
        let unknown = || Error::from(outcome::Refusal::NotFound);
        let filter = self.q.trim();
        let list = if filter.is_empty() { named(self.list_name()).ok_or_else(unknown)? } else { List::Filter(self.combined()) };
        Ok(QueueAsk {
            list,
            order: if self.sort.is_empty() { Vec::new() } else { vec![self.sort.parse::<Order>().map_err(|_| unknown())?] },
            group_by: if self.group.is_empty() { None } else { Some(self.group.parse::<GroupBy>().map_err(|_| unknown())?) },
            after: if self.after.is_empty() { None } else { Some(self.after.parse()?) },
            limit: QUEUE_ROWS_MAX,
            zone: zone.clone(),
        })
    }

    /// The filter, within the tab it was typed on.
    #[must_use]
    pub fn combined(&self) -> String {
        let within = match self.list_name() {
            "mine" => "assignee:me status:new,open,waiting,on_hold",
            "unassigned" => "assignee:none status:new,open,waiting,on_hold",
            "my-teams" => "team:my-teams status:new,open,waiting,on_hold",
            "waiting" => "status:waiting",
            "all" => "status:new,open,waiting,on_hold",
            _ => "",
        };
        if within.is_empty() { self.q.clone() } else { format!("{within} ({})", self.q) }
    }

    /// This list's address with other parameters; where a page begins is left out unless it is given.
    #[must_use]
    pub fn href(&self, changes: &[(&str, &str)]) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let own = [("list", self.list_name()), ("q", &self.q), ("sort", &self.sort), ("group", &self.group), ("after", "")];
        for (name, value) in own {
            let value = changes.iter().find(|(n, _)| *n == name).map_or(value, |(_, v)| v);
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        format!("/tickets?{}", query.finish())
    }

    /// The order after a click on a column: its usual one, or the other way round.
    #[must_use]
    pub fn sorted_by(&self, sort: Sort, now: Option<&Order>) -> Order {
        match now {
            Some(order) if order.sort == sort => Order { sort, descending: !order.descending },
            _ => Order::usual(sort),
        }
    }
}

fn named(name: &str) -> Option<List> {
    Some(match name {
        "mine" => List::Mine,
        "unassigned" => List::Unassigned,
        "my-teams" => List::MyTeams,
        "waiting" => List::Waiting,
        "all" => List::All,
        "everything" => List::Everything,
        other => match other.split_once('-')? {
            ("team", id) => List::Team(id.parse().ok()?),
            ("view", id) => List::View(id.parse().ok()?),
            _ => return None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_what_they_do_not_change() {
        let asked = Asked { q: "tag:vpn & co".into(), sort: "-updated".into(), after: "fxyz".into(), ..Asked::default() };
        assert_eq!(asked.href(&[("group", "team")]), "/tickets?list=everything&q=tag%3Avpn+%26+co&sort=-updated&group=team");
        assert_eq!(Asked::default().list_name(), "mine");
        assert!(named("team-7") == Some(List::Team(people::TeamId(7))) && named("team-x").is_none());
    }
}
