//! `/settings/macros`: several deeds that belong together, done with one click. One's own, and those of teams and the whole desk.

use askama::Template;
use automation::{Change, Macro, MacroId, SaveMacro};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use catalogue::Say;
use db::EventId;
use outcome::Refusal;
use people::{Actor, directory};

use super::canned::{placeholders, scope_of, scope_word, scope_words, scopes};
use super::nav::{Nav, crumbs, crumbs_below, nav};
use super::rules::typed::{Choices, Offered, Typed};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::tickets::deeds_words;
use crate::ui::view::{Choice, Section, Shell};

const HERE: &str = "/settings/macros";

/// A macro in the list.
struct Line {
    id: i64,
    name: String,
    scope: String,
    does: String,
    uses: String,
    away: bool,
}

/// A change of a macro.
struct ChangeLine {
    text: String,
    at_ms: i64,
    undo: Option<i64>,
}

#[derive(Template)]
#[template(path = "settings/macros.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    lines: Vec<Line>,
    id: Option<i64>,
    archived: bool,
    /// May the reader change the one that is open, or add one?
    may: bool,
    typed: &'a Typed,
    scopes: Vec<Choice>,
    choices: Choices,
    placeholders: Vec<(String, String)>,
    changes: Vec<ChangeLine>,
    /// Does a person do the deeds, and not a rule?
    by_agent: bool,
    fields: &'a Fields,
}

fn input(typed: &Typed, actor: &Actor, id: Option<MacroId>) -> SaveMacro {
    let (name, description, filter) = (typed.name.clone(), typed.description.clone(), typed.filter.clone());
    SaveMacro { id, name, description, scope: scope_of(actor, &typed.scope), filter, deeds: typed.deeds() }
}

/// `GET /settings/macros`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, &Typed::default(), &Fields::default()).await?)
}

/// `POST /settings/macros`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    save_as(&desk, &visitor, None, typed).await
}

/// `GET /settings/macros/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MacroId>) -> Answer {
    let actor = visitor.actor.clone();
    let of = desk.db.read(move |conn| automation::macro_of(conn, &actor, id)).await?;
    let mut typed = Typed { name: of.name, description: of.description, filter: of.filter, ..Typed::of_deeds(&of.deeds) };
    typed.scope = scope_word(of.scope);
    html(&page(&desk, &visitor, Some(id), &typed, &Fields::default()).await?)
}

/// `POST /settings/macros/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MacroId>, Form(typed): Form<Typed>) -> Answer {
    save_as(&desk, &visitor, Some(id), typed).await
}

async fn save_as(desk: &Desk, visitor: &SignedIn, id: Option<MacroId>, typed: Typed) -> Answer {
    let (actor, input) = (visitor.actor.clone(), input(&typed, &visitor.actor, id));
    match caught(desk.db.write(move |tx| automation::save_macro(tx, &actor, &input)).await)? {
        Ok(saved) => Ok(back(saved.id)),
        Err(fields) => again(&page(desk, visitor, id, &typed, &fields).await?),
    }
}

/// `POST /settings/macros/{id}/archive`
pub async fn archive(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MacroId>) -> Answer<Response> {
    let done = desk.db.write(move |tx| automation::archive_macro(tx, &visitor.actor, &id)).await?;
    let flash = Flash::new("toast-archived").with("name", done.name).undo(format!("{HERE}/{id}/restore"), 0);
    Ok(with_flash(Redirect::to(HERE), &flash))
}

/// `POST /settings/macros/{id}/restore`
pub async fn restore(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MacroId>) -> Answer<Response> {
    let done = desk.db.write(move |tx| automation::restore_macro(tx, &visitor.actor, &id)).await?;
    Ok(with_flash(Redirect::to(HERE), &Flash::new("toast-restored").with("name", done.name)))
}

/// `POST /settings/macros/{id}/changes/{event}/undo`
pub async fn undo(State(desk): State<Desk>, visitor: SignedIn, Path((id, event)): Path<(MacroId, EventId)>) -> Answer {
    desk.db.write(move |tx| automation::undo_macro_edit(tx, &visitor.actor, id, event)).await?;
    Ok(back(id))
}

fn back(id: MacroId) -> Response {
    with_flash(Redirect::to(&format!("{HERE}/{id}")), &Flash::new("toast-saved"))
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: Option<MacroId>, typed: &'a Typed, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "macros"));
    let up = crumbs(&visitor.say, &nav);
    let read = desk.db.read(move |conn| {
        let all = automation::macros(conn, &reader.actor)?;
        let changes = id.map(|id| automation::macro_changes(conn, &reader.actor, id)).transpose()?.unwrap_or_default();
        let shell = shell(conn, &reader, Section::Settings, up.clone())?;
        let teams: Vec<_> = directory::teams(conn, &reader.actor)?;
        Ok((shell, all, changes, Offered::read(conn, &reader.actor)?, teams, tickets::forms(conn)?))
    });
    let (mut shell, all, changes, offered, teams, forms) = read.await?;
    let teams: Vec<_> = teams.into_iter().filter(|t| t.archived_at.is_none()).map(|t| (t.id, t.name)).collect();
    let say = &visitor.say;
    let open = match id {
        Some(id) => Some(all.iter().find(|m| m.id == id).ok_or(Refusal::NotFound)?),
        None => None,
    };
    if let Some(open) = open {
        shell.crumbs = crumbs_below(say, &nav, "macros", &open.name);
    }
    let line = |m: &Macro| Line {
        id: m.id.0,
        name: m.name.clone(),
        scope: scope_words(say, m.scope, &teams),
        does: deeds_words(say, &m.deeds.all()),
        uses: say.say1("prepared-uses", "count", m.uses).into_owned(),
        away: m.archived_at.is_some(),
    };
    let change = |c: Change| {
        let by = c.by.clone().unwrap_or_else(|| say.say("told-firstline").into_owned());
        let key = format!("settings-{}", c.kind.replace('.', "-"));
        ChangeLine { text: say.say1(&key, "name", by.as_str()).into_owned(), at_ms: c.at.0, undo: c.can_be_undone().then_some(c.id.0) }
    };
    Ok(Page {
        t: say,
        lines: if open.is_none() { all.iter().map(line).collect() } else { Vec::new() },
        archived: open.is_some_and(|m| m.archived_at.is_some()),
        may: open.is_none_or(|m| m.scope.may_change(&visitor.actor)),
        scopes: scopes(say, visitor.actor.role, &teams, &typed.scope),
        choices: typed.choices(say, offered, true),
        placeholders: placeholders(say, &forms),
        changes: changes.into_iter().map(change).collect(),
        by_agent: true,
        id: id.map(|id| id.0),
        typed,
        shell,
        nav,
        fields,
    })
}
