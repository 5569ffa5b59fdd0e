//! Promises that were given up, tried once more.

use axum::extract::{Path, State};
use axum::response::Redirect;
use db::JobId;

use crate::desk::Desk;
use crate::front::{Answer, Flash, with_flash};

/// `POST /jobs/{id}/retry`
pub async fn retry(State(desk): State<Desk>, Path(job): Path<JobId>) -> Answer {
    desk.db.write(move |tx| db::retry(tx, job)).await?;
    Ok(with_flash(Redirect::to("/outbox"), &Flash::new("toast-retried")))
}
