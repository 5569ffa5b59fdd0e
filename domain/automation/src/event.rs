//! What can happen to rules.

use db::{Event, Subject};
use serde::{Deserialize, Serialize};

use crate::deeds::Deeds;
use crate::rule::{Rule, RuleId, When};

pub(crate) const RULE: &str = "rule";
pub(crate) const EDITED: &str = "rule.edited";

/// All that a person can say of a rule, as it was or is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wording {
    pub(crate) name: String,
    pub(crate) when: When,
    pub(crate) filter: String,
    pub(crate) deeds: Deeds,
    pub(crate) once: bool,
    pub(crate) stops: bool,
}

impl From<&Rule> for Wording {
    fn from(rule: &Rule) -> Self {
        let Rule { name, when, filter, deeds, once, stops, .. } = rule.clone();
        Self { name, when, filter, deeds, once, stops }
    }
}

/// Something that happened.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Happening {
    Added { to: Box<Wording> },
    Edited { from: Box<Wording>, to: Box<Wording> },
    Moved { from: i64, to: i64 },
    Switched { on: bool },
    Removed {},
    Restored {},
}

#[derive(Serialize)]
#[serde(transparent)]
pub(crate) struct RuleEvent {
    #[serde(skip)]
    pub(crate) rule: RuleId,
    pub(crate) what: Happening,
}

impl Event for RuleEvent {
    fn kind(&self) -> &'static str {
        match self.what {
            Happening::Added { .. } => "rule.added",
            Happening::Edited { .. } => EDITED,
            Happening::Moved { .. } => "rule.moved",
            Happening::Removed {} => "rule.removed",
            Happening::Restored {} => "rule.restored",
            Happening::Switched { on: true } => "rule.switched_on",
            Happening::Switched { on: false } => "rule.switched_off",
        }
    }

    fn subject(&self) -> Subject {
        Subject::new(RULE, self.rule.0)
    }
}
