//! Many people at once: bulk calls, done by a job.

use axum::Json;
use axum::extract::State;

use super::input::UsersBody;
use crate::bulk::{begin, each};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Sent};
use crate::job_statuses::JobStatusAnswer;

/// `POST /users/create_many`.
pub async fn create(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<UsersBody>) -> Answer<Json<JobStatusAnswer>> {
    begin(&desk, &caller, "users.create", body.users).await
}

/// `POST /users/create_or_update_many`.
pub async fn create_or_update(
    State(desk): State<Desk>,
    caller: Caller,
    Sent { body, .. }: Sent<UsersBody>,
) -> Answer<Json<JobStatusAnswer>> {
    begin(&desk, &caller, "users.create_or_update", body.users).await
}

/// `PUT /users/update_many`: each as it is sent, or all that `ids` or `external_ids` name as one description says.
pub async fn update(
    State(desk): State<Desk>,
    caller: Caller,
    asked: Asked,
    Sent { body, .. }: Sent<UsersBody>,
) -> Answer<Json<JobStatusAnswer>> {
    begin(&desk, &caller, "users.update", each(&asked, body.user, body.users)?).await
}

/// `DELETE /users/destroy_many` by `ids`.
pub async fn delete(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<JobStatusAnswer>> {
    begin(&desk, &caller, "users.delete", each(&asked, None, Vec::new())?).await
}
