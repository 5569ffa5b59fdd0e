//! Conversations beside a ticket, with vendors, other teams, or anybody by address.

mod begin;
mod list;
mod show;

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    site.get("/tickets/{id}/side-conversations", Gate::Staff, list::show)
        .get("/tickets/{id}/side-conversations/new", Gate::Staff, begin::form)
        .post("/tickets/{id}/side-conversations", Gate::Staff, begin::send)
        .get("/tickets/{id}/side-conversations/{other}", Gate::Staff, show::show)
        .post("/tickets/{id}/side-conversations/{other}", Gate::Staff, show::write)
        .post("/tickets/{id}/side-conversations/{other}/state", Gate::Staff, show::stand)
        .get("/tickets/{id}/side-conversations/{other}/files/{entry}/{name}", Gate::Staff, show::file)
}
