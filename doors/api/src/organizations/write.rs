//! Organizations are added, changed and taken away, by the same commands as on their page.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use db::Tx;
use outcome::{Refusal, Result};
use people::directory::{self, OrganizationProfile};
use people::{Actor, Answers, Elsewhere, OrganizationId, OrganizationInput, SetTags};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{OrganizationAnswer, OrganizationJson};
use crate::bulk::{Made, read_part};
use crate::desk::Desk;
use crate::front::{Answer, Caller, Given, Id, Refused, Segment, Sent};
use crate::noun_fields;
use crate::tickets::input::{TagsIn, Word};
use crate::tickets::tags::{TagsAnswer, TagsBody};

/// The body of a request about one organization.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OrganizationBody {
    /// The organization.
    pub organization: OrganizationIn,
}

/// The body of a request about several: each as it should be, or one description for all that `ids` names.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OrganizationsBody {
    /// Each as it should be.
    pub organizations: Vec<Value>,
    /// What all of them should be.
    pub organization: Option<Value>,
}

/// An organization as it should be.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OrganizationIn {
    pub id: Option<Id>,
    pub name: Option<String>,
    pub domain_names: Option<TagsIn>,
    pub shared_tickets: Option<bool>,
    pub external_id: Given<Word>,
    pub details: Given<String>,
    pub notes: Given<String>,
    pub tags: Option<TagsIn>,
    /// Answers in the desk's own fields, by their keys.
    pub organization_fields: Option<Map<String, Value>>,
}

fn answered(desk: &Desk, profile: &OrganizationProfile) -> Json<OrganizationAnswer> {
    Json(OrganizationAnswer { organization: OrganizationJson::of(desk, profile) })
}

/// `POST /organizations`.
pub async fn create(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<OrganizationBody>) -> Answer {
    let actor = caller.actor;
    let written = desk.db.write(move |tx| {
        let id = add(tx, &actor, &body.organization)?;
        directory::organization_profile(tx, &actor, id)
    });
    Ok((StatusCode::CREATED, answered(&desk, &written.await?)).into_response())
}

/// `POST /organizations/create_or_update`.
pub async fn create_or_update(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<OrganizationBody>) -> Answer {
    let actor = caller.actor;
    let written = desk.db.write(move |tx| {
        let known = known(tx, &body.organization)?;
        let id = match known {
            Some(id) => change(tx, &actor, id, &body.organization).map(|()| id)?,
            None => add(tx, &actor, &body.organization)?,
        };
        Ok((directory::organization_profile(tx, &actor, id)?, known.is_none()))
    });
    let (profile, new) = written.await?;
    Ok((if new { StatusCode::CREATED } else { StatusCode::OK }, answered(&desk, &profile)).into_response())
}

/// `PUT /organizations/{id}`.
pub async fn update(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<OrganizationId>,
    Sent { body, .. }: Sent<OrganizationBody>,
) -> Answer<Json<OrganizationAnswer>> {
    let actor = caller.actor;
    let written = desk.db.write(move |tx| {
        change(tx, &actor, id, &body.organization)?;
        directory::organization_profile(tx, &actor, id)
    });
    Ok(answered(&desk, &written.await?))
}

/// `DELETE /organizations/{id}`.
pub async fn delete(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<OrganizationId>) -> Answer<StatusCode> {
    desk.db.write(move |tx| people::archive_organization(tx, &caller.actor, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One of many to be added, for a bulk call.
///
/// # Errors
/// What the domain refuses.
pub fn create_part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    Ok(Made { id: add(tx, actor, &read_part(input)?)?.0, action: "create", status: "Created" })
}

/// One of many to be changed.
///
/// # Errors
/// What the domain refuses.
pub fn update_part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    let input: OrganizationIn = read_part(input)?;
    let id = known(tx, &input)?.ok_or(Refusal::NotFound)?;
    change(tx, actor, id, &input)?;
    Ok(Made { id: id.0, action: "update", status: "Updated" })
}

/// One of many to be taken away.
///
/// # Errors
/// What the domain refuses.
pub fn delete_part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    let input: OrganizationIn = read_part(input)?;
    let id = known(tx, &input)?.ok_or(Refusal::NotFound)?;
    people::archive_organization(tx, actor, id)?;
    Ok(Made { id: id.0, action: "delete", status: "Deleted" })
}

/// The organization that is meant, by its number or by what another system calls it.
fn known(tx: &Tx<'_>, input: &OrganizationIn) -> Result<Option<OrganizationId>> {
    if let Some(id) = input.id.filter(|id| id.0 != 0) {
        return Ok(Some(OrganizationId(id.0)));
    }
    let Some(name) = input.external_id.as_ref() else { return Ok(None) };
    Ok(people::organization_by_external_id(tx, &name.0)?.map(|organization| organization.id))
}

fn add(tx: &mut Tx<'_>, actor: &Actor, input: &OrganizationIn) -> Result<OrganizationId> {
    let new = OrganizationInput {
        name: input.name.clone().unwrap_or_default(),
        domains: input.domain_names.as_ref().map(TagsIn::list).unwrap_or_default(),
        shares_tickets: input.shared_tickets.unwrap_or_default(),
        notes: input.notes.as_ref().cloned().unwrap_or_default(),
    };
    let id = people::add_organization(tx, actor, &new)?.id;
    beside(tx, actor, id, input)?;
    Ok(id)
}

fn change(tx: &mut Tx<'_>, actor: &Actor, id: OrganizationId, input: &OrganizationIn) -> Result<()> {
    let was = directory::organization_profile(tx, actor, id)?;
    let (row, domains) = (&was.organization, input.domain_names.as_ref().map(TagsIn::list));
    if input.name.is_some() || domains.is_some() || input.shared_tickets.is_some() || input.notes.is_given() {
        let edited = OrganizationInput {
            name: input.name.clone().unwrap_or_else(|| row.name.clone()),
            domains: domains.unwrap_or_else(|| was.domains.clone()),
            shares_tickets: input.shared_tickets.unwrap_or(row.shares_tickets),
            notes: if input.notes.is_given() { input.notes.as_ref().cloned().unwrap_or_default() } else { row.notes.clone() },
        };
        people::edit_organization(tx, actor, id, &edited)?;
    }
    beside(tx, actor, id, input)
}

/// What of it is not an organization's own form.
fn beside(tx: &mut Tx<'_>, actor: &Actor, id: OrganizationId, input: &OrganizationIn) -> Result<()> {
    if input.external_id.is_given() || input.details.is_given() {
        let was = directory::organization_profile(tx, actor, id)?.organization;
        let external_id =
            if input.external_id.is_given() { input.external_id.as_ref().map(|name| name.0.clone()) } else { was.external_id };
        let details = if input.details.is_given() { input.details.as_ref().cloned().unwrap_or_default() } else { was.details };
        people::keep_organization_elsewhere(tx, actor, &Elsewhere { of: id, external_id, details })?;
    }
    if let Some(tags) = &input.tags {
        people::tag_organization(tx, actor, &SetTags { of: id, tags: tags.list() })?;
    }
    if let Some(fields) = &input.organization_fields {
        people::answer_organization(tx, actor, &Answers { of: id, given: noun_fields::sent(fields) })?;
    }
    Ok(())
}

async fn retag(
    desk: Desk,
    caller: Caller,
    id: OrganizationId,
    change: impl Fn(Vec<String>) -> Vec<String> + Send + 'static,
) -> Result<Vec<String>, Refused> {
    let written = desk.db.write(move |tx| {
        let was = directory::organization_profile(tx, &caller.actor, id)?.tags;
        people::tag_organization(tx, &caller.actor, &SetTags { of: id, tags: change(was) })
    });
    Ok(written.await?)
}

/// `POST /organizations/{id}/tags`: these and no others.
pub async fn set_tags(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<OrganizationId>,
    Sent { body, .. }: Sent<TagsBody>,
) -> Answer<(StatusCode, Json<TagsAnswer>)> {
    let tags = retag(desk, caller, id, move |_| body.list()).await?;
    Ok((StatusCode::CREATED, Json(TagsAnswer { tags })))
}

/// `PUT /organizations/{id}/tags`: these too.
pub async fn add_tags(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<OrganizationId>,
    Sent { body, .. }: Sent<TagsBody>,
) -> Answer<Json<TagsAnswer>> {
    let tags = retag(desk, caller, id, move |was| was.into_iter().chain(body.list()).collect()).await?;
    Ok(Json(TagsAnswer { tags }))
}

/// `DELETE /organizations/{id}/tags`: these no longer.
pub async fn remove_tags(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<OrganizationId>,
    Sent { body, .. }: Sent<TagsBody>,
) -> Answer<Json<TagsAnswer>> {
    let gone = body.list();
    let left = move |was: Vec<String>| was.into_iter().filter(|tag| !gone.iter().any(|gone| gone.eq_ignore_ascii_case(tag))).collect();
    Ok(Json(TagsAnswer { tags: retag(desk, caller, id, left).await? }))
}
