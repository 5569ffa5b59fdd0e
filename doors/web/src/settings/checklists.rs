//! `/settings/checklists`: steps that are easily forgotten, kept to be put on tickets.

use ::tickets::{Checklist, ChecklistId, SaveChecklist};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use catalogue::Say;
use outcome::Refusal;
use serde::Deserialize;

use super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Section, Shell};

#[derive(Template)]
#[template(path = "settings/checklists.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    /// Number, name, how many steps in words, put away.
    lines: Vec<(i64, String, String, bool)>,
    id: Option<i64>,
    archived: bool,
    typed: Typed,
    fields: &'a Fields,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    steps: String,
}

/// `GET /settings/checklists`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, None, &Fields::default()).await?)
}

/// `POST /settings/checklists`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    save_as(&desk, &visitor, None, typed).await
}

/// `GET /settings/checklists/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<ChecklistId>) -> Answer {
    html(&page(&desk, &visitor, Some(id), None, &Fields::default()).await?)
}

/// `POST /settings/checklists/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<ChecklistId>, Form(typed): Form<Typed>) -> Answer {
    save_as(&desk, &visitor, Some(id), typed).await
}

async fn save_as(desk: &Desk, visitor: &SignedIn, id: Option<ChecklistId>, typed: Typed) -> Answer {
    let actor = visitor.actor.clone();
    let input = SaveChecklist { checklist: id, name: typed.name.clone(), steps: typed.steps.lines().map(str::to_owned).collect() };
    match caught(desk.db.write(move |tx| tickets::save_checklist(tx, &actor, &input)).await)? {
        Ok(_) => Ok(with_flash(Redirect::to("/settings/checklists"), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(desk, visitor, id, Some(typed), &fields).await?),
    }
}

/// `POST /settings/checklists/{id}/archive`
pub async fn archive(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<ChecklistId>) -> Answer<Response> {
    let done = desk.db.write(move |tx| tickets::archive_checklist(tx, &visitor.actor, &id)).await?;
    let flash = Flash::new("toast-archived").with("name", done.name).undo(format!("/settings/checklists/{id}/restore"), 0);
    Ok(with_flash(Redirect::to("/settings/checklists"), &flash))
}

/// `POST /settings/checklists/{id}/restore`
pub async fn restore(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<ChecklistId>) -> Answer<Response> {
    let done = desk.db.write(move |tx| tickets::restore_checklist(tx, &visitor.actor, &id)).await?;
    Ok(with_flash(Redirect::to("/settings/checklists"), &Flash::new("toast-restored").with("name", done.name)))
}

async fn page<'a>(
    desk: &Desk,
    visitor: &'a SignedIn,
    id: Option<ChecklistId>,
    typed: Option<Typed>,
    fields: &'a Fields,
) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "checklists"));
    let up = crumbs(&visitor.say, &nav);
    let (mut shell, all) = desk
        .db
        .read(move |conn| Ok((shell(conn, &reader, Section::Settings, up.clone())?, tickets::checklists(conn, &reader.actor)?)))
        .await?;
    let say = &visitor.say;
    let open = match id {
        Some(id) => Some(all.iter().find(|c| c.id == id).ok_or(Refusal::NotFound)?),
        None => None,
    };
    if let Some(open) = open {
        shell.crumbs = crumbs_below(say, &nav, "checklists", &open.name);
    }
    let line = |c: &Checklist| {
        let steps = say.say1("settings-checklist-steps-count", "count", c.lines().count()).into_owned();
        (c.id.0, c.name.clone(), steps, c.archived_at.is_some())
    };
    Ok(Page {
        t: say,
        lines: if open.is_none() { all.iter().map(line).collect() } else { Vec::new() },
        archived: open.is_some_and(|c| c.archived_at.is_some()),
        typed: typed.or_else(|| open.map(|c| Typed { name: c.name.clone(), steps: c.steps.clone() })).unwrap_or_default(),
        id: id.map(|id| id.0),
        shell,
        nav,
        fields,
    })
}
