//! What a person was told, and why; how they want to be told.

mod choices;
mod show;

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    site.get("/notifications", Gate::Staff, show::show)
        .post("/notifications/read", Gate::Staff, show::read_all)
        .get("/settings/notifications", Gate::Staff, choices::form)
        .post("/settings/notifications", Gate::Staff, choices::send)
}
