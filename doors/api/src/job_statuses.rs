//! How far bulk calls are.

use axum::Json;
use axum::extract::State;
use db::{Acts, Undertaking, UndertakingState};
use outcome::Refusal;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::contents::{Api, Doc, Gate, Param};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, iso};

/// Bulk calls of one person that a list shows.
const SHOWN_MAX: i64 = 100;

/// How far a bulk call is.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JobStatusJson {
    pub id: String,
    pub url: String,
    pub job_type: String,
    pub total: i64,
    pub progress: Option<i64>,
    pub status: String,
    pub message: Option<String>,
    pub results: Option<Vec<Value>>,
}

/// A bulk call.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JobStatusAnswer {
    /// How far it is.
    pub job_status: JobStatusJson,
}

/// Several of them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JobStatusesAnswer {
    /// How far each of them is.
    pub job_statuses: Vec<JobStatusJson>,
}

/// The routes about bulk calls.
pub fn routes(api: Api) -> Api {
    const IDS: &[Param] = &[Param { name: "ids", says: "Names of bulk calls, with commas between them.", number: false }];
    api.get(
        "/job_statuses",
        Gate::Known,
        list,
        Doc::answers::<JobStatusesAnswer>("ListJobStatuses", "One's own bulk calls, the latest first."),
    )
    .get(
        "/job_statuses/show_many",
        Gate::Known,
        show_many,
        Doc::answers::<JobStatusesAnswer>("ShowManyJobStatuses", "Some of one's own bulk calls.").params(IDS),
    )
    .get("/job_statuses/{id}", Gate::Known, show, Doc::answers::<JobStatusAnswer>("ShowJobStatus", "How far a bulk call is."))
}

impl JobStatusJson {
    /// How far it is.
    #[must_use]
    pub fn new(desk: &Desk, undertaking: &Undertaking) -> Self {
        let results: Vec<Value> = serde_json::from_str(&undertaking.results).unwrap_or_default();
        let begun = undertaking.state != UndertakingState::Queued;
        let message = match (undertaking.state, undertaking.ended_at) {
            (UndertakingState::Completed, Some(at)) => Some(format!("Completed at {}", iso(at))),
            (UndertakingState::Failed, Some(at)) => Some(format!("Failed at {}", iso(at))),
            _ => None,
        };
        Self {
            id: undertaking.name.clone(),
            url: desk.url(&format!("/job_statuses/{}.json", undertaking.name)),
            job_type: undertaking.kind.clone(),
            total: undertaking.total,
            progress: begun.then_some(undertaking.done),
            status: undertaking.state.as_str().to_owned(),
            message,
            results: begun.then_some(results),
        }
    }
}

async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<String>) -> Answer<Json<JobStatusAnswer>> {
    let owner = caller.actor.acted_by().actor;
    let found = desk.db.read(move |conn| Ok(conn.undertaking(&id)?.filter(|u| u.owner == owner))).await?;
    Ok(Json(JobStatusAnswer { job_status: JobStatusJson::new(&desk, &found.ok_or(Refusal::NotFound)?) }))
}

async fn list(State(desk): State<Desk>, caller: Caller) -> Answer<Json<JobStatusesAnswer>> {
    let owner = caller.actor.acted_by().actor;
    let found = desk.db.read(move |conn| conn.undertakings(&owner, SHOWN_MAX)).await?;
    Ok(Json(JobStatusesAnswer { job_statuses: found.iter().map(|u| JobStatusJson::new(&desk, u)).collect() }))
}

async fn show_many(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<JobStatusesAnswer>> {
    let owner = caller.actor.acted_by().actor;
    let found = desk.db.read(move |conn| conn.undertakings(&owner, SHOWN_MAX)).await?;
    let names: Vec<&str> = asked.text("ids").unwrap_or_default().split(',').collect();
    let named = found.iter().filter(|u| names.contains(&u.name.as_str()));
    Ok(Json(JobStatusesAnswer { job_statuses: named.map(|u| JobStatusJson::new(&desk, u)).collect() }))
}
