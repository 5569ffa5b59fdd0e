//! Teams as Zendesk calls them: groups.

mod json;
mod list;
pub mod memberships;
mod write;

pub use json::GroupJson;
pub use list::GroupsAnswer;

use schemars::JsonSchema;
use serde::Serialize;

use crate::contents::{Api, Doc, Gate};
use crate::tickets::comments::CountAnswer;
use crate::users::UsersAnswer;
use write::GroupBody;

/// One team.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GroupAnswer {
    /// The team.
    pub group: GroupJson,
}

/// The routes about teams.
pub fn routes(api: Api) -> Api {
    let one = |id, says| Doc::answers::<GroupAnswer>(id, says);
    let page = |id, says| Doc::answers::<GroupsAnswer>(id, says).paged();
    let api = api
        .get("/groups", Gate::Staff, list::all, page("ListGroups", "Every team in use."))
        .get("/groups/assignable", Gate::Staff, list::assignable, page("ListAssignableGroups", "Teams that tickets can be given to."))
        .get("/groups/count", Gate::Staff, list::count, Doc::answers::<CountAnswer>("CountGroups", "How many teams are in use."))
        .post("/groups", Gate::Lead, write::create, one("CreateGroup", "Adds a team.").takes::<GroupBody>().status(201))
        .get("/groups/{id}", Gate::Staff, list::show, one("ShowGroup", "One team."))
        .put("/groups/{id}", Gate::Lead, write::update, one("UpdateGroup", "Changes a team.").takes::<GroupBody>())
        .delete("/groups/{id}", Gate::Lead, write::delete, Doc::bare("DeleteGroup", "Archives a team; its tickets keep it."))
        .get(
            "/groups/{id}/users",
            Gate::Staff,
            crate::users::list::of_group,
            Doc::answers::<UsersAnswer>("ListGroupUsers", "Who belongs to it.").paged(),
        );
    memberships::routes(api)
}
