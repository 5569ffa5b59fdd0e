//! Teams, page by page.

use axum::Json;
use axum::extract::State;
use outcome::Refusal;
use people::{Team, TeamId, directory};
use schemars::JsonSchema;
use serde::Serialize;

use super::{GroupAnswer, GroupJson};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Turn};
use crate::paged;
use crate::tickets::comments::{CountAnswer, counted};

/// A page of teams.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GroupsAnswer {
    /// The teams.
    pub groups: Vec<GroupJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

fn in_use(teams: Vec<Team>) -> Vec<Team> {
    teams.into_iter().filter(|team| team.archived_at.is_none()).collect()
}

fn page_of(desk: &Desk, asked: &Asked, teams: Vec<Team>) -> Answer<Json<GroupsAnswer>> {
    let page = asked.page()?;
    let (teams, walked) = paged::part(&page, in_use(teams));
    let groups = teams.iter().map(|team| GroupJson::new(desk, team)).collect();
    Ok(Json(GroupsAnswer { groups, turn: page.turn(desk, asked, &walked) }))
}

/// `GET /groups`. One statement.
pub async fn all(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<GroupsAnswer>> {
    let teams = desk.db.read(move |conn| directory::teams(conn, &caller.actor)).await?;
    page_of(&desk, &asked, teams)
}

/// `GET /groups/assignable`: those in which the asker sees tickets. One statement.
pub async fn assignable(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<GroupsAnswer>> {
    let teams = desk.db.read(move |conn| directory::teams_seen(conn, &caller.actor)).await?;
    page_of(&desk, &asked, teams)
}

/// `GET /groups/count`.
pub async fn count(State(desk): State<Desk>, caller: Caller) -> Answer<Json<CountAnswer>> {
    let teams = desk.db.read(move |conn| directory::teams(conn, &caller.actor)).await?;
    Ok(Json(counted(&desk, i64::try_from(in_use(teams).len()).unwrap_or(i64::MAX))))
}

/// `GET /groups/{id}`.
pub async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TeamId>) -> Answer<Json<GroupAnswer>> {
    let teams = desk.db.read(move |conn| directory::teams(conn, &caller.actor)).await?;
    let team = teams.iter().find(|team| team.id == id).ok_or(Refusal::NotFound)?;
    Ok(Json(GroupAnswer { group: GroupJson::new(&desk, team) }))
}
