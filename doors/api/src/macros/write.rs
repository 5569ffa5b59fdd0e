//! Macros are added, changed and deleted.

use automation::{MacroId, SaveMacro, Scope};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use db::Tx;
use outcome::Result;
use people::{Actor, TeamId};
use schemars::JsonSchema;
use serde::Deserialize;

use super::actions::{Action, deeds_of};
use super::{MacroAnswer, MacroJson, MacrosAnswer};
use crate::bulk::{BULK_MAX, bulk_count};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Given, Id, Segment, Sent};
use crate::paged;

/// The body of a request about one macro.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct MacroBody {
    /// The macro.
    pub r#macro: MacroIn,
}

/// The body of a request about several macros, each by its number.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct MacrosBody {
    /// Each as it should be.
    pub macros: Vec<NumberedMacro>,
}

/// One of several macros.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct NumberedMacro {
    /// Its number.
    pub id: Option<Id>,
    /// As it should be.
    #[serde(flatten)]
    pub to: MacroIn,
}

/// A macro as it should be; what is not sent stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct MacroIn {
    /// What it is called.
    pub title: Option<String>,
    /// What it is for.
    pub description: Given<String>,
    /// What it does.
    pub actions: Option<Vec<Action>>,
    /// Is it offered?
    pub active: Option<bool>,
    /// For whom it is: everybody when there is none.
    pub restriction: Given<Restriction>,
    /// Its place.
    pub position: Option<usize>,
    /// Ours: for which tickets, in the filter language.
    pub filter: Option<String>,
}

/// For whom a macro is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Restriction {
    /// `Group` or `User`.
    pub r#type: String,
    /// The team.
    pub id: Option<Id>,
    /// The team, in a list.
    pub ids: Vec<Id>,
}

impl MacroIn {
    fn scope(&self, actor: &Actor) -> Option<Scope> {
        match &self.restriction {
            Given::Missing => None,
            Given::Null => Some(Scope::Shared),
            Given::Some(to) => match (to.r#type.as_str(), to.id.or(to.ids.first().copied())) {
                ("Group", Some(team)) => Some(Scope::Team(TeamId(team.0))),
                _ => actor.person().map(Scope::Own),
            },
        }
    }
}

fn save(tx: &mut Tx<'_>, actor: &Actor, id: Option<MacroId>, input: &MacroIn) -> Result<automation::Macro> {
    let was = id.map(|id| automation::macro_of(tx, actor, id)).transpose()?;
    let was = was.as_ref();
    // Without a word it is everybody's for whoever may keep what is for others, and their own for the rest.
    let usual = if Scope::Shared.may_change(actor) { Some(Scope::Shared) } else { actor.person().map(Scope::Own) };
    let deeds = match &input.actions {
        Some(actions) => deeds_of(actions, &tickets::matrix(tx)?)?,
        None => was.map(|m| m.deeds.clone()).unwrap_or_default(),
    };
    let description = match &input.description {
        Given::Missing => was.map(|m| m.description.clone()),
        Given::Null => None,
        Given::Some(text) => Some(text.clone()),
    };
    let save = SaveMacro {
        id,
        name: input.title.clone().or_else(|| was.map(|m| m.name.clone())).unwrap_or_default(),
        description: description.unwrap_or_default(),
        scope: input.scope(actor).or_else(|| was.map(|m| m.scope)).or(usual).unwrap_or(Scope::Shared),
        filter: input.filter.clone().or_else(|| was.map(|m| m.filter.clone())).unwrap_or_default(),
        deeds,
    };
    let mut of = automation::save_macro(tx, actor, &save)?;
    if let Some(position) = input.position {
        of = automation::move_macro(tx, actor, of.id, position)?;
    }
    match input.active {
        Some(true) => automation::restore_macro(tx, actor, &of.id),
        Some(false) => automation::archive_macro(tx, actor, &of.id),
        None => Ok(of),
    }
}

async fn saved(desk: &Desk, caller: Caller, id: Option<MacroId>, body: MacroBody) -> Answer<Json<MacroAnswer>> {
    let written = desk.db.write(move |tx| Ok((save(tx, &caller.actor, id, &body.r#macro)?, tickets::matrix(tx)?)));
    let (of, matrix) = written.await?;
    Ok(Json(MacroAnswer { r#macro: MacroJson::new(desk, &of, &matrix) }))
}

/// `POST /macros`.
pub async fn create(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<MacroBody>) -> Answer<Json<MacroAnswer>> {
    saved(&desk, caller, None, body).await
}

/// `PUT /macros/{id}`.
pub async fn update(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<MacroId>,
    Sent { body, .. }: Sent<MacroBody>,
) -> Answer<Json<MacroAnswer>> {
    saved(&desk, caller, Some(id), body).await
}

/// `PUT /macros/update_many`: all of them, or none.
pub async fn update_many(
    State(desk): State<Desk>,
    caller: Caller,
    asked: Asked,
    Sent { body, .. }: Sent<MacrosBody>,
) -> Answer<Json<MacrosAnswer>> {
    let page = asked.page()?;
    if body.macros.is_empty() || body.macros.len() > BULK_MAX {
        return Err(bulk_count().into());
    }
    let written = desk.db.write(move |tx| {
        let one = |tx: &mut Tx<'_>, input: &NumberedMacro| save(tx, &caller.actor, Some(MacroId(input.id.map_or(0, |id| id.0))), &input.to);
        let all = body.macros.iter().map(|input| one(tx, input)).collect::<Result<Vec<_>>>()?;
        Ok((all, tickets::matrix(tx)?))
    });
    let (all, matrix) = written.await?;
    let (part, walked) = paged::part(&page, all);
    let macros = part.iter().map(|of| MacroJson::new(&desk, of, &matrix)).collect();
    Ok(Json(MacrosAnswer { macros, turn: page.turn(&desk, &asked, &walked) }))
}

/// `DELETE /macros/{id}`.
pub async fn delete(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<MacroId>) -> Answer<StatusCode> {
    desk.db.write(move |tx| automation::delete_macro(tx, &caller.actor, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /macros/destroy_many` by `ids`: all of them, or none.
pub async fn delete_many(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<StatusCode> {
    let ids = asked.ids("ids")?;
    desk.db.write(move |tx| ids.iter().try_for_each(|id| automation::delete_macro(tx, &caller.actor, &MacroId(*id)))).await?;
    Ok(StatusCode::NO_CONTENT)
}
