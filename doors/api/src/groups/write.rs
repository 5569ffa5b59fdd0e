//! Teams are added, changed and archived.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use db::Tx;
use outcome::{Refusal, Result};
use people::{Actor, Team, TeamId, TeamInput, Visibility, directory};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{GroupAnswer, GroupJson};
use crate::desk::Desk;
use crate::front::{Answer, Caller, Segment, Sent};

/// The body of a request about one team.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct GroupBody {
    /// The team.
    pub group: GroupIn,
}

/// A team as it should be.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct GroupIn {
    pub name: Option<String>,
    pub description: Option<String>,
    /// May everybody at the desk see its tickets?
    pub is_public: Option<bool>,
}

impl GroupIn {
    fn visibility(&self) -> Option<Visibility> {
        self.is_public.map(|public| if public { Visibility::Open } else { Visibility::Restricted })
    }
}

fn team(tx: &Tx<'_>, id: TeamId) -> Result<Team> {
    Ok(directory::team(tx, id)?.ok_or(Refusal::NotFound)?)
}

fn described(tx: &mut Tx<'_>, actor: &Actor, id: TeamId, input: &GroupIn) -> Result<Team> {
    if let Some(description) = &input.description {
        people::describe_team(tx, actor, id, description)?;
    }
    team(tx, id)
}

/// `POST /groups`.
pub async fn create(
    State(desk): State<Desk>,
    caller: Caller,
    Sent { body, .. }: Sent<GroupBody>,
) -> Answer<(StatusCode, Json<GroupAnswer>)> {
    let written = desk.db.write(move |tx| {
        let (actor, input) = (&caller.actor, &body.group);
        let visibility = input.visibility().unwrap_or(Visibility::Open);
        let added = people::add_team(tx, actor, &TeamInput { name: input.name.clone().unwrap_or_default(), visibility })?;
        described(tx, actor, added.id, input)
    });
    Ok((StatusCode::CREATED, Json(GroupAnswer { group: GroupJson::new(&desk, &written.await?) })))
}

/// `PUT /groups/{id}`.
pub async fn update(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<TeamId>,
    Sent { body, .. }: Sent<GroupBody>,
) -> Answer<Json<GroupAnswer>> {
    let written = desk.db.write(move |tx| {
        let (actor, input, was) = (&caller.actor, &body.group, team(tx, id)?);
        if input.name.is_some() || input.is_public.is_some() {
            let name = input.name.clone().unwrap_or(was.name);
            people::edit_team(tx, actor, id, &TeamInput { name, visibility: input.visibility().unwrap_or(was.visibility) })?;
        }
        described(tx, actor, id, input)
    });
    Ok(Json(GroupAnswer { group: GroupJson::new(&desk, &written.await?) }))
}

/// `DELETE /groups/{id}`.
pub async fn delete(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TeamId>) -> Answer<StatusCode> {
    desk.db.write(move |tx| people::archive_team(tx, &caller.actor, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
