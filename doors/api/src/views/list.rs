//! Views, page by page.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;
use tickets::{View, ViewId};

use super::{ViewAnswer, ViewJson};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Turn};
use crate::paged;
use crate::tickets::comments::{CountAnswer, counted};

/// A page of views.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ViewsAnswer {
    /// The views.
    pub views: Vec<ViewJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

async fn page_of(desk: &Desk, caller: Caller, asked: &Asked, wanted: impl Fn(&View) -> bool) -> Answer<Json<ViewsAnswer>> {
    let page = asked.page()?;
    let all = desk.db.read(move |conn| tickets::views(conn, &caller.actor)).await?;
    let (views, walked) = paged::part(&page, all.into_iter().filter(wanted).collect());
    Ok(Json(ViewsAnswer { views: views.iter().map(|view| ViewJson::new(desk, view)).collect(), turn: page.turn(desk, asked, &walked) }))
}

/// `GET /views`. One statement.
pub async fn all(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<ViewsAnswer>> {
    page_of(&desk, caller, &asked, |_| true).await
}

/// `GET /views/show_many` by `ids`.
pub async fn show_many(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<ViewsAnswer>> {
    let ids = asked.ids("ids")?;
    page_of(&desk, caller, &asked, |view| ids.contains(&view.id.0)).await
}

/// `GET /views/search` by `query`.
pub async fn search(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<ViewsAnswer>> {
    let part = text::plain::fold(asked.text("query").unwrap_or_default());
    page_of(&desk, caller, &asked, |view| text::plain::fold(&view.name).contains(&part)).await
}

/// `GET /views/count`.
pub async fn count(State(desk): State<Desk>, caller: Caller) -> Answer<Json<CountAnswer>> {
    let all = desk.db.read(move |conn| tickets::views(conn, &caller.actor)).await?;
    Ok(Json(counted(&desk, i64::try_from(all.len()).unwrap_or(i64::MAX))))
}

/// `GET /views/{id}`.
pub async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<ViewId>) -> Answer<Json<ViewAnswer>> {
    let view = desk.db.read(move |conn| tickets::view(conn, &caller.actor, id)).await?;
    Ok(Json(ViewAnswer { view: ViewJson::new(&desk, &view) }))
}
