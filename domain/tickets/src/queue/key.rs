//! What lists are sorted and gathered by, as expressions that are never NULL.

use std::fmt;
use std::str::FromStr;

use anyhow::Context;
use db::words;

words! {
    /// What a list can be sorted by.
    pub enum Sort {
        /// When anything last changed.
        Updated = "updated",
        /// When it came in.
        Created = "created",
        /// What to do first: rising begins with the low ones.
        Priority = "priority",
        /// How long somebody has been waiting for a word from the desk: falling begins with the longest.
        Waiting = "waiting",
        /// How far it has come.
        Status = "status",
        /// The subject's letters.
        Subject = "subject",
        /// The requester's name.
        Requester = "requester",
        /// The organization's name.
        Organization = "organization",
        /// The assignee's name.
        Assignee = "assignee",
        /// The team's name.
        Team = "team",
        /// The category's path.
        Category = "category",
        /// What is due first; what nothing is promised for comes last.
        Due = "due",
        /// The number.
        Number = "number",
    }
}

words! {
    /// What the rows of a list can be gathered by.
    pub enum GroupBy {
        /// Critical first.
        Priority = "priority",
        /// New first.
        Status = "status",
        /// By name; those with nobody last.
        Assignee = "assignee",
        /// By name; those without one last.
        Team = "team",
        /// By name.
        Requester = "requester",
        /// By name; those without one last.
        Organization = "organization",
        /// By path; those without one last.
        Category = "category",
        /// By name; those without one last.
        Site = "site",
        /// Incidents first.
        Kind = "kind",
    }
}

/// A sort and its direction. As text: `updated`, `-updated`; the minus puts the largest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Order {
    /// What to sort by.
    pub sort: Sort,
    /// Largest first.
    pub descending: bool,
}

impl Order {
    /// What people mean when they click on a column: the newest, the most urgent, the longest waiting, A before Z.
    #[must_use]
    pub fn usual(sort: Sort) -> Self {
        let descending = matches!(sort, Sort::Updated | Sort::Created | Sort::Priority | Sort::Waiting | Sort::Number);
        Self { sort, descending }
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.sort)
    }
}

impl FromStr for Order {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (descending, sort) = text.strip_prefix('-').map_or((false, text), |sort| (true, sort));
        Ok(Self { sort: sort.parse().context("the order")?, descending })
    }
}

/// An expression over the ticket row `t`, never NULL, and its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    /// The expression.
    pub(crate) sql: &'static str,
    /// Largest first.
    pub(crate) descending: bool,
}

/// The keys of a list, ending with the number, which makes the order total.
pub(crate) fn keys(group_by: Option<GroupBy>, order: &[Order]) -> Vec<Key> {
    let mut keys: Vec<Key> = group_by.map(group_key).into_iter().collect();
    for order in order {
        keys.extend(sort_keys(*order));
    }
    // The number goes the way of the last key: then one index serves both, forwards or backwards.
    let descending = keys.last().is_none_or(|key| key.descending);
    if keys.last().is_none_or(|key| key.sql != NUMBER) {
        keys.push(Key { sql: NUMBER, descending });
    }
    keys
}

const NUMBER: &str = "t.id";
const STATUS: &str =
    "CASE t.status WHEN 'new' THEN 1 WHEN 'open' THEN 2 WHEN 'waiting' THEN 3 WHEN 'on_hold' THEN 4 WHEN 'resolved' THEN 5 ELSE 6 END";
const REQUESTER: &str = "(SELECT k.name_key || ' ' || CAST(k.id AS TEXT) FROM people k WHERE k.id = t.requester_id)";
// A leading digit puts those without a name last, whatever alphabet the names are in; the number keeps namesakes apart.
const ASSIGNEE: &str = "COALESCE((SELECT '1' || k.name_key || ' ' || CAST(k.id AS TEXT) FROM people k WHERE k.id = t.assignee_id), '2')";
const ORGANIZATION: &str = "COALESCE((SELECT '1' || k.name_key FROM organizations k WHERE k.id = t.organization_id), '2')";
const TEAM: &str = "COALESCE((SELECT '1' || k.name_key FROM teams k WHERE k.id = t.team_id), '2')";
const CATEGORY: &str = "COALESCE((SELECT '1' || k.path_key FROM categories k WHERE k.id = t.category_id), '2')";
const SITE: &str = "COALESCE((SELECT '1' || k.name FROM sites k WHERE k.id = t.site_id), '2')";
/// Our move, and since when the requester waits; a sum so large for all others that they come after every instant.
const SILENT_SINCE: &str = "CASE WHEN t.status IN ('new', 'open') AND t.last_message_side = 'requester' THEN t.last_message_at ELSE 9000000000000000 + t.last_message_at END";

/// After every instant comes what is not due.
const DUE: &str = "COALESCE(t.due_at, 9000000000000000)";

fn sort_keys(order: Order) -> Vec<Key> {
    let Order { sort, descending } = order;
    let key = |sql, descending| vec![Key { sql, descending }];
    match sort {
        Sort::Updated => key("t.updated_at", descending),
        Sort::Created => key("t.opened_at", descending),
        // 1 is the most urgent, the earliest word the longest wait: the largest comes first when the number rises.
        Sort::Priority => key("t.priority", !descending),
        Sort::Due => key(DUE, descending),
        Sort::Waiting => key(SILENT_SINCE, !descending),
        Sort::Status => key(STATUS, descending),
        Sort::Subject => key("lower(t.subject)", descending),
        Sort::Requester => key(REQUESTER, descending),
        Sort::Organization => key(ORGANIZATION, descending),
        Sort::Assignee => key(ASSIGNEE, descending),
        Sort::Team => key(TEAM, descending),
        Sort::Category => key(CATEGORY, descending),
        Sort::Number => key(NUMBER, descending),
    }
}

fn group_key(by: GroupBy) -> Key {
    let sql = match by {
        GroupBy::Priority => "t.priority",
        GroupBy::Status => STATUS,
        GroupBy::Assignee => ASSIGNEE,
        GroupBy::Team => TEAM,
        GroupBy::Requester => REQUESTER,
        GroupBy::Organization => ORGANIZATION,
        GroupBy::Category => CATEGORY,
        GroupBy::Site => SITE,
        GroupBy::Kind => "t.kind",
    };
    Key { sql, descending: false }
}

#[cfg(test)]
mod tests {
    use super::{Order, Sort, keys};

    #[test]
    fn an_order_reads_back_as_it_was_written() {
        for sort in Sort::ALL {
            for descending in [false, true] {
                let order = Order { sort: *sort, descending };
                assert_eq!(order.to_string().parse::<Order>().ok(), Some(order));
            }
        }
        assert!("sideways".parse::<Order>().is_err());
    }

    #[test]
    fn every_order_ends_with_the_number_once() {
        for sort in Sort::ALL {
            let keys = keys(None, &[Order::usual(*sort)]);
            assert_eq!(keys.iter().filter(|k| k.sql == super::NUMBER).count(), 1);
            assert_eq!(keys.last().map(|k| k.sql), Some(super::NUMBER));
        }
    }
}
