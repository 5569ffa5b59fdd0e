//! The audit log, page by page, and one entry.

use audit::{Ask, EntryId};
use axum::Json;
use axum::extract::State;
use db::Moment;
use jiff::Timestamp;
use people::PersonId;
use schemars::JsonSchema;
use serde::Serialize;

use super::json::{AuditLogJson, noun};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Refused, Segment, Start, Turn, Walked};

/// A page of the audit log.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AuditLogsAnswer {
    /// The entries.
    pub audit_logs: Vec<AuditLogJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// One entry of the audit log.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AuditLogAnswer {
    /// The entry.
    pub audit_log: AuditLogJson,
}

/// `GET /audit_logs`. Two statements, three where all are counted.
pub async fn all(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<AuditLogsAnswer>> {
    let page = asked.page()?;
    let mut ask = ask(&asked)?;
    ask.limit = page.size;
    ask.counts = page.counts();
    let forward = if ask.oldest_first { &mut ask.after } else { &mut ask.before };
    match page.start {
        Start::Begin => {}
        Start::Skip(skip) => ask.skip = skip,
        Start::After(_, id) => *forward = Some(EntryId(id)),
        Start::Before(_, id) if ask.oldest_first => ask.before = Some(EntryId(id)),
        Start::Before(_, id) => ask.after = Some(EntryId(id)),
    }
    let found = desk.db.read(move |conn| audit::entries(conn, &caller.actor, &ask)).await?;
    let place = |entry: &audit::Entry| (entry.link.at.0, entry.link.id);
    let (first, last) = (found.entries.first().map(place), found.entries.last().map(place));
    let walked = Walked { first, last, more: found.more, count: found.count };
    let audit_logs = found.entries.iter().map(|entry| AuditLogJson::new(&desk, entry)).collect();
    Ok(Json(AuditLogsAnswer { audit_logs, turn: page.turn(&desk, &asked, &walked) }))
}

/// `GET /audit_logs/{id}`. Two statements.
pub async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<EntryId>) -> Answer<Json<AuditLogAnswer>> {
    let entry = desk.db.read(move |conn| audit::entry(conn, &caller.actor, id)).await?;
    Ok(Json(AuditLogAnswer { audit_log: AuditLogJson::new(&desk, &entry) }))
}

fn ask(asked: &Asked) -> Answer<Ask> {
    let wrong = |name: &'static str, says: &str| Refused::Parameter { name, says: says.to_owned() };
    if asked.text("filter[ip_address]").is_some() {
        return Err(wrong("filter[ip_address]", "Addresses are not kept, so that entries cannot be found by them."));
    }
    if asked.text("sort_by").is_some_and(|by| by != "created_at") {
        return Err(wrong("sort_by", "It must be created_at."));
    }
    let act = asked.text("filter[action]").map(str::parse).transpose();
    let mut days = asked.all("filter[created_at]").chain(asked.all("filter[created_at][]")).map(|text| {
        let read = text.parse::<Timestamp>().map(|at| Moment(at.as_millisecond()));
        read.map_err(|_| wrong("filter[created_at]", "It must be a time such as 2026-11-23T09:00:00Z."))
    });
    let subject_kind = asked.text("filter[source_type]").map(|word| noun(word).to_owned());
    Ok(Ask {
        actor: asked.number("filter[actor_id]")?.map(PersonId),
        act: act.map_err(|_| wrong("filter[action]", "It must be create, update, destroy, login or exported."))?,
        subject_kind,
        subject_id: asked.number("filter[source_id]")?,
        from: days.next().transpose()?,
        until: days.next().transpose()?,
        oldest_first: match (asked.text("sort"), asked.text("sort_order")) {
            (Some("created_at"), _) | (None, Some("asc")) => true,
            (Some("-created_at"), _) | (None, None | Some("desc")) => false,
            (Some(_), _) => return Err(wrong("sort", "It must be created_at or -created_at.")),
            (None, Some(_)) => return Err(wrong("sort_order", "It must be asc or desc.")),
        },
        ..Ask::default()
    })
}
