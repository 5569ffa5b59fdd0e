//! What happened to the measures of tickets: each began, paused, was kept or was broken, as their log tells it.

use axum::Json;
use axum::extract::State;
use db::{EventId, Moment, SECOND_MS};
use schemars::JsonSchema;
use serde::Serialize;
use sla::Metric;
use tickets::{LOG_MAX, Logged, Side, Status, TicketEvent};

use crate::contents::{Api, Doc, Gate, Param};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, iso};

/// Something that happened to a measure.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MetricEventJson {
    pub id: i64,
    pub ticket_id: i64,
    /// `reply_time`, `resolution_time`, `periodic_update_time`; ours: `team_time`, how long one team has it.
    pub metric: String,
    /// `activate`, `pause`, `fulfill`, `breach` or `update_status`.
    pub r#type: String,
    pub time: String,
    /// The run of the measure is not numbered here.
    pub instance_id: Option<i64>,
}

/// A page of what happened to measures.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MetricEventsExport {
    /// What happened, in order.
    pub ticket_metric_events: Vec<MetricEventJson>,
    /// Where it goes on.
    pub next_page: Option<String>,
    /// How many came.
    pub count: usize,
    /// When the last of it happened, in seconds since 1970.
    pub end_time: Option<i64>,
    /// Is there nothing more now?
    pub end_of_stream: bool,
}

/// Parameters of the export.
const PARAMS: &[Param] = &[
    Param { name: "start_time", says: "Since when, in seconds since 1970.", number: true },
    Param { name: "after", says: "The number of the thing that an earlier page ended with; `next_page` has it.", number: true },
];
/// Things of one event are numbered apart from one another.
const EACH: i64 = 16;
const REPLY: &str = "reply_time";
const RESOLUTION: &str = "resolution_time";

/// The route.
pub fn routes(api: Api) -> Api {
    api.get(
        "/incremental/ticket_metric_events",
        Gate::Staff,
        export,
        Doc::answers::<MetricEventsExport>("ListTicketMetricEvents", "When measures of tickets began, paused, were kept or broken.")
            .params(PARAMS),
    )
}

/// Two statements, however many tickets.
async fn export(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<MetricEventsExport>> {
    let since = asked.number("start_time")?.unwrap_or(0).saturating_mul(SECOND_MS);
    let after = asked.number("after")?.unwrap_or(0);
    let log = desk.db.read(move |conn| tickets::log(conn, &caller.actor, EventId(after), Moment(since), LOG_MAX)).await?;
    let last = log.logged.last().map(|logged| (logged.told.id.0, logged.told.at));
    let ticket_metric_events: Vec<MetricEventJson> = log.logged.iter().flat_map(told).collect();
    let end_time = last.map(|(_, at)| at.0.div_euclid(SECOND_MS));
    let next = last.map(|(id, _)| id.to_string()).or_else(|| asked.text("after").map(str::to_owned));
    let start = end_time.map(|end| end.to_string()).or_else(|| asked.text("start_time").map(str::to_owned));
    let next_page = Some(desk.url(&asked.with(&[("start_time", start), ("after", next)])));
    let count = ticket_metric_events.len();
    Ok(Json(MetricEventsExport { ticket_metric_events, next_page, count, end_time, end_of_stream: !log.more }))
}

/// What one thing that happened to a ticket means for its measures.
fn told(logged: &Logged) -> Vec<MetricEventJson> {
    let at = logged.told.at;
    let happened: Vec<(&str, &str, Moment)> = match &logged.told.event {
        TicketEvent::Opened { .. } => vec![(REPLY, "activate", at), (RESOLUTION, "activate", at)],
        TicketEvent::ReplyAdded { side: Side::Staff, .. } => vec![(REPLY, "fulfill", at)],
        TicketEvent::ReplyAdded { side: Side::Requester, .. } => vec![(REPLY, "activate", at)],
        TicketEvent::Moved { from, to, .. } => match (stage(from.status), stage(to.status)) {
            (was, is) if was == is => Vec::new(),
            (_, is) => vec![(RESOLUTION, is, to.since), (RESOLUTION, "update_status", to.since)],
        },
        TicketEvent::ClockBreached { metric, due, .. } => vec![(name(*metric), "breach", due.unwrap_or(at))],
        _ => Vec::new(),
    };
    let event = |((metric, kind, time), id): ((&str, &str, Moment), i64)| MetricEventJson {
        id,
        ticket_id: logged.ticket.0,
        metric: metric.to_owned(),
        r#type: kind.to_owned(),
        time: iso(time),
        instance_id: None,
    };
    happened.into_iter().zip(logged.told.id.0 * EACH..).map(event).collect()
}

/// What a status does to the time until a ticket is done.
fn stage(status: Status) -> &'static str {
    match status {
        Status::New | Status::Open => "activate",
        Status::Waiting | Status::OnHold => "pause",
        Status::Resolved | Status::Closed => "fulfill",
    }
}

/// What Zendesk calls a promise.
fn name(metric: Metric) -> &'static str {
    match metric {
        Metric::FirstResponse | Metric::NextResponse => REPLY,
        Metric::Update => "periodic_update_time",
        Metric::Resolution => RESOLUTION,
        Metric::Team => "team_time",
    }
}
