//! Options of a field: listed, added, renamed, put away.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use outcome::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tickets::{Choice, CustomField, FieldKind, OptionId, PutChoice};

use super::{OptionJson, ids};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Id, Segment, Sent, Turn};
use crate::paged;
use crate::tickets::input::Word;

/// One option.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OptionAnswer {
    /// The option.
    pub custom_field_option: OptionJson,
}

/// A page of options.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OptionsAnswer {
    /// The options.
    pub custom_field_options: Vec<OptionJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// The body of a request about one option.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OptionBody {
    /// The option.
    pub custom_field_option: OptionIn,
}

/// An option as it should be.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OptionIn {
    /// Its number, to rename it.
    pub id: Option<Id>,
    /// Its name; in a tree with `::` between the levels.
    pub name: Option<Word>,
    /// What a ticket says that chose it.
    pub value: Option<Word>,
    /// Its place, counted from 0.
    pub position: Option<i64>,
}

impl OptionIn {
    /// The same for the domain; what is not said is as it was.
    #[must_use]
    pub fn choice(&self, kind: FieldKind, was: Option<&CustomField>) -> Choice {
        let id = self.id.filter(|id| id.0 != 0).map(|id| OptionId(id.0));
        let known = was.and_then(|field| field.options.iter().find(|option| Some(option.id) == id));
        let name = self.name.as_ref().map(|name| name.0.clone()).or_else(|| known.map(|option| option.name.clone()));
        let name = name.unwrap_or_default();
        Choice {
            id,
            name: if kind == FieldKind::Tree { name.replace("::", " / ") } else { name },
            tag: self.value.as_ref().map(|value| value.0.clone()).unwrap_or_default(),
        }
    }
}

async fn field(desk: &Desk, id: i64) -> Answer<CustomField> {
    let forms = desk.db.read(tickets::forms).await?;
    Ok(ids::field(&forms, id).filter(|field| field.kind.has_options()).cloned().ok_or(Refusal::NotFound)?)
}

fn one(desk: &Desk, field: &CustomField, option: OptionId) -> Answer<OptionAnswer> {
    let found = OptionJson::all(desk, field).into_iter().find(|json| json.id == option.0);
    Ok(OptionAnswer { custom_field_option: found.ok_or(Refusal::NotFound)? })
}

/// `GET /ticket_fields/{id}/options`.
pub async fn list(State(desk): State<Desk>, _: Caller, Segment(id): Segment<i64>, asked: Asked) -> Answer<Json<OptionsAnswer>> {
    let page = asked.page()?;
    let (custom_field_options, walked) = paged::part(&page, OptionJson::all(&desk, &field(&desk, id).await?));
    Ok(Json(OptionsAnswer { custom_field_options, turn: page.turn(&desk, &asked, &walked) }))
}

/// `GET /ticket_fields/{id}/options/{option}`.
pub async fn show(State(desk): State<Desk>, _: Caller, Segment((id, option)): Segment<(i64, OptionId)>) -> Answer<Json<OptionAnswer>> {
    Ok(Json(one(&desk, &field(&desk, id).await?, option)?))
}

/// `POST /ticket_fields/{id}/options`.
pub async fn put(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<i64>,
    Sent { body, .. }: Sent<OptionBody>,
) -> Answer<(StatusCode, Json<OptionAnswer>)> {
    let (was, input) = (field(&desk, id).await?, body.custom_field_option);
    let (choice, position) = (input.choice(was.kind, Some(&was)), input.position.map(|position| position + 1));
    let put = PutChoice { field: was.id, choice, position };
    let option = desk.db.write(move |tx| tickets::put_choice(tx, &caller.actor, &put)).await?;
    let status = if was.choosable().any(|known| known.id == option) { StatusCode::OK } else { StatusCode::CREATED };
    Ok((status, Json(one(&desk, &field(&desk, id).await?, option)?)))
}

/// `DELETE /ticket_fields/{id}/options/{option}`.
pub async fn delete(State(desk): State<Desk>, caller: Caller, Segment((id, option)): Segment<(i64, OptionId)>) -> Answer<StatusCode> {
    let which = (ids::meant(id), option);
    desk.db.write(move |tx| tickets::archive_choice(tx, &caller.actor, &which)).await?;
    Ok(StatusCode::NO_CONTENT)
}
