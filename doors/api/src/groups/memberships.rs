//! Who belongs to which team.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use db::Tx;
use outcome::{Error, Refusal, Result};
use people::directory::{self, Key, Membership, Place, Walk, WhichMemberships};
use people::{Actor, InTeam, PersonId, TeamId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::bulk::{Made, begin, each, read_part};
use crate::contents::{Api, Doc, Gate, Param};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Id, Refused, Segment, Sent, Turn, iso};
use crate::job_statuses::JobStatusAnswer;
use crate::paged;

/// One person in one team.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GroupMembershipJson {
    pub id: i64,
    pub url: String,
    pub user_id: i64,
    pub group_id: i64,
    pub default: bool,
    pub created_at: String,
    pub updated_at: String,
}

/// One of them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GroupMembershipAnswer {
    /// The membership.
    pub group_membership: GroupMembershipJson,
}

/// A page of them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GroupMembershipsAnswer {
    /// The memberships.
    pub group_memberships: Vec<GroupMembershipJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// The body of a request about one or several.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct GroupMembershipBody {
    /// One.
    pub group_membership: GroupMembershipIn,
    /// Several.
    pub group_memberships: Vec<Value>,
}

/// A person who is to belong to a team.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct GroupMembershipIn {
    pub id: Option<Id>,
    pub user_id: Option<Id>,
    pub group_id: Option<Id>,
    pub default: Option<bool>,
}

const IDS: &[Param] = &[Param { name: "ids", says: "Numbers of memberships, with commas between them.", number: false }];

/// The routes about who belongs to which team.
pub fn routes(api: Api) -> Api {
    let one = |id, says| Doc::answers::<GroupMembershipAnswer>(id, says);
    let page = |id, says| Doc::answers::<GroupMembershipsAnswer>(id, says).paged();
    let bulk = |id, says| Doc::answers::<JobStatusAnswer>(id, says);
    let takes = |doc: Doc| doc.takes::<GroupMembershipBody>();
    let gone = |id| Doc::bare(id, "Somebody belongs to it no longer.");
    let api = api
        .get("/group_memberships", Gate::Staff, all, page("ListGroupMemberships", "Who belongs to which team."))
        .get(
            "/group_memberships/assignable",
            Gate::Staff,
            all,
            page("ListAssignableGroupMemberships", "Who can be given tickets in which team."),
        )
        .post("/group_memberships", Gate::Lead, create, takes(one("CreateGroupMembership", "Somebody joins a team.")).status(201))
        .post("/group_memberships/create_many", Gate::Lead, create_many, takes(bulk("CreateManyGroupMemberships", "Several join teams.")))
        .delete(
            "/group_memberships/destroy_many",
            Gate::Lead,
            delete_many,
            bulk("DestroyManyGroupMemberships", "Several leave teams.").params(IDS),
        )
        .get("/group_memberships/{id}", Gate::Staff, show, one("ShowGroupMembership", "One membership."))
        .delete("/group_memberships/{id}", Gate::Lead, delete, gone("DeleteGroupMembership"));
    api.get("/groups/{id}/memberships", Gate::Staff, of_group, page("ListMembershipsOfGroup", "Who belongs to it."))
        .get(
            "/groups/{id}/memberships/assignable",
            Gate::Staff,
            of_group,
            page("ListAssignableMembershipsOfGroup", "Who can be given its tickets."),
        )
        .get("/users/{id}/group_memberships", Gate::Staff, of_user, page("ListGroupMembershipsOfUser", "Their teams."))
        .post(
            "/users/{id}/group_memberships",
            Gate::Lead,
            create_for,
            takes(one("CreateGroupMembershipOfUser", "They join a team.")).status(201),
        )
        .get("/users/{id}/group_memberships/{membership}", Gate::Staff, show_of, one("ShowGroupMembershipOfUser", "One membership."))
        .delete("/users/{id}/group_memberships/{membership}", Gate::Lead, delete_of, gone("DeleteGroupMembershipOfUser"))
        .put(
            "/users/{id}/group_memberships/{membership}/make_default",
            Gate::Lead,
            make_default,
            page("MakeGroupMembershipDefault", "The team they work in first."),
        )
}

impl GroupMembershipJson {
    fn new(desk: &Desk, membership: &Membership) -> Self {
        let id = membership.id();
        Self {
            id,
            url: desk.url(&format!("/group_memberships/{id}.json")),
            user_id: membership.person_id.0,
            group_id: membership.team_id.0,
            default: membership.is_default,
            created_at: iso(membership.joined_at),
            updated_at: iso(membership.joined_at),
        }
    }
}

async fn page_of(desk: &Desk, caller: Caller, asked: &Asked, which: WhichMemberships) -> Answer<Json<GroupMembershipsAnswer>> {
    let page = asked.page()?;
    let walk = paged::walk(&page, Key::Number);
    let found = desk.db.read(move |conn| directory::walk_memberships(conn, &caller.actor, which, &walk)).await?;
    let walked = paged::walked(&found, Membership::id);
    let group_memberships = found.found.iter().map(|(_, membership)| GroupMembershipJson::new(desk, membership)).collect();
    Ok(Json(GroupMembershipsAnswer { group_memberships, turn: page.turn(desk, asked, &walked) }))
}

async fn all(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<GroupMembershipsAnswer>> {
    page_of(&desk, caller, &asked, WhichMemberships::default()).await
}

async fn of_group(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<TeamId>,
    asked: Asked,
) -> Answer<Json<GroupMembershipsAnswer>> {
    page_of(&desk, caller, &asked, WhichMemberships { team: Some(id), person: None }).await
}

async fn of_user(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<PersonId>,
    asked: Asked,
) -> Answer<Json<GroupMembershipsAnswer>> {
    page_of(&desk, caller, &asked, WhichMemberships { team: None, person: Some(id) }).await
}

/// The membership of a number, if there is one.
fn find(conn: &db::Conn, actor: &Actor, id: i64) -> Result<Membership> {
    let (team, person) = Membership::parts(id);
    let walk = Walk { key: Key::Number, place: Place::Begin, limit: 1, counts: false };
    let found = directory::walk_memberships(conn, actor, WhichMemberships { team: Some(team), person: Some(person) }, &walk)?;
    Ok(found.found.into_iter().next().map(|(_, membership)| membership).ok_or(Refusal::NotFound)?)
}

async fn shown(desk: Desk, caller: Caller, id: i64) -> Answer<Json<GroupMembershipAnswer>> {
    let found = desk.db.read(move |conn| find(conn, &caller.actor, id)).await?;
    Ok(Json(GroupMembershipAnswer { group_membership: GroupMembershipJson::new(&desk, &found) }))
}

async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<i64>) -> Answer<Json<GroupMembershipAnswer>> {
    shown(desk, caller, id).await
}

/// A path that names a person and a membership that is not theirs leads nowhere.
fn theirs(person: PersonId, id: i64) -> Result<i64, Refused> {
    if Membership::parts(id).1 == person { Ok(id) } else { Err(Refusal::NotFound.into()) }
}

async fn show_of(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((person, id)): Segment<(PersonId, i64)>,
) -> Answer<Json<GroupMembershipAnswer>> {
    shown(desk, caller, theirs(person, id)?).await
}

async fn join(desk: Desk, caller: Caller, input: GroupMembershipIn) -> Answer {
    let written = desk.db.write(move |tx| {
        let id = belong(tx, &caller.actor, &input)?;
        find(tx, &caller.actor, id)
    });
    let group_membership = GroupMembershipJson::new(&desk, &written.await?);
    Ok((StatusCode::CREATED, Json(GroupMembershipAnswer { group_membership })).into_response())
}

async fn create(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<GroupMembershipBody>) -> Answer {
    join(desk, caller, body.group_membership).await
}

async fn create_for(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(person): Segment<PersonId>,
    Sent { body, .. }: Sent<GroupMembershipBody>,
) -> Answer {
    join(desk, caller, GroupMembershipIn { user_id: Some(Id(person.0)), ..body.group_membership }).await
}

async fn leave(desk: Desk, caller: Caller, id: i64) -> Answer<StatusCode> {
    let (team, person) = Membership::parts(id);
    desk.db.write(move |tx| people::leave_team(tx, &caller.actor, &InTeam { team, person })).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn delete(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<i64>) -> Answer<StatusCode> {
    leave(desk, caller, id).await
}

async fn delete_of(State(desk): State<Desk>, caller: Caller, Segment((person, id)): Segment<(PersonId, i64)>) -> Answer<StatusCode> {
    leave(desk, caller, theirs(person, id)?).await
}

async fn make_default(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((person, id)): Segment<(PersonId, i64)>,
    asked: Asked,
) -> Answer<Json<GroupMembershipsAnswer>> {
    let (team, actor) = (Membership::parts(theirs(person, id)?).0, caller.actor.clone());
    desk.db.write(move |tx| people::make_team_default(tx, &actor, &InTeam { team, person })).await?;
    page_of(&desk, caller, &asked, WhichMemberships { team: None, person: Some(person) }).await
}

async fn create_many(
    State(desk): State<Desk>,
    caller: Caller,
    Sent { body, .. }: Sent<GroupMembershipBody>,
) -> Answer<Json<JobStatusAnswer>> {
    begin(&desk, &caller, "group_memberships.create", body.group_memberships).await
}

async fn delete_many(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<JobStatusAnswer>> {
    begin(&desk, &caller, "group_memberships.delete", each(&asked, None, Vec::new())?).await
}

/// One of many, for a bulk call.
///
/// # Errors
/// What the domain refuses.
pub fn create_part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    Ok(Made { id: belong(tx, actor, &read_part(input)?)?, action: "create", status: "Created" })
}

/// One of many, for a bulk call.
///
/// # Errors
/// What the domain refuses.
pub fn delete_part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    let input: GroupMembershipIn = read_part(input)?;
    let id = input.id.ok_or(Refusal::NotFound)?.0;
    let (team, person) = Membership::parts(id);
    people::leave_team(tx, actor, &InTeam { team, person })?;
    Ok(Made { id, action: "delete", status: "Deleted" })
}

/// Somebody joins a team; whoever belongs to it already is refused, as in Zendesk.
fn belong(tx: &mut Tx<'_>, actor: &Actor, input: &GroupMembershipIn) -> Result<i64> {
    let team = TeamId(input.group_id.ok_or_else(|| Error::invalid("group_id", "name-missing"))?.0);
    let person = PersonId(input.user_id.ok_or_else(|| Error::invalid("user_id", "name-missing"))?.0);
    if directory::team_members(tx, team)?.iter().any(|member| member.id == person) {
        return Err(Error::invalid("user_id", "member-taken"));
    }
    people::join_team(tx, actor, &InTeam { team, person })?;
    if input.default == Some(true) {
        people::make_team_default(tx, actor, &InTeam { team, person })?;
    }
    Ok(Membership { team_id: team, person_id: person, joined_at: tx.now(), is_default: false }.id())
}
