//! The ticket workspace: one ticket, what was said and done, and all that can be done about it.

mod alike;
mod answers;
mod attachments;
mod canned;
mod checks;
mod clocks;
mod context;
mod deeds;
mod drafts;
mod edit;
mod escalation;
mod explained;
mod held;
mod letter;
mod macros;
mod mentions;
mod open;
mod pictures;
mod presence;
mod read;
mod redaction;
mod reply;
mod show;
mod ties;
mod told;
pub(crate) mod turns;
mod undo;

pub(crate) use attachments::{downloaded, store_file};
pub(crate) use macros::deeds_words;
pub(crate) use open::person_named;
pub(crate) use show::MESSAGE_BYTES_MAX;
pub(crate) use turns::file_shown;

use crate::site::{Gate, Site};

/// The room's routes.
pub fn routes(site: Site) -> Site {
    let site = site
        .get("/tickets/new", Gate::Staff, open::form)
        .post("/tickets/new", Gate::Staff, open::questions)
        .get("/tickets/new/questions", Gate::Staff, open::part)
        .get("/tickets/new/alike", Gate::Staff, alike::part)
        .post("/tickets", Gate::Staff, open::send)
        .get("/tickets/{id}", Gate::Staff, show::show)
        .upload("/tickets/{id}/replies", Gate::Staff, reply::send)
        .post("/tickets/{id}/draft", Gate::Staff, drafts::save)
        .upload("/tickets/{id}/canned-answers", Gate::Staff, canned::keep)
        .get("/tickets/{id}/canned-answers", Gate::Staff, canned::page)
        .post("/tickets/{id}/canned-answers/{other}", Gate::Staff, canned::insert)
        .get("/canned-answers", Gate::Staff, canned::found)
        .get("/tickets/{id}/macros", Gate::Staff, macros::page)
        .get("/tickets/{id}/macros/{other}", Gate::Staff, macros::preview)
        .post("/tickets/{id}/macros/{other}", Gate::Staff, macros::apply)
        .post("/tickets/{id}/presence", Gate::Staff, presence::say)
        .post("/drafts/new-ticket", Gate::Staff, drafts::save_new);
    let site = site
        .post("/tickets/{id}/assignment", Gate::Staff, deeds::assign)
        .post("/tickets/{id}/status", Gate::Staff, deeds::status)
        .post("/tickets/{id}/weight", Gate::Staff, deeds::weight)
        .post("/tickets/{id}/category", Gate::Staff, deeds::category)
        .post("/tickets/{id}/tags", Gate::Staff, deeds::tags)
        .get("/tickets/{id}/fields", Gate::Staff, answers::form)
        .post("/tickets/{id}/fields", Gate::Staff, answers::save)
        .post("/tickets/{id}/checks", Gate::Staff, checks::add)
        .post("/tickets/{id}/checklists", Gate::Staff, checks::start)
        .post("/tickets/{id}/checks/{other}", Gate::Staff, checks::tick)
        .post("/tickets/{id}/checks/{other}/remove", Gate::Staff, checks::remove)
        .post("/tickets/{id}/watching", Gate::Staff, deeds::watching)
        .post("/tickets/{id}/subject", Gate::Staff, deeds::subject)
        .post("/tickets/{id}/kind", Gate::Staff, deeds::kind);
    let site = site
        .get("/tickets/{id}/clocks", Gate::Staff, clocks::show)
        .get("/tickets/{id}/clocks/part", Gate::Staff, clocks::part)
        .get("/tickets/{id}/messages/{other}/letter", Gate::Staff, letter::show)
        .post("/tickets/{id}/messages/{other}/letter", Gate::Staff, letter::decide)
        .post("/tickets/{id}/messages/{other}/pictures", Gate::Staff, pictures::choose)
        .get("/tickets/{id}/messages/{other}/pictures/{entry}", Gate::Staff, pictures::show)
        .get("/tickets/{id}/edit", Gate::Staff, edit::form)
        .get("/tickets/{id}/escalation", Gate::Staff, escalation::form)
        .post("/tickets/{id}/escalation", Gate::Staff, escalation::send)
        .post("/tickets/{id}/escalation/return", Gate::Staff, escalation::give_back)
        .post("/tickets/{id}/escalation/voice", Gate::Staff, escalation::speak)
        .get("/tickets/{id}/redaction", Gate::Staff, redaction::form)
        .post("/tickets/{id}/redaction", Gate::Staff, redaction::send)
        .post("/tickets/{id}/merge", Gate::Staff, ties::merge)
        .post("/tickets/{id}/unmerge", Gate::Staff, ties::unmerge)
        .post("/tickets/{id}/split", Gate::Staff, ties::split)
        .post("/tickets/{id}/links", Gate::Staff, ties::link)
        .post("/tickets/{id}/links/{other}/remove", Gate::Staff, ties::unlink)
        .post("/tickets/{id}/parent", Gate::Staff, ties::parent)
        .post("/tickets/{id}/time", Gate::Staff, ties::time)
        .post("/tickets/{id}/time/{entry}/remove", Gate::Staff, ties::remove_time)
        .post("/tickets/{id}/requester", Gate::Staff, ties::requester);
    site.post("/undo/{event}", Gate::Staff, undo::send)
        .post("/messages/{id}/withdrawal", Gate::Staff, held::withdraw)
        .post("/messages/{id}/departure", Gate::Staff, held::send_now)
        .get("/mentions", Gate::Staff, mentions::show)
        .upload("/uploads", Gate::SignedIn, attachments::upload)
        .get("/attachments/{id}/{name}", Gate::SignedIn, attachments::show)
}
