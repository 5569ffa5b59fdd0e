//! On call: who is on duty now, a rota's weeks and months, who stands in, who swaps, who is away, and one's own duty as a calendar.

mod absences;
mod deeds;
mod feed;
mod list;
mod picture;
mod show;
mod stretches;

use crate::settings::routing::switch;
use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    let site = site
        .get("/rotas", Gate::Staff, list::show)
        .get("/rotas/{id}", Gate::Staff, show::show)
        .post("/rotas/{id}/overrides", Gate::Staff, deeds::put_on)
        .post("/rotas/{id}/overrides/{entry}/remove", Gate::Staff, deeds::take_off)
        .post("/rotas/{id}/swaps", Gate::Staff, deeds::ask)
        .post("/rotas/{id}/swaps/{entry}/agree", Gate::Staff, deeds::agree)
        .post("/rotas/{id}/swaps/{entry}/decline", Gate::Staff, deeds::decline)
        .post("/rotas/{id}/swaps/{entry}/withdraw", Gate::Staff, deeds::withdraw);
    site.get("/absences", Gate::Staff, absences::list)
        .post("/absences", Gate::Staff, absences::add)
        .post("/absences/switch", Gate::Staff, switch)
        .post("/absences/{id}/remove", Gate::Staff, absences::remove)
        .post("/rotas/feed", Gate::Staff, feed::make)
        .post("/rotas/feed/remove", Gate::Staff, feed::remove)
        // Whoever has the secret reads it: calendar programs do not sign in.
        .get("/duty/{file}", Gate::Anyone, feed::read)
}
