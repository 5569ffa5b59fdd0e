//! What belongs to a ticket or a person: those kept up to date, parts, counts, metrics.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use people::{OrganizationId, PersonId, directory};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use sla::{Metric, Stage};
use tickets::{By, Course, Sheet, Ticket, TicketId, Which};

use super::TicketsAnswer;
use super::comments::{CountAnswer, counted};
use super::list::{self, page_of};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Turn, iso};
use crate::users::{UserJson, users_json};

/// People.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PeopleAnswer {
    /// The people.
    pub users: Vec<UserJson>,
    /// How many they are.
    pub count: usize,
    /// There is no other page.
    pub next_page: Option<String>,
    /// There is no other page.
    pub previous_page: Option<String>,
}

/// What has to do with a ticket.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RelatedAnswer {
    /// It.
    pub ticket_related: Value,
}

/// How long things took.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MetricAnswer {
    /// How long things took.
    pub ticket_metric: MetricJson,
}

/// A page of it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MetricsAnswer {
    /// How long things took, ticket by ticket.
    pub ticket_metrics: Vec<MetricJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// How long things took for one ticket, in minutes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MetricJson {
    pub id: i64,
    pub url: String,
    pub ticket_id: i64,
    pub created_at: String,
    pub updated_at: String,
    pub group_stations: Option<i64>,
    pub assignee_stations: Option<i64>,
    pub reopens: i64,
    pub replies: i64,
    pub assignee_updated_at: Option<String>,
    pub requester_updated_at: Option<String>,
    pub status_updated_at: String,
    pub initially_assigned_at: Option<String>,
    pub assigned_at: Option<String>,
    pub solved_at: Option<String>,
    pub latest_comment_added_at: String,
    pub reply_time_in_minutes: Minutes,
    pub first_resolution_time_in_minutes: Minutes,
    pub full_resolution_time_in_minutes: Minutes,
    pub agent_wait_time_in_minutes: Minutes,
    pub requester_wait_time_in_minutes: Minutes,
    pub on_hold_time_in_minutes: Minutes,
}

/// Minutes by the wall clock, and within business hours where an agreement counted them.
#[derive(Debug, Clone, Copy, Default, Serialize, JsonSchema)]
pub struct Minutes {
    /// By the wall clock.
    pub calendar: Option<i64>,
    /// Within business hours, as the ticket's clock counted them; told of one ticket, not in lists.
    pub business: Option<i64>,
}

impl MetricJson {
    fn new(desk: &Desk, ticket: &Ticket, course: Course) -> Self {
        let spent = |ms: i64| Minutes { calendar: Some(ms / db::MINUTE_MS), business: None };
        let minutes =
            |to: Option<db::Moment>| Minutes { calendar: to.map(|to| to.since_ms(ticket.opened_at) / db::MINUTE_MS), business: None };
        let requester_spoke = ticket.last_message_side == tickets::Side::Requester;
        Self {
            id: ticket.id.0,
            url: desk.url(&format!("/ticket_metrics/{}.json", ticket.id)),
            ticket_id: ticket.id.0,
            created_at: iso(ticket.opened_at),
            updated_at: iso(ticket.updated_at),
            group_stations: Some(course.teams),
            assignee_stations: Some(course.assignees),
            reopens: ticket.reopened_count,
            replies: (ticket.message_count - 1).max(0),
            assignee_updated_at: (!requester_spoke).then(|| iso(ticket.last_message_at)),
            requester_updated_at: requester_spoke.then(|| iso(ticket.last_message_at)),
            status_updated_at: iso(ticket.status_since),
            initially_assigned_at: course.first_assigned_at.map(iso),
            assigned_at: course.assigned_at.map(iso),
            solved_at: ticket.resolved_at.map(iso),
            latest_comment_added_at: iso(ticket.last_message_at),
            reply_time_in_minutes: minutes(ticket.first_replied_at),
            first_resolution_time_in_minutes: if ticket.reopened_count == 0 { minutes(ticket.resolved_at) } else { Minutes::default() },
            full_resolution_time_in_minutes: minutes(ticket.resolved_at),
            agent_wait_time_in_minutes: spent(course.waiting_ms),
            requester_wait_time_in_minutes: spent(course.ours_ms + course.on_hold_ms),
            on_hold_time_in_minutes: spent(course.on_hold_ms),
        }
    }
}

/// `GET /tickets/count`.
pub async fn count(State(desk): State<Desk>, caller: Caller) -> Answer<Json<CountAnswer>> {
    let value = desk.db.read(move |conn| tickets::count_of(conn, &caller.actor, &Which::All)).await?;
    Ok(Json(counted(&desk, value)))
}

/// `GET /tickets/recent`: those one had open last.
pub async fn recent(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<TicketsAnswer>> {
    page_of(&desk, caller, &asked, Which::Recent, (By::Updated, true)).await
}

/// `GET /users/{id}/tickets/requested`.
pub async fn requested(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<PersonId>,
    asked: Asked,
) -> Answer<Json<TicketsAnswer>> {
    page_of(&desk, caller, &asked, Which::RequestedBy(id), (By::Number, false)).await
}

/// `GET /users/{id}/tickets/assigned`.
pub async fn assigned(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<PersonId>,
    asked: Asked,
) -> Answer<Json<TicketsAnswer>> {
    page_of(&desk, caller, &asked, Which::AssignedTo(id), (By::Number, false)).await
}

/// `GET /users/{id}/tickets/ccd` and `/followed`: those the person watches.
pub async fn watched(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<PersonId>,
    asked: Asked,
) -> Answer<Json<TicketsAnswer>> {
    page_of(&desk, caller, &asked, Which::WatchedBy(id), (By::Number, false)).await
}

/// `GET /organizations/{id}/tickets`.
pub async fn of_organization(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<OrganizationId>,
    asked: Asked,
) -> Answer<Json<TicketsAnswer>> {
    page_of(&desk, caller, &asked, Which::Organization(id), (By::Number, false)).await
}

/// `GET /tickets/{id}/incidents`: those that are part of it.
pub async fn incidents(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<TicketId>,
    asked: Asked,
) -> Answer<Json<TicketsAnswer>> {
    let actor = caller.actor.clone();
    desk.db.read(move |conn| tickets::ticket(conn, &actor, id).map(drop)).await?;
    page_of(&desk, caller, &asked, Which::PartsOf(id), (By::Number, false)).await
}

/// `GET /problems`: those that have parts.
pub async fn problems(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<TicketsAnswer>> {
    page_of(&desk, caller, &asked, Which::Wholes, (By::Updated, true)).await
}

/// `POST /problems/autocomplete`: those of them whose subject holds a text, which comes in the address or in the body.
pub async fn problems_named(State(desk): State<Desk>, caller: Caller, asked: Asked, body: Bytes) -> Answer<Json<TicketsAnswer>> {
    let sent = || serde_json::from_slice::<Value>(&body).ok().and_then(|sent| sent["text"].as_str().map(str::to_owned));
    let text = asked.text("text").map(str::to_owned).or_else(sent).unwrap_or_default();
    page_of(&desk, caller, &asked, Which::WholesNamed(text), (By::Updated, true)).await
}

/// `GET /tickets/{id}/collaborators`.
pub async fn collaborators(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TicketId>) -> Answer<Json<PeopleAnswer>> {
    people(&desk, caller, id, |_| true).await
}

/// `GET /tickets/{id}/followers`: those who work at the desk.
pub async fn followers(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TicketId>) -> Answer<Json<PeopleAnswer>> {
    people(&desk, caller, id, |is_staff| is_staff).await
}

/// `GET /tickets/{id}/email_ccs`: those who do not.
pub async fn email_ccs(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TicketId>) -> Answer<Json<PeopleAnswer>> {
    people(&desk, caller, id, |is_staff| !is_staff).await
}

async fn people(desk: &Desk, caller: Caller, ticket: TicketId, wanted: fn(bool) -> bool) -> Answer<Json<PeopleAnswer>> {
    let found = desk.db.read(move |conn| {
        let sheet: Sheet = tickets::sheet(conn, &caller.actor, ticket)?;
        let ids: Vec<PersonId> = sheet.watchers.iter().filter(|w| wanted(w.is_staff)).map(|w| w.person).collect();
        directory::profiles_named(conn, &ids)
    });
    let users = users_json(desk, &found.await?);
    Ok(Json(PeopleAnswer { count: users.len(), users, next_page: None, previous_page: None }))
}

/// `GET /tickets/{id}/related`.
pub async fn related(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TicketId>) -> Answer<Json<RelatedAnswer>> {
    let sheet = desk.db.read(move |conn| tickets::sheet(conn, &caller.actor, id)).await?;
    let related = json!({
        "url": desk.url(&format!("/tickets/{id}/related.json")), "topic_id": null, "jira_issue_ids": [], "followup_source_ids": [],
        "from_archive": false, "incidents": sheet.parts, "twitter": {},
    });
    Ok(Json(RelatedAnswer { ticket_related: related }))
}

/// `GET /tickets/{id}/metrics`, and `GET /ticket_metrics/{id}`: a ticket's metrics have its number.
pub async fn metric(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TicketId>) -> Answer<Json<MetricAnswer>> {
    let (ticket, course, clocks) = desk
        .db
        .read(move |conn| {
            let (ticket, clocks) = tickets::ticket_clocks(conn, &caller.actor, id)?;
            let ticket = Ticket::clone(&ticket);
            let course = tickets::courses(conn, std::slice::from_ref(&ticket))?.remove(&ticket.id).unwrap_or_default();
            Ok((ticket, course, clocks))
        })
        .await?;
    let mut ticket_metric = MetricJson::new(&desk, &ticket, course);
    // What a clock counted is told once it met its end; while it runs, it is told by its explanation.
    let counted = |metric: Metric| {
        let ended = clocks.iter().filter(|clock| clock.metric == metric && clock.stage == Stage::Met);
        ended.max_by_key(|clock| clock.cycle).map(|clock| clock.spent_ms / db::MINUTE_MS)
    };
    ticket_metric.reply_time_in_minutes.business = counted(Metric::FirstResponse);
    ticket_metric.full_resolution_time_in_minutes.business = counted(Metric::Resolution);
    Ok(Json(MetricAnswer { ticket_metric }))
}

/// `GET /ticket_metrics`.
pub async fn metrics(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<MetricsAnswer>> {
    let page = asked.page()?;
    let found = list::read_tickets(&desk, caller, page, Which::All, (By::Number, false)).await?;
    let read = found.0.clone();
    let courses = desk.db.read(move |conn| tickets::courses(conn, &read)).await?;
    let of = |ticket: &Ticket| courses.get(&ticket.id).copied().unwrap_or_default();
    let ticket_metrics = found.0.iter().map(|ticket| MetricJson::new(&desk, ticket, of(ticket))).collect();
    Ok(Json(MetricsAnswer { ticket_metrics, turn: page.turn(&desk, &asked, &found.1) }))
}
