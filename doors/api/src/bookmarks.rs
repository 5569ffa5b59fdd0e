//! Tickets that one keeps at hand, which Zendesk calls bookmarks.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use db::Conn;
use outcome::Result;
use people::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tickets::{Bookmark, BookmarkId, Browse, BrowseFrom, By, Sheet, TicketId, Which};

use crate::contents::{Api, Doc, Gate};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Id, Segment, Sent, Turn, iso};
use crate::paged;
use crate::tickets::json::TicketJson;

/// A ticket that one keeps at hand.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BookmarkJson {
    pub id: i64,
    pub url: String,
    pub created_at: String,
    /// The ticket.
    pub ticket: TicketJson,
}

/// One of them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BookmarkAnswer {
    /// The bookmark.
    pub bookmark: BookmarkJson,
}

/// A page of what one keeps at hand.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BookmarksAnswer {
    /// The bookmarks, the latest first.
    pub bookmarks: Vec<BookmarkJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// The body of a request about a bookmark.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct BookmarkBody {
    /// The bookmark.
    pub bookmark: BookmarkIn,
}

/// What is to be kept at hand.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct BookmarkIn {
    /// The ticket.
    pub ticket_id: Option<Id>,
}

/// The routes about bookmarks.
pub fn routes(api: Api) -> Api {
    let page = Doc::answers::<BookmarksAnswer>("ListBookmarks", "What one keeps at hand, the latest first.").paged();
    let one = Doc::answers::<BookmarkAnswer>("CreateBookmark", "Keeps a ticket at hand; 200 where it was kept already.");
    api.get("/bookmarks", Gate::Staff, list, page)
        .post("/bookmarks", Gate::Staff, create, one.takes::<BookmarkBody>().status(201).or_status(200))
        .delete("/bookmarks/{id}", Gate::Staff, delete, Doc::bare("DeleteBookmark", "Keeps it at hand no longer."))
}

/// The tickets of these, as far as they may still be seen. A bounded number of statements.
fn sheets(conn: &Conn, actor: &Actor, of: &[Bookmark]) -> Result<Vec<Sheet>> {
    let which = Which::Ids(of.iter().map(|bookmark| bookmark.ticket_id).collect());
    let browse = Browse { which, by: By::Number, descending: false, from: BrowseFrom::Start, limit: of.len().max(1) };
    let found = tickets::browse(conn, actor, &browse)?;
    tickets::sheets(conn, actor, found.tickets.into_iter().map(|(_, ticket)| ticket).collect())
}

fn told(desk: &Desk, bookmark: &Bookmark, sheets: &[Sheet]) -> Option<BookmarkJson> {
    let sheet = sheets.iter().find(|sheet| sheet.ticket.id == bookmark.ticket_id)?;
    Some(BookmarkJson {
        id: bookmark.id.0,
        url: desk.url(&format!("/bookmarks/{}.json", bookmark.id)),
        created_at: iso(bookmark.created_at),
        ticket: TicketJson::new(desk, sheet),
    })
}

async fn list(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<BookmarksAnswer>> {
    let page = asked.page()?;
    let read = desk.db.read(move |conn| {
        let (part, walked) = paged::part(&page, tickets::bookmarks(conn, &caller.actor)?);
        let sheets = sheets(conn, &caller.actor, &part)?;
        Ok((part, walked, sheets))
    });
    let (part, walked, sheets) = read.await?;
    let bookmarks = part.iter().filter_map(|bookmark| told(&desk, bookmark, &sheets)).collect();
    Ok(Json(BookmarksAnswer { bookmarks, turn: page.turn(&desk, &asked, &walked) }))
}

async fn create(
    State(desk): State<Desk>,
    caller: Caller,
    Sent { body, .. }: Sent<BookmarkBody>,
) -> Answer<(StatusCode, Json<BookmarkAnswer>)> {
    let ticket = TicketId(body.bookmark.ticket_id.map_or(0, |id| id.0));
    let written = desk.db.write(move |tx| {
        let was = tickets::bookmark_of(tx, &caller.actor, ticket)?;
        let kept = tickets::bookmark(tx, &caller.actor, &ticket)?;
        let sheets = sheets(tx, &caller.actor, std::slice::from_ref(&kept))?;
        Ok((was.is_some(), kept, sheets))
    });
    let (known, kept, sheets) = written.await?;
    let bookmark = told(&desk, &kept, &sheets).ok_or(outcome::Refusal::NotFound)?;
    Ok((if known { StatusCode::OK } else { StatusCode::CREATED }, Json(BookmarkAnswer { bookmark })))
}

async fn delete(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<BookmarkId>) -> Answer<StatusCode> {
    desk.db.write(move |tx| tickets::drop_bookmark(tx, &caller.actor, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
