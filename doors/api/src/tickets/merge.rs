//! `POST /tickets/{id}/merge`: other tickets go on in this one, by a job.

use axum::Json;
use axum::extract::State;
use db::Tx;
use outcome::Result;
use people::Actor;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use tickets::{Merge, Reply, Then, TicketId};

use crate::bulk::{self, Made};
use crate::desk::Desk;
use crate::front::{Answer, Caller, Id, Segment, Sent};
use crate::job_statuses::JobStatusAnswer;

/// The tickets that go on in this one, and what is said about it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct MergeBody {
    /// Numbers, or records with their number.
    pub ids: Vec<MergedIn>,
    /// Said in the ticket that goes on.
    pub target_comment: Option<String>,
    /// Said in those that end.
    pub source_comment: Option<String>,
    /// May its requester read it?
    pub target_comment_is_public: Option<bool>,
    /// May their requesters read it?
    pub source_comment_is_public: Option<bool>,
}

/// A ticket by its number, or by a record that has it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum MergedIn {
    /// A number.
    Number(Id),
    /// A record.
    Record {
        /// Its number.
        id: Id,
    },
}

/// Takes the merge on.
pub async fn begin(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(into): Segment<TicketId>,
    Sent { body, .. }: Sent<MergeBody>,
) -> Answer<Json<JobStatusAnswer>> {
    let actor = caller.actor.clone();
    // Who may not know of the ticket is told so at once.
    desk.db.read(move |conn| tickets::ticket(conn, &actor, into).map(drop)).await?;
    let mut target = body.target_comment.filter(|said| !said.trim().is_empty());
    let parts = body.ids.iter().map(|id| {
        let (MergedIn::Number(id) | MergedIn::Record { id }) = id;
        json!({
            "id": id.0, "into": into.0, "source": body.source_comment, "source_public": body.source_comment_is_public.unwrap_or(false),
            "target": target.take(), "target_public": body.target_comment_is_public.unwrap_or(false),
        })
    });
    let parts = parts.collect();
    bulk::begin(&desk, &caller, "tickets.merge", parts).await
}

/// One of the tickets, for the job.
///
/// # Errors
/// What the domain refuses.
pub fn part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    let (ticket, into) = (TicketId(input["id"].as_i64().unwrap_or_default()), TicketId(input["into"].as_i64().unwrap_or_default()));
    say(tx, actor, ticket, &input["source"], &input["source_public"])?;
    tickets::merge(tx, actor, &Merge { ticket, into, bring_people: true })?;
    say(tx, actor, into, &input["target"], &input["target_public"])?;
    Ok(Made { id: ticket.0, action: "update", status: "Merged" })
}

fn say(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId, said: &Value, public: &Value) -> Result<()> {
    let Some(text) = said.as_str().filter(|text| !text.trim().is_empty()) else { return Ok(()) };
    let reply =
        if public == &Value::Bool(true) { Reply { then: Then::Stay, ..Reply::public(ticket, text) } } else { Reply::note(ticket, text) };
    tickets::reply(tx, actor, &reply).map(drop)
}
