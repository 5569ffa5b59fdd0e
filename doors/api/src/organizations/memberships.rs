//! Who belongs to which organization. A person belongs to one at most, so a membership has its person's number.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use db::Tx;
use outcome::{Error, Refusal, Result};
use people::directory::{self, Key, Profile, Whom};
use people::{Actor, EditPerson, OrganizationId, PersonId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::bulk::{Made, begin, each, read_part};
use crate::contents::{Api, Doc, Gate, Param};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Id, Segment, Sent, Turn, iso};
use crate::job_statuses::JobStatusAnswer;
use crate::paged;

/// One person of one organization.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OrganizationMembershipJson {
    pub id: i64,
    pub url: String,
    pub user_id: i64,
    pub organization_id: i64,
    pub default: bool,
    pub view_tickets: bool,
    pub created_at: String,
    pub updated_at: String,
}

/// One of them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationMembershipAnswer {
    /// The membership.
    pub organization_membership: OrganizationMembershipJson,
}

/// A page of them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationMembershipsAnswer {
    /// The memberships.
    pub organization_memberships: Vec<OrganizationMembershipJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// The body of a request about one or several.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OrganizationMembershipBody {
    /// One.
    pub organization_membership: OrganizationMembershipIn,
    /// Several.
    pub organization_memberships: Vec<Value>,
}

/// A person who is to belong to an organization.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OrganizationMembershipIn {
    pub id: Option<Id>,
    pub user_id: Option<Id>,
    pub organization_id: Option<Id>,
    pub view_tickets: Option<bool>,
}

const IDS: &[Param] = &[Param { name: "ids", says: "Numbers of memberships, with commas between them.", number: false }];

/// The routes about who belongs where.
pub fn routes(api: Api) -> Api {
    let one = |id, says| Doc::answers::<OrganizationMembershipAnswer>(id, says);
    let page = |id, says| Doc::answers::<OrganizationMembershipsAnswer>(id, says).paged();
    let bulk = |id, says| Doc::answers::<JobStatusAnswer>(id, says);
    let takes = |doc: Doc| doc.takes::<OrganizationMembershipBody>();
    api.get("/organization_memberships", Gate::Staff, all, page("ListOrganizationMemberships", "Who belongs where."))
        .post(
            "/organization_memberships",
            Gate::Staff,
            create,
            takes(one("CreateOrganizationMembership", "Somebody belongs there.")).status(201),
        )
        .post(
            "/organization_memberships/create_many",
            Gate::Staff,
            create_many,
            takes(bulk("CreateManyOrganizationMemberships", "Several belong there.")),
        )
        .delete(
            "/organization_memberships/destroy_many",
            Gate::Staff,
            delete_many,
            bulk("DestroyManyOrganizationMemberships", "Several no longer belong there.").params(IDS),
        )
        .get("/organization_memberships/{id}", Gate::Staff, show, one("ShowOrganizationMembership", "One membership."))
        .delete(
            "/organization_memberships/{id}",
            Gate::Staff,
            delete,
            Doc::bare("DeleteOrganizationMembership", "Somebody belongs there no longer."),
        )
        .get(
            "/organizations/{id}/organization_memberships",
            Gate::Staff,
            of_organization,
            page("ListMembershipsOfOrganization", "Who belongs to it."),
        )
        .get("/users/{id}/organization_memberships", Gate::Staff, of_user, page("ListOrganizationMembershipsOfUser", "Where they belong."))
}

impl OrganizationMembershipJson {
    fn of(desk: &Desk, profile: &Profile) -> Option<Self> {
        let person = &profile.person;
        Some(Self {
            id: person.id.0,
            url: desk.url(&format!("/organization_memberships/{}.json", person.id)),
            user_id: person.id.0,
            organization_id: person.organization_id?.0,
            default: true,
            view_tickets: person.sees_organization,
            created_at: iso(person.created_at),
            updated_at: iso(person.updated_at),
        })
    }
}

async fn page_of(desk: &Desk, caller: Caller, asked: &Asked, whom: Whom) -> Answer<Json<OrganizationMembershipsAnswer>> {
    let page = asked.page()?;
    let walk = paged::walk(&page, Key::Number);
    let found = desk.db.read(move |conn| directory::walk_people(conn, &caller.actor, &whom, &walk)).await?;
    let walked = paged::walked(&found, |profile: &Profile| profile.person.id.0);
    let organization_memberships = found.found.iter().filter_map(|(_, profile)| OrganizationMembershipJson::of(desk, profile)).collect();
    Ok(Json(OrganizationMembershipsAnswer { organization_memberships, turn: page.turn(desk, asked, &walked) }))
}

async fn all(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<OrganizationMembershipsAnswer>> {
    page_of(&desk, caller, &asked, Whom::OfOrganizations).await
}

async fn of_organization(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<OrganizationId>,
    asked: Asked,
) -> Answer<Json<OrganizationMembershipsAnswer>> {
    page_of(&desk, caller, &asked, Whom::Organization(id)).await
}

async fn of_user(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<PersonId>,
    asked: Asked,
) -> Answer<Json<OrganizationMembershipsAnswer>> {
    page_of(&desk, caller, &asked, Whom::Ids(vec![id])).await
}

async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<PersonId>) -> Answer<Json<OrganizationMembershipAnswer>> {
    let profile = desk.db.read(move |conn| directory::profile(conn, &caller.actor, id)).await?;
    let organization_membership = OrganizationMembershipJson::of(&desk, &profile).ok_or(Refusal::NotFound)?;
    Ok(Json(OrganizationMembershipAnswer { organization_membership }))
}

async fn create(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<OrganizationMembershipBody>) -> Answer {
    let written = desk.db.write(move |tx| {
        let id = belong(tx, &caller.actor, &body.organization_membership)?;
        directory::profile(tx, &caller.actor, id)
    });
    let organization_membership = OrganizationMembershipJson::of(&desk, &written.await?).ok_or(Refusal::NotFound)?;
    Ok((StatusCode::CREATED, Json(OrganizationMembershipAnswer { organization_membership })).into_response())
}

async fn delete(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<PersonId>) -> Answer<StatusCode> {
    desk.db.write(move |tx| leave(tx, &caller.actor, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn create_many(
    State(desk): State<Desk>,
    caller: Caller,
    Sent { body, .. }: Sent<OrganizationMembershipBody>,
) -> Answer<Json<JobStatusAnswer>> {
    begin(&desk, &caller, "organization_memberships.create", body.organization_memberships).await
}

async fn delete_many(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<JobStatusAnswer>> {
    begin(&desk, &caller, "organization_memberships.delete", each(&asked, None, Vec::new())?).await
}

/// One of many, for a bulk call.
///
/// # Errors
/// What the domain refuses.
pub fn create_part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    Ok(Made { id: belong(tx, actor, &read_part(input)?)?.0, action: "create", status: "Created" })
}

/// One of many, for a bulk call.
///
/// # Errors
/// What the domain refuses.
pub fn delete_part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    let input: OrganizationMembershipIn = read_part(input)?;
    let id = input.id.ok_or(Refusal::NotFound)?.0;
    leave(tx, actor, PersonId(id))?;
    Ok(Made { id, action: "delete", status: "Deleted" })
}

fn belong(tx: &mut Tx<'_>, actor: &Actor, input: &OrganizationMembershipIn) -> Result<PersonId> {
    let missing = |field: &'static str, key: &'static str| move || Error::invalid(field, key);
    let id = PersonId(input.user_id.ok_or_else(missing("user_id", "name-missing"))?.0);
    let organization = OrganizationId(input.organization_id.ok_or_else(missing("organization", "organization-unknown"))?.0);
    let was = directory::profile(tx, actor, id)?.person;
    if was.organization_id.is_some_and(|other| other != organization) {
        return Err(Error::invalid("organization", "organization-another"));
    }
    put(tx, actor, id, Some(organization), input.view_tickets)?;
    Ok(id)
}

fn leave(tx: &mut Tx<'_>, actor: &Actor, id: PersonId) -> Result<()> {
    if directory::profile(tx, actor, id)?.person.organization_id.is_none() {
        return Err(Refusal::NotFound.into());
    }
    put(tx, actor, id, None, Some(false))
}

fn put(tx: &mut Tx<'_>, actor: &Actor, id: PersonId, organization: Option<OrganizationId>, sees: Option<bool>) -> Result<()> {
    let was = directory::profile(tx, actor, id)?.person;
    let edit = EditPerson {
        person: id,
        name: was.name,
        title: was.title,
        organization,
        sees_organization: sees.unwrap_or(was.sees_organization && organization.is_some()),
        site: was.site_id,
        notes: was.notes,
    };
    people::edit_person(tx, actor, &edit).map(drop)
}
