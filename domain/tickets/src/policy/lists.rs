//! What lists show to whom, and who may use and change which saved views.

use filter::Sql;
use outcome::{Refusal, Result};
use people::{Actor, PersonId, Reach, Role};

use super::{DeskAction, is_house, open_to, permit_desk};
use crate::view::Sharing;

/// Does the actor work at the desk, so that lists may tell them of inner work?
pub(crate) fn is_at_desk(actor: &Actor) -> bool {
    is_house(actor) || actor.is_staff()
}

/// The condition under which `actor` may work on the ticket row `alias`, its parameters numbered from `first_param`: what the
/// desk's lists hold. Narrower than [`super::visible`]: whoever works at the desk and asked a restricted team for something sees
/// that ticket as a requester does, and no list, filter or search of the desk may tell them more.
#[must_use]
pub fn workable(actor: &Actor, alias: &str, first_param: usize) -> Sql {
    if is_house(actor) {
        return Sql { condition: "TRUE".to_owned(), params: Vec::new() };
    }
    match actor.person().filter(|_| actor.is_staff()) {
        Some(me) => Sql { condition: format!("{alias}.deleted_at IS NULL AND {}", open_to(alias, first_param)), params: vec![me.into()] },
        None => Sql { condition: "FALSE".to_owned(), params: Vec::new() },
    }
}

/// The condition under which `actor` may restore the deleted ticket row `alias`, its parameters numbered from `first_param`.
pub(crate) fn restorable(actor: &Actor, alias: &str, first_param: usize) -> Sql {
    match actor.person().filter(|_| actor.is_staff()) {
        Some(me) => Sql { condition: open_to(alias, first_param), params: vec![me.into()] },
        None => Sql { condition: if is_house(actor) { "TRUE" } else { "FALSE" }.to_owned(), params: Vec::new() },
    }
}

/// Refuses to save or change a view that is not the asker's to change: one's own always is, a team's is its leads', everybody's is
/// every lead's; an administrator keeps them all in order, except what is somebody else's own.
///
/// # Errors
/// `NotAllowed` with the action's word.
pub(crate) fn permit_view(actor: &Actor, sharing: Sharing) -> Result<()> {
    let action = match sharing {
        Sharing::Own(_) => DeskAction::UseQueue,
        Sharing::Team(_) | Sharing::Everybody => DeskAction::ShareViews,
    };
    permit_desk(actor, action)?;
    let theirs = match sharing {
        Sharing::Own(person) => actor.person() == Some(person),
        Sharing::Team(team) => actor.teams.contains(&team) || actor.role == Role::Administrator,
        Sharing::Everybody => true,
    };
    if actor.reach == Reach::Full && (theirs || is_house(actor)) { Ok(()) } else { Err(Refusal::NotAllowed(action.as_str()).into()) }
}

/// The condition under which `actor` may use the view row `alias`, its parameters numbered from `first_param`.
pub(crate) fn views_visible(actor: &Actor, alias: &str, first_param: usize) -> Sql {
    if is_house(actor) {
        return Sql { condition: "TRUE".to_owned(), params: Vec::new() };
    }
    let condition = format!(
        "({alias}.owner_id = ${first_param} OR ({alias}.owner_id IS NULL AND ({alias}.team_id IS NULL OR {alias}.team_id IN \
         (SELECT m.team_id FROM team_members m WHERE m.person_id = ${first_param}))))"
    );
    Sql { condition, params: vec![actor.person().unwrap_or(PersonId(0)).into()] }
}
