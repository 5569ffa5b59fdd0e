//! Rules are added, changed and removed.

use automation::{Rule, RuleId};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use db::Tx;
use outcome::Result;
use people::Actor;
use tickets::Matrix;

use super::input::{AutomationBody, RuleIn, TriggerBody};
use super::json::RuleJson;
use super::{AutomationAnswer, Of, TriggerAnswer, of_kind};
use crate::desk::Desk;
use crate::front::{Answer, Caller, Segment, Sent};

/// A rule, and how the desk says priorities.
type Told = (Rule, Matrix);

fn told(desk: &Desk, of: Of, (rule, matrix): &Told) -> RuleJson {
    RuleJson::new(desk, of.path(), (rule, matrix))
}

fn add(tx: &mut Tx<'_>, actor: &Actor, of: Of, input: &RuleIn) -> Result<Told> {
    let rule = input.rule(tx, of, None)?;
    let id = automation::add_rule(tx, actor, &rule)?.id;
    place(tx, actor, id, input, input.active != Some(false))
}

fn change(tx: &mut Tx<'_>, actor: &Actor, of: Of, id: RuleId, input: &RuleIn) -> Result<Told> {
    let was = of_kind(tx, actor, of, id)?;
    let rule = input.rule(tx, of, Some(&was))?;
    automation::edit_rule(tx, actor, id, &rule)?;
    place(tx, actor, id, input, input.active.unwrap_or(was.enabled_at.is_some()))
}

/// Where it stands, and whether it is on.
fn place(tx: &mut Tx<'_>, actor: &Actor, id: RuleId, input: &RuleIn, on: bool) -> Result<Told> {
    if let Some(position) = input.position {
        automation::move_rule(tx, actor, id, position)?;
    }
    Ok((automation::switch_rule(tx, actor, id, on)?, tickets::matrix(tx)?))
}

fn remove(tx: &mut Tx<'_>, actor: &Actor, of: Of, id: RuleId) -> Result<()> {
    of_kind(tx, actor, of, id)?;
    automation::remove_rule(tx, actor, id).map(drop)
}

/// `POST /triggers`.
pub async fn create_trigger(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<TriggerBody>) -> Answer {
    let rule = desk.db.write(move |tx| add(tx, &caller.actor, Of::Events, &body.trigger)).await?;
    let trigger = told(&desk, Of::Events, &rule);
    Ok((StatusCode::CREATED, Json(TriggerAnswer { trigger })).into_response())
}

/// `POST /automations`.
pub async fn create_automation(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<AutomationBody>) -> Answer {
    let rule = desk.db.write(move |tx| add(tx, &caller.actor, Of::Clock, &body.automation)).await?;
    let automation = told(&desk, Of::Clock, &rule);
    Ok((StatusCode::CREATED, Json(AutomationAnswer { automation })).into_response())
}

/// `PUT /triggers/{id}`.
pub async fn update_trigger(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<RuleId>,
    Sent { body, .. }: Sent<TriggerBody>,
) -> Answer<Json<TriggerAnswer>> {
    let rule = desk.db.write(move |tx| change(tx, &caller.actor, Of::Events, id, &body.trigger)).await?;
    Ok(Json(TriggerAnswer { trigger: told(&desk, Of::Events, &rule) }))
}

/// `PUT /automations/{id}`.
pub async fn update_automation(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<RuleId>,
    Sent { body, .. }: Sent<AutomationBody>,
) -> Answer<Json<AutomationAnswer>> {
    let rule = desk.db.write(move |tx| change(tx, &caller.actor, Of::Clock, id, &body.automation)).await?;
    Ok(Json(AutomationAnswer { automation: told(&desk, Of::Clock, &rule) }))
}

/// `DELETE /triggers/{id}`.
pub async fn delete_trigger(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<RuleId>) -> Answer<StatusCode> {
    desk.db.write(move |tx| remove(tx, &caller.actor, Of::Events, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /automations/{id}`.
pub async fn delete_automation(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<RuleId>) -> Answer<StatusCode> {
    desk.db.write(move |tx| remove(tx, &caller.actor, Of::Clock, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
