//! `/`: everybody to where their work is.

use axum::extract::State;
use axum::response::Redirect;

use crate::desk::Desk;
use crate::front::{Answer, Visitor};

/// The desk's people to the queue, everybody else to the portal; a desk without an administrator to its set-up.
pub async fn show(State(desk): State<Desk>, visitor: Visitor) -> Answer<Redirect> {
    let to = match &visitor.signed_in {
        Some(signed_in) if signed_in.actor.is_staff() => "/tickets",
        Some(_) => "/portal",
        None if desk.db.read(people::needs_set_up).await? => "/set-up",
        None => "/sign-in",
    };
    Ok(Redirect::to(to))
}
