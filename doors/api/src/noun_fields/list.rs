//! Fields about people or organizations, page by page. One statement.

use axum::Json;
use axum::extract::State;
use outcome::Refusal;
use people::{Noun, NounField};

use super::About;
use super::json::NounFieldJson;
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment};
use crate::paged;

/// The field that has this number or key.
pub(super) fn named(fields: Vec<NounField>, name: &str) -> Result<NounField, Refusal> {
    let number = name.parse::<i64>().ok();
    let fits = |field: &NounField| number.map_or_else(|| field.key == name, |id| field.id.0 == id);
    fields.into_iter().find(fits).ok_or(Refusal::NotFound)
}

/// The same, read.
pub(super) async fn find(desk: &Desk, noun: Noun, name: &str) -> Answer<NounField> {
    let fields = desk.db.read(move |conn| people::noun_fields(conn, noun)).await?;
    Ok(named(fields, name)?)
}

/// `GET /user_fields`, `GET /organization_fields`.
pub async fn all<A: About>(State(desk): State<Desk>, _: Caller, asked: Asked) -> Answer<Json<A::Page>> {
    let page = asked.page()?;
    let fields = desk.db.read(|conn| people::noun_fields(conn, A::NOUN)).await?;
    let (fields, walked) = paged::part(&page, fields);
    let told = fields.iter().map(|field| NounFieldJson::new(&desk, A::PATH, field)).collect();
    Ok(Json(A::page(told, page.turn(&desk, &asked, &walked))))
}

/// One of them.
pub async fn show<A: About>(State(desk): State<Desk>, _: Caller, Segment(name): Segment<String>) -> Answer<Json<A::One>> {
    let field = find(&desk, A::NOUN, &name).await?;
    Ok(Json(A::one(NounFieldJson::new(&desk, A::PATH, &field))))
}
