//! `/tickets/{id}/pages`: who was called about a ticket, and calling somebody; a part of its page and a page of its own.

use ::paging::Begin;
use ::tickets::TicketId;
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Redirect;
use catalogue::Say;
use outcome::Error;
use people::Actor;
use serde::Deserialize;

use super::lines::{Line, lines};
use super::whom;
use crate::desk::Desk;
use crate::frame::{crumb, here, html, shell};
use crate::front::{Answer, Flash, SignedIn, new_key, with_flash};
use crate::ui::view::{Choice, Section, Shell};

struct Panel {
    id: i64,
    lines: Vec<Line>,
    whom: Vec<Choice>,
    key: String,
}

#[derive(Template)]
#[template(path = "paging/panel.html")]
struct Part<'a> {
    t: &'a Say,
    now_ms: i64,
    panel: &'a Panel,
    lines: &'a [Line],
    named: bool,
}

#[derive(Template)]
#[template(path = "paging/page.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    now_ms: i64,
    panel: &'a Panel,
    lines: &'a [Line],
    named: bool,
}

/// `GET /tickets/{id}/pages`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>, headers: HeaderMap) -> Answer {
    let (part, reader) = (headers.contains_key("x-fragment"), visitor.clone());
    let (shell, pages, rotas, now) = desk
        .db
        .read(move |conn| {
            let (say, actor) = (&reader.say, &reader.actor);
            let pages = ::paging::pages_of(conn, actor, id)?;
            let up = vec![
                crumb(say.say("nav-queue"), "/tickets"),
                crumb(format!("#{id}"), format!("/tickets/{id}")),
                here(say.say("pages-title")),
            ];
            let shell = if part { None } else { Some(shell(conn, &reader, Section::Queue, up)?) };
            Ok((shell, pages, rota::rotas(conn, actor)?, conn.now()))
        })
        .await?;
    let say = &visitor.say;
    let whom = whom::offered(say, rotas, "");
    let panel = Panel { id: id.0, lines: lines(say, &pages, now.0), whom, key: new_key() };
    let lines = panel.lines.as_slice();
    match shell {
        Some(shell) => html(&Page { t: say, shell, now_ms: now.0, panel: &panel, lines, named: false }),
        None => html(&Part { t: say, now_ms: now.0, panel: &panel, lines, named: false }),
    }
}

/// Who is to be paged.
#[derive(Deserialize)]
pub struct Typed {
    whom: String,
    key: String,
}

/// `POST /tickets/{id}/pages`
pub async fn begin(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    let whom = whom::of_word(&typed.whom).ok_or_else(|| Error::conflict("page-whom"))?;
    let cause = format!("{}:{}", by(&visitor.actor), typed.key);
    desk.db.write(move |tx| ::paging::page(tx, &visitor.actor, &Begin { ticket: id, whom, cause: cause.clone() })).await?;
    Ok(with_flash(Redirect::to(&format!("/tickets/{id}")), &Flash::new("toast-paged")))
}

fn by(actor: &Actor) -> String {
    actor.person().map_or_else(String::new, |person| format!("person:{person}"))
}
