//! Lists of tickets, page by page.

use axum::Json;
use axum::extract::State;
use tickets::{Browse, BrowseFrom, By, Sheet, Ticket, Which};

use super::present::{Named, Wanted, present};
use super::{TicketsAnswer, words};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Page, Refused, Start, Walked};

/// `GET /tickets`.
pub async fn all(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<TicketsAnswer>> {
    let which = asked.text("external_id").map_or(Which::All, |name| Which::External(name.to_owned()));
    page_of(&desk, caller, &asked, which, (By::Number, false)).await
}

/// A page of a list: two statements, one more where it is paged by number, and one for each noun that is asked for beside it.
pub async fn page_of(desk: &Desk, caller: Caller, asked: &Asked, which: Which, usual: (By, bool)) -> Answer<Json<TicketsAnswer>> {
    let (page, wanted, (by, descending)) = (asked.page()?, Wanted::of(asked), order(asked, usual)?);
    let (sheets, named, walked) = desk.db.read(move |conn| read(conn, &caller, &page, &which, by, descending, wanted)).await?;
    let turn = page.turn(desk, asked, &walked);
    Ok(Json(TicketsAnswer { tickets: present(desk, &sheets), beside: named.json(desk), turn }))
}

fn read(
    conn: &db::Conn,
    caller: &Caller,
    page: &Page,
    which: &Which,
    by: By,
    descending: bool,
    wanted: Wanted,
) -> outcome::Result<(Vec<Sheet>, Named, Walked)> {
    let actor = &caller.actor;
    let browse = Browse { which: which.clone(), by, descending, from: from(page.start), limit: page.size };
    let found = tickets::browse(conn, actor, &browse)?;
    let count = if page.counts() { Some(tickets::count_of(conn, actor, which)?) } else { None };
    let walked = Walked { first: place(found.tickets.first()), last: place(found.tickets.last()), more: found.more, count };
    let sheets = tickets::sheets(conn, actor, found.tickets.into_iter().map(|(_, ticket)| ticket).collect())?;
    let named = wanted.read(conn, actor, &sheets)?;
    Ok((sheets, named, walked))
}

/// A page of tickets without what hangs on them: one statement, one more where it is paged by number.
pub async fn read_tickets(
    desk: &Desk,
    caller: Caller,
    page: Page,
    which: Which,
    (by, descending): (By, bool),
) -> Answer<(Vec<Ticket>, Walked)> {
    let found = desk.db.read(move |conn| {
        let browse = Browse { which: which.clone(), by, descending, from: from(page.start), limit: page.size };
        let found = tickets::browse(conn, &caller.actor, &browse)?;
        let count = if page.counts() { Some(tickets::count_of(conn, &caller.actor, &which)?) } else { None };
        Ok((found, count))
    });
    let (found, count) = found.await?;
    let walked = Walked { first: place(found.tickets.first()), last: place(found.tickets.last()), more: found.more, count };
    Ok((found.tickets.into_iter().map(|(_, ticket)| ticket).collect(), walked))
}

fn place(at: Option<&(i64, Ticket)>) -> Option<(i64, i64)> {
    at.map(|(key, ticket)| (*key, ticket.id.0))
}

/// Where the domain begins a page.
fn from(start: Start) -> BrowseFrom {
    match start {
        Start::Begin => BrowseFrom::Start,
        Start::After(key, id) => BrowseFrom::After(key, id),
        Start::Before(key, id) => BrowseFrom::Before(key, id),
        Start::Skip(count) => BrowseFrom::Skip(count),
    }
}

/// The order that is asked for, or the list's own: `sort=-updated_at`, or `sort_by=updated_at&sort_order=desc`.
fn order(asked: &Asked, usual: (By, bool)) -> Result<(By, bool), Refused> {
    let unknown = |name| Refused::Parameter { name, says: "It must be id, created_at, updated_at, priority or status.".to_owned() };
    if let Some(sort) = asked.text("sort") {
        let by = words::order(sort.trim_start_matches('-')).ok_or_else(|| unknown("sort"))?;
        return Ok((by, sort.starts_with('-')));
    }
    match asked.text("sort_by") {
        None => Ok((usual.0, asked.text("sort_order").map_or(usual.1, |order| order.eq_ignore_ascii_case("desc")))),
        // Orders that we have no key for are the list's own, as they are in Zendesk.
        Some(by) => {
            Ok((words::order(by).unwrap_or(usual.0), asked.text("sort_order").is_some_and(|order| order.eq_ignore_ascii_case("desc"))))
        }
    }
}
