//! The addresses and numbers a person is reached by, as Zendesk calls them: identities.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use db::Conn;
use outcome::{Refusal, Result};
use people::{Actor, ContactEmail, PersonCard, PersonId, RemovePhone, directory};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::input::IdentityIn;
use super::write::add_identity;
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Sent, Turn, iso};
use crate::paged;

/// A way to reach a person.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct IdentityJson {
    pub id: i64,
    pub url: String,
    pub user_id: i64,
    pub r#type: String,
    pub value: String,
    pub verified: bool,
    pub primary: bool,
    pub created_at: String,
    pub updated_at: String,
    pub undeliverable_count: i64,
    pub deliverable_state: Option<String>,
}

/// One of them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct IdentityAnswer {
    /// The identity.
    pub identity: IdentityJson,
}

/// All of them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct IdentitiesAnswer {
    /// The identities, the address that letters go to first.
    pub identities: Vec<IdentityJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// The body of a request about one of them.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct IdentityBody {
    /// The identity.
    pub identity: IdentityIn,
}

/// An address or a number has no number of its own: this one is made of what it says, so it stays the same.
fn number_of(kind: &str, value: &str) -> i64 {
    let digest = Sha256::new().chain_update(kind).chain_update(":").chain_update(value).finalize();
    let first: [u8; 8] = [0, 0, digest[0], digest[1], digest[2], digest[3], digest[4], digest[5]];
    i64::from_be_bytes(first)
}

fn of(desk: &Desk, card: &PersonCard) -> Vec<IdentityJson> {
    let person = &card.person;
    let one = |kind: &str, value: &str, verified: bool, primary: bool| {
        let id = number_of(kind, value);
        IdentityJson {
            id,
            url: desk.url(&format!("/users/{}/identities/{id}.json", person.id)),
            user_id: person.id.0,
            r#type: kind.to_owned(),
            value: value.to_owned(),
            verified,
            primary,
            created_at: iso(person.created_at),
            updated_at: iso(person.updated_at),
            undeliverable_count: 0,
            deliverable_state: (kind == "email").then(|| "deliverable".to_owned()),
        }
    };
    let emails =
        card.emails.iter().map(|email| one("email", &email.email, email.verified_at.is_some() || person.verified, email.is_primary));
    emails.chain(card.phones.iter().map(|phone| one("phone_number", &phone.phone, true, false))).collect()
}

fn find(desk: &Desk, conn: &Conn, actor: &Actor, person: PersonId, id: i64) -> Result<IdentityJson> {
    let card = directory::person_card(conn, actor, person)?;
    Ok(of(desk, &card).into_iter().find(|identity| identity.id == id).ok_or(Refusal::NotFound)?)
}

/// `GET /users/{id}/identities`.
pub async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<PersonId>,
    asked: Asked,
) -> Answer<Json<IdentitiesAnswer>> {
    let page = asked.page()?;
    let card = desk.db.read(move |conn| directory::person_card(conn, &caller.actor, id)).await?;
    let (identities, walked) = paged::part(&page, of(&desk, &card));
    Ok(Json(IdentitiesAnswer { identities, turn: page.turn(&desk, &asked, &walked) }))
}

/// `GET /users/{id}/identities/{identity}`.
pub async fn show(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((person, id)): Segment<(PersonId, i64)>,
) -> Answer<Json<IdentityAnswer>> {
    let told = desk.clone();
    let identity = desk.db.read(move |conn| find(&told, conn, &caller.actor, person, id)).await?;
    Ok(Json(IdentityAnswer { identity }))
}

/// `POST /users/{id}/identities`.
pub async fn create(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(person): Segment<PersonId>,
    Sent { body, .. }: Sent<IdentityBody>,
) -> Answer<(StatusCode, Json<IdentityAnswer>)> {
    let told = desk.clone();
    let written = desk.db.write(move |tx| {
        let before: Vec<i64> = of(&told, &directory::person_card(tx, &caller.actor, person)?).iter().map(|identity| identity.id).collect();
        add_identity(tx, &caller.actor, person, &body.identity)?;
        let after = of(&told, &directory::person_card(tx, &caller.actor, person)?);
        Ok(after.into_iter().find(|identity| !before.contains(&identity.id)).ok_or(Refusal::NotFound)?)
    });
    Ok((StatusCode::CREATED, Json(IdentityAnswer { identity: written.await? })))
}

/// `PUT /users/{id}/identities/{identity}`: another value takes its place.
pub async fn update(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((person, id)): Segment<(PersonId, i64)>,
    Sent { body, .. }: Sent<IdentityBody>,
) -> Answer<Json<IdentityAnswer>> {
    let told = desk.clone();
    let written = desk.db.write(move |tx| {
        let (actor, was) = (&caller.actor, find(&told, tx, &caller.actor, person, id)?);
        let value = Some(&body.identity.value).filter(|value| !value.is_empty() && **value != was.value);
        let kept = match value {
            Some(value) => {
                let primary = body.identity.primary.or(Some(was.primary));
                add_identity(tx, actor, person, &IdentityIn { r#type: was.r#type.clone(), value: value.clone(), primary, verified: None })?;
                remove(tx, actor, &was)?;
                let now = of(&told, &directory::person_card(tx, actor, person)?);
                now.into_iter().find(|identity| identity.r#type == was.r#type && identity.value.eq_ignore_ascii_case(value.trim()))
            }
            None => {
                if body.identity.primary == Some(true) && was.r#type == "email" {
                    people::make_email_primary(tx, actor, &ContactEmail { person, email: was.value.clone() })?;
                }
                Some(find(&told, tx, actor, person, id)?)
            }
        };
        Ok(kept.ok_or(Refusal::NotFound)?)
    });
    Ok(Json(IdentityAnswer { identity: written.await? }))
}

fn remove(tx: &mut db::Tx<'_>, actor: &Actor, was: &IdentityJson) -> Result<()> {
    let person = PersonId(was.user_id);
    if was.r#type == "email" {
        people::remove_email(tx, actor, &ContactEmail { person, email: was.value.clone() })
    } else {
        people::remove_phone(tx, actor, &RemovePhone { person, phone: was.value.clone() })
    }
}

/// `PUT /users/{id}/identities/{identity}/make_primary`.
pub async fn make_primary(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((person, id)): Segment<(PersonId, i64)>,
    asked: Asked,
) -> Answer<Json<IdentitiesAnswer>> {
    let (told, page) = (desk.clone(), asked.page()?);
    let written = desk.db.write(move |tx| {
        let was = find(&told, tx, &caller.actor, person, id)?;
        people::make_email_primary(tx, &caller.actor, &ContactEmail { person, email: was.value })?;
        Ok(of(&told, &directory::person_card(tx, &caller.actor, person)?))
    });
    let (identities, walked) = paged::part(&page, written.await?);
    Ok(Json(IdentitiesAnswer { identities, turn: page.turn(&desk, &asked, &walked) }))
}

/// `DELETE /users/{id}/identities/{identity}`.
pub async fn delete(State(desk): State<Desk>, caller: Caller, Segment((person, id)): Segment<(PersonId, i64)>) -> Answer<StatusCode> {
    let told = desk.clone();
    desk.db.write(move |tx| find(&told, tx, &caller.actor, person, id).and_then(|was| remove(tx, &caller.actor, &was))).await?;
    Ok(StatusCode::NO_CONTENT)
}
