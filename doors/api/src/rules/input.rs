//! A rule as programs send it. What the desk has no counterpart for is refused with its name, and never left out silently.

use automation::{Deeds, Move, Rule, RuleInput, When};
use db::Tx;
use outcome::{Error, Result, Sentence};
use people::{PersonId, TeamId};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;
use tickets::{CategoryId, ChecklistId, Level, Status};

use super::Of;
use crate::macros::actions::UNSAID;
use crate::tickets::words;
use crate::views::conditions::{ConditionIn, filter_of};
use crate::views::input::ConditionsIn;

/// The body of a request about one trigger.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct TriggerBody {
    /// The rule.
    pub trigger: RuleIn,
}

/// The body of a request about one automation.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct AutomationBody {
    /// The rule.
    pub automation: RuleIn,
}

/// A rule as it should be.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RuleIn {
    /// What it is called.
    pub title: Option<String>,
    /// Is it on? A new one is, when nobody said.
    pub active: Option<bool>,
    /// Its place in the order, from 1.
    pub position: Option<usize>,
    /// When, and for which tickets.
    pub conditions: Option<ConditionsIn>,
    /// The same, as older programs send it.
    pub all: Vec<ConditionIn>,
    /// The same, as older programs send it.
    pub any: Vec<ConditionIn>,
    /// What it does.
    pub actions: Option<Vec<ActionIn>>,
    /// Ours: when it is asked, `ticket.opened`, `ticket.reply_added`, ..
    pub on: Option<String>,
    /// Ours: does it touch a ticket only once?
    pub once: Option<bool>,
    /// Ours: are later rules not asked when it holds?
    pub stops: Option<bool>,
}

/// One thing that a rule does.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ActionIn {
    /// What it changes.
    pub field: String,
    /// To what.
    pub value: Value,
}

impl RuleIn {
    /// The rule for the domain; what is not sent stays as it was.
    ///
    /// # Errors
    /// `Invalid` for what has no counterpart here.
    pub(super) fn rule(&self, tx: &Tx<'_>, of: Of, was: Option<&Rule>) -> Result<RuleInput> {
        let sent = self.conditions.is_some() || !self.all.is_empty() || !self.any.is_empty();
        let (mut when, mut filter) = (was.map(|rule| rule.when), was.map(|rule| rule.filter.clone()).unwrap_or_default());
        if sent {
            let both = self.conditions.clone().unwrap_or_default();
            let (all, any) = (both.all.iter().chain(&self.all), both.any.iter().chain(&self.any).cloned().collect::<Vec<_>>());
            let (about, all): (Vec<ConditionIn>, Vec<ConditionIn>) = all.cloned().partition(says_when);
            if any.iter().any(says_when) || about.len() > 1 {
                return Err(Error::invalid("conditions", "rule-when-once"));
            }
            filter = filter_of(&all, &any)?;
            if let Some(condition) = about.first() {
                when = Some(when_of(condition)?);
            }
        }
        if let Some(word) = self.on.as_deref().filter(|word| !word.is_empty()) {
            when = Some(word.parse().map_err(|_| Error::invalid("on", "word-unknown"))?);
        }
        let when = match of {
            Of::Clock => When::Time,
            // Zendesk asks a trigger whenever a ticket came in or changed, if it does not say when.
            Of::Events => {
                Some(when.unwrap_or(When::Anything)).filter(|when| of.has(*when)).ok_or_else(|| Error::invalid("on", "word-unknown"))?
            }
        };
        Ok(RuleInput {
            name: self.title.clone().or_else(|| was.map(|rule| rule.name.clone())).unwrap_or_default(),
            when,
            filter,
            deeds: match &self.actions {
                Some(actions) => deeds(tx, actions)?,
                None => was.map(|rule| rule.deeds.clone()).unwrap_or_default(),
            },
            // Rules of the clock are asked every minute: once for each ticket is what Zendesk's nullifying condition is for.
            once: self.once.or_else(|| was.map(|rule| rule.once)).unwrap_or(of == Of::Clock),
            stops: self.stops.or_else(|| was.map(|rule| rule.stops)).unwrap_or(false),
        })
    }
}

/// Is this condition about when a rule is asked?
fn says_when(condition: &ConditionIn) -> bool {
    matches!(condition.field.as_str(), "update_type" | "on")
}

fn when_of(condition: &ConditionIn) -> Result<When> {
    let value = condition.value.as_str().unwrap_or_default();
    let fits = matches!(condition.operator.as_str(), "is" | "");
    let when = match condition.field.as_str() {
        "update_type" if value == "Create" => Some(When::Opened),
        "on" => value.parse().ok(),
        // "Changed, but not when it came in" is no moment that the desk's rules know.
        _ => None,
    };
    when.filter(|_| fits).ok_or_else(|| Error::invalid("conditions", "rule-when-missing"))
}

fn deeds(tx: &Tx<'_>, actions: &[ActionIn]) -> Result<Deeds> {
    let mut deeds = Deeds::default();
    let private = |action: &ActionIn| action.field == "comment_mode_is_public" && text(&action.value) == "false";
    let to_note = actions.iter().any(private);
    for action in actions {
        let value = text(&action.value);
        let number = || value.parse::<i64>().map_err(|_| unknown(action));
        let level = || value.parse::<Level>().map_err(|_| unknown(action));
        let words = || value.split([' ', ',']).filter(|tag| !tag.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        match action.field.as_str() {
            "status" => deeds.to = Some(moved(&value).ok_or_else(|| unknown(action))?),
            "priority" => {
                let wanted = words::read_priority(&value)?;
                let cell = tickets::matrix(tx)?.cell_of(wanted, UNSAID);
                let (impact, urgency) = cell.ok_or_else(|| Error::invalid("priority", "priority-unreachable"))?;
                (deeds.impact, deeds.urgency) = (Some(impact), Some(urgency));
            }
            "impact" => deeds.impact = Some(level()?),
            "urgency" => deeds.urgency = Some(level()?),
            "group_id" => deeds.team = Some(TeamId(number()?)),
            "assignee_id" => deeds.assignee = Some(PersonId(number()?)),
            "category_id" => deeds.category = Some(CategoryId(number()?)),
            "checklist_id" => deeds.checklist = Some(ChecklistId(number()?)),
            "current_tags" => deeds.tag = words(),
            "remove_tags" => deeds.untag = words(),
            "note" => deeds.note = value,
            "comment_value" | "comment_value_html" if to_note => deeds.note = value,
            "comment_value" => deeds.reply = value,
            "comment_mode_is_public" => {}
            _ => return Err(unknown(action)),
        }
    }
    Ok(deeds)
}

fn moved(word: &str) -> Option<Move> {
    Some(match words::read_status(word).ok()? {
        Status::Open => Move::Open,
        Status::Waiting => Move::Waiting,
        Status::Resolved => Move::Resolved,
        Status::Closed => Move::Closed,
        Status::New | Status::OnHold => return None,
    })
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        // `comment_value` comes with its channel before it.
        Value::Array(all) => all.last().and_then(Value::as_str).unwrap_or_default().trim().to_owned(),
        _ => String::new(),
    }
}

fn unknown(action: &ActionIn) -> Error {
    Error::invalid("actions", Sentence::new("action-unknown").with("field", &action.field))
}

#[cfg(test)]
mod tests {
    use automation::{Move, When};
    use serde_json::json;

    use super::{ConditionIn, moved, text, when_of};

    #[test]
    fn a_rule_says_when_and_an_impossible_move_is_none() {
        let condition = |field: &str, value: &str| ConditionIn { field: field.into(), operator: "is".into(), value: json!(value) };
        assert_eq!(when_of(&condition("update_type", "Create")).ok(), Some(When::Opened));
        assert_eq!(when_of(&condition("on", "ticket.tagged")).ok(), Some(When::Tagged));
        assert!(when_of(&condition("update_type", "Change")).is_err());
        assert_eq!((moved("solved"), moved("hold")), (Some(Move::Resolved), None));
        assert_eq!((text(&json!(["channel:all", "Thanks"])), text(&json!(7))), ("Thanks".into(), "7".into()));
    }
}
