//! What a macro would make of a ticket, and having it done.

use automation::{ApplyMacro, Deeds, MacroId, Speaker};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use outcome::{Error, Sentence};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};
use tickets::{Matrix, TicketId};

use super::actions::status_of;
use crate::desk::Desk;
use crate::front::{Answer, Caller, OnceKey, Segment};
use crate::tickets::{TicketJson, words};

/// What a macro would do.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EffectAnswer {
    /// What would be.
    pub result: Effect,
}

/// What would be: fields of a ticket, and the message that would be written.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Effect {
    /// The ticket as it would be, or only what would change where no ticket is named.
    pub ticket: Value,
}

/// What a macro did.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AppliedAnswer {
    /// The ticket as it is.
    pub ticket: TicketJson,
    /// Did it change anything?
    pub changed: bool,
}

fn speaker(desk: &Desk) -> Speaker {
    Speaker { texts: desk.catalogue, base_url: desk.base_url.clone(), zone: desk.zone.clone() }
}

/// What the deeds set, in the words of programs.
fn changed(deeds: &Deeds, me: Option<i64>) -> Map<String, Value> {
    let mut all = Map::new();
    let mut set = |field: &str, value: Option<Value>| all.extend(value.map(|value| (field.to_owned(), value)));
    set("category_id", deeds.category.map(|c| json!(c.0)));
    set("group_id", deeds.team.map(|t| json!(t.0)));
    set("assignee_id", me.filter(|_| deeds.take).or(deeds.assignee.map(|p| p.0)).map(|p| json!(p)));
    set("impact", deeds.impact.map(|level| json!(level)));
    set("urgency", deeds.urgency.map(|level| json!(level)));
    set("status", deeds.to.map(|to| json!(words::status(status_of(to)))));
    let comment = |body: &str, public: bool| json!({ "body": body, "html_body": text::markdown::to_html(body).as_str(), "public": public });
    set("comment", (!deeds.reply.is_empty()).then(|| comment(&deeds.reply, true)));
    // Zendesk has one message where we may have two; a note beside a reply stands by itself.
    let beside = if deeds.reply.is_empty() { "comment" } else { "note" };
    set(beside, (!deeds.note.is_empty()).then(|| comment(&deeds.note, false)));
    all
}

fn priority(matrix: &Matrix, impact: tickets::Level, urgency: tickets::Level) -> Value {
    json!(words::priority(matrix.priority(impact, urgency)))
}

/// `GET /macros/{id}/apply`: of no ticket in particular; what a ticket would fill in stays open.
pub async fn effect(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<MacroId>) -> Answer<Json<EffectAnswer>> {
    let me = caller.actor.person().map(|p| p.0);
    let (of, matrix) = desk.db.read(move |conn| Ok((automation::macro_of(conn, &caller.actor, id)?, tickets::matrix(conn)?))).await?;
    let mut ticket = changed(&of.deeds, me);
    if let Some((impact, urgency)) = of.deeds.impact.zip(of.deeds.urgency) {
        ticket.insert("priority".to_owned(), priority(&matrix, impact, urgency));
    }
    for (field, tags) in [("tags", &of.deeds.tag), ("remove_tags", &of.deeds.untag)] {
        if !tags.is_empty() {
            ticket.insert(field.to_owned(), json!(tags));
        }
    }
    Ok(Json(EffectAnswer { result: Effect { ticket: Value::Object(ticket) } }))
}

/// `GET /tickets/{id}/macros/{macro_id}/apply`: the ticket as it would be; nothing is changed.
pub async fn effect_on(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((ticket, id)): Segment<(TicketId, MacroId)>,
) -> Answer<Json<EffectAnswer>> {
    let (me, speaker) = (caller.actor.person().map(|p| p.0), speaker(&desk));
    let read = desk.db.read(move |conn| {
        let seen = automation::preview_macro(conn, &caller.actor, &speaker, id, ticket)?;
        Ok((seen, tickets::sheet(conn, &caller.actor, ticket)?, tickets::matrix(conn)?))
    });
    let (seen, mut sheet, matrix) = read.await?;
    if !seen.holds {
        return Err(Error::conflict(Sentence::new("macro-not-for-this").with("name", &seen.of.name)).into());
    }
    let deeds = &seen.deeds;
    sheet.tags.retain(|tag| !deeds.untag.contains(tag));
    sheet.tags.extend(deeds.tag.iter().filter(|tag| !sheet.tags.contains(tag)).cloned().collect::<Vec<_>>());
    let (impact, urgency) = (deeds.impact.unwrap_or(sheet.ticket.impact), deeds.urgency.unwrap_or(sheet.ticket.urgency));
    let mut told = serde_json::to_value(TicketJson::new(&desk, &sheet)).map_err(anyhow::Error::from)?;
    if let Value::Object(fields) = &mut told {
        fields.extend(changed(deeds, me));
        fields.insert("priority".to_owned(), priority(&matrix, impact, urgency));
    }
    Ok(Json(EffectAnswer { result: Effect { ticket: told } }))
}

/// `POST /tickets/{id}/macros/{macro_id}/apply`: does it, as whoever asks.
pub async fn apply(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((ticket, id)): Segment<(TicketId, MacroId)>,
    key: OnceKey,
) -> Answer<(HeaderMap, Json<AppliedAnswer>)> {
    let speaker = speaker(&desk);
    let apply = ApplyMacro { id, ticket, undo_send_s: 0, key: None };
    let done = desk.db.write(move |tx| {
        let request = format!("macro {id} on {ticket}");
        let once = key.once(tx, &caller.actor, &request, |tx| automation::apply_macro(tx, &caller.actor, &speaker, &apply))?;
        let headers = once.headers();
        Ok((headers, once.done, tickets::sheet(tx, &caller.actor, ticket)?))
    });
    let (headers, applied, sheet) = done.await?;
    Ok((headers, Json(AppliedAnswer { ticket: TicketJson::new(&desk, &sheet), changed: applied.event.is_some() })))
}
