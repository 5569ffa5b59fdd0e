//! People as Zendesk calls them: users.

pub mod identities;
mod input;
mod json;
pub mod list;
mod many;
mod me;
pub mod related;
mod sessions;
mod settings;
mod write;

pub use json::{GERMAN, UserJson, users_json};
pub use list::UsersAnswer;
pub use related::TagsPage;
pub use write::{create_or_update_part, create_part, delete_part, update_part};

use schemars::JsonSchema;
use serde::Serialize;

use crate::contents::{Api, Doc, Gate, Param};
use crate::job_statuses::JobStatusAnswer;
use crate::organizations::OrganizationsAnswer;
use crate::tickets::comments::CountAnswer;
use crate::tickets::tags::{TagsAnswer, TagsBody};
use identities::{IdentitiesAnswer, IdentityAnswer, IdentityBody};
use input::{UserBody, UsersBody};
use related::UserRelatedAnswer;

/// One person.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UserAnswer {
    /// The person.
    pub user: UserJson,
    /// What was asked for beside them.
    #[serde(flatten)]
    pub beside: list::Beside,
}

impl UserAnswer {
    /// A person, and nothing beside them.
    #[must_use]
    pub fn new(user: UserJson) -> Self {
        Self { user, beside: list::Beside::default() }
    }
}

const IDS: &[Param] = &[
    Param { name: "ids", says: "Numbers of people, with commas between them.", number: false },
    Param { name: "external_ids", says: "What other systems call them, with commas between the names.", number: false },
];
const ALL: &[Param] = &[
    list::INCLUDE,
    Param { name: "role", says: "Only end-user, agent or admin.", number: false },
    Param { name: "external_id", says: "Only the one whom another system calls so.", number: false },
];
const SEARCH: &[Param] = &[
    Param { name: "query", says: "Beginnings of names, addresses and numbers; role:agent narrows it.", number: false },
    Param { name: "external_id", says: "Only the one whom another system calls so.", number: false },
];
const NAME: &[Param] = &[Param { name: "name", says: "The beginning of a name.", number: false }];

/// The routes about people.
pub fn routes(api: Api) -> Api {
    several(one(api)).room(about).room(sessions::routes).room(settings::routes)
}

fn several(api: Api) -> Api {
    let bulk = |id, says| Doc::answers::<JobStatusAnswer>(id, says).takes::<UsersBody>();
    let page = |id, says| Doc::answers::<UsersAnswer>(id, says).paged();
    api.get("/users", Gate::Staff, list::all, page("ListUsers", "Everybody who may come in.").params(ALL))
        .get("/users/count", Gate::Staff, related::count, Doc::answers::<CountAnswer>("CountUsers", "How many people may come in."))
        .get("/users/show_many", Gate::Staff, list::show_many, page("ShowManyUsers", "Some people.").params(IDS))
        .get("/users/search", Gate::Staff, list::search, page("SearchUsers", "People by how they are called and reached.").params(SEARCH))
        .get(
            "/users/autocomplete",
            Gate::Staff,
            list::autocomplete,
            page("AutocompleteUsers", "People by the beginning of a name.").params(NAME),
        )
        .get("/deleted_users", Gate::Staff, list::left, page("ListDeletedUsers", "Whoever may not come in any more."))
        .post("/users/create_many", Gate::Staff, many::create, bulk("CreateManyUsers", "Adds people."))
        .post(
            "/users/create_or_update_many",
            Gate::Staff,
            many::create_or_update,
            bulk("CreateOrUpdateManyUsers", "Adds or changes people."),
        )
        .put("/users/update_many", Gate::Staff, many::update, bulk("UpdateManyUsers", "Changes people.").params(IDS))
        .delete(
            "/users/destroy_many",
            Gate::Lead,
            many::delete,
            Doc::answers::<JobStatusAnswer>("DestroyManyUsers", "Lets people in no more.").params(IDS),
        )
}

fn one(api: Api) -> Api {
    let answer = |id, says| Doc::answers::<UserAnswer>(id, says);
    api.get("/users/me", Gate::Anyone, me::show, answer("ShowCurrentUser", "Whoever asks."))
        .post("/users", Gate::Staff, write::create, answer("CreateUser", "Adds a person.").takes::<UserBody>().status(201))
        .post(
            "/users/create_or_update",
            Gate::Staff,
            write::create_or_update,
            answer("CreateOrUpdateUser", "Adds a person, or changes the one of this address or external_id.")
                .takes::<UserBody>()
                .or_status(201),
        )
        .get("/users/{id}", Gate::Known, list::show, answer("ShowUser", "One person.").params(&[list::INCLUDE]))
        .put("/users/{id}", Gate::Known, write::update, answer("UpdateUser", "Changes a person.").takes::<UserBody>())
        .put(
            "/users/{id}/merge",
            Gate::Lead,
            write::merge,
            answer("MergeUsers", "Lets a requester be the person of `user.id` from now on, for good.").takes::<UserBody>(),
        )
        .delete("/users/{id}", Gate::Lead, write::delete, answer("DeleteUser", "Lets a person in no more; what they wrote stays."))
}

fn about(api: Api) -> Api {
    let identity = |id, says| Doc::answers::<IdentityAnswer>(id, says);
    let identities = |id, says| Doc::answers::<IdentitiesAnswer>(id, says);
    let tags = |id, says| Doc::answers::<TagsAnswer>(id, says).takes::<TagsBody>();
    api.get(
        "/users/{id}/related",
        Gate::Staff,
        related::related,
        Doc::answers::<UserRelatedAnswer>("ShowUserRelated", "How many tickets name them."),
    )
    .get(
        "/users/{id}/groups",
        Gate::Staff,
        related::groups,
        Doc::answers::<crate::groups::GroupsAnswer>("ListUserGroups", "The teams they belong to.").paged(),
    )
    .get(
        "/users/{id}/organizations",
        Gate::Staff,
        related::organizations,
        Doc::answers::<OrganizationsAnswer>("ListUserOrganizations", "The organization they belong to.").paged(),
    )
    .get("/users/{id}/tags", Gate::Staff, related::tags, Doc::answers::<TagsPage>("ListUserTags", "Their tags.").paged())
    .post("/users/{id}/tags", Gate::Staff, related::set_tags, tags("SetUserTags", "Sets their tags.").status(201))
    .put("/users/{id}/tags", Gate::Staff, related::add_tags, tags("AddUserTags", "Adds tags."))
    .delete("/users/{id}/tags", Gate::Staff, related::remove_tags, tags("RemoveUserTags", "Takes tags away."))
    .get("/users/{id}/identities", Gate::Known, identities::list, identities("ListIdentities", "How they are reached.").paged())
    .post(
        "/users/{id}/identities",
        Gate::Known,
        identities::create,
        identity("CreateIdentity", "One more address or number.").takes::<IdentityBody>().status(201),
    )
    .get("/users/{id}/identities/{identity}", Gate::Known, identities::show, identity("ShowIdentity", "One address or number."))
    .put(
        "/users/{id}/identities/{identity}",
        Gate::Known,
        identities::update,
        identity("UpdateIdentity", "Puts another value in its place.").takes::<IdentityBody>(),
    )
    .put(
        "/users/{id}/identities/{identity}/make_primary",
        Gate::Known,
        identities::make_primary,
        identities("MakeIdentityPrimary", "Makes it the address that letters go to.").paged(),
    )
    .delete("/users/{id}/identities/{identity}", Gate::Known, identities::delete, Doc::bare("DeleteIdentity", "Takes it away."))
}
