//! Letters: those that leave, those that wait for a decision, and promises that could not be kept.

mod check;
mod jobs;
mod letter;
mod list;

pub use list::chip;

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    site.get("/outbox", Gate::Lead, list::show)
        .get("/outbox/{id}", Gate::Lead, letter::show)
        .get("/outbox/{id}/raw", Gate::Lead, letter::raw)
        .post("/outbox/{id}/release", Gate::Lead, letter::release)
        .get("/letters/{id}/raw", Gate::Staff, check::raw)
        .post("/jobs/{id}/retry", Gate::Administrator, jobs::retry)
        .get("/mail-to-check", Gate::Staff, check::list)
        .get("/mail-to-check/{id}", Gate::Staff, check::show)
        .post("/mail-to-check/{id}", Gate::Staff, check::decide)
}
