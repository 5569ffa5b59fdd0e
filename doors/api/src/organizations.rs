//! Organizations.

mod json;
mod list;
mod many;
pub mod memberships;
mod write;

pub use json::OrganizationJson;
pub use list::OrganizationsAnswer;
pub use write::{create_part, delete_part, update_part};

use schemars::JsonSchema;
use serde::Serialize;

use crate::contents::{Api, Doc, Gate, Param};
use crate::job_statuses::JobStatusAnswer;
use crate::tickets::comments::CountAnswer;
use crate::tickets::tags::{TagsAnswer, TagsBody};
use crate::users::{TagsPage, UsersAnswer};
use list::OrganizationRelatedAnswer;
use write::{OrganizationBody, OrganizationsBody};

/// One organization.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationAnswer {
    /// The organization.
    pub organization: OrganizationJson,
}

const IDS: &[Param] = &[
    Param { name: "ids", says: "Numbers of organizations, with commas between them.", number: false },
    Param { name: "external_ids", says: "What other systems call them, with commas between the names.", number: false },
];
const NAME: &[Param] = &[Param { name: "name", says: "The beginning of a name.", number: false }];
const SEARCH: &[Param] = &[
    Param { name: "external_id", says: "What another system calls it.", number: false },
    Param { name: "name", says: "Its whole name.", number: false },
];

/// The routes about organizations.
pub fn routes(api: Api) -> Api {
    let answer = |id, says| Doc::answers::<OrganizationAnswer>(id, says);
    let page = |id, says| Doc::answers::<OrganizationsAnswer>(id, says).paged();
    let api = api
        .get("/organizations", Gate::Staff, list::all, page("ListOrganizations", "Every organization."))
        .get("/organizations/count", Gate::Staff, list::count, Doc::answers::<CountAnswer>("CountOrganizations", "How many there are."))
        .get("/organizations/show_many", Gate::Staff, list::show_many, page("ShowManyOrganizations", "Some organizations.").params(IDS))
        .get("/organizations/search", Gate::Staff, list::search, page("SearchOrganizations", "By external_id or name.").params(SEARCH))
        .get(
            "/organizations/autocomplete",
            Gate::Staff,
            list::autocomplete,
            page("AutocompleteOrganizations", "By the beginning of a name.").params(NAME),
        )
        .post(
            "/organizations",
            Gate::Lead,
            write::create,
            answer("CreateOrganization", "Adds an organization.").takes::<OrganizationBody>().status(201),
        )
        .post(
            "/organizations/create_or_update",
            Gate::Lead,
            write::create_or_update,
            answer("CreateOrUpdateOrganization", "Adds one, or changes the one of this id or external_id.")
                .takes::<OrganizationBody>()
                .or_status(201),
        )
        .get("/organizations/{id}", Gate::Known, list::show, answer("ShowOrganization", "One organization."))
        .put("/organizations/{id}", Gate::Lead, write::update, answer("UpdateOrganization", "Changes it.").takes::<OrganizationBody>())
        .delete("/organizations/{id}", Gate::Lead, write::delete, Doc::bare("DeleteOrganization", "Takes it away; its tickets keep it."));
    memberships::routes(about(bulk(api)))
}

fn bulk(api: Api) -> Api {
    let bulk = |id, says| Doc::answers::<JobStatusAnswer>(id, says);
    api.post(
        "/organizations/create_many",
        Gate::Lead,
        many::create,
        bulk("CreateManyOrganizations", "Adds several.").takes::<OrganizationsBody>(),
    )
    .put(
        "/organizations/update_many",
        Gate::Lead,
        many::update,
        bulk("UpdateManyOrganizations", "Changes several.").takes::<OrganizationsBody>().params(IDS),
    )
    .delete(
        "/organizations/destroy_many",
        Gate::Lead,
        many::delete,
        bulk("DestroyManyOrganizations", "Takes several away.").params(IDS),
    )
}

fn about(api: Api) -> Api {
    let tags = |id, says| Doc::answers::<TagsAnswer>(id, says).takes::<TagsBody>();
    api.get(
        "/organizations/{id}/related",
        Gate::Staff,
        list::related,
        Doc::answers::<OrganizationRelatedAnswer>("ShowOrganizationRelated", "How many people and tickets it has."),
    )
    .get(
        "/organizations/{id}/users",
        Gate::Staff,
        crate::users::list::of_organization,
        Doc::answers::<UsersAnswer>("ListOrganizationUsers", "Its people.").paged(),
    )
    .get("/organizations/{id}/tags", Gate::Staff, list::tags, Doc::answers::<TagsPage>("ListOrganizationTags", "Its tags.").paged())
    .post("/organizations/{id}/tags", Gate::Lead, write::set_tags, tags("SetOrganizationTags", "Sets its tags.").status(201))
    .put("/organizations/{id}/tags", Gate::Lead, write::add_tags, tags("AddOrganizationTags", "Adds tags."))
    .delete("/organizations/{id}/tags", Gate::Lead, write::remove_tags, tags("RemoveOrganizationTags", "Takes tags away."))
}
