//! What can happen to macros.

use db::{Event, Subject};
use serde::{Deserialize, Serialize};

use super::{Macro, MacroId};
use crate::deeds::Deeds;
use crate::scope::Scope;

pub(super) const MACRO: &str = "macro";
pub(super) const EDITED: &str = "macro.edited";

/// All that a person can say of a macro, as it was or is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Wording {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) scope: Scope,
    pub(super) filter: String,
    pub(super) deeds: Deeds,
}

impl From<&Macro> for Wording {
    fn from(of: &Macro) -> Self {
        let Macro { name, description, scope, filter, deeds, .. } = of.clone();
        Self { name, description, scope, filter, deeds }
    }
}

/// Something that happened.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Happening {
    Added { to: Box<Wording> },
    Edited { from: Box<Wording>, to: Box<Wording> },
    Moved { from: i64, to: i64 },
    PutAway { away: bool },
    Deleted { from: Box<Wording> },
}

#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct MacroEvent {
    #[serde(skip)]
    pub(super) id: MacroId,
    pub(super) what: Happening,
}

impl Event for MacroEvent {
    fn kind(&self) -> &'static str {
        match self.what {
            Happening::Added { .. } => "macro.added",
            Happening::Edited { .. } => EDITED,
            Happening::Moved { .. } => "macro.moved",
            Happening::PutAway { away: true } => "macro.archived",
            Happening::PutAway { away: false } => "macro.restored",
            Happening::Deleted { .. } => "macro.deleted",
        }
    }

    fn subject(&self) -> Subject {
        Subject::new(MACRO, self.id.0)
    }
}
