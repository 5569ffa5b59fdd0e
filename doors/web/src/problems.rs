//! Problems, the news that goes to several requesters at once, and major incidents.

mod around;
mod edit;
mod list;
mod majors;
mod show;
mod telling;

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    let site = site
        .get("/problems", Gate::Staff, list::show)
        .get("/problems/new", Gate::Staff, edit::form_new)
        .post("/problems", Gate::Staff, edit::add)
        .get("/problems/{id}", Gate::Staff, show::show)
        .get("/problems/{id}/edit", Gate::Staff, edit::form)
        .post("/problems/{id}", Gate::Staff, edit::save)
        .post("/problems/{id}/incidents", Gate::Staff, show::link)
        .post("/problems/{id}/incidents/{other}/remove", Gate::Staff, show::unlink)
        .post("/problems/{id}/incidents/{other}/restore", Gate::Staff, show::link_again);
    let site = site
        .get("/problems/{id}/telling", Gate::Staff, telling::of_problem)
        .post("/problems/{id}/telling/letters", Gate::Staff, telling::letters_of_problem)
        .post("/problems/{id}/telling", Gate::Staff, telling::tell_of_problem)
        .get("/tickets/{id}/telling", Gate::Staff, telling::of_whole)
        .post("/tickets/{id}/telling/letters", Gate::Staff, telling::letters_of_whole)
        .post("/tickets/{id}/telling", Gate::Staff, telling::tell_of_whole)
        .post("/tellings/{id}/undo", Gate::Staff, telling::undo);
    site.get("/tickets/{id}/around", Gate::Staff, around::show)
        .post("/tickets/{id}/problem", Gate::Staff, around::link)
        .get("/tickets/{id}/major-incident", Gate::Lead, majors::form)
        .post("/tickets/{id}/major-incident", Gate::Lead, majors::declare)
        .get("/major-incidents", Gate::Staff, majors::list)
        .get("/major-incidents/{id}", Gate::Staff, majors::show)
        .post("/major-incidents/{id}/notes", Gate::Staff, majors::note)
        .post("/major-incidents/{id}/end", Gate::Staff, majors::end)
        .post("/major-incidents/{id}/resume", Gate::Staff, majors::resume)
}
