//! Fields of the desk's own on people and organizations, which Zendesk calls user fields and organization fields.

mod json;
mod list;
mod options;
mod write;

pub use json::{sent, told};

use people::Noun;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::contents::{Api, Doc, Gate};
use crate::front::Turn;
use json::NounFieldJson;
use options::{NounOptionAnswer, NounOptionBody, NounOptionsAnswer};
use write::{FieldIn, OrderIn};

/// One field about people.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UserFieldAnswer {
    /// The field.
    pub user_field: NounFieldJson,
}

/// A page of fields about people.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UserFieldsAnswer {
    /// The fields.
    pub user_fields: Vec<NounFieldJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// The body of a request about a field about people.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(default)]
pub struct UserFieldBody {
    /// The field.
    pub user_field: FieldIn,
}

/// The order of the fields about people.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(default)]
pub struct UserFieldOrder {
    /// Their numbers.
    pub user_field_ids: OrderIn,
}

/// One field about organizations.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationFieldAnswer {
    /// The field.
    pub organization_field: NounFieldJson,
}

/// A page of fields about organizations.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationFieldsAnswer {
    /// The fields.
    pub organization_fields: Vec<NounFieldJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// The body of a request about a field about organizations.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(default)]
pub struct OrganizationFieldBody {
    /// The field.
    pub organization_field: FieldIn,
}

/// The order of the fields about organizations.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(default)]
pub struct OrganizationFieldOrder {
    /// Their numbers.
    pub organization_field_ids: OrderIn,
}

/// What differs between the two: their words.
pub trait About: Send + Sync + 'static {
    /// What the fields are about.
    const NOUN: Noun;
    /// The resource in paths.
    const PATH: &'static str;
    /// The body of a request about one.
    type Body: DeserializeOwned + JsonSchema + Send;
    /// The body of a request about their order.
    type Order: DeserializeOwned + JsonSchema + Send;
    /// An answer about one.
    type One: Serialize + JsonSchema;
    /// A page of them.
    type Page: Serialize + JsonSchema;
    /// The field that is sent.
    fn field(body: Self::Body) -> FieldIn;
    /// The numbers that are sent.
    fn order(body: Self::Order) -> OrderIn;
    /// One field.
    fn one(field: NounFieldJson) -> Self::One;
    /// A page of fields.
    fn page(fields: Vec<NounFieldJson>, turn: Turn) -> Self::Page;
}

/// Fields about people.
pub struct OfUsers;

impl About for OfUsers {
    const NOUN: Noun = Noun::Person;
    const PATH: &'static str = "user_fields";
    type Body = UserFieldBody;
    type Order = UserFieldOrder;
    type One = UserFieldAnswer;
    type Page = UserFieldsAnswer;
    fn field(body: UserFieldBody) -> FieldIn {
        body.user_field
    }
    fn order(body: UserFieldOrder) -> OrderIn {
        body.user_field_ids
    }
    fn one(user_field: NounFieldJson) -> UserFieldAnswer {
        UserFieldAnswer { user_field }
    }
    fn page(user_fields: Vec<NounFieldJson>, turn: Turn) -> UserFieldsAnswer {
        UserFieldsAnswer { user_fields, turn }
    }
}

/// Fields about organizations.
pub struct OfOrganizations;

impl About for OfOrganizations {
    const NOUN: Noun = Noun::Organization;
    const PATH: &'static str = "organization_fields";
    type Body = OrganizationFieldBody;
    type Order = OrganizationFieldOrder;
    type One = OrganizationFieldAnswer;
    type Page = OrganizationFieldsAnswer;
    fn field(body: OrganizationFieldBody) -> FieldIn {
        body.organization_field
    }
    fn order(body: OrganizationFieldOrder) -> OrderIn {
        body.organization_field_ids
    }
    fn one(organization_field: NounFieldJson) -> OrganizationFieldAnswer {
        OrganizationFieldAnswer { organization_field }
    }
    fn page(organization_fields: Vec<NounFieldJson>, turn: Turn) -> OrganizationFieldsAnswer {
        OrganizationFieldsAnswer { organization_fields, turn }
    }
}

/// The routes about fields of people and organizations.
pub fn routes(api: Api) -> Api {
    options_of_users(of_organizations(of_users(api)))
}

fn of_users(api: Api) -> Api {
    type U = OfUsers;
    let one = |id, says| Doc::answers::<UserFieldAnswer>(id, says);
    api.get(
        "/user_fields",
        Gate::Staff,
        list::all::<U>,
        Doc::answers::<UserFieldsAnswer>("ListUserFields", "What the desk wants to know of people.").paged(),
    )
    .post("/user_fields", Gate::Lead, write::create::<U>, one("CreateUserField", "Adds a field.").takes::<UserFieldBody>().status(201))
    .put(
        "/user_fields/reorder",
        Gate::Lead,
        write::reorder::<U>,
        Doc::answers::<UserFieldsAnswer>("ReorderUserField", "Puts fields in this order.").takes::<UserFieldOrder>(),
    )
    .get("/user_fields/{id}", Gate::Staff, list::show::<U>, one("ShowUserField", "One field, by its number or key."))
    .put("/user_fields/{id}", Gate::Lead, write::update::<U>, one("UpdateUserField", "Changes a field.").takes::<UserFieldBody>())
    .delete(
        "/user_fields/{id}",
        Gate::Lead,
        write::delete::<U>,
        Doc::bare("DeleteUserField", "Puts a field away; answers are kept, and its key is free again where there are none."),
    )
}

fn of_organizations(api: Api) -> Api {
    type O = OfOrganizations;
    let one = |id, says| Doc::answers::<OrganizationFieldAnswer>(id, says);
    api.get(
        "/organization_fields",
        Gate::Staff,
        list::all::<O>,
        Doc::answers::<OrganizationFieldsAnswer>("ListOrganizationFields", "What the desk wants to know of organizations.").paged(),
    )
    .post(
        "/organization_fields",
        Gate::Lead,
        write::create::<O>,
        one("CreateOrganizationField", "Adds a field.").takes::<OrganizationFieldBody>().status(201),
    )
    .put(
        "/organization_fields/reorder",
        Gate::Lead,
        write::reorder::<O>,
        Doc::answers::<OrganizationFieldsAnswer>("ReorderOrganizationField", "Puts fields in this order.")
            .takes::<OrganizationFieldOrder>(),
    )
    .get("/organization_fields/{id}", Gate::Staff, list::show::<O>, one("ShowOrganizationField", "One field, by its number or key."))
    .put(
        "/organization_fields/{id}",
        Gate::Lead,
        write::update::<O>,
        one("UpdateOrganizationField", "Changes a field.").takes::<OrganizationFieldBody>(),
    )
    .delete(
        "/organization_fields/{id}",
        Gate::Lead,
        write::delete::<O>,
        Doc::bare("DeleteOrganizationField", "Puts a field away; answers are kept, and its key is free again where there are none."),
    )
}

fn options_of_users(api: Api) -> Api {
    let option = |id, says| Doc::answers::<NounOptionAnswer>(id, says);
    api.get(
        "/user_fields/{id}/options",
        Gate::Staff,
        options::list,
        Doc::answers::<NounOptionsAnswer>("ListUserFieldOptions", "The options that can be chosen.").paged(),
    )
    .get("/user_fields/{id}/options/{option}", Gate::Staff, options::show, option("ShowUserFieldOption", "One of them."))
    .post(
        "/user_fields/{id}/options",
        Gate::Lead,
        options::put,
        option("CreateOrUpdateUserFieldOption", "Adds an option, or changes the one with this number or value.")
            .takes::<NounOptionBody>()
            .status(201)
            .or_status(200),
    )
    .delete(
        "/user_fields/{id}/options/{option}",
        Gate::Lead,
        options::delete,
        Doc::bare("DeleteUserFieldOption", "Puts an option away; answers keep it."),
    )
}
