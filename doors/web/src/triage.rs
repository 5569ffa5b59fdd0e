//! What history proposes for a ticket: a part of its page that comes on a request of its own, and what is done with one click.

mod panel;
mod rule;

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    site.get("/tickets/{id}/proposals", Gate::Staff, panel::show)
        .post("/tickets/{id}/proposals", Gate::Staff, panel::take)
        .post("/tickets/{id}/gathering", Gate::Staff, panel::gather)
        .post("/tickets/{id}/gathering/{parts}/undo", Gate::Staff, panel::ungather)
        .get("/settings/triage", Gate::Administrator, rule::form)
        .post("/settings/triage", Gate::Administrator, rule::save)
        .post("/settings/triage/lessons", Gate::Administrator, rule::learn)
}
