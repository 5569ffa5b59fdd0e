//! Organizations, page by page, and what hangs on one.

use axum::Json;
use axum::extract::State;
use people::OrganizationId;
use people::directory::{self, Key, OrganizationProfile, WhichOrganizations};
use schemars::JsonSchema;
use serde::Serialize;
use tickets::Which;

use super::{OrganizationAnswer, OrganizationJson};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Turn};
use crate::paged;
use crate::tickets::comments::{CountAnswer, counted};
use crate::users::TagsPage;

/// A page of organizations.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationsAnswer {
    /// The organizations.
    pub organizations: Vec<OrganizationJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// How much there is.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationRelatedJson {
    pub tickets_count: i64,
    pub users_count: i64,
}

/// How many people and tickets an organization has.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationRelatedAnswer {
    /// The counts.
    pub organization_related: OrganizationRelatedJson,
}

/// `GET /organizations/{id}`.
pub async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<OrganizationId>) -> Answer<Json<OrganizationAnswer>> {
    let profile = desk.db.read(move |conn| directory::organization_profile(conn, &caller.actor, id)).await?;
    Ok(Json(OrganizationAnswer { organization: OrganizationJson::of(&desk, &profile) }))
}

/// `GET /organizations`.
pub async fn all(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<OrganizationsAnswer>> {
    page_of(&desk, caller, &asked, WhichOrganizations::All).await
}

/// `GET /organizations/show_many`, by `ids` or `external_ids`.
pub async fn show_many(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<OrganizationsAnswer>> {
    let which = match asked.text("external_ids") {
        Some(names) => WhichOrganizations::External(names.split(',').map(|name| name.trim().to_owned()).collect()),
        None => WhichOrganizations::Ids(asked.ids("ids")?.into_iter().map(OrganizationId).collect()),
    };
    page_of(&desk, caller, &asked, which).await
}

/// `GET /organizations/search`, by `external_id` (a client of Node's writes it twice) or `name`.
pub async fn search(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<OrganizationsAnswer>> {
    let name = asked.text("external_id").or_else(|| asked.text("external_id[external_id]"));
    let which = match name {
        Some(name) => WhichOrganizations::External(vec![name.to_owned()]),
        None => WhichOrganizations::Named(asked.text("name").unwrap_or_default().to_owned()),
    };
    page_of(&desk, caller, &asked, which).await
}

/// `GET /organizations/autocomplete`, by `name`.
pub async fn autocomplete(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<OrganizationsAnswer>> {
    let name = asked.text("name").unwrap_or_default().to_owned();
    page_of(&desk, caller, &asked, WhichOrganizations::Beginning(name)).await
}

/// A page of a list: one statement, one more where it is paged by number.
async fn page_of(desk: &Desk, caller: Caller, asked: &Asked, which: WhichOrganizations) -> Answer<Json<OrganizationsAnswer>> {
    let page = asked.page()?;
    let walk = paged::walk(&page, Key::Number);
    let found = desk.db.read(move |conn| directory::walk_organizations(conn, &caller.actor, &which, &walk)).await?;
    let walked = paged::walked(&found, |profile: &OrganizationProfile| profile.organization.id.0);
    let organizations = found.found.iter().map(|(_, profile)| OrganizationJson::of(desk, profile)).collect();
    Ok(Json(OrganizationsAnswer { organizations, turn: page.turn(desk, asked, &walked) }))
}

/// `GET /organizations/count`.
pub async fn count(State(desk): State<Desk>, caller: Caller) -> Answer<Json<CountAnswer>> {
    let walk = directory::Walk { key: Key::Number, place: directory::Place::Begin, limit: 1, counts: true };
    let found = desk.db.read(move |conn| directory::walk_organizations(conn, &caller.actor, &WhichOrganizations::All, &walk)).await?;
    Ok(Json(counted(&desk, found.count.unwrap_or_default())))
}

/// `GET /organizations/{id}/related`.
pub async fn related(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<OrganizationId>,
) -> Answer<Json<OrganizationRelatedAnswer>> {
    let read = desk.db.read(move |conn| {
        let card = directory::organization(conn, &caller.actor, id)?;
        let tickets_count = tickets::count_of(conn, &caller.actor, &Which::Organization(id))?;
        Ok(OrganizationRelatedJson { tickets_count, users_count: card.people })
    });
    Ok(Json(OrganizationRelatedAnswer { organization_related: read.await? }))
}

/// `GET /organizations/{id}/tags`.
pub async fn tags(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<OrganizationId>, asked: Asked) -> Answer<Json<TagsPage>> {
    let page = asked.page()?;
    let tags = desk.db.read(move |conn| Ok(directory::organization_profile(conn, &caller.actor, id)?.tags)).await?;
    let (tags, walked) = paged::part(&page, tags);
    Ok(Json(TagsPage { tags, turn: page.turn(&desk, &asked, &walked) }))
}
