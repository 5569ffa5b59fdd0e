//! People: requesters and colleagues, how they are reached, what they asked for, and whether they may come in.

mod add;
pub(crate) mod answers;
mod contacts;
mod copies;
mod deeds;
mod edit;
mod erase;
mod list;
mod merge;
mod places;
mod show;

pub(crate) use list::Line as PersonLine;

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    let site = site
        .get("/people", Gate::Staff, list::show)
        .get("/people/new", Gate::Staff, add::form)
        .post("/people", Gate::Staff, add::send)
        .get("/people/{id}", Gate::Staff, show::show)
        .get("/people/{id}/edit", Gate::Staff, edit::form)
        .get("/people/{id}/merge", Gate::Lead, merge::form)
        .post("/people/{id}/merge", Gate::Lead, merge::send)
        .get("/people/{id}/copies", Gate::Administrator, copies::show)
        .post("/people/{id}/copies", Gate::Administrator, copies::ask)
        .get("/people/{id}/copies/{other}", Gate::Administrator, copies::fetch)
        .get("/people/{id}/erasure", Gate::Administrator, erase::form)
        .post("/people/{id}/erasure", Gate::Administrator, erase::send)
        .post("/people/{id}", Gate::Staff, edit::send);
    let site = site
        .post("/people/{id}/emails", Gate::Staff, contacts::add_email)
        .post("/people/{id}/emails/remove", Gate::Staff, contacts::remove_email)
        .post("/people/{id}/emails/primary", Gate::Staff, contacts::primary_email)
        .post("/people/{id}/phones", Gate::Staff, contacts::add_phone)
        .post("/people/{id}/phones/remove", Gate::Staff, contacts::remove_phone);
    site.post("/people/{id}/role", Gate::Administrator, deeds::role)
        .post("/people/{id}/second-factor/reset", Gate::Administrator, deeds::reset_second_factor)
        .post("/people/{id}/invitation", Gate::Staff, deeds::invite)
        .post("/people/{id}/deactivation", Gate::Lead, deeds::deactivate)
        .post("/people/{id}/reactivation", Gate::Lead, deeds::reactivate)
}
