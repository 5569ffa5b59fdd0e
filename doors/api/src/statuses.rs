//! What cannot be changed and is asked for all the same: the statuses that tickets have, and what people may be to the desk.

use axum::Json;
use axum::extract::State;
use outcome::Refusal;
use people::Role;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use tickets::Status;

use crate::contents::{Api, Doc, Gate};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Turn};
use crate::paged;
use crate::tickets::words;

/// A status; the desk has these and no others.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CustomStatusJson {
    pub id: i64,
    pub url: String,
    /// `new`, `open`, `pending`, `hold`, `solved`, or ours: `closed`.
    pub status_category: String,
    pub agent_label: String,
    pub raw_agent_label: String,
    pub end_user_label: String,
    pub raw_end_user_label: String,
    pub description: String,
    pub raw_description: String,
    pub end_user_description: String,
    pub raw_end_user_description: String,
    pub active: bool,
    pub default: bool,
}

/// One status.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CustomStatusAnswer {
    /// The status.
    pub custom_status: CustomStatusJson,
}

/// The statuses.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CustomStatusesAnswer {
    /// The statuses, in the order in which tickets go through them.
    pub custom_statuses: Vec<CustomStatusJson>,
}

/// What somebody may be to the desk.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CustomRoleJson {
    pub id: i64,
    pub name: String,
    pub description: String,
    pub role_type: i64,
    /// What each may do stands in the policies of the desk and is not told in Zendesk's words.
    pub configuration: Value,
}

/// One role.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CustomRoleAnswer {
    /// The role.
    pub custom_role: CustomRoleJson,
}

/// The roles.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CustomRolesAnswer {
    /// The roles of those who work at the desk.
    pub custom_roles: Vec<CustomRoleJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// The routes about what cannot be changed.
pub fn routes(api: Api) -> Api {
    let statuses = |id, says| Doc::answers::<CustomStatusesAnswer>(id, says);
    let roles = |id, says| Doc::answers::<CustomRolesAnswer>(id, says);
    api.get("/custom_statuses", Gate::Known, all, statuses("ListCustomStatuses", "The statuses that tickets have; they are fixed."))
        .get("/custom_statuses/{id}", Gate::Known, one, Doc::answers::<CustomStatusAnswer>("ShowCustomStatus", "One of them."))
        .get("/custom_roles", Gate::Staff, all_roles, roles("ListCustomRoles", "What people are at the desk; the roles are fixed.").paged())
        .get("/custom_roles/{id}", Gate::Staff, role, Doc::answers::<CustomRoleAnswer>("ShowCustomRoleById", "One of them."))
}

/// The word in which programs read it.
fn label(status: Status) -> &'static str {
    match status {
        Status::New => "New",
        Status::Open => "Open",
        Status::Waiting => "Waiting",
        Status::OnHold => "On hold",
        Status::Resolved => "Resolved",
        Status::Closed => "Closed",
    }
}

fn told(desk: &Desk, at: usize, status: Status) -> CustomStatusJson {
    let label = label(status).to_owned();
    let id = i64::try_from(at).unwrap_or(0) + 1;
    CustomStatusJson {
        id,
        url: desk.url(&format!("/custom_statuses/{id}.json")),
        status_category: words::status(status).to_owned(),
        agent_label: label.clone(),
        raw_agent_label: label.clone(),
        end_user_label: label.clone(),
        raw_end_user_label: label,
        description: String::new(),
        raw_description: String::new(),
        end_user_description: String::new(),
        raw_end_user_description: String::new(),
        active: true,
        default: true,
    }
}

fn statuses(desk: &Desk) -> Vec<CustomStatusJson> {
    Status::ALL.iter().enumerate().map(|(at, status)| told(desk, at, *status)).collect()
}

async fn all(State(desk): State<Desk>, _: Caller, asked: Asked) -> Answer<Json<CustomStatusesAnswer>> {
    let mut all = statuses(&desk);
    if let Some(wanted) = asked.text("status_categories").filter(|wanted| !wanted.is_empty()) {
        all.retain(|status| wanted.split(',').any(|word| word.trim() == status.status_category));
    }
    // Every one is in use and the only one of its category: who asks for others gets none.
    if ["active", "default"].iter().any(|name| asked.text(name) == Some("false")) {
        all.clear();
    }
    Ok(Json(CustomStatusesAnswer { custom_statuses: all }))
}

async fn one(State(desk): State<Desk>, _: Caller, Segment(id): Segment<i64>) -> Answer<Json<CustomStatusAnswer>> {
    let custom_status = statuses(&desk).into_iter().find(|status| status.id == id).ok_or(Refusal::NotFound)?;
    Ok(Json(CustomStatusAnswer { custom_status }))
}

fn roles() -> Vec<CustomRoleJson> {
    let staff = Role::ALL.iter().filter(|role| **role >= Role::Agent);
    let told = staff.zip(1..).map(|(role, id)| CustomRoleJson {
        id,
        name: role.as_str().to_owned(),
        description: String::new(),
        role_type: 0,
        configuration: json!({}),
    });
    told.collect()
}

async fn all_roles(State(desk): State<Desk>, _: Caller, asked: Asked) -> Answer<Json<CustomRolesAnswer>> {
    let page = asked.page()?;
    let (custom_roles, walked) = paged::part(&page, roles());
    Ok(Json(CustomRolesAnswer { custom_roles, turn: page.turn(&desk, &asked, &walked) }))
}

async fn role(_: Caller, Segment(id): Segment<i64>) -> Answer<Json<CustomRoleAnswer>> {
    let custom_role = roles().into_iter().find(|role| role.id == id).ok_or(Refusal::NotFound)?;
    Ok(Json(CustomRoleAnswer { custom_role }))
}
