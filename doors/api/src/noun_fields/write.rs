//! Fields about people or organizations are added, changed, put in order and taken away.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use db::Tx;
use outcome::{Error, Refusal, Result, Sentence};
use people::{Actor, AddNounField, EditNounField, NounField, NounFieldKind, SetNounOptions};
use schemars::JsonSchema;
use serde::Deserialize;

use super::About;
use super::json::NounFieldJson;
use super::list::named;
use super::options::NounOptionIn;
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Id, Segment, Sent};
use crate::paged;

/// Numbers of fields, in order.
pub type OrderIn = Vec<Id>;

/// A field as it should be; what is not sent stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FieldIn {
    pub key: Option<String>,
    pub r#type: Option<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub position: Option<i64>,
    pub active: Option<bool>,
    pub regexp_for_validation: Option<String>,
    pub custom_field_options: Option<Vec<NounOptionIn>>,
}

fn kind(input: &FieldIn) -> Result<NounFieldKind> {
    let word = input.r#type.as_deref().unwrap_or_default();
    let word = if word == "tagger" { "dropdown" } else { word };
    word.parse().map_err(|_| Error::invalid("type", Sentence::new("noun-field-type-not-here").with("type", word)))
}

/// `POST /user_fields`, `POST /organization_fields`.
pub async fn create<A: About>(
    State(desk): State<Desk>,
    caller: Caller,
    Sent { body, .. }: Sent<A::Body>,
) -> Answer<(StatusCode, Json<A::One>)> {
    let input = A::field(body);
    let field = desk.db.write(move |tx| {
        let (actor, input) = (&caller.actor, &input);
        let add = AddNounField {
            about: A::NOUN,
            name: input.title.clone().unwrap_or_default(),
            key: input.key.clone().unwrap_or_default(),
            kind: kind(input)?,
            hint: input.description.clone().unwrap_or_default(),
            pattern: input.regexp_for_validation.clone().unwrap_or_default(),
        };
        let field = people::add_noun_field(tx, actor, &add)?;
        let field = if input.position.is_some() { people::edit_noun_field(tx, actor, &edited(&field, input))? } else { field };
        beside(tx, actor, &field, input)
    });
    Ok((StatusCode::CREATED, Json(A::one(NounFieldJson::new(&desk, A::PATH, &field.await?)))))
}

/// Changes one.
pub async fn update<A: About>(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(name): Segment<String>,
    Sent { body, .. }: Sent<A::Body>,
) -> Answer<Json<A::One>> {
    let input = A::field(body);
    let field = desk.db.write(move |tx| {
        let was = named(people::noun_fields(tx, A::NOUN)?, &name)?;
        let field = people::edit_noun_field(tx, &caller.actor, &edited(&was, &input))?;
        beside(tx, &caller.actor, &field, &input)
    });
    Ok(Json(A::one(NounFieldJson::new(&desk, A::PATH, &field.await?))))
}

/// The field with what is sent.
fn edited(field: &NounField, input: &FieldIn) -> EditNounField {
    EditNounField {
        field: field.id,
        name: input.title.clone().unwrap_or_else(|| field.name.clone()),
        hint: input.description.clone().unwrap_or_else(|| field.hint.clone()),
        pattern: input.regexp_for_validation.clone().unwrap_or_else(|| field.pattern.clone()),
        position: input.position.map(|position| position.max(1)),
    }
}

/// Options, and whether it is in use.
fn beside(tx: &mut Tx<'_>, actor: &Actor, field: &NounField, input: &FieldIn) -> Result<NounField> {
    if let Some(options) = input.custom_field_options.as_ref().filter(|all| !all.is_empty() || field.kind == NounFieldKind::Dropdown) {
        let options = options.iter().map(|option| option.input(Some(field))).collect();
        people::set_noun_options(tx, actor, &SetNounOptions { field: field.id, options })?;
    }
    match input.active {
        Some(true) => people::restore_noun_field(tx, actor, &field.id)?,
        Some(false) => people::archive_noun_field(tx, actor, &field.id)?,
        None => return people::noun_field(tx, field.id),
    };
    people::noun_field(tx, field.id)
}

/// Puts them in this order; those that are not named come after.
pub async fn reorder<A: About>(
    State(desk): State<Desk>,
    caller: Caller,
    asked: Asked,
    Sent { body, .. }: Sent<A::Order>,
) -> Answer<Json<A::Page>> {
    let (page, order) = (asked.page()?, A::order(body));
    let fields = desk.db.write(move |tx| {
        let fields = people::noun_fields(tx, A::NOUN)?;
        for (id, position) in order.iter().zip(1_i64..) {
            let field = fields.iter().find(|field| field.id.0 == id.0).ok_or(Refusal::NotFound)?;
            let input = FieldIn { position: Some(position), ..FieldIn::default() };
            people::edit_noun_field(tx, &caller.actor, &edited(field, &input))?;
        }
        people::noun_fields(tx, A::NOUN)
    });
    let (fields, walked) = paged::part(&page, fields.await?);
    let told = fields.iter().map(|field| NounFieldJson::new(&desk, A::PATH, field)).collect();
    Ok(Json(A::page(told, page.turn(&desk, &asked, &walked))))
}

/// Takes one away: programs find it put away afterwards, as Zendesk keeps what is marked for deletion.
pub async fn delete<A: About>(State(desk): State<Desk>, caller: Caller, Segment(name): Segment<String>) -> Answer<StatusCode> {
    let done = desk.db.write(move |tx| {
        let field = named(people::noun_fields(tx, A::NOUN)?, &name)?;
        people::archive_noun_field(tx, &caller.actor, &field.id)
    });
    done.await?;
    Ok(StatusCode::NO_CONTENT)
}
