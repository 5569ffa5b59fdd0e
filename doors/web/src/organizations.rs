//! Organizations: client companies and departments, their people and what they asked for.

mod edit;
mod list;
mod show;

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    site.get("/organizations", Gate::Staff, list::show)
        .get("/organizations/new", Gate::Lead, edit::form_new)
        .post("/organizations", Gate::Lead, edit::add)
        .get("/organizations/{id}", Gate::Staff, show::show)
        .get("/organizations/{id}/edit", Gate::Lead, edit::form)
        .post("/organizations/{id}", Gate::Lead, edit::save)
}
