//! What the desk knows and wants to know of tickets: what every ticket has, and the desk's own fields with their options.

pub mod ids;
mod json;
mod list;
mod options;
mod system;
mod write;

pub use json::{OptionJson, TicketFieldJson};
pub use options::OptionIn;

use schemars::JsonSchema;
use serde::Serialize;

use crate::contents::{Api, Doc, Gate, Param};
use crate::tickets::comments::CountAnswer;
use list::FieldsAnswer;
use options::{OptionAnswer, OptionBody, OptionsAnswer};
use write::FieldBody;

/// One field.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FieldAnswer {
    /// The field.
    pub ticket_field: TicketFieldJson,
}

/// Which fields are listed.
const ACTIVE: &[Param] = &[Param { name: "active", says: "Only those in use (true), or only those put away (false).", number: false }];

/// The routes about fields of tickets.
pub fn routes(api: Api) -> Api {
    let one = |id, says| Doc::answers::<FieldAnswer>(id, says);
    let option = |id, says| Doc::answers::<OptionAnswer>(id, says);
    api.get(
        "/ticket_fields",
        Gate::Staff,
        list::all,
        Doc::answers::<FieldsAnswer>("ListTicketFields", "What tickets have and are asked for.").paged().params(ACTIVE),
    )
    .get("/ticket_fields/count", Gate::Staff, list::count, Doc::answers::<CountAnswer>("CountTicketFields", "How many fields there are."))
    .get("/ticket_fields/{id}", Gate::Staff, list::show, one("ShowTicketfield", "One field."))
    .post("/ticket_fields", Gate::Lead, write::create, one("CreateTicketField", "Adds a field.").takes::<FieldBody>().status(201))
    .put("/ticket_fields/{id}", Gate::Lead, write::update, one("UpdateTicketField", "Changes a field.").takes::<FieldBody>())
    .delete(
        "/ticket_fields/{id}",
        Gate::Lead,
        write::delete,
        Doc::bare("DeleteTicketField", "Takes a field away; one that tickets answer is put away and their answers stay."),
    )
    .get(
        "/ticket_fields/{id}/options",
        Gate::Staff,
        options::list,
        Doc::answers::<OptionsAnswer>("ListTicketFieldOptions", "The options that can be chosen.").paged(),
    )
    .get("/ticket_fields/{id}/options/{option}", Gate::Staff, options::show, option("ShowTicketFieldOption", "One of them."))
    .post(
        "/ticket_fields/{id}/options",
        Gate::Lead,
        options::put,
        option("CreateOrUpdateTicketFieldOption", "Adds an option, or changes the one with this number or value.")
            .takes::<OptionBody>()
            .status(201)
            .or_status(200),
    )
    .delete(
        "/ticket_fields/{id}/options/{option}",
        Gate::Lead,
        options::delete,
        Doc::bare("DeleteTicketFieldOption", "Puts an option away; tickets keep it."),
    )
}
