//! People are added, changed and let go, by the same commands as on their page.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use db::Tx;
use outcome::{Error, Refusal, Result};
use people::directory::{self, Profile};
use people::{
    Actor, AddPerson, AddPhone, Answers, ChangeRole, ContactEmail, EditPerson, EditProfile, Elsewhere, InTeam, MergePeople, OrganizationId,
    PersonId, RemovePhone, Role, SetTags, SiteId, TeamId,
};
use serde_json::Value;

use super::input::{IdentityIn, UserBody, UserIn};
use super::{UserAnswer, UserJson};
use crate::bulk::{Made, read_part};
use crate::desk::Desk;
use crate::front::{Answer, Caller, OnceKey, Segment, Sent};
use crate::noun_fields;
use crate::tickets::input::number;

fn answered(desk: &Desk, status: StatusCode, profile: &Profile) -> axum::response::Response {
    (status, Json(UserAnswer::new(UserJson::new(desk, profile)))).into_response()
}

/// `POST /users`.
pub async fn create(State(desk): State<Desk>, caller: Caller, key: OnceKey, Sent { body, request }: Sent<UserBody>) -> Answer {
    let actor = caller.actor;
    let written = desk.db.write(move |tx| {
        let once = key.once(tx, &actor, &request, |tx| add(tx, &actor, &body.user))?;
        Ok((once.headers(), directory::profile(tx, &actor, once.done)?))
    });
    let (headers, profile) = written.await?;
    Ok((headers, answered(&desk, StatusCode::CREATED, &profile)).into_response())
}

/// `POST /users/create_or_update`.
pub async fn create_or_update(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<UserBody>) -> Answer {
    let actor = caller.actor;
    let written = desk.db.write(move |tx| {
        let (id, new) = add_or_change(tx, &actor, &body.user)?;
        Ok((directory::profile(tx, &actor, id)?, new))
    });
    let (profile, new) = written.await?;
    Ok(answered(&desk, if new { StatusCode::CREATED } else { StatusCode::OK }, &profile))
}

/// `PUT /users/{id}`.
pub async fn update(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<PersonId>, Sent { body, .. }: Sent<UserBody>) -> Answer {
    let actor = caller.actor;
    let written = desk.db.write(move |tx| {
        change(tx, &actor, id, &body.user)?;
        directory::profile(tx, &actor, id)
    });
    Ok(answered(&desk, StatusCode::OK, &written.await?))
}

/// `PUT /users/{id}/merge`: the one of the path goes, the one of the body stays.
pub async fn merge(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<PersonId>, Sent { body, .. }: Sent<UserBody>) -> Answer {
    let actor = caller.actor;
    let into = PersonId(body.user.id.map_or(0, |id| id.0));
    let written = desk.db.write(move |tx| {
        tickets::merge_people(tx, &actor, &MergePeople { person: id, into })?;
        directory::profile(tx, &actor, into)
    });
    Ok(answered(&desk, StatusCode::OK, &written.await?))
}

/// `DELETE /users/{id}`: they may not come in any more.
pub async fn delete(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<PersonId>) -> Answer {
    let actor = caller.actor;
    let written = desk.db.write(move |tx| {
        people::deactivate(tx, &actor, &id)?;
        directory::profile(tx, &actor, id)
    });
    Ok(answered(&desk, StatusCode::OK, &written.await?))
}

/// One of many to be added, for a bulk call.
///
/// # Errors
/// What the domain refuses.
pub fn create_part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    Ok(Made { id: add(tx, actor, &read_part(input)?)?.0, action: "create", status: "Created" })
}

/// One of many to be added or changed.
///
/// # Errors
/// What the domain refuses.
pub fn create_or_update_part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    let (id, new) = add_or_change(tx, actor, &read_part(input)?)?;
    let (action, status) = if new { ("create", "Created") } else { ("update", "Updated") };
    Ok(Made { id: id.0, action, status })
}

/// One of many to be changed.
///
/// # Errors
/// What the domain refuses.
pub fn update_part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    let input: UserIn = read_part(input)?;
    let by_name = |name: &str| people::person_by_external_id(tx, name);
    let id = match (input.id, input.external_id.as_ref()) {
        (Some(id), _) => PersonId(id.0),
        (None, Some(name)) => by_name(&name.0)?.ok_or(Refusal::NotFound)?.id,
        (None, None) => return Err(Refusal::NotFound.into()),
    };
    change(tx, actor, id, &input)?;
    Ok(Made { id: id.0, action: "update", status: "Updated" })
}

/// One of many to be let go.
///
/// # Errors
/// What the domain refuses.
pub fn delete_part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    let input: UserIn = read_part(input)?;
    let id = PersonId(input.id.ok_or(Refusal::NotFound)?.0);
    people::deactivate(tx, actor, &id)?;
    Ok(Made { id: id.0, action: "delete", status: "Deleted" })
}

fn add_or_change(tx: &mut Tx<'_>, actor: &Actor, input: &UserIn) -> Result<(PersonId, bool)> {
    people::policy::allow(actor, people::policy::Action::SeePeople)?;
    let by_name = input.external_id.as_ref().map(|name| people::person_by_external_id(tx, &name.0)).transpose()?.flatten();
    let known = match by_name {
        Some(person) => Some(person),
        None => input.email.as_deref().map(|email| directory::person_by_email(tx, email)).transpose()?.flatten(),
    };
    let known = known.filter(|person| person.is_active() || person.is_staff());
    match known {
        Some(person) => change(tx, actor, person.id, input).map(|()| (person.id, false)),
        None => add(tx, actor, input).map(|id| (id, true)),
    }
}

fn add(tx: &mut Tx<'_>, actor: &Actor, input: &UserIn) -> Result<PersonId> {
    let first = input.identities.iter().find(|identity| identity.r#type == "email").map(|identity| identity.value.clone());
    let email = input.email.clone().filter(|email| !email.trim().is_empty()).or(first);
    free_names(tx, actor, email.as_deref(), input)?;
    let add = AddPerson {
        name: input.name.clone().unwrap_or_default(),
        email: email.clone(),
        phone: input.phone.as_ref().cloned(),
        role: input.role()?.unwrap_or(Role::Requester),
        title: input.title.clone().unwrap_or_default(),
        organization: organization(tx, input)?,
        site: number(&input.site_id).map(SiteId),
        language: input.language().unwrap_or_default(),
        zone: input.time_zone.clone().unwrap_or_else(|| "UTC".to_owned()),
        notes: input.notes.as_ref().cloned().unwrap_or_default(),
    };
    let id = people::add_person(tx, actor, &add)?.id;
    for identity in input.identities.iter().filter(|identity| email.as_deref() != Some(identity.value.as_str())) {
        add_identity(tx, actor, id, identity)?;
    }
    let was = directory::profile(tx, actor, id)?;
    beside(tx, actor, &was, input)?;
    Ok(id)
}

/// Who was deleted leaves their address, and what other systems call them, to whoever is added with it.
fn free_names(tx: &mut Tx<'_>, actor: &Actor, email: Option<&str>, input: &UserIn) -> Result<()> {
    let gone = |person: &people::Person| !person.is_active() && !person.is_staff();
    if let Some(email) = email
        && let Some(was) = directory::person_by_email(tx, email)?.filter(gone)
    {
        people::remove_email(tx, actor, &ContactEmail { person: was.id, email: email.to_owned() })?;
    }
    if let Some(name) = input.external_id.as_ref()
        && let Some(was) = people::person_by_external_id(tx, &name.0)?.filter(gone)
    {
        people::keep_person_elsewhere(tx, actor, &Elsewhere { of: was.id, external_id: None, details: was.details })?;
    }
    Ok(())
}

/// Gives a person one more way to be reached.
///
/// # Errors
/// What the domain refuses; `Invalid` for ways that we do not have.
pub fn add_identity(tx: &mut Tx<'_>, actor: &Actor, person: PersonId, identity: &IdentityIn) -> Result<()> {
    match identity.r#type.as_str() {
        "email" => {
            let email = ContactEmail { person, email: identity.value.clone() };
            people::add_email(tx, actor, &email)?;
            if identity.primary == Some(true) { people::make_email_primary(tx, actor, &email) } else { Ok(()) }
        }
        "phone_number" => people::add_phone(tx, actor, &AddPhone { person, phone: identity.value.clone(), label: String::new() }),
        _ => Err(Error::invalid("type", "word-unknown")),
    }
}

fn organization(tx: &Tx<'_>, input: &UserIn) -> Result<Option<OrganizationId>> {
    if let Some(id) = number(&input.organization_id) {
        return Ok(Some(OrganizationId(id)));
    }
    let Some(named) = &input.organization else { return Ok(None) };
    if let Some(id) = named.id {
        return Ok(Some(OrganizationId(id.0)));
    }
    let found = people::organization_by_name(tx, named.name.as_deref().unwrap_or_default())?;
    Ok(Some(found.ok_or_else(|| Error::invalid("organization", "organization-unknown"))?.id))
}

/// Does all that a program sends for a person.
fn change(tx: &mut Tx<'_>, actor: &Actor, id: PersonId, input: &UserIn) -> Result<()> {
    let was = directory::profile(tx, actor, id)?;
    let person = &was.person;
    let own = actor.person() == Some(id);
    let (name, language, zone) = (input.name.clone().unwrap_or_else(|| person.name.clone()), input.language(), input.time_zone.clone());
    if own && name != person.name || language.is_some_and(|l| l != person.speaks()) || zone.as_ref().is_some_and(|z| *z != person.zone) {
        let (language, zone) = (language.unwrap_or_else(|| person.speaks()), zone.unwrap_or_else(|| person.zone.clone()));
        let preferences = person.preferences.clone();
        people::edit_profile(
            tx,
            actor,
            &EditProfile { person: id, name: if own { name.clone() } else { person.name.clone() }, language, zone, preferences },
        )?;
    }
    let places = input.organization_id.is_given() || input.organization.is_some();
    let edit = EditPerson {
        person: id,
        name: if own { person.name.clone() } else { name.clone() },
        title: input.title.clone().unwrap_or_else(|| person.title.clone()),
        organization: if places { organization(tx, input)? } else { person.organization_id },
        sees_organization: match input.ticket_restriction.as_deref() {
            Some(restriction) => restriction == "organization",
            None => person.sees_organization && (!places || organization(tx, input)?.is_some()),
        },
        site: if input.site_id.is_given() { number(&input.site_id).map(SiteId) } else { person.site_id },
        notes: if input.notes.is_given() { input.notes.as_ref().cloned().unwrap_or_default() } else { person.notes.clone() },
    };
    let differs = !own && edit.name != person.name
        || edit.title != person.title
        || edit.organization != person.organization_id
        || edit.sees_organization != person.sees_organization
        || edit.site != person.site_id
        || input.notes.is_given() && edit.notes != person.notes;
    if differs {
        let name = if own { directory::person(tx, id)?.map_or(name, |p| p.name) } else { edit.name.clone() };
        people::edit_person(tx, actor, &EditPerson { name, ..edit })?;
    }
    beside(tx, actor, &was, input)
}

/// What of it is not a person's own row.
fn beside(tx: &mut Tx<'_>, actor: &Actor, was: &Profile, input: &UserIn) -> Result<()> {
    let id = was.person.id;
    if let Some(role) = input.role()?.filter(|role| *role != was.person.role && !input.keeps(was.person.role)) {
        people::change_role(tx, actor, &ChangeRole { person: id, role })?;
    }
    if input.external_id.is_given() || input.details.is_given() {
        let external_id = match &input.external_id {
            given if given.is_given() => given.as_ref().map(|name| name.0.clone()),
            _ => was.person.external_id.clone(),
        };
        let details =
            if input.details.is_given() { input.details.as_ref().cloned().unwrap_or_default() } else { was.person.details.clone() };
        people::keep_person_elsewhere(tx, actor, &Elsewhere { of: id, external_id, details })?;
    }
    if let Some(tags) = &input.tags {
        people::tag_person(tx, actor, &SetTags { of: id, tags: tags.list() })?;
    }
    if let Some(fields) = &input.user_fields {
        people::answer_person(tx, actor, &Answers { of: id, given: noun_fields::sent(fields) })?;
    }
    if let Some(email) = input.email.as_deref().filter(|email| !email.trim().is_empty()) {
        let owner = directory::person_by_email(tx, email)?;
        if owner.is_none_or(|owner| owner.id != id) {
            people::add_email(tx, actor, &ContactEmail { person: id, email: email.to_owned() })?;
        }
    }
    match (&input.phone, &was.phone) {
        (given, Some(phone)) if given.is_given() && given.as_ref().is_none_or(String::is_empty) => {
            people::remove_phone(tx, actor, &RemovePhone { person: id, phone: phone.clone() })?;
        }
        (given, known) => {
            if let Some(phone) = given.as_ref().filter(|phone| !phone.is_empty() && known.as_ref() != Some(*phone)) {
                people::add_phone(tx, actor, &AddPhone { person: id, phone: phone.clone(), label: String::new() })?;
            }
        }
    }
    if let Some(team) = number(&input.default_group_id).map(TeamId) {
        people::make_team_default(tx, actor, &InTeam { team, person: id })?;
    }
    match input.suspended {
        Some(true) if was.person.is_active() => people::deactivate(tx, actor, &id).map(drop),
        Some(false) if !was.person.is_active() => people::reactivate(tx, actor, &id).map(drop),
        _ => Ok(()),
    }
}
