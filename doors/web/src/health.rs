//! `GET /health`: each part's state as JSON, for whoever watches the server; says nothing about anybody's data.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::desk::Desk;

/// How long a part may take to answer before it counts as down.
const PATIENCE: Duration = Duration::from_secs(3);
/// Promises that are late by so long mean that no worker keeps them.
const LATE_MS: i64 = 5 * db::MINUTE_MS;

/// Asks each part; 200 when all answer, 503 when one does not.
pub async fn show(State(desk): State<Desk>) -> Response {
    let jobs = within(desk.db.read(|conn| db::backlog(conn, LATE_MS))).await;
    let (database, files) = (jobs.is_some(), within(desk.files.check()).await.is_some());
    let on_time = jobs.is_some_and(|(late, _)| late == 0);
    let word = |up: bool| if up { "up" } else { "down" };
    let all = database && files && on_time;
    let body = json!({
        "status": word(all),
        "version": env!("CARGO_PKG_VERSION"),
        "parts": {
            "database": { "status": word(database), "engine": desk.db.engine_name() },
            "files": { "status": word(files) },
            "jobs": { "status": word(on_time), "late": jobs.map(|j| j.0), "given_up": jobs.map(|j| j.1) },
        },
    });
    (if all { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Json(body)).into_response()
}

async fn within<T>(part: impl Future<Output = outcome::Result<T>>) -> Option<T> {
    tokio::time::timeout(PATIENCE, part).await.ok()?.inspect_err(|error| tracing::error!(%error, "a part is down")).ok()
}
