//! Exports of people and organizations: all of whom anything changed since an instant, whoever left too.

use axum::Json;
use axum::extract::State;
use db::{Moment, SECOND_MS};
use people::directory::{self, Key, Place, WALKED_MAX, Walk, WhichOrganizations, Whom};
use schemars::JsonSchema;
use serde::Serialize;

use super::{From, PARAMS, SETTLES_MS};
use crate::contents::{Api, Doc, Gate};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller};
use crate::organizations::OrganizationJson;
use crate::users::{UserJson, users_json};

/// How an export goes on.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GoesOn {
    /// Where it goes on.
    pub after_url: String,
    /// The same as a cursor.
    pub after_cursor: String,
    /// Where it goes on, for programs that go by time.
    pub next_page: String,
    /// How many came.
    pub count: usize,
    /// When the last one changed, in seconds since 1970.
    pub end_time: Option<i64>,
    /// Is there nothing more now?
    pub end_of_stream: bool,
}

/// A page of people.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UserExport {
    /// The people, the one changed longest ago first.
    pub users: Vec<UserJson>,
    /// How it goes on.
    #[serde(flatten)]
    pub on: GoesOn,
}

/// A page of organizations.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationExport {
    /// The organizations, the one changed longest ago first.
    pub organizations: Vec<OrganizationJson>,
    /// How it goes on.
    #[serde(flatten)]
    pub on: GoesOn,
}

/// The routes of these exports.
pub fn routes(api: Api) -> Api {
    let users = |id, says| Doc::answers::<UserExport>(id, says).params(PARAMS);
    api.get("/incremental/users", Gate::Staff, users_since, users("IncrementalUserExportTime", "People of whom anything changed, by time."))
        .get("/incremental/users/cursor", Gate::Staff, users_since, users("IncrementalUserExportCursor", "The same, by cursor."))
        .get(
            "/incremental/organizations",
            Gate::Staff,
            organizations_since,
            Doc::answers::<OrganizationExport>("IncrementalOrganizationExport", "Organizations of which anything changed.").params(PARAMS),
        )
}

fn walk(asked: &Asked, from: From) -> Answer<Walk> {
    let limit = asked.number("per_page")?.and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0).unwrap_or(WALKED_MAX).min(WALKED_MAX);
    Ok(Walk { key: Key::Updated, place: Place::After(from.key, from.id), limit, counts: false })
}

fn on(desk: &Desk, asked: &Asked, from: From, last: Option<From>, count: usize, more: bool) -> GoesOn {
    let end_time = last.map(|last| last.key.div_euclid(SECOND_MS));
    let last = last.unwrap_or(from);
    let settled = desk.db.clock().now().0 - SETTLES_MS;
    // What is being written now may be older than the last that was seen: the next export begins a little earlier.
    let next = if more || last.key <= settled { last } else { From { key: settled.max(from.key), id: i64::MAX } };
    let cursor = next.cursor();
    let start = end_time.map(|end| end.to_string()).or_else(|| asked.text("start_time").map(str::to_owned));
    GoesOn {
        after_url: desk.url(&asked.with(&[("cursor", Some(cursor.clone())), ("start_time", None)])),
        next_page: desk.url(&asked.with(&[("start_time", start), ("cursor", Some(cursor.clone()))])),
        after_cursor: cursor,
        count,
        end_time,
        end_of_stream: !more,
    }
}

async fn users_since(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<UserExport>> {
    super::note(&desk, &caller).await?;
    let from = From::read(&asked)?;
    let walk = walk(&asked, from)?;
    let found = desk.db.read(move |conn| directory::walk_people(conn, &caller.actor, &Whom::Since(Moment(from.key)), &walk)).await?;
    let last = found.found.last().map(|(key, profile)| From { key: *key, id: profile.person.id.0 });
    let profiles: Vec<_> = found.found.into_iter().map(|(_, profile)| profile).collect();
    Ok(Json(UserExport { users: users_json(&desk, &profiles), on: on(&desk, &asked, from, last, profiles.len(), found.more) }))
}

async fn organizations_since(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<OrganizationExport>> {
    super::note(&desk, &caller).await?;
    let from = From::read(&asked)?;
    let walk = walk(&asked, from)?;
    let since = WhichOrganizations::Since(Moment(from.key));
    let found = desk.db.read(move |conn| directory::walk_organizations(conn, &caller.actor, &since, &walk)).await?;
    let last = found.found.last().map(|(key, profile)| From { key: *key, id: profile.organization.id.0 });
    let organizations: Vec<_> = found.found.iter().map(|(_, profile)| OrganizationJson::of(&desk, profile)).collect();
    let count = organizations.len();
    Ok(Json(OrganizationExport { organizations, on: on(&desk, &asked, from, last, count, found.more) }))
}
