//! What happened to a ticket, in order.

use axum::Json;
use axum::extract::State;
use db::{Conn, EventId};
use outcome::Result;
use people::PersonId;
use people::directory::{self, Profile};
use schemars::JsonSchema;
use serde::Serialize;
use tickets::{LOG_MAX, TicketId};

use super::AuditJson;
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Page, Segment, Start, Turn, Walked};
use crate::users::{UserJson, users_json};

/// A page of audits.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AuditsAnswer {
    /// What happened.
    pub audits: Vec<AuditJson>,
    /// Who did it and who wrote, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<Vec<UserJson>>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// One audit.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AuditAnswer {
    /// What happened.
    pub audit: AuditJson,
}

/// `GET /tickets/{id}/audits`: of the last [`LOG_MAX`] things after the cursor, those of one page.
pub async fn list(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TicketId>, asked: Asked) -> Answer<Json<AuditsAnswer>> {
    let page = asked.page()?;
    let with_users = asked.includes("users");
    let read = desk.db.read(move |conn| {
        let log = tickets::log_of(conn, &caller.actor, id, EventId(0), LOG_MAX)?;
        let (audits, walked) = cut(AuditJson::all(&log), &page);
        let users = with_users.then(|| authors(conn, &audits)).transpose()?;
        Ok((audits, walked, users))
    });
    let (audits, walked, users) = read.await?;
    let users = users.map(|users| users_json(&desk, &users));
    Ok(Json(AuditsAnswer { audits, users, turn: page.turn(&desk, &asked, &walked) }))
}

/// Whoever did and wrote what these tell of. One statement.
fn authors(conn: &Conn, audits: &[AuditJson]) -> Result<Vec<Profile>> {
    let wrote = |audit: &AuditJson| audit.events.iter().filter_map(|event| event.data.get("author_id")?.as_i64()).collect::<Vec<_>>();
    let mut ids: Vec<PersonId> = audits.iter().flat_map(|audit| [vec![audit.author_id], wrote(audit)].concat()).map(PersonId).collect();
    ids.sort_unstable();
    ids.dedup();
    directory::profiles_named(conn, &ids)
}

/// `GET /ticket_audits`: a page walks forward along the log, by cursor; the number of all is not counted.
pub async fn all(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<AuditsAnswer>> {
    let page = asked.page()?;
    let after = match page.start {
        Start::After(_, id) => id,
        Start::Begin | Start::Skip(_) | Start::Before(..) => 0,
    };
    let with_users = asked.includes("users");
    let log = desk.db.read(move |conn| tickets::log(conn, &caller.actor, EventId(after), db::Moment(0), LOG_MAX)).await?;
    let last_event = log.logged.last().map_or(after, |logged| logged.told.id.0);
    let mut audits = AuditJson::all(&log);
    // The last one may go on beyond what was read.
    if log.more && audits.len() > 1 {
        audits.pop();
    }
    let skip = if let Start::Skip(skip) = page.start { usize::try_from(skip).unwrap_or(usize::MAX) } else { 0 };
    let more = log.more || audits.len() > skip.saturating_add(page.size);
    let cut: Vec<AuditJson> = audits.into_iter().skip(skip).take(page.size).collect();
    let last = cut.last().map(|audit| (0, audit.last_event().unwrap_or(last_event)));
    let walked = Walked { first: cut.first().map(|audit| (0, audit.id)), last, more, count: i64::try_from(cut.len()).ok() };
    let (turn, told) = (page.turn(&desk, &asked, &walked), cut.clone());
    let read = desk.db.read(move |conn| {
        let users = with_users.then(|| authors(conn, &told)).transpose()?;
        Ok(users)
    });
    let users = read.await?;
    Ok(Json(AuditsAnswer { audits: cut, users: users.map(|users| users_json(&desk, &users)), turn }))
}

/// `GET /tickets/{id}/audits/{audit}`.
pub async fn show(State(desk): State<Desk>, caller: Caller, Segment((id, audit)): Segment<(TicketId, i64)>) -> Answer<Json<AuditAnswer>> {
    let log = desk.db.read(move |conn| tickets::log_of(conn, &caller.actor, id, EventId(audit.saturating_sub(1)), LOG_MAX)).await?;
    let found = AuditJson::all(&log).into_iter().next().filter(|found| found.id == audit);
    Ok(Json(AuditAnswer { audit: found.ok_or(outcome::Refusal::NotFound)? }))
}

/// The audits of one page; they are in order of their numbers.
pub(super) fn cut(audits: Vec<AuditJson>, page: &Page) -> (Vec<AuditJson>, Walked) {
    let count = i64::try_from(audits.len()).unwrap_or(i64::MAX);
    let beyond = match page.start {
        Start::Begin => 0,
        Start::Skip(skip) => usize::try_from(skip).unwrap_or(usize::MAX),
        Start::After(_, id) => audits.partition_point(|audit| audit.id <= id),
        Start::Before(_, id) => audits.partition_point(|audit| audit.id < id).saturating_sub(page.size),
    };
    let more = match page.start {
        Start::Before(..) => beyond > 0,
        _ => audits.len() > beyond.saturating_add(page.size),
    };
    let cut: Vec<AuditJson> = audits.into_iter().skip(beyond).take(page.size).collect();
    let place = |audit: Option<&AuditJson>| audit.map(|audit| (0, audit.id));
    let walked = Walked { first: place(cut.first()), last: place(cut.last()), more, count: Some(count) };
    (cut, walked)
}
