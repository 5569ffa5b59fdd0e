//! What a view holds: its tickets, as tickets, as rows, and how many.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use tickets::{By, Order, Sort, ViewId, Which};

use super::ViewJson;
use super::input::ViewBody;
use super::json::columns;
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Sent, Turn};
use crate::tickets::TicketsAnswer;
use crate::tickets::json::TicketJson;
use crate::tickets::list::page_of;
use crate::tickets::present::SideLoads;

/// How many tickets a view holds.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ViewCountJson {
    pub view_id: Option<i64>,
    pub url: Option<String>,
    pub value: i64,
    pub pretty: String,
    pub fresh: bool,
    pub active: bool,
}

/// How many tickets a view holds.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ViewCountAnswer {
    /// The count.
    pub view_count: ViewCountJson,
}

/// How many tickets several views hold.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ViewCountsAnswer {
    /// The counts.
    pub view_counts: Vec<ViewCountJson>,
}

/// A ticket in a row.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RowJson {
    pub ticket: TicketJson,
    pub subject: Option<String>,
    pub requester_id: Option<i64>,
    pub created: Option<String>,
    pub priority: Option<String>,
    pub status: Option<String>,
}

/// A view and its rows.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ViewRunAnswer {
    /// The rows.
    pub rows: Vec<RowJson>,
    /// What stands in them.
    pub columns: Vec<Value>,
    /// The view.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub view: Option<ViewJson>,
    /// What was asked for beside them.
    #[serde(flatten)]
    pub beside: SideLoads,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

fn by(order: &[Order]) -> (By, bool) {
    let Some(first) = order.first() else { return (By::Number, false) };
    let by = match first.sort {
        Sort::Updated => By::Updated,
        Sort::Created => By::Opened,
        Sort::Priority => By::Priority,
        Sort::Status => By::Status,
        _ => By::Number,
    };
    (by, first.descending)
}

async fn view_of(desk: &Desk, caller: &Caller, id: ViewId) -> Answer<tickets::View> {
    let actor = caller.actor.clone();
    Ok(desk.db.read(move |conn| tickets::view(conn, &actor, id)).await?)
}

/// `GET /views/{id}/tickets`.
pub async fn tickets_of(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<ViewId>,
    asked: Asked,
) -> Answer<Json<TicketsAnswer>> {
    let view = view_of(&desk, &caller, id).await?;
    page_of(&desk, caller, &asked, Which::View(id), by(&view.order)).await
}

fn rows(page: TicketsAnswer, view: Option<ViewJson>) -> ViewRunAnswer {
    let row = |ticket: TicketJson| {
        let told = json!(ticket);
        let text = |name: &str| told[name].as_str().map(str::to_owned);
        RowJson {
            subject: text("subject"),
            requester_id: told["requester_id"].as_i64(),
            created: text("created_at"),
            priority: text("priority"),
            status: text("status"),
            ticket,
        }
    };
    ViewRunAnswer { rows: page.tickets.into_iter().map(row).collect(), columns: columns(), view, beside: page.beside, turn: page.turn }
}

/// `GET /views/{id}/execute`.
pub async fn execute(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<ViewId>, asked: Asked) -> Answer<Json<ViewRunAnswer>> {
    let view = view_of(&desk, &caller, id).await?;
    let Json(page) = page_of(&desk, caller, &asked, Which::View(id), by(&view.order)).await?;
    Ok(Json(rows(page, Some(ViewJson::new(&desk, &view)))))
}

/// `POST /views/preview`.
pub async fn preview(
    State(desk): State<Desk>,
    caller: Caller,
    asked: Asked,
    Sent { body, .. }: Sent<ViewBody>,
) -> Answer<Json<ViewRunAnswer>> {
    let filter = body.view.filter()?.unwrap_or_default();
    let order = by(&body.view.order().unwrap_or_default());
    let Json(page) = page_of(&desk, caller, &asked, Which::Filter(filter), order).await?;
    Ok(Json(rows(page, None)))
}

fn counted(desk: &Desk, id: Option<ViewId>, value: i64) -> ViewCountJson {
    ViewCountJson {
        view_id: id.map(|id| id.0),
        url: id.map(|id| desk.url(&format!("/views/{id}/count.json"))),
        value,
        pretty: value.to_string(),
        fresh: true,
        active: true,
    }
}

/// `GET /views/{id}/count`.
pub async fn count(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<ViewId>) -> Answer<Json<ViewCountAnswer>> {
    let value = desk.db.read(move |conn| tickets::count_of(conn, &caller.actor, &Which::View(id))).await?;
    Ok(Json(ViewCountAnswer { view_count: counted(&desk, Some(id), value) }))
}

/// Views that are counted in one request.
const COUNT_MANY_MAX: usize = 20;

/// `GET /views/count_many` by `ids`, as many as [`COUNT_MANY_MAX`]; what is no view of the asker's is left out.
pub async fn count_many(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<ViewCountsAnswer>> {
    let ids = asked.ids("ids")?;
    if ids.len() > COUNT_MANY_MAX {
        return Err(crate::front::Refused::Parameter { name: "ids", says: format!("It may name up to {COUNT_MANY_MAX} views.") });
    }
    let read = desk.db.read(move |conn| {
        let mine = tickets::views(conn, &caller.actor)?;
        let wanted = mine.iter().filter(|view| ids.contains(&view.id.0));
        wanted
            .map(|view| Ok((view.id, tickets::count_of(conn, &caller.actor, &Which::View(view.id))?)))
            .collect::<outcome::Result<Vec<_>>>()
    });
    let counts = read.await?;
    Ok(Json(ViewCountsAnswer { view_counts: counts.into_iter().map(|(id, value)| counted(&desk, Some(id), value)).collect() }))
}

/// `POST /views/preview/count`.
pub async fn preview_count(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<ViewBody>) -> Answer<Json<ViewCountAnswer>> {
    let which = Which::Filter(body.view.filter()?.unwrap_or_default());
    let value = desk.db.read(move |conn| tickets::count_of(conn, &caller.actor, &which)).await?;
    Ok(Json(ViewCountAnswer { view_count: counted(&desk, None, value) }))
}
