//! Forms, page by page. Two statements.

use axum::Json;
use axum::extract::State;
use db::Conn;
use outcome::{Refusal, Result};
use people::{Actor, Role};
use schemars::JsonSchema;
use serde::Serialize;

use super::FormAnswer;
use super::json::TicketFormJson;
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Turn};
use crate::paged;
use crate::ticket_fields::ids;

/// A page of forms.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FormsAnswer {
    /// The forms.
    pub ticket_forms: Vec<TicketFormJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// Every form that the asker may know, the first one first, then in the order of the categories.
pub(super) fn read(conn: &Conn, desk: &Desk, actor: &Actor) -> Result<Vec<TicketFormJson>> {
    let (forms, categories) = (tickets::forms(conn)?, tickets::categories(conn)?);
    let at_desk = actor.role >= Role::Agent;
    let own = categories.iter().filter(|c| forms.asks.iter().any(|ask| ask.category == Some(c.id)));
    let all = std::iter::once(None).chain(own.map(Some)).zip(1_i64..);
    let told = all.map(|(category, position)| TicketFormJson::new(desk, &forms, category, position, at_desk));
    Ok(told.filter(|form| at_desk || (form.end_user_visible && form.active)).collect())
}

/// One form: the first one, or what a category asks, be it nothing. Those that ask nothing are not listed.
pub(super) fn read_one(conn: &Conn, desk: &Desk, actor: &Actor, id: i64) -> Result<TicketFormJson> {
    if let Some(listed) = read(conn, desk, actor)?.into_iter().find(|form| form.id == id) {
        return Ok(listed);
    }
    let (forms, categories) = (tickets::forms(conn)?, tickets::categories(conn)?);
    let at_desk = actor.role >= Role::Agent;
    let category = ids::category(id).and_then(|id| categories.iter().find(|c| c.id == id)).filter(|_| at_desk).ok_or(Refusal::NotFound)?;
    Ok(TicketFormJson::new(desk, &forms, Some(category), i64::try_from(categories.len()).unwrap_or(0) + 1, at_desk))
}

/// `GET /ticket_forms`.
pub async fn all(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<FormsAnswer>> {
    let page = asked.page()?;
    let (at, actor) = (desk.clone(), caller.actor);
    let mut forms = desk.db.read(move |conn| read(conn, &at, &actor)).await?;
    let flag = |name: &str| asked.text(name).map(|_| asked.flag(name));
    forms.retain(|form| flag("active").is_none_or(|active| form.active == active));
    forms.retain(|form| flag("end_user_visible").is_none_or(|visible| form.end_user_visible == visible));
    let (ticket_forms, walked) = paged::part(&page, forms);
    Ok(Json(FormsAnswer { ticket_forms, turn: page.turn(&desk, &asked, &walked) }))
}

/// `GET /ticket_forms/show_many`.
pub async fn show_many(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<FormsAnswer>> {
    let (page, ids) = (asked.page()?, asked.ids("ids")?);
    let (at, actor) = (desk.clone(), caller.actor);
    let mut forms = desk.db.read(move |conn| read(conn, &at, &actor)).await?;
    forms.retain(|form| ids.contains(&form.id));
    let (ticket_forms, walked) = paged::part(&page, forms);
    Ok(Json(FormsAnswer { ticket_forms, turn: page.turn(&desk, &asked, &walked) }))
}

/// `GET /ticket_forms/{id}`.
pub async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<i64>) -> Answer<Json<FormAnswer>> {
    let (at, actor) = (desk.clone(), caller.actor);
    let ticket_form = desk.db.read(move |conn| read_one(conn, &at, &actor, id)).await?;
    Ok(Json(FormAnswer { ticket_form }))
}
