//! Changes: planned, approved, done in their window; and the calendar that shows what collides.

mod by_link;
mod calendar;
mod deeds;
mod edit;
mod feed;
mod list;
mod show;

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    let site = site
        .get("/changes", Gate::Staff, list::show)
        .get("/changes/new", Gate::Staff, edit::form_new)
        .post("/changes", Gate::Staff, edit::add)
        .get("/changes/{id}", Gate::Staff, show::show)
        .get("/changes/{id}/edit", Gate::Staff, edit::form)
        .post("/changes/{id}", Gate::Staff, edit::save)
        .post("/changes/{id}/decision", Gate::Staff, deeds::decide)
        .post("/changes/{id}/step", Gate::Staff, deeds::step);
    let site = site
        // Whoever has the secret reads it, or decides by it: letters and calendar programs do not sign in.
        .get("/approve/{link}", Gate::Anyone, by_link::form)
        .post("/approve/{link}", Gate::Anyone, by_link::send)
        .get("/change-feed/{file}", Gate::Anyone, feed::read)
        .post("/change-calendar/feed", Gate::Staff, feed::make)
        .post("/change-calendar/feed/remove", Gate::Staff, feed::remove);
    site.get("/change-calendar", Gate::Staff, calendar::show).post("/change-calendar/freezes", Gate::Lead, deeds::add_freeze).post(
        "/change-calendar/freezes/{id}/remove",
        Gate::Lead,
        deeds::drop_freeze,
    )
}

/// The colour of a state: a class beside its words.
#[must_use]
pub fn tone(state: &::changes::State) -> &'static str {
    use ::changes::State;
    match state {
        State::Planned | State::Approved => "chip-info",
        State::InProgress => "chip-warn",
        State::Done => "chip-ok",
        State::BackedOut => "chip-bad",
        State::Dropped => "",
    }
}
