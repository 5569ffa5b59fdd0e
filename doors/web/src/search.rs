//! Finding: a page of hits, and answers for the palette while somebody types.

mod complete;
mod json;
mod show;

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    site.get("/search", Gate::Staff, show::show).get("/search.json", Gate::Staff, json::show).get(
        "/filter/completion",
        Gate::Staff,
        complete::show,
    )
}
