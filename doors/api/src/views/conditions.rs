//! Zendesk's conditions in our filter language: `{"field": "status", "operator": "less_than", "value": "solved"}` is
//! `status<resolved`. The way back is [`told`](super::told).

use outcome::{Error, Result, Sentence};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tickets::Status;

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
/// What says that a ticket has been in a state for so many hours, and which state.
pub(super) const HOURS_IN: [(&str, Status); 5] =
    [("NEW", Status::New), ("OPEN", Status::Open), ("PENDING", Status::Waiting), ("SOLVED", Status::Resolved), ("CLOSED", Status::Closed)];

/// What says that something of a ticket is so many hours ago, and our name for it.
pub(super) const HOURS_SINCE: [(&str, &str); 2] = [("created_at", "created"), ("updated_at", "updated")];

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
        several if parts.is_empty() => return Ok(several.join(" or ")),
        several => parts.push(format!("({})", several.join(" or "))),
    }
    // A filter that says all there is needs no brackets, and gets none: it would be told with them and gain more.
    match (all, any) {
        ([whole], []) | ([], [whole]) if whole.field == FILTER && !parts.is_empty() => Ok(whole.text()),
        _ => Ok(parts.join(" ")),
    }
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
            FILTER if not.is_empty() => Some(if text.contains(char::is_whitespace) { format!("({text})") } else { text.clone() }),
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
        let sign = match self.operator.as_str() {
            "less_than" => "<",
            "less_than_equal" => "<=",
            "greater_than" => ">",
            _ => ">=",
        };
        match self.field.as_str() {
            "status" => words::read_status(&text).ok().map(|status| format!("status{sign}{status}")),
            "priority" => words::read_priority(&text).ok().map(|_| format!("priority{sign}{}", priority(&text))),
            // More hours than so many: further back.
            field => {
                let back = match sign {
                    ">" => "<",
                    "<" => ">",
                    _ => return None,
                };
                let hours: u32 = text.parse().ok()?;
                if let Some((_, status)) = HOURS_IN.iter().find(|(name, _)| *name == field) {
                    return Some(format!("(status:{status} since{back}-{hours}h)"));
                }
                HOURS_SINCE.iter().find(|(name, _)| *name == field).map(|(_, ours)| format!("{ours}{back}-{hours}h"))
            }
        }
    }

    pub(super) fn text(&self) -> String {
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
    fn conditions_become_a_filter() {
        let all = [
            condition("status", "less_than", "solved"),
            condition("assignee_id", "is", "current_user"),
            condition("group_id", "is_not", 7),
        ];
        let any = [condition("current_tags", "includes", "vpn wifi"), condition("priority", "greater_than", "normal")];
        assert_eq!(
            filter_of(&all, &any).ok().as_deref(),
            Some("status<resolved assignee:me -team:7 (tag:\"vpn\",\"wifi\" or priority>normal)")
        );
        assert!(filter_of(&[condition("via_id", "is", 4)], &[]).is_err(), "what we have no word for is not left out silently");
    }
}
