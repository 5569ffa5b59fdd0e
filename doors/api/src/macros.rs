//! Macros: several deeds that belong together. A program looks at what one would do, as Zendesk has it, or has it done.

pub mod actions;
mod apply;
mod json;
mod kinds;
mod list;
mod write;

use schemars::JsonSchema;
use serde::Serialize;

use crate::contents::{Api, Doc, Gate, Param};
use apply::{AppliedAnswer, EffectAnswer};
use json::MacroJson;
use list::{ActionsAnswer, MacroCategoriesAnswer, MacrosAnswer};
use write::{MacroBody, MacrosBody};

/// One macro.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MacroAnswer {
    /// The macro.
    pub r#macro: MacroJson,
}

const IDS: &[Param] = &[Param { name: "ids", says: "Numbers of macros, with commas between them.", number: false }];
const KEPT: &[Param] = &[
    Param { name: "access", says: "`personal`, `shared`, or both where it is missing.", number: false },
    Param { name: "active", says: "`true` for those that are offered, `false` for those that are put away.", number: false },
    Param { name: "group_id", says: "Only those of a team.", number: true },
    Param { name: "sort_by", says: "`alphabetical`, `created_at`, `updated_at` or `position`.", number: false },
    Param { name: "sort_order", says: "`asc` or `desc`.", number: false },
];
const QUERY: &[Param] = &[Param { name: "query", says: "A part of a title.", number: false }];

/// The routes about macros.
pub fn routes(api: Api) -> Api {
    let one = |id, says| Doc::answers::<MacroAnswer>(id, says);
    let page = |id, says| Doc::answers::<MacrosAnswer>(id, says).paged().params(KEPT);
    let effect = |id, says| Doc::answers::<EffectAnswer>(id, says);
    let api = api
        .get("/macros", Gate::Staff, list::all, page("ListMacros", "The macros one may use, and those put away."))
        .get("/macros/active", Gate::Staff, list::active, page("ListActiveMacros", "The macros that are offered."))
        .get("/macros/search", Gate::Staff, list::search, page("SearchMacro", "Macros by a part of their title.").params(QUERY))
        .get(
            "/macros/categories",
            Gate::Staff,
            list::categories,
            Doc::answers::<MacroCategoriesAnswer>("ListMacroCategories", "What stands before :: in titles."),
        )
        .get(
            "/macros/actions",
            Gate::Staff,
            list::actions,
            Doc::answers::<ActionsAnswer>("ListMacrosActions", "What a macro can do, and with which values."),
        )
        .post("/macros", Gate::Staff, write::create, one("CreateMacro", "Adds a macro.").takes::<MacroBody>())
        .get("/macros/{id}", Gate::Staff, list::show, one("ShowMacro", "One macro."))
        .put("/macros/{id}", Gate::Staff, write::update, one("UpdateMacro", "Changes a macro.").takes::<MacroBody>())
        .delete("/macros/{id}", Gate::Staff, write::delete, Doc::bare("DeleteMacro", "Deletes a macro."));
    api.put(
        "/macros/update_many",
        Gate::Staff,
        write::update_many,
        Doc::answers::<MacrosAnswer>("UpdateManyMacros", "Changes several, or none.").takes::<MacrosBody>(),
    )
    .delete(
        "/macros/destroy_many",
        Gate::Staff,
        write::delete_many,
        Doc::bare("DestroyManyMacros", "Deletes several, or none.").params(IDS),
    )
    .get("/macros/{id}/apply", Gate::Staff, apply::effect, effect("ShowChangesToTicket", "What it would change of any ticket."))
    .get(
        "/tickets/{id}/macros/{macro_id}/apply",
        Gate::Staff,
        apply::effect_on,
        effect("ShowTicketAfterChanges", "The ticket as it would be. Nothing is changed."),
    )
    .post(
        "/tickets/{id}/macros/{macro_id}/apply",
        Gate::Staff,
        apply::apply,
        Doc::answers::<AppliedAnswer>("ApplyMacroToTicket", "Ours: does what the macro says, all of it or nothing."),
    )
}
