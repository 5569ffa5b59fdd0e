//! Macros, page by page, and what they can do.

use std::collections::BTreeSet;

use automation::{Macro, MacroId, Scope};
use axum::Json;
use axum::extract::State;
use people::TeamId;
use schemars::JsonSchema;
use serde::Serialize;
use text::plain::fold;

use super::kinds::{self, ActionKind};
use super::{MacroAnswer, MacroJson};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Turn};
use crate::paged;

/// A page of macros.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MacrosAnswer {
    /// The macros.
    pub macros: Vec<MacroJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// What stands before `::` in titles.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MacroCategoriesAnswer {
    /// Each once, in order.
    pub categories: Vec<String>,
}

/// What macros can do.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ActionsAnswer {
    /// Each kind of action.
    pub actions: Vec<ActionKind>,
}

async fn page_of(desk: &Desk, caller: Caller, asked: &Asked, wanted: impl Fn(&Macro) -> bool) -> Answer<Json<MacrosAnswer>> {
    let (page, team) = (asked.page()?, asked.number("group_id")?.map(TeamId));
    let (all, matrix) = desk.db.read(move |conn| Ok((automation::macros(conn, &caller.actor)?, tickets::matrix(conn)?))).await?;
    let access = asked.text("access");
    let active = asked.text("active").map(|_| asked.flag("active"));
    let mut all: Vec<Macro> = all
        .into_iter()
        .filter(|m| match access {
            Some("personal") => matches!(m.scope, Scope::Own(_)),
            Some("shared") => !matches!(m.scope, Scope::Own(_)),
            _ => true,
        })
        .filter(|m| active.is_none_or(|active| m.archived_at.is_none() == active))
        .filter(|m| team.is_none_or(|team| m.scope.team() == Some(team)))
        .filter(|m| wanted(m))
        .collect();
    match asked.text("sort_by") {
        Some("alphabetical") => all.sort_by_cached_key(|m| fold(&m.name)),
        Some("created_at") => all.sort_by_key(|m| m.created_at),
        Some("updated_at") => all.sort_by_key(|m| m.updated_at),
        _ => {}
    }
    if asked.text("sort_order") == Some("desc") {
        all.reverse();
    }
    let (macros, walked) = paged::part(&page, all);
    Ok(Json(MacrosAnswer {
        macros: macros.iter().map(|m| MacroJson::new(desk, m, &matrix)).collect(),
        turn: page.turn(desk, asked, &walked),
    }))
}

/// `GET /macros`. Two statements.
pub async fn all(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<MacrosAnswer>> {
    page_of(&desk, caller, &asked, |_| true).await
}

/// `GET /macros/active`.
pub async fn active(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<MacrosAnswer>> {
    page_of(&desk, caller, &asked, |m| m.archived_at.is_none()).await
}

/// `GET /macros/search` by `query`.
pub async fn search(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<MacrosAnswer>> {
    let part = fold(asked.text("query").unwrap_or_default());
    page_of(&desk, caller, &asked, |m| fold(&m.name).contains(&part)).await
}

/// `GET /macros/categories`.
pub async fn categories(State(desk): State<Desk>, caller: Caller) -> Answer<Json<MacroCategoriesAnswer>> {
    let all = desk.db.read(move |conn| automation::macros(conn, &caller.actor)).await?;
    let named = all.iter().filter_map(|m| m.name.split_once("::").map(|(before, _)| before.trim().to_owned()));
    let each: BTreeSet<String> = named.collect();
    Ok(Json(MacroCategoriesAnswer { categories: each.into_iter().collect() }))
}

/// `GET /macros/actions`.
pub async fn actions(State(desk): State<Desk>, caller: Caller) -> Answer<Json<ActionsAnswer>> {
    let actions = desk.db.read(move |conn| kinds::kinds(conn, &caller.actor)).await?;
    Ok(Json(ActionsAnswer { actions }))
}

/// `GET /macros/{id}`.
pub async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<MacroId>) -> Answer<Json<MacroAnswer>> {
    let (of, matrix) = desk.db.read(move |conn| Ok((automation::macro_of(conn, &caller.actor, id)?, tickets::matrix(conn)?))).await?;
    Ok(Json(MacroAnswer { r#macro: MacroJson::new(&desk, &of, &matrix) }))
}
