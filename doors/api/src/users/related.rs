//! What hangs on a person: their tickets, teams, organization, tags, and how many of each there are.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use people::{PersonId, SetTags, directory};
use schemars::JsonSchema;
use serde::Serialize;
use tickets::Which;

use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Refused, Segment, Sent, Turn};
use crate::groups::{GroupJson, GroupsAnswer};
use crate::organizations::{OrganizationJson, OrganizationsAnswer};
use crate::paged;
use crate::tickets::comments::{CountAnswer, counted};
use crate::tickets::tags::{TagsAnswer, TagsBody};

/// How many there are.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UserRelatedJson {
    pub assigned_tickets: i64,
    pub requested_tickets: i64,
    pub ccd_tickets: i64,
    pub organization_subscriptions: i64,
}

/// How many of each there are.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UserRelatedAnswer {
    /// The counts.
    pub user_related: UserRelatedJson,
}

/// Tags as they are, with the pages that programs expect of every list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TagsPage {
    /// The tags, in order.
    pub tags: Vec<String>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// `GET /users/{id}/related`.
pub async fn related(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<PersonId>) -> Answer<Json<UserRelatedAnswer>> {
    let actor = caller.actor;
    let read = desk.db.read(move |conn| {
        directory::profile(conn, &actor, id)?;
        let count = |which| tickets::count_of(conn, &actor, &which);
        Ok(UserRelatedJson {
            assigned_tickets: count(Which::AssignedTo(id))?,
            requested_tickets: count(Which::RequestedBy(id))?,
            ccd_tickets: count(Which::WatchedBy(id))?,
            organization_subscriptions: 0,
        })
    });
    Ok(Json(UserRelatedAnswer { user_related: read.await? }))
}

/// `GET /users/{id}/groups`.
pub async fn groups(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<PersonId>, asked: Asked) -> Answer<Json<GroupsAnswer>> {
    let page = asked.page()?;
    let card = desk.db.read(move |conn| directory::person_card(conn, &caller.actor, id)).await?;
    let (teams, walked) = paged::part(&page, card.teams);
    let groups = teams.iter().map(|team| GroupJson::new(&desk, team)).collect();
    Ok(Json(GroupsAnswer { groups, turn: page.turn(&desk, &asked, &walked) }))
}

/// `GET /users/{id}/organizations`: a person belongs to one at most.
pub async fn organizations(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<PersonId>,
    asked: Asked,
) -> Answer<Json<OrganizationsAnswer>> {
    let page = asked.page()?;
    let read = desk.db.read(move |conn| {
        let profile = directory::profile(conn, &caller.actor, id)?;
        let organization = profile.person.organization_id;
        organization.map(|organization| directory::organization_profile(conn, &caller.actor, organization)).transpose()
    });
    let all: Vec<OrganizationJson> = read.await?.iter().map(|one| OrganizationJson::of(&desk, one)).collect();
    let (organizations, walked) = paged::part(&page, all);
    Ok(Json(OrganizationsAnswer { organizations, turn: page.turn(&desk, &asked, &walked) }))
}

/// `GET /users/count`.
pub async fn count(State(desk): State<Desk>, caller: Caller) -> Answer<Json<CountAnswer>> {
    let read = desk.db.read(move |conn| {
        let walk = directory::Walk { key: directory::Key::Number, place: directory::Place::Begin, limit: 1, counts: true };
        directory::walk_people(conn, &caller.actor, &directory::Whom::Active, &walk)
    });
    let value = read.await?.count.unwrap_or_default();
    Ok(Json(counted(&desk, value)))
}

/// `GET /users/{id}/tags`.
pub async fn tags(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<PersonId>, asked: Asked) -> Answer<Json<TagsPage>> {
    let page = asked.page()?;
    let tags = desk.db.read(move |conn| Ok(directory::profile(conn, &caller.actor, id)?.tags)).await?;
    let (tags, walked) = paged::part(&page, tags);
    Ok(Json(TagsPage { tags, turn: page.turn(&desk, &asked, &walked) }))
}

/// What a request does to tags.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Set,
    Add,
    Remove,
}

async fn retag(desk: Desk, caller: Caller, id: PersonId, said: Vec<String>, deed: Deed) -> Result<Vec<String>, Refused> {
    let written = desk.db.write(move |tx| {
        let was = directory::profile(tx, &caller.actor, id)?.tags;
        let tags = match deed {
            Deed::Set => said.clone(),
            Deed::Add => was.into_iter().chain(said.iter().cloned()).collect(),
            Deed::Remove => was.into_iter().filter(|tag| !said.iter().any(|gone| gone.eq_ignore_ascii_case(tag))).collect(),
        };
        people::tag_person(tx, &caller.actor, &SetTags { of: id, tags })
    });
    Ok(written.await?)
}

/// `POST /users/{id}/tags`: these and no others.
pub async fn set_tags(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<PersonId>,
    Sent { body, .. }: Sent<TagsBody>,
) -> Answer<(StatusCode, Json<TagsAnswer>)> {
    let tags = retag(desk, caller, id, body.list(), Deed::Set).await?;
    Ok((StatusCode::CREATED, Json(TagsAnswer { tags })))
}

/// `PUT /users/{id}/tags`: these too.
pub async fn add_tags(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<PersonId>,
    Sent { body, .. }: Sent<TagsBody>,
) -> Answer<Json<TagsAnswer>> {
    Ok(Json(TagsAnswer { tags: retag(desk, caller, id, body.list(), Deed::Add).await? }))
}

/// `DELETE /users/{id}/tags`: these no longer.
pub async fn remove_tags(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<PersonId>,
    Sent { body, .. }: Sent<TagsBody>,
) -> Answer<Json<TagsAnswer>> {
    Ok(Json(TagsAnswer { tags: retag(desk, caller, id, body.list(), Deed::Remove).await? }))
}
