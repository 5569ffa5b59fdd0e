//! Many organizations at once: bulk calls, done by a job.

use axum::Json;
use axum::extract::State;

use super::write::OrganizationsBody;
use crate::bulk::{begin, each};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Sent};
use crate::job_statuses::JobStatusAnswer;

/// `POST /organizations/create_many`.
pub async fn create(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<OrganizationsBody>) -> Answer<Json<JobStatusAnswer>> {
    begin(&desk, &caller, "organizations.create", body.organizations).await
}

/// `PUT /organizations/update_many`: each as it is sent, or all that `ids` names as one description says.
pub async fn update(
    State(desk): State<Desk>,
    caller: Caller,
    asked: Asked,
    Sent { body, .. }: Sent<OrganizationsBody>,
) -> Answer<Json<JobStatusAnswer>> {
    begin(&desk, &caller, "organizations.update", each(&asked, body.organization, body.organizations)?).await
}

/// `DELETE /organizations/destroy_many` by `ids`.
pub async fn delete(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<JobStatusAnswer>> {
    begin(&desk, &caller, "organizations.delete", each(&asked, None, Vec::new())?).await
}
