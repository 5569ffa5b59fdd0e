//! What is the desk's own about what happens: the events of all tickets as a stream, and what history proposes for one.

use axum::Json;
use axum::extract::State;
use db::{EventId, Moment};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use tickets::TicketId;
use triage::Proposal;

use crate::contents::{Api, Doc, Gate, Param};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, iso};

/// Events of a page.
const EVENTS_MAX: usize = 1_000;
const FROM: &[Param] = &[
    Param { name: "after", says: "Only events after the one of this number: the `after` of an earlier answer.", number: true },
    Param { name: "limit", says: "At most so many, from 1 to 1000.", number: true },
];

/// Something that happened to a ticket.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EventJson {
    pub id: i64,
    /// The kind: noun, dot, past tense: `ticket.reply_added`.
    pub kind: String,
    pub ticket_id: i64,
    /// `person:12`, `rule:3` or `system`.
    pub actor: String,
    /// The person, if one did it.
    pub actor_id: Option<i64>,
    /// The way it came.
    pub door: String,
    pub created_at: String,
    /// The event that caused it, if one did.
    pub caused_by: Option<i64>,
    /// What it says.
    pub data: Value,
}

/// What happened, in order.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EventsAnswer {
    /// The events, oldest first.
    pub events: Vec<EventJson>,
    /// Where to go on: the number of the last event, or what was asked for when there is none.
    pub after: i64,
    /// Is this all there is up to now?
    pub end_of_stream: bool,
}

/// Something that history proposes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProposalJson {
    /// `category`, `team`, `assignee`, `impact` or `tag`.
    pub target: String,
    /// A number, a level or a tag.
    pub value: String,
    /// What people call it.
    pub name: String,
    /// How sure, in per cent.
    pub confidence: u8,
    /// Tickets that it resembles and that have it.
    pub because: Vec<i64>,
}

/// What history proposes for a ticket.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProposalsAnswer {
    /// The proposals.
    pub proposals: Vec<ProposalJson>,
    /// Was anything learned yet?
    pub learned: bool,
    /// Unfinished tickets of these hours that may be the same.
    pub same: Vec<i64>,
}

/// The routes about what happens.
pub fn routes(api: Api) -> Api {
    api.get(
        "/events",
        Gate::Staff,
        events,
        Doc::answers::<EventsAnswer>("StreamEvents", "Ours: what happens to the tickets one may work on, in order.").params(FROM),
    )
    .get(
        "/tickets/{id}/proposals",
        Gate::Staff,
        proposals,
        Doc::answers::<ProposalsAnswer>("ShowTicketProposals", "Ours: what history proposes for a ticket, and why."),
    )
}

async fn events(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<EventsAnswer>> {
    let after = asked.number("after")?.unwrap_or(0).max(0);
    let limit = asked.number("limit")?.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(EVENTS_MAX).clamp(1, EVENTS_MAX);
    let log = desk.db.read(move |conn| tickets::log(conn, &caller.actor, EventId(after), Moment(0), limit)).await?;
    let mut events = Vec::with_capacity(log.logged.len());
    for logged in &log.logged {
        let told = &logged.told;
        events.push(EventJson {
            id: told.id.0,
            kind: told.event.kind().to_owned(),
            ticket_id: logged.ticket.0,
            actor: told.actor.clone(),
            actor_id: told.person.map(|person| person.0),
            door: told.door.clone(),
            created_at: iso(told.at),
            caused_by: told.caused_by.map(|event| event.0),
            data: serde_json::to_value(&told.event).map_err(anyhow::Error::from)?,
        });
    }
    let last = events.last().map_or(after, |event| event.id);
    Ok(Json(EventsAnswer { events, after: last, end_of_stream: !log.more }))
}

impl ProposalJson {
    fn new(proposal: &Proposal) -> Self {
        Self {
            target: proposal.target.as_str().to_owned(),
            value: proposal.value.clone(),
            name: proposal.name.clone(),
            confidence: proposal.percent,
            because: proposal.because.iter().map(|ticket| ticket.0).collect(),
        }
    }
}

async fn proposals(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TicketId>) -> Answer<Json<ProposalsAnswer>> {
    let found = desk.db.read(move |conn| triage::proposals(conn, &caller.actor, id)).await?;
    Ok(Json(ProposalsAnswer {
        proposals: found.proposals.iter().map(ProposalJson::new).collect(),
        learned: found.learned,
        same: found.same.iter().map(|alike| alike.ticket.0).collect(),
    }))
}
