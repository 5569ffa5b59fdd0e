//! `/settings/categories`: the tree of what tickets are about, and which team usually does the work.

use ::tickets::{AddCategory, Category, CategoryId, MoveCategory, RenameCategory, RouteCategory};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use catalogue::Say;
use outcome::Refusal;
use people::{Team, directory};
use serde::Deserialize;

use super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

/// A category in the list: its path, its team's name, and whether it was put away.
struct Line {
    id: i64,
    above: String,
    name: String,
    team: String,
    archived: bool,
}

#[derive(Template)]
#[template(path = "settings/categories.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    lines: Vec<Line>,
    /// The category that is changed; a new one where there is none.
    id: Option<i64>,
    archived: bool,
    typed: Typed,
    parents: Vec<Choice>,
    teams: Vec<Choice>,
    fields: &'a Fields,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    parent: String,
    team: String,
}

/// `GET /settings/categories`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, None, &Fields::default()).await?)
}

/// `POST /settings/categories`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let actor = visitor.actor.clone();
    let input = AddCategory { parent: typed.parent.parse().ok(), name: typed.name.clone(), team: typed.team.parse().ok() };
    match caught(desk.db.write(move |tx| tickets::add_category(tx, &actor, &input)).await)? {
        Ok(done) => Ok(with_flash(Redirect::to("/settings/categories"), &Flash::new("toast-added").with("name", done.path))),
        Err(fields) => again(&page(&desk, &visitor, None, Some(typed), &fields).await?),
    }
}

/// `GET /settings/categories/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<CategoryId>) -> Answer {
    html(&page(&desk, &visitor, Some(id), None, &Fields::default()).await?)
}

/// `POST /settings/categories/{id}`: name, place and team at once.
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<CategoryId>, Form(typed): Form<Typed>) -> Answer {
    let actor = visitor.actor.clone();
    let rename = RenameCategory { category: id, name: typed.name.clone() };
    let place = MoveCategory { category: id, parent: typed.parent.parse().ok() };
    let route = RouteCategory { category: id, team: typed.team.parse().ok() };
    let saved = desk
        .db
        .write(move |tx| {
            tickets::rename_category(tx, &actor, &rename)?;
            tickets::move_category(tx, &actor, &place)?;
            tickets::route_category(tx, &actor, &route)
        })
        .await;
    match caught(saved)? {
        Ok(_) => Ok(with_flash(Redirect::to("/settings/categories"), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, Some(id), Some(typed), &fields).await?),
    }
}

/// `POST /settings/categories/{id}/archive`
pub async fn archive(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<CategoryId>) -> Answer<Response> {
    let done = desk.db.write(move |tx| tickets::archive_category(tx, &visitor.actor, &id)).await?;
    let flash = Flash::new("toast-archived").with("name", done.path).undo(format!("/settings/categories/{id}/restore"), 0);
    Ok(with_flash(Redirect::to("/settings/categories"), &flash))
}

/// `POST /settings/categories/{id}/restore`
pub async fn restore(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<CategoryId>) -> Answer<Response> {
    let done = desk.db.write(move |tx| tickets::restore_category(tx, &visitor.actor, &id)).await?;
    Ok(with_flash(Redirect::to("/settings/categories"), &Flash::new("toast-restored").with("name", done.path)))
}

async fn page<'a>(
    desk: &Desk,
    visitor: &'a SignedIn,
    id: Option<CategoryId>,
    typed: Option<Typed>,
    fields: &'a Fields,
) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "categories"));
    let up = crumbs(&visitor.say, &nav);
    let (mut shell, all, teams) = desk
        .db
        .read(move |conn| {
            let shell = shell(conn, &reader, Section::Settings, up.clone())?;
            Ok((shell, tickets::categories(conn)?, directory::teams(conn, &reader.actor)?))
        })
        .await?;
    let open = match id {
        Some(id) => Some(all.iter().find(|c| c.id == id).ok_or(Refusal::NotFound)?),
        None => None,
    };
    if let Some(open) = open {
        shell.crumbs = crumbs_below(&visitor.say, &nav, "categories", &open.path);
    }
    let typed = typed.or_else(|| open.map(typed_of)).unwrap_or_default();
    Ok(Page {
        t: &visitor.say,
        lines: if open.is_none() { all.iter().map(|c| line(c, &teams)).collect() } else { Vec::new() },
        archived: open.is_some_and(|c| c.archived_at.is_some()),
        parents: parents(&visitor.say, &all, open, &typed.parent),
        teams: team_choices(&visitor.say, &teams, &typed.team),
        shell,
        nav,
        id: id.map(|i| i.0),
        typed,
        fields,
    })
}

fn typed_of(category: &Category) -> Typed {
    let word = |id: Option<String>| id.unwrap_or_default();
    Typed {
        name: category.name.clone(),
        parent: word(category.parent_id.map(|p| p.to_string())),
        team: word(category.team_id.map(|t| t.to_string())),
    }
}

fn line(category: &Category, teams: &[Team]) -> Line {
    let team = teams.iter().find(|t| Some(t.id) == category.team_id).map(|t| t.name.clone());
    Line {
        id: category.id.0,
        above: category.path.strip_suffix(category.name.as_str()).unwrap_or_default().to_owned(),
        name: category.name.clone(),
        team: team.unwrap_or_default(),
        archived: category.archived_at.is_some(),
    }
}

/// Everything a category may go under: not itself, nothing below it, nothing put away.
fn parents(say: &Say, all: &[Category], open: Option<&Category>, chosen: &str) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", say.say("settings-category-root"), chosen)];
    let fits = |c: &&Category| c.archived_at.is_none() && open.is_none_or(|o| o.id != c.id && !c.is_below(o));
    choices.extend(all.iter().filter(fits).map(|c| Choice::new(c.id, c.path.clone(), chosen)));
    choices
}

/// Every team at work, and none.
#[must_use]
pub fn team_choices(say: &Say, teams: &[Team], chosen: &str) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", say.say("settings-no-team"), chosen)];
    choices.extend(teams.iter().filter(|t| t.archived_at.is_none()).map(|t| Choice::new(t.id, t.name.clone(), chosen)));
    choices
}
