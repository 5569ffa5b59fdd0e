//! Our filters as Zendesk's conditions, where it has a word for what they say; else as one condition `filter`, in our language.

use std::sync::LazyLock;

use filter::{Fields, Filter, Node, Op, Term, Text};
use people::{Actor, Door};
use tickets::{Kind, Status};

use super::conditions::{ConditionIn, FILTER, HOURS_IN, HOURS_SINCE};
use crate::tickets::words;

/// What every ticket has; a filter that names one of the desk's own fields is told as a whole.
static FIELDS: LazyLock<Fields> = LazyLock::new(|| tickets::fields(&Actor::system(Door::Api)).clone());

/// A filter as conditions: those that must all hold, and those of which one must.
#[must_use]
pub fn told(filter: &str) -> (Vec<ConditionIn>, Vec<ConditionIn>) {
    let whole = || (vec![in_our_words(filter)], Vec::new());
    if filter.trim().is_empty() {
        return (Vec::new(), Vec::new());
    }
    let Ok(read) = Filter::parse(filter, &FIELDS) else { return whole() };
    if !read.order.is_empty() {
        return whole();
    }
    let (mut all, mut any) = (Vec::new(), Vec::new());
    let mut parts = read.parts();
    while let Some((first, rest)) = parts.split_first() {
        parts = rest;
        if let Some((condition, rest)) = rest.split_first().and_then(|(second, rest)| Some((hours_in(first, second)?, rest))) {
            all.push(condition);
            parts = rest;
        } else if let Some(condition) = one(first) {
            all.push(condition);
        } else if let Some(alternatives) = alternatives(first).filter(|_| any.is_empty()) {
            any = alternatives;
        } else {
            all.push(in_our_words(&first.to_string()));
        }
    }
    // One part that Zendesk has no word for is the filter as it was written.
    if let ([only], []) = (all.as_slice(), any.as_slice())
        && only.field == FILTER
    {
        return whole();
    }
    (all, any)
}

fn condition(field: &str, operator: &str, value: impl Into<serde_json::Value>) -> ConditionIn {
    ConditionIn { field: field.to_owned(), operator: operator.to_owned(), value: value.into() }
}

fn in_our_words(filter: &str) -> ConditionIn {
    condition(FILTER, "is", filter)
}

/// Every part of an *or*, if Zendesk has a word for each.
fn alternatives(node: &Node) -> Option<Vec<ConditionIn>> {
    let Node::Any(parts) = node else { return None };
    let told = |part: &Node| match part {
        Node::All(both) => match both.as_slice() {
            [first, second] => hours_in(first, second),
            _ => None,
        },
        part => one(part),
    };
    parts.iter().map(told).collect()
}

/// One part, if it says one thing that Zendesk has a word for.
fn one(node: &Node) -> Option<ConditionIn> {
    match node {
        Node::Term(term) => self::term(term, false),
        Node::Not(inner) => match inner.as_ref() {
            Node::Term(term) => self::term(term, true),
            other => has_word(other, "not_includes"),
        },
        other => has_word(other, "includes"),
    }
}

/// Any of some words, each for itself.
fn has_word(node: &Node, operator: &str) -> Option<ConditionIn> {
    let word = |text: &Text| (text.quoted && !text.text.contains(char::is_whitespace)).then(|| text.text.clone());
    let words = match node {
        Node::Text(text) => vec![word(text)?],
        Node::Any(parts) => parts.iter().map(|part| if let Node::Text(text) = part { word(text) } else { None }).collect::<Option<_>>()?,
        _ => return None,
    };
    Some(condition("description_includes_word", operator, words.join(" ")))
}

fn term(term: &Term, negated: bool) -> Option<ConditionIn> {
    let operator = match (term.op, negated) {
        (Op::Is, false) => "is",
        (Op::Is, true) => "is_not",
        (Op::Less, false) => "less_than",
        (Op::LessOrEqual, false) => "less_than_equal",
        (Op::Greater, false) => "greater_than",
        (Op::GreaterOrEqual, false) => "greater_than_equal",
        _ => return None,
    };
    if term.field == "tag" && term.op == Op::Is {
        let plain = |text: &str, quoted: bool| !text.contains([' ', ',']) && (quoted || !text.contains('*') && text != "none");
        let tags = term.values.iter().map(|value| plain(&value.text, value.quoted).then_some(value.text.as_str()));
        let operator = if negated { "not_includes" } else { "includes" };
        return Some(condition("current_tags", operator, tags.collect::<Option<Vec<_>>>()?.join(" ")));
    }
    let [value] = term.values.as_slice() else { return None };
    let value = (!value.quoted).then_some(value.text.as_str())?;
    match (term.field.as_str(), term.op) {
        ("status", _) => Some(condition("status", operator, words::status(value.parse().ok()?))),
        ("priority", _) => {
            let known = matches!(value, "critical" | "high" | "normal" | "low");
            known.then(|| condition("priority", operator, if value == "critical" { "urgent" } else { value }))
        }
        ("kind", Op::Is) => Some(condition("type", operator, words::kind(value.parse::<Kind>().ok()?))),
        ("team", Op::Is) => Some(condition("group_id", operator, reference(value)?)),
        ("assignee", Op::Is) => Some(condition("assignee_id", operator, reference(value)?)),
        ("requester", Op::Is) => Some(condition("requester_id", operator, reference(value)?)),
        ("organization", Op::Is) => Some(condition("organization_id", operator, reference(value)?)),
        (field, Op::Less | Op::Greater) if !negated => {
            let (name, _) = HOURS_SINCE.iter().find(|(_, ours)| *ours == field)?;
            Some(condition(name, further(term.op), hours(value)?))
        }
        _ => None,
    }
}

fn reference(value: &str) -> Option<String> {
    Some(match value {
        "none" => String::new(),
        "me" => "current_user".to_owned(),
        "my-teams" => "current_groups".to_owned(),
        number => number.parse::<u64>().ok()?.to_string(),
    })
}

/// Further back is more hours.
fn further(op: Op) -> &'static str {
    if op == Op::Less { "greater_than" } else { "less_than" }
}

/// The hours of `-48h`.
fn hours(value: &str) -> Option<String> {
    Some(value.strip_prefix('-')?.strip_suffix('h')?.parse::<u32>().ok()?.to_string())
}

/// `status:resolved since<-48h`: resolved for more than so many hours.
fn hours_in(status: &Node, since: &Node) -> Option<ConditionIn> {
    let (Node::Term(status), Node::Term(since)) = (status, since) else { return None };
    let ([is], [back]) = (status.values.as_slice(), since.values.as_slice()) else { return None };
    let about = status.field == "status" && status.op == Op::Is && since.field == "since" && matches!(since.op, Op::Less | Op::Greater);
    let state: Status = is.text.parse().ok().filter(|_| about)?;
    let (name, _) = HOURS_IN.iter().find(|(_, of)| *of == state)?;
    Some(condition(name, further(since.op), hours(&back.text)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::super::conditions::filter_of;
    use super::*;

    fn said((all, any): (Vec<ConditionIn>, Vec<ConditionIn>)) -> [Vec<String>; 2] {
        [all, any].map(|some| some.iter().map(|c| format!("{} {} {}", c.field, c.operator, c.text())).collect())
    }

    #[test]
    fn a_filter_is_told_term_by_term_or_in_our_words() {
        let all = |filter: &str| said(told(filter))[0].clone();
        assert_eq!(all("status:open -team:7 priority:critical"), ["status is open", "group_id is_not 7", "priority is urgent"]);
        assert_eq!(all("status:open,new"), ["filter is status:open,new"]);
        assert_eq!(all("category:3 status<resolved"), ["filter is category:3", "status less_than solved"]);
        assert_eq!(all("status:resolved since<-48h tag:a"), ["SOLVED greater_than 48", "current_tags includes a"]);
        assert_eq!(said(told("team:7 (tag:a or priority:low)"))[1], ["current_tags includes a", "priority is low"]);
        assert_eq!(all("field.asset_tag:7"), ["filter is field.asset_tag:7"], "the desk's own fields are known to the desk alone");
        assert!(all("").is_empty());
    }

    #[test]
    fn a_filter_gains_no_brackets() {
        for filter in
            ["status:open,new or tag:a category:2", "category:2", "-(category:2 or tag:a)", "status:open category:2 (site:1 or site:2)"]
        {
            let (all, any) = told(filter);
            assert_eq!(filter_of(&all, &any).expect("conditions").replace(['(', ')'], ""), filter.replace(['(', ')'], ""));
            let again = filter_of(&all, &any).expect("conditions");
            let (all, any) = told(&again);
            assert_eq!(filter_of(&all, &any).expect("conditions"), again);
        }
    }

    fn conditions() -> impl Strategy<Value = ConditionIn> {
        let of = |field: &'static str, operators: &'static [&'static str], values: &'static [&'static str]| {
            (Just(field), prop::sample::select(operators), prop::sample::select(values))
                .prop_map(|(field, operator, value)| condition(field, operator, value))
                .boxed()
        };
        const EQUAL: &[&str] = &["is", "is_not"];
        const RANKED: &[&str] = &["is", "is_not", "less_than", "less_than_equal", "greater_than", "greater_than_equal"];
        const HAS: &[&str] = &["includes", "not_includes"];
        const AGO: &[&str] = &["less_than", "greater_than"];
        const WHO: &[&str] = &["", "current_user", "12", "345"];
        prop_oneof![
            of("status", RANKED, &["new", "open", "pending", "hold", "solved", "closed"]),
            of("priority", RANKED, &["low", "normal", "high", "urgent"]),
            of("type", EQUAL, &["incident", "question"]),
            of("assignee_id", EQUAL, WHO),
            of("group_id", EQUAL, &["", "current_groups", "7"]),
            of("requester_id", EQUAL, WHO),
            of("organization_id", EQUAL, &["", "9"]),
            of("current_tags", HAS, &["vpn", "vpn wifi", "a_b-c"]),
            of("SOLVED", AGO, &["1", "48"]),
            of("PENDING", AGO, &["1", "48"]),
            of("updated_at", AGO, &["24"]),
            of("created_at", AGO, &["24"]),
            of(FILTER, &["is"], &["category:3", "site:1,2", "-(category:3 site:1)"]),
        ]
    }

    fn bare(conditions: &[ConditionIn]) -> Vec<Value> {
        conditions.iter().map(|c| json!([c.field, c.operator, c.value])).collect()
    }

    proptest! {
        #[test]
        fn the_same_conditions_come_out_that_went_in(
            all in prop::collection::vec(conditions(), 0..5),
            // One alternative is no alternative: it is told among those that must hold.
            any in prop_oneof![Just(Vec::new()), prop::collection::vec(conditions().prop_filter("ours", |c| c.field != FILTER), 2..4)],
        ) {
            let filter = filter_of(&all, &any).expect("conditions that there are");
            let (told_all, told_any) = told(&filter);
            prop_assert_eq!(bare(&told_any), bare(&any), "{}", filter);
            prop_assert_eq!(bare(&told_all), bare(&all), "{}", filter);
        }
    }
}
