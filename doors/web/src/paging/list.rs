//! `/pages`: what waits for somebody, what nobody answered, and the last ones that ended.

use ::paging::PageId;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;

use super::lines::{Line, lines};
use crate::desk::Desk;
use crate::frame::{crumb, here, html, shell};
use crate::front::{Answer, Flash, SignedIn, with_flash};
use crate::ui::view::{Section, Shell};

#[derive(Template)]
#[template(path = "paging/list.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    now_ms: i64,
    waiting: Vec<Line>,
    past: Vec<Line>,
    /// Every page says what it is about.
    named: bool,
}

/// `GET /pages`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let reader = visitor.clone();
    let (shell, waiting, past) = desk
        .db
        .read(move |conn| {
            let up = vec![crumb(reader.say.say("rotas-title"), "/rotas"), here(reader.say.say("pages-title"))];
            let shell = shell(conn, &reader, Section::People, up)?;
            Ok((shell, ::paging::waiting_pages(conn, &reader.actor)?, ::paging::past_pages(conn, &reader.actor)?))
        })
        .await?;
    let (say, now_ms) = (&visitor.say, shell.now_ms);
    html(&Page { t: say, now_ms, waiting: lines(say, &waiting, now_ms), past: lines(say, &past, now_ms), named: true, shell })
}

/// `POST /pages/{id}/acknowledge`
pub async fn acknowledge(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PageId>) -> Answer {
    let page = desk.db.write(move |tx| ::paging::acknowledge(tx, &visitor.actor, id)).await?;
    Ok(with_flash(Redirect::to(&format!("/tickets/{}", page.ticket_id)), &Flash::new("toast-acknowledged")))
}
