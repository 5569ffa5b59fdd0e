//! Options of a field about people.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use outcome::Refusal;
use people::{Noun, NounField, NounFieldKind, NounOptionId, NounOptionInput, PutNounOption};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::json::NounOptionJson;
use super::list::find;
use super::{About, OfUsers};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Id, Segment, Sent, Turn};
use crate::paged;
use crate::tickets::input::Word;

/// One option.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NounOptionAnswer {
    /// The option.
    pub custom_field_option: NounOptionJson,
}

/// A page of options.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NounOptionsAnswer {
    /// The options.
    pub custom_field_options: Vec<NounOptionJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// The body of a request about one option.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct NounOptionBody {
    /// The option.
    pub custom_field_option: NounOptionIn,
}

/// An option as it should be.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct NounOptionIn {
    /// Its number, to rename it.
    pub id: Option<Id>,
    /// Its name.
    pub name: Option<Word>,
    /// What a person says that has it.
    pub value: Option<Word>,
    /// Its place, counted from 0.
    pub position: Option<i64>,
}

impl NounOptionIn {
    /// The same for the domain; what is not said is as it was.
    #[must_use]
    pub fn input(&self, was: Option<&NounField>) -> NounOptionInput {
        let id = self.id.filter(|id| id.0 != 0).map(|id| NounOptionId(id.0));
        let known = was.and_then(|field| field.options.iter().find(|option| Some(option.id) == id));
        let name = self.name.as_ref().map(|name| name.0.clone()).or_else(|| known.map(|option| option.name.clone()));
        let tag = self.value.as_ref().map(|value| value.0.clone());
        NounOptionInput { id, name: name.unwrap_or_default(), tag: tag.unwrap_or_default() }
    }
}

async fn dropdown(desk: &Desk, name: &str) -> Answer<NounField> {
    let field = find(desk, Noun::Person, name).await?;
    if field.kind == NounFieldKind::Dropdown { Ok(field) } else { Err(Refusal::NotFound.into()) }
}

fn one(desk: &Desk, field: &NounField, option: NounOptionId) -> Answer<Json<NounOptionAnswer>> {
    let found = NounOptionJson::all(desk, OfUsers::PATH, field).into_iter().find(|json| json.id == option.0);
    Ok(Json(NounOptionAnswer { custom_field_option: found.ok_or(Refusal::NotFound)? }))
}

/// `GET /user_fields/{id}/options`.
pub async fn list(State(desk): State<Desk>, _: Caller, Segment(name): Segment<String>, asked: Asked) -> Answer<Json<NounOptionsAnswer>> {
    let page = asked.page()?;
    let field = dropdown(&desk, &name).await?;
    let (custom_field_options, walked) = paged::part(&page, NounOptionJson::all(&desk, OfUsers::PATH, &field));
    Ok(Json(NounOptionsAnswer { custom_field_options, turn: page.turn(&desk, &asked, &walked) }))
}

/// `GET /user_fields/{id}/options/{option}`.
pub async fn show(
    State(desk): State<Desk>,
    _: Caller,
    Segment((name, option)): Segment<(String, NounOptionId)>,
) -> Answer<Json<NounOptionAnswer>> {
    one(&desk, &dropdown(&desk, &name).await?, option)
}

/// `POST /user_fields/{id}/options`.
pub async fn put(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(name): Segment<String>,
    Sent { body, .. }: Sent<NounOptionBody>,
) -> Answer<(StatusCode, Json<NounOptionAnswer>)> {
    let was = dropdown(&desk, &name).await?;
    let (option, position) = (body.custom_field_option.input(Some(&was)), body.custom_field_option.position.map(|place| place + 1));
    let put = PutNounOption { field: was.id, option, position };
    let option = desk.db.write(move |tx| people::put_noun_option(tx, &caller.actor, &put)).await?;
    let status = if was.choosable().any(|known| known.id == option) { StatusCode::OK } else { StatusCode::CREATED };
    Ok((status, one(&desk, &dropdown(&desk, &name).await?, option)?))
}

/// `DELETE /user_fields/{id}/options/{option}`.
pub async fn delete(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((name, option)): Segment<(String, NounOptionId)>,
) -> Answer<StatusCode> {
    let which = (dropdown(&desk, &name).await?.id, option);
    desk.db.write(move |tx| people::archive_noun_option(tx, &caller.actor, &which)).await?;
    Ok(StatusCode::NO_CONTENT)
}
