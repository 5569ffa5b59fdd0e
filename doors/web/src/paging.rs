//! Pages: who is being called about which ticket, acknowledged with one click here or from the letter.

mod by_link;
mod lines;
mod list;
mod ticket;
pub mod whom;

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    let site = site
        .get("/pages", Gate::Staff, list::show)
        .post("/pages/{id}/acknowledge", Gate::Staff, list::acknowledge)
        .get("/tickets/{id}/pages", Gate::Staff, ticket::show)
        .post("/tickets/{id}/pages", Gate::Staff, ticket::begin);
    // Whoever has the letter acknowledges as the person it was sent to.
    site.get("/paged/{link}", Gate::Anyone, by_link::form).post("/paged/{link}", Gate::Anyone, by_link::send)
}
