//! The lists people work from.

mod ask;
mod bulk;
mod bulk_page;
mod deed_words;
mod list;
mod round;
mod row;
mod tabs;
mod tallies;
mod view_page;
mod views;

pub use ask::Asked;
pub use row::{Beside, Line, beside_of, lines, reason};
pub(crate) use tallies::Tallies;

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    site.get("/tickets", Gate::Staff, list::show)
        .get("/bulk", Gate::Staff, bulk_page::show)
        .post("/bulk", Gate::Staff, bulk::send)
        .post("/bulk/{event}/undo", Gate::Staff, bulk::undo)
        .post("/bulk/rounds", Gate::Staff, round::create)
        .get("/bulk/rounds/{id}", Gate::Staff, round::show)
        .post("/bulk/rounds/{id}/stop", Gate::Staff, round::stop)
        .post("/bulk/rounds/{id}/undo", Gate::Staff, round::undo)
        .post("/views", Gate::Staff, views::save)
        .get("/views/{id}", Gate::Staff, view_page::form)
        .post("/views/{id}", Gate::Staff, view_page::save)
        .post("/views/{id}/delete", Gate::Staff, views::delete)
}
