//! Zendesk's conditions in our filter language: `{"field": "status", "operator": "less_than", "value": "solved"}` is
//! `status:new,open,waiting,on_hold`.

use outcome::{Error, Result, Sentence};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::tickets::words;

/// One condition.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ConditionIn {
    /// What it is about.
    pub field: String,
    /// How it is compared.
    pub operator: String,
    /// With what.
    pub value: Value,
}

/// The name under which a filter of ours stands among conditions.
pub const FILTER: &str = "filter";
/// The states, from the first to the last.
const STATES: [&str; 6] = ["new", "open", "waiting", "on_hold", "resolved", "closed"];

/// Conditions as one filter.
///
/// # Errors
/// `Invalid` for a condition that we have no word for.
pub fn filter_of(all: &[ConditionIn], any: &[ConditionIn]) -> Result<String> {
    let mut parts = all.iter().map(ConditionIn::filter).collect::<Result<Vec<_>>>()?;
    let alternatives = any.iter().map(ConditionIn::filter).collect::<Result<Vec<_>>>()?;
    match alternatives.as_slice() {
        [] => {}
        [one] => parts.push(one.clone()),
        several => parts.push(format!("({})", several.join(" or "))),
    }
    Ok(parts.join(" "))
}

/// A filter as conditions: each of its terms for itself where Zendesk has a word for all of them, or one condition with the whole of it.
#[must_use]
pub fn told(filter: &str) -> Vec<ConditionIn> {
    let whole = || vec![ConditionIn { field: FILTER.to_owned(), operator: "is".to_owned(), value: filter.into() }];
    filter.split_whitespace().map(term).collect::<Option<Vec<_>>>().unwrap_or_else(whole)
}

/// One term, such as `-status:open`, if it says one thing that Zendesk has a word for.
fn term(term: &str) -> Option<ConditionIn> {
    let (operator, term) = term.strip_prefix('-').map_or(("is", term), |term| ("is_not", term));
    let (name, value) = term.split_once(':')?;
    let number = || value.parse::<u64>().ok().map(|_| value.to_owned());
    let (field, value) = match name {
        "status" => ("status", words::status(value.parse().ok()?).to_owned()),
        "priority" if matches!(value, "critical" | "high" | "normal" | "low") => {
            ("priority", if value == "critical" { "urgent" } else { value }.to_owned())
        }
        "team" => ("group_id", number()?),
        "assignee" => ("assignee_id", if value == "me" { "current_user".to_owned() } else { number()? }),
        "requester" => ("requester_id", number()?),
        "organization" => ("organization_id", number()?),
        _ => return None,
    };
    Some(ConditionIn { field: field.to_owned(), operator: operator.to_owned(), value: value.into() })
}

impl ConditionIn {
    fn filter(&self) -> Result<String> {
        let unknown =
            || Error::invalid("conditions", Sentence::new("condition-unknown").with("field", &self.field).with("operator", &self.operator));
        let not = match self.operator.as_str() {
            "is" | "includes" | "" => "",
            "is_not" | "not_includes" => "-",
            "less_than" | "greater_than" | "less_than_equal" | "greater_than_equal" => return self.compared().ok_or_else(unknown),
            _ => return Err(unknown()),
        };
        let text = self.text();
        let reference = |name: &str| match text.as_str() {
            "" => Some(format!("{not}{name}:none")),
            "current_user" => Some(format!("{not}{name}:me")),
            "current_groups" => Some(format!("{not}{name}:my-teams")),
            number => number.parse::<u64>().ok().map(|number| format!("{not}{name}:{number}")),
        };
        let said = match self.field.as_str() {
            FILTER if not.is_empty() => Some(if text.is_empty() { String::new() } else { format!("({text})") }),
            "status" => words::read_status(&text).ok().map(|status| format!("{not}status:{status}")),
            "priority" => words::read_priority(&text).ok().map(|_| format!("{not}priority:{}", priority(&text))),
            "type" | "ticket_type_id" => words::read_kind(&text).ok().map(|kind| format!("{not}kind:{kind}")),
            "group_id" => reference("team"),
            "assignee_id" => reference("assignee"),
            "requester_id" => reference("requester"),
            "organization_id" => reference("organization"),
            "current_tags" => {
                let tags: Vec<String> = text.split([' ', ',']).filter(|tag| !tag.is_empty()).map(quoted).collect();
                (!tags.is_empty()).then(|| format!("{not}tag:{}", tags.join(",")))
            }
            "description_includes_word" | "subject_includes_word" | "comment_includes_word" => {
                let words: Vec<String> = text.split_whitespace().map(quoted).collect();
                (!words.is_empty()).then(|| format!("{not}({})", words.join(" or ")))
            }
            _ => None,
        };
        said.ok_or_else(unknown)
    }

    fn compared(&self) -> Option<String> {
        let text = self.text();
        let (less, equal) = (self.operator.starts_with("less"), self.operator.ends_with("equal"));
        match self.field.as_str() {
            "status" => {
                let status = words::read_status(&text).ok()?;
                let at = STATES.iter().position(|state| *state == status.as_str())?;
                let wanted = STATES.iter().enumerate().filter(|(n, _)| (if less { *n < at } else { *n > at }) || equal && *n == at);
                let names: Vec<&str> = wanted.map(|(_, state)| *state).collect();
                (!names.is_empty()).then(|| format!("status:{}", names.join(",")))
            }
            "priority" => {
                words::read_priority(&text).ok()?;
                let sign = match (less, equal) {
                    (true, true) => "<=",
                    (true, false) => "<",
                    (false, true) => ">=",
                    (false, false) => ">",
                };
                Some(format!("priority{sign}{}", priority(&text)))
            }
            _ => None,
        }
    }

    fn text(&self) -> String {
        match &self.value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Array(all) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
            _ => String::new(),
        }
    }
}

fn priority(word: &str) -> &str {
    if word.eq_ignore_ascii_case("urgent") { "critical" } else { word }
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(field: &str, operator: &str, value: impl Into<Value>) -> ConditionIn {
        ConditionIn { field: field.to_owned(), operator: operator.to_owned(), value: value.into() }
    }

    #[test]
    fn a_filter_is_told_term_by_term_or_as_a_whole() {
        let told = |filter: &str| told(filter).iter().map(|c| format!("{} {} {}", c.field, c.operator, c.text())).collect::<Vec<_>>();
        assert_eq!(told("status:open -team:7 priority:critical"), ["status is open", "group_id is_not 7", "priority is urgent"]);
        assert_eq!(told("status:open,new"), ["filter is status:open,new"]);
        assert_eq!(told("(tag:a or tag:b)"), ["filter is (tag:a or tag:b)"]);
        assert!(told("").is_empty());
    }

    #[test]
    fn conditions_become_a_filter() {
        let all = [
            condition("status", "less_than", "solved"),
            condition("assignee_id", "is", "current_user"),
            condition("group_id", "is_not", 7),
        ];
        let any = [condition("current_tags", "includes", "vpn wifi"), condition("priority", "greater_than", "normal")];
        assert_eq!(
            filter_of(&all, &any).ok().as_deref(),
            Some("status:new,open,waiting,on_hold assignee:me -team:7 (tag:\"vpn\",\"wifi\" or priority>normal)")
        );
        assert!(filter_of(&[condition("via_id", "is", 4)], &[]).is_err(), "what we have no word for is not left out silently");
    }
}
