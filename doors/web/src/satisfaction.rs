//! What requesters thought of the help: their answer from a letter and in the portal, and what leads see of it.

mod by_link;
mod portal;
mod results;
mod view;

pub use view::Ask;

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    // Whoever has the letter answers as the person it was sent to.
    site.get("/rate/{link}", Gate::Anyone, by_link::form)
        .post("/rate/{link}", Gate::Anyone, by_link::send)
        .post("/portal/requests/{id}/satisfaction", Gate::SignedIn, portal::send)
        .get("/settings/satisfaction", Gate::Lead, results::show)
        .post("/settings/satisfaction", Gate::Administrator, results::save)
}
