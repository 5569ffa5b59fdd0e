//! The lists people work from.

mod ask;
mod list;
mod row;
mod tabs;

pub use ask::Asked;
pub use row::{Line, lines, reason};

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    site.get("/tickets", Gate::Staff, list::show)
}
