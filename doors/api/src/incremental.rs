//! Exports that go on where they ended: all that changed since an instant, page by page, at least once each.

mod metric_events;
mod people;

use audit::Record;
use axum::Json;
use axum::extract::State;
use db::{EventId, Moment, SECOND_MS};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use tickets::{BROWSED_MAX, Browse, BrowseFrom, By, LOG_MAX, Which};

use crate::contents::{Api, Doc, Gate, Param};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Refused};
use crate::tickets::audit::AuditJson;
use crate::tickets::json::TicketJson;
use crate::tickets::present::{SideLoads, Wanted, present};

/// A page of an export by cursor.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CursorExport {
    /// The tickets, the one changed longest ago first.
    pub tickets: Vec<TicketJson>,
    /// What was asked for beside them.
    #[serde(flatten)]
    pub beside: SideLoads,
    /// Where it goes on.
    pub after_url: Option<String>,
    /// The same as a cursor.
    pub after_cursor: Option<String>,
    /// Exports only go on.
    pub before_url: Option<String>,
    /// Exports only go on.
    pub before_cursor: Option<String>,
    /// Is there nothing more now?
    pub end_of_stream: bool,
}

/// A page of an export by time.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TimeExport {
    /// The tickets, the one changed longest ago first.
    pub tickets: Vec<TicketJson>,
    /// What was asked for beside them.
    #[serde(flatten)]
    pub beside: SideLoads,
    /// Where it goes on.
    pub next_page: Option<String>,
    /// How many came.
    pub count: usize,
    /// When the last one changed, in seconds since 1970.
    pub end_time: Option<i64>,
    /// Is there nothing more now?
    pub end_of_stream: bool,
}

/// A page of what happened.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EventExport {
    /// What happened, in order.
    pub ticket_events: Vec<Value>,
    /// Where it goes on.
    pub next_page: Option<String>,
    /// How many came.
    pub count: usize,
    /// When the last of it happened, in seconds since 1970.
    pub end_time: Option<i64>,
    /// Is there nothing more now?
    pub end_of_stream: bool,
}

/// What changed so short a time ago may still be joined by what changed before it and is being written.
const SETTLES_MS: i64 = 5 * SECOND_MS;
/// Records of a sample.
const SAMPLE: usize = 50;
/// Parameters of an export.
const PARAMS: &[Param] = &[
    Param { name: "start_time", says: "Since when, in seconds since 1970.", number: true },
    Param { name: "cursor", says: "Where an earlier page ended.", number: false },
    Param { name: "per_page", says: "How many at most, up to 1000.", number: true },
    Param { name: "include", says: "What to send along: users, groups, organizations; comment_events for events.", number: false },
];

/// The routes of exports.
pub fn routes(api: Api) -> Api {
    api.get(
        "/incremental/tickets/cursor",
        Gate::Staff,
        by_cursor,
        Doc::answers::<CursorExport>("IncrementalTicketExportCursor", "Tickets that changed, by cursor; deleted ones too.").params(PARAMS),
    )
    .get(
        "/incremental/tickets",
        Gate::Staff,
        by_time,
        Doc::answers::<TimeExport>("IncrementalTicketExportTime", "Tickets that changed, by time; deleted ones too.").params(PARAMS),
    )
    .get(
        "/incremental/tickets/sample",
        Gate::Staff,
        sample,
        Doc::answers::<TimeExport>("IncrementalSampleExport", "A few of them, to try an export.").params(PARAMS),
    )
    .get(
        "/incremental/ticket_events",
        Gate::Staff,
        events,
        Doc::answers::<EventExport>("IncrementalTicketEvents", "What happened to tickets.").params(PARAMS),
    )
    .room(metric_events::routes)
    .room(people::routes)
}

/// From where an export goes on: after a ticket of this time and number.
#[derive(Clone, Copy)]
struct From {
    key: i64,
    id: i64,
}

impl From {
    fn read(asked: &Asked) -> Answer<Self> {
        let wrong = |name| Refused::Parameter { name, says: "It must be the cursor of an earlier answer.".to_owned() };
        if let Some(cursor) = asked.text("cursor") {
            let bytes = data_encoding::BASE64URL_NOPAD.decode(cursor.trim_end_matches('=').as_bytes()).map_err(|_| wrong("cursor"))?;
            let text = String::from_utf8(bytes).map_err(|_| wrong("cursor"))?;
            let (key, id) = text.split_once(':').ok_or_else(|| wrong("cursor"))?;
            return Ok(Self { key: key.parse().map_err(|_| wrong("cursor"))?, id: id.parse().map_err(|_| wrong("cursor"))? });
        }
        let start = asked.number("start_time")?.ok_or(Refused::Parameter { name: "start_time", says: "It must be given.".to_owned() })?;
        Ok(Self { key: start.saturating_mul(SECOND_MS).saturating_sub(1), id: i64::MAX })
    }

    fn cursor(self) -> String {
        data_encoding::BASE64URL_NOPAD.encode(format!("{}:{}", self.key, self.id).as_bytes())
    }
}

struct Page {
    tickets: Vec<TicketJson>,
    beside: SideLoads,
    next: From,
    ended: bool,
    end_time: Option<i64>,
}

/// Writes down, once an hour, that somebody's program takes records out as a whole.
async fn note(desk: &Desk, caller: &Caller) -> Answer<()> {
    let actor = caller.actor.clone();
    Ok(desk.db.write(move |tx| audit::note_reading(tx, &actor, Record::Export, 0)).await?)
}

async fn page(desk: &Desk, caller: Caller, asked: &Asked, most: usize) -> Answer<Page> {
    note(desk, &caller).await?;
    let (from, wanted) = (From::read(asked)?, Wanted::of(asked));
    let limit = asked.number("per_page")?.and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0).unwrap_or(most).min(most);
    let read = desk.db.read(move |conn| {
        let browse = Browse { which: Which::Ever, by: By::Updated, descending: false, from: BrowseFrom::After(from.key, from.id), limit };
        let found = tickets::browse(conn, &caller.actor, &browse)?;
        let last = found.tickets.last().map(|(key, ticket)| From { key: *key, id: ticket.id.0 });
        let sheets = tickets::sheets(conn, &caller.actor, found.tickets.into_iter().map(|(_, ticket)| ticket).collect())?;
        let named = wanted.read(conn, &caller.actor, &sheets)?;
        Ok((sheets, named, last, found.more, conn.now()))
    });
    let (sheets, named, last, more, now) = read.await?;
    let end_time = last.map(|last| last.key.div_euclid(SECOND_MS));
    let last = last.unwrap_or(from);
    // What is being written now may be older than the last that was seen: the next export begins a little earlier.
    let settled = now.0 - SETTLES_MS;
    let next = if more || last.key <= settled { last } else { From { key: settled.max(from.key), id: i64::MAX } };
    Ok(Page { tickets: present(desk, &sheets), beside: named.json(desk), next, ended: !more, end_time })
}

async fn by_cursor(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<CursorExport>> {
    let page = page(&desk, caller, &asked, BROWSED_MAX).await?;
    let cursor = page.next.cursor();
    let after_url = Some(desk.url(&asked.with(&[("cursor", Some(cursor.clone())), ("start_time", None)])));
    let (tickets, beside) = (page.tickets, page.beside);
    Ok(Json(CursorExport {
        tickets,
        beside,
        after_url,
        after_cursor: Some(cursor),
        before_url: None,
        before_cursor: None,
        end_of_stream: page.ended,
    }))
}

async fn by_time(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<TimeExport>> {
    let page = page(&desk, caller, &asked, BROWSED_MAX).await?;
    Ok(Json(timed(&desk, &asked, page)))
}

async fn sample(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<TimeExport>> {
    let page = page(&desk, caller, &asked, SAMPLE).await?;
    Ok(Json(TimeExport { next_page: None, end_of_stream: true, ..timed(&desk, &asked, page) }))
}

fn timed(desk: &Desk, asked: &Asked, page: Page) -> TimeExport {
    let start = page.end_time.map(|end| end.to_string()).or_else(|| asked.text("start_time").map(str::to_owned));
    // The cursor parts tickets that changed in one second.
    let next_page = Some(desk.url(&asked.with(&[("start_time", start), ("cursor", Some(page.next.cursor()))])));
    let count = page.tickets.len();
    TimeExport { tickets: page.tickets, beside: page.beside, next_page, count, end_time: page.end_time, end_of_stream: page.ended }
}

async fn events(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<EventExport>> {
    note(&desk, &caller).await?;
    let since = asked.number("start_time")?.unwrap_or(0).saturating_mul(SECOND_MS);
    let after = asked.number("after")?.unwrap_or(0);
    let log = desk.db.read(move |conn| tickets::log(conn, &caller.actor, EventId(after), Moment(since), LOG_MAX)).await?;
    let last = log.logged.last().map(|logged| (logged.told.id.0, logged.told.at));
    let with_comments = asked.includes("comment_events");
    let ticket_events: Vec<Value> = AuditJson::all(&log).iter().map(|audit| event(audit, with_comments)).collect();
    let end_time = last.map(|(_, at)| at.0.div_euclid(SECOND_MS));
    let next = last.map(|(id, _)| id.to_string()).or_else(|| asked.text("after").map(str::to_owned));
    let start = end_time.map(|end| end.to_string()).or_else(|| asked.text("start_time").map(str::to_owned));
    let next_page = Some(desk.url(&asked.with(&[("start_time", start), ("after", next)])));
    Ok(Json(EventExport { count: ticket_events.len(), ticket_events, next_page, end_time, end_of_stream: !log.more }))
}

/// An audit as an export tells it.
fn event(audit: &AuditJson, with_comments: bool) -> Value {
    let children = audit.events.iter().filter(|event| with_comments || event.r#type != "Comment").map(|event| {
        let mut child = serde_json::to_value(event).unwrap_or_else(|_| json!({}));
        child["event_type"] = event.r#type.as_str().into();
        if let (Some(field), Some(value)) = (child["field_name"].as_str().map(str::to_owned), child.get("value").cloned()) {
            child[field.as_str()] = value;
        }
        child
    });
    let timestamp = audit.created_at.parse::<jiff::Timestamp>().map_or(0, jiff::Timestamp::as_second);
    json!({
        "id": audit.id, "ticket_id": audit.ticket_id, "timestamp": timestamp, "created_at": audit.created_at, "updater_id": audit.author_id,
        "via": audit.via.channel, "system": {}, "event_type": "Audit", "child_events": children.collect::<Vec<_>>(),
    })
}
