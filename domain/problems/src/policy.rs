//! Who may do what to problems and major incidents; `tests/policy.txt` prints it. What may be done to a ticket, `tickets` decides.

use db::words;
use outcome::{Refusal, Result};
use people::{Actor, PersonId, Reach, Role};

words! {
    /// What can be done.
    pub enum Action {
        /// See problems and major incidents as the desk sees them.
        See = "see_problems",
        /// Open and change problems, link incidents, tell their requesters.
        Work = "work_problem",
        /// Declare a major incident.
        Declare = "declare_major_incident",
        /// Write its notes, and end it.
        Keep = "keep_major_incident",
    }
}

/// The rule: may somebody of this role and reach do this? `owns`: they are the owner of the major incident.
#[must_use]
pub fn allows(role: Role, reach: Reach, owns: bool, action: Action) -> bool {
    match action {
        Action::See => role >= Role::Agent,
        Action::Work => role >= Role::Agent && reach == Reach::Full,
        Action::Declare => role >= Role::Lead && reach == Reach::Full,
        Action::Keep => (role >= Role::Lead || (owns && role >= Role::Agent)) && reach == Reach::Full,
    }
}

/// Refuses what the actor may not do.
///
/// # Errors
/// `NotAllowed` with the action's word.
pub fn permit(actor: &Actor, action: Action) -> Result<()> {
    demand(allows(actor.role, actor.reach, false, action), action)
}

/// Refuses who may not keep the major incident of this owner.
///
/// # Errors
/// `NotAllowed` with the action's word.
pub fn permit_keeping(actor: &Actor, owner: PersonId) -> Result<()> {
    demand(may_keep(actor, owner), Action::Keep)
}

/// May they keep the major incident of this owner? Pages ask before they show a button.
#[must_use]
pub fn may_keep(actor: &Actor, owner: PersonId) -> bool {
    allows(actor.role, actor.reach, actor.person() == Some(owner), Action::Keep)
}

/// May they declare one?
#[must_use]
pub fn may_declare(actor: &Actor) -> bool {
    allows(actor.role, actor.reach, false, Action::Declare)
}

fn demand(allowed: bool, action: Action) -> Result<()> {
    if allowed { Ok(()) } else { Err(Refusal::NotAllowed(action.as_str()).into()) }
}
