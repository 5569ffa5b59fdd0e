//! Fields, page by page. One statement.

use axum::Json;
use axum::extract::State;
use outcome::Refusal;
use schemars::JsonSchema;
use serde::Serialize;
use tickets::Forms;

use super::{FieldAnswer, TicketFieldJson, ids, system};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Turn};
use crate::paged;
use crate::tickets::comments::{CountAnswer, counted};

/// A page of fields.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FieldsAnswer {
    /// The fields.
    pub ticket_fields: Vec<TicketFieldJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

fn fields(desk: &Desk, forms: &Forms) -> Vec<TicketFieldJson> {
    let own = forms.fields.iter().map(|field| TicketFieldJson::own(desk, forms, field));
    system::all(desk).into_iter().chain(own).collect()
}

/// `GET /ticket_fields`.
pub async fn all(State(desk): State<Desk>, _: Caller, asked: Asked) -> Answer<Json<FieldsAnswer>> {
    let page = asked.page()?;
    let mut fields = fields(&desk, &desk.db.read(tickets::forms).await?);
    if asked.text("active").is_some() {
        fields.retain(|field| field.active == asked.flag("active"));
    }
    let (ticket_fields, walked) = paged::part(&page, fields);
    Ok(Json(FieldsAnswer { ticket_fields, turn: page.turn(&desk, &asked, &walked) }))
}

/// `GET /ticket_fields/count`.
pub async fn count(State(desk): State<Desk>, _: Caller) -> Answer<Json<CountAnswer>> {
    let forms = desk.db.read(tickets::forms).await?;
    Ok(Json(counted(&desk, system::COUNT + i64::try_from(forms.fields.len()).unwrap_or(0))))
}

/// `GET /ticket_fields/{id}`.
pub async fn show(State(desk): State<Desk>, _: Caller, Segment(id): Segment<i64>) -> Answer<Json<FieldAnswer>> {
    if let Some(ticket_field) = system::all(&desk).into_iter().find(|field| field.id == id) {
        return Ok(Json(FieldAnswer { ticket_field }));
    }
    let forms = desk.db.read(tickets::forms).await?;
    let field = ids::field(&forms, id).ok_or(Refusal::NotFound)?;
    Ok(Json(FieldAnswer { ticket_field: TicketFieldJson::own(&desk, &forms, field) }))
}
