//! For whom something was prepared: for oneself, for a team, or for everybody at the desk.

use db::{Value, params};
use outcome::Result;
use people::{Actor, PersonId, Role, TeamId};
use serde::{Deserialize, Serialize};

use crate::policy::{self, Action};

/// For whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// One person.
    Own(PersonId),
    /// The members of a team.
    Team(TeamId),
    /// Everybody at the desk.
    Shared,
}

impl Scope {
    pub(crate) fn of(owner: Option<PersonId>, team: Option<TeamId>) -> Self {
        match (owner, team) {
            (Some(person), _) => Self::Own(person),
            (None, Some(team)) => Self::Team(team),
            (None, None) => Self::Shared,
        }
    }

    /// Whose it is.
    #[must_use]
    pub fn owner(self) -> Option<PersonId> {
        if let Self::Own(person) = self { Some(person) } else { None }
    }

    /// Which team's it is.
    #[must_use]
    pub fn team(self) -> Option<TeamId> {
        if let Self::Team(team) = self { Some(team) } else { None }
    }

    /// May the actor make and change what is for these?
    #[must_use]
    pub fn may_change(self, actor: &Actor) -> bool {
        self.demand(actor).is_ok()
    }

    /// Refuses to make or change what is for others.
    pub(crate) fn demand(self, actor: &Actor) -> Result<()> {
        let own = self.owner().is_some_and(|owner| Some(owner) == actor.person());
        policy::permit(actor, if own { Action::PrepareOwn } else { Action::PrepareForOthers })
    }
}

/// What of the table `alias` is for the actor, with its parameters from `first`.
pub(crate) fn is_for(actor: &Actor, alias: &str, first: usize) -> (String, Vec<Value>) {
    let leads = i64::from(actor.role >= Role::Lead);
    let (me, lead) = (first, first + 1);
    let condition = format!(
        "({alias}.owner_id = ${me} OR ({alias}.owner_id IS NULL AND ({alias}.team_id IS NULL OR ${lead} = 1 \
         OR EXISTS (SELECT 1 FROM team_members own WHERE own.team_id = {alias}.team_id AND own.person_id = ${me}))))"
    );
    (condition, params![actor.person().unwrap_or(PersonId(0)), leads].to_vec())
}
