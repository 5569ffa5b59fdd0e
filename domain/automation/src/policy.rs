//! Who may do what to rules, canned answers and macros: leads make what others use. `tests/policy.txt` prints it. What they do to
//! a ticket, `tickets` decides.

use db::{EventId, words};
use outcome::{Refusal, Result};
use people::{Actor, Door, Reach, Role, Who};

use crate::rule::RuleId;

words! {
    /// What can be done.
    pub enum Action {
        /// See rules, what they did and what they would have done.
        SeeRules = "see_rules",
        /// Make and change rules, and switch them on and off.
        ManageRules = "manage_rules",
        /// Use canned answers and macros.
        UsePrepared = "use_prepared",
        /// Make and change one's own.
        PrepareOwn = "prepare_own",
        /// Make and change those of a team or of the whole desk.
        PrepareForOthers = "prepare_for_others",
    }
}

/// The rule: may somebody of this role and reach do this?
#[must_use]
pub fn allows(role: Role, reach: Reach, action: Action) -> bool {
    match action {
        Action::SeeRules => role >= Role::Lead,
        Action::ManageRules | Action::PrepareForOthers => role >= Role::Lead && reach == Reach::Full,
        Action::UsePrepared => role >= Role::Agent,
        Action::PrepareOwn => role >= Role::Agent && reach == Reach::Full,
    }
}

/// Refuses what the actor may not do.
///
/// # Errors
/// `NotAllowed` with the action's word.
pub fn permit(actor: &Actor, action: Action) -> Result<()> {
    if allows(actor.role, actor.reach, action) { Ok(()) } else { Err(Refusal::NotAllowed(action.as_str()).into()) }
}

/// A rule as the one who acts, and why.
pub(crate) fn actor_of(rule: RuleId, caused_by: Option<EventId>) -> Actor {
    Actor { who: Who::Rule(rule.0), caused_by, ..Actor::system(Door::Inside) }
}
