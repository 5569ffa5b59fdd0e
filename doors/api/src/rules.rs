//! The desk's rules, in the words programs ask for them: those that hear events are triggers, those of the clock are automations.

mod input;
mod json;
mod write;

use automation::{Rule, RuleId, When};
use axum::Json;
use axum::extract::State;
use db::Conn;
use outcome::{Refusal, Result};
use people::Actor;
use schemars::JsonSchema;
use serde::Serialize;

use crate::contents::{Api, Doc, Gate, Param};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Turn};
use crate::paged;
use input::{AutomationBody, TriggerBody};
use json::RuleJson;

/// One trigger.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TriggerAnswer {
    /// The rule.
    pub trigger: RuleJson,
}

/// A page of triggers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TriggersAnswer {
    /// The rules, in the order in which they are asked.
    pub triggers: Vec<RuleJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// One automation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AutomationAnswer {
    /// The rule.
    pub automation: RuleJson,
}

/// A page of automations.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AutomationsAnswer {
    /// The rules, in the order in which they are asked.
    pub automations: Vec<RuleJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// Which rules are listed.
const LIST: &[Param] = &[Param { name: "active", says: "Only those that are on (true) or off (false).", number: false }];
/// Which are looked for.
const SEARCH: &[Param] = &[Param { name: "query", says: "A part of the title.", number: false }, LIST[0]];

/// The routes about rules.
pub fn routes(api: Api) -> Api {
    automations(triggers(api))
}

fn triggers(api: Api) -> Api {
    let one = |id, says| Doc::answers::<TriggerAnswer>(id, says);
    let page = |id, says| Doc::answers::<TriggersAnswer>(id, says).paged();
    api.get("/triggers", Gate::Lead, list_triggers, page("ListTriggers", "Rules that hear what happens to tickets.").params(LIST))
        .get("/triggers/active", Gate::Lead, active_triggers, page("ListActiveTriggers", "Those of them that are on."))
        .get("/triggers/search", Gate::Lead, list_triggers, page("SearchTriggers", "Those of them of a title.").params(SEARCH))
        .post("/triggers", Gate::Lead, write::create_trigger, one("CreateTrigger", "Adds a rule.").takes::<TriggerBody>().status(201))
        .get("/triggers/{id}", Gate::Lead, show_trigger, one("GetTrigger", "One rule."))
        .put("/triggers/{id}", Gate::Lead, write::update_trigger, one("UpdateTrigger", "Changes a rule.").takes::<TriggerBody>())
        .delete(
            "/triggers/{id}",
            Gate::Lead,
            write::delete_trigger,
            Doc::bare("DeleteTrigger", "Removes a rule. What it did stays on the tickets, and leads can bring it back."),
        )
}

fn automations(api: Api) -> Api {
    let one = |id, says| Doc::answers::<AutomationAnswer>(id, says);
    let page = |id, says| Doc::answers::<AutomationsAnswer>(id, says).paged();
    api.get("/automations", Gate::Lead, list_automations, page("ListAutomations", "Rules of the clock.").params(LIST))
        .get("/automations/active", Gate::Lead, active_automations, page("ListActiveAutomations", "Those of them that are on."))
        .get("/automations/search", Gate::Lead, list_automations, page("SearchAutomations", "Those of them of a title.").params(SEARCH))
        .post(
            "/automations",
            Gate::Lead,
            write::create_automation,
            one("CreateAutomation", "Adds a rule of the clock.").takes::<AutomationBody>().status(201),
        )
        .get("/automations/{id}", Gate::Lead, show_automation, one("ShowAutomation", "One rule."))
        .put(
            "/automations/{id}",
            Gate::Lead,
            write::update_automation,
            one("UpdateAutomation", "Changes a rule.").takes::<AutomationBody>(),
        )
        .delete(
            "/automations/{id}",
            Gate::Lead,
            write::delete_automation,
            Doc::bare("DeleteAutomation", "Removes a rule. What it did stays on the tickets, and leads can bring it back."),
        )
}

/// Which kind of rules a path is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Events,
    Clock,
}

impl Of {
    fn has(self, when: When) -> bool {
        (when == When::Time) == (self == Self::Clock)
    }

    fn path(self) -> &'static str {
        match self {
            Self::Events => "triggers",
            Self::Clock => "automations",
        }
    }
}

/// One rule of this kind that is not removed.
fn of_kind(conn: &Conn, actor: &Actor, of: Of, id: RuleId) -> Result<Rule> {
    let rule = automation::rule(conn, actor, id)?;
    if of.has(rule.when) && rule.removed_at.is_none() { Ok(rule) } else { Err(Refusal::NotFound.into()) }
}

async fn page_of(desk: &Desk, caller: Caller, asked: &Asked, of: Of, active: Option<bool>) -> Answer<(Vec<RuleJson>, Turn)> {
    let page = asked.page()?;
    let (mut all, matrix) = desk.db.read(move |conn| Ok((automation::rules(conn, &caller.actor)?, tickets::matrix(conn)?))).await?;
    let active = active.or_else(|| asked.text("active").and_then(|word| word.parse().ok()));
    let named = asked.text("query").unwrap_or_default().to_lowercase();
    all.retain(|rule| {
        of.has(rule.when) && active.is_none_or(|on| rule.enabled_at.is_some() == on) && rule.name.to_lowercase().contains(&named)
    });
    let (part, walked) = paged::part(&page, all);
    Ok((part.iter().map(|rule| RuleJson::new(desk, of.path(), (rule, &matrix))).collect(), page.turn(desk, asked, &walked)))
}

async fn list_triggers(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<TriggersAnswer>> {
    let (triggers, turn) = page_of(&desk, caller, &asked, Of::Events, None).await?;
    Ok(Json(TriggersAnswer { triggers, turn }))
}

async fn active_triggers(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<TriggersAnswer>> {
    let (triggers, turn) = page_of(&desk, caller, &asked, Of::Events, Some(true)).await?;
    Ok(Json(TriggersAnswer { triggers, turn }))
}

async fn list_automations(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<AutomationsAnswer>> {
    let (automations, turn) = page_of(&desk, caller, &asked, Of::Clock, None).await?;
    Ok(Json(AutomationsAnswer { automations, turn }))
}

async fn active_automations(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<AutomationsAnswer>> {
    let (automations, turn) = page_of(&desk, caller, &asked, Of::Clock, Some(true)).await?;
    Ok(Json(AutomationsAnswer { automations, turn }))
}

async fn show_trigger(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<RuleId>) -> Answer<Json<TriggerAnswer>> {
    let (rule, matrix) = desk.db.read(move |conn| Ok((of_kind(conn, &caller.actor, Of::Events, id)?, tickets::matrix(conn)?))).await?;
    Ok(Json(TriggerAnswer { trigger: RuleJson::new(&desk, Of::Events.path(), (&rule, &matrix)) }))
}

async fn show_automation(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<RuleId>) -> Answer<Json<AutomationAnswer>> {
    let (rule, matrix) = desk.db.read(move |conn| Ok((of_kind(conn, &caller.actor, Of::Clock, id)?, tickets::matrix(conn)?))).await?;
    Ok(Json(AutomationAnswer { automation: RuleJson::new(&desk, Of::Clock.path(), (&rule, &matrix)) }))
}
