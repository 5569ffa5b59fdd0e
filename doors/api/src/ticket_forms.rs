//! Forms: what is asked of a ticket under a category. The first one is that of tickets about nothing in particular; each category
//! that asks for something of its own has another.

mod json;
mod list;
mod write;

use schemars::JsonSchema;
use serde::Serialize;

use crate::contents::{Api, Doc, Gate, Param};
use json::TicketFormJson;
use list::FormsAnswer;
use write::FormBody;

/// One form.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FormAnswer {
    /// The form.
    pub ticket_form: TicketFormJson,
}

const LIST: &[Param] = &[
    Param { name: "active", says: "Only those in use (true), or only those of categories that were put away (false).", number: false },
    Param { name: "end_user_visible", says: "Only those that requesters see (true), or do not see (false).", number: false },
];
const IDS: &[Param] = &[Param { name: "ids", says: "Numbers of forms, with commas between them, up to 100.", number: false }];

/// The routes about forms.
pub fn routes(api: Api) -> Api {
    let one = |id, says| Doc::answers::<FormAnswer>(id, says);
    let many = |id, says| Doc::answers::<FormsAnswer>(id, says).paged();
    api.get("/ticket_forms", Gate::Known, list::all, many("ListTicketForms", "What is asked of tickets, by category.").params(LIST))
        .get("/ticket_forms/show_many", Gate::Known, list::show_many, many("ShowManyTicketForms", "Some of them.").params(IDS))
        .get("/ticket_forms/{id}", Gate::Known, list::show, one("ShowTicketForm", "One of them."))
        .post(
            "/ticket_forms",
            Gate::Lead,
            write::create,
            one("CreateTicketForm", "Asks fields under the category of this name.").takes::<FormBody>().status(201),
        )
        .put(
            "/ticket_forms/{id}",
            Gate::Lead,
            write::update,
            one("UpdateTicketForm", "Asks these fields and no others.").takes::<FormBody>(),
        )
        .delete(
            "/ticket_forms/{id}",
            Gate::Lead,
            write::delete,
            Doc::bare("DeleteTicketForm", "Asks nothing more of its own under the form's category."),
        )
}
