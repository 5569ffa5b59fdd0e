//! The requester's pages: ask in plain words, see how it stands, answer, and say whether it is solved.

mod answer;
mod ask;
mod concerns;
mod confirm;
mod help;
mod list;
mod parts;
mod requests;
mod show;
mod you;

use db::{Acts, Budget, HOUR_MS, Tx};
use outcome::Result;
use people::Actor;

use crate::site::{Gate, Site};

/// How often one person may ask.
const ASKED: Budget = Budget { most: 30, window_ms: HOUR_MS };
/// How often one person may answer.
const ANSWERED: Budget = Budget { most: 120, window_ms: HOUR_MS };

/// Counts what somebody does in the portal, and refuses when it is without end.
fn spend(tx: &mut Tx<'_>, actor: &Actor, what: &str, budget: Budget) -> Result<()> {
    tx.spend(&format!("portal.{what}:{}", actor.acted_by().actor), 1, budget)
}

/// The room's routes.
pub fn routes(site: Site) -> Site {
    let site = site
        .get("/portal", Gate::SignedIn, ask::start)
        .get("/portal/ask", Gate::SignedIn, ask::form)
        .upload("/portal/ask", Gate::SignedIn, ask::questions)
        .get("/portal/ask/questions", Gate::SignedIn, ask::part)
        .get("/portal/help", Gate::Anyone, help::show)
        .get("/portal/requests", Gate::SignedIn, list::show)
        .upload("/portal/requests", Gate::SignedIn, ask::send)
        .get("/portal/requests/{id}", Gate::SignedIn, show::show)
        .upload("/portal/requests/{id}/answers", Gate::SignedIn, answer::send)
        .post("/portal/requests/{id}/solved", Gate::SignedIn, confirm::solved)
        .post("/portal/requests/{id}/not-solved", Gate::SignedIn, confirm::not_solved);
    site.get("/portal/you", Gate::SignedIn, you::form)
        .post("/portal/you", Gate::SignedIn, you::save)
        .post("/portal/you/password", Gate::SignedIn, you::password)
        .post("/portal/you/sessions/{id}/end", Gate::SignedIn, you::end_session)
}
