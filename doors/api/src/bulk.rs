//! Bulk calls: each part is done in a transaction of its own by a job, and what came of it can be looked at meanwhile.

use axum::Json;
use catalogue::{Language, Say};
use db::{Acts, Db, Job, Run, Tx, Undertaking};
use jiff::tz::TimeZone;
use outcome::{Error, Result};
use people::{Actor, Door, PersonId, Reach, directory};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::front::{Answer, Asked as Query, Caller, Refused};
use crate::job_statuses::{JobStatusAnswer, JobStatusJson};
use crate::{groups, imports, organizations, tickets, users};

/// The job that does the parts of bulk calls.
const BULK: &str = "api.bulk";
/// Records of one bulk call.
pub const BULK_MAX: usize = 100;

/// What came of a part.
#[derive(Debug)]
pub struct Made {
    /// The record.
    pub id: i64,
    /// What was done: `create`, `update`, `delete`.
    pub action: &'static str,
    /// What it is now: `Created`, `Updated`, `Deleted`.
    pub status: &'static str,
}

/// Does one part.
type Part = fn(&mut Tx<'_>, &Actor, &Value) -> Result<Made>;

/// The deeds that can be done many at once, by name.
fn deed(name: &str) -> Option<Part> {
    match name {
        "tickets.create" => Some(tickets::create_part),
        "tickets.update" => Some(tickets::update_part),
        "tickets.import" => Some(imports::part),
        "tickets.delete" => Some(tickets::delete_part),
        "tickets.merge" => Some(tickets::merge_part),
        "users.create" => Some(users::create_part),
        "users.create_or_update" => Some(users::create_or_update_part),
        "users.update" => Some(users::update_part),
        "users.delete" => Some(users::delete_part),
        "organizations.create" => Some(organizations::create_part),
        "organizations.update" => Some(organizations::update_part),
        "organizations.delete" => Some(organizations::delete_part),
        "organization_memberships.create" => Some(organizations::memberships::create_part),
        "organization_memberships.delete" => Some(organizations::memberships::delete_part),
        "group_memberships.create" => Some(groups::memberships::create_part),
        "group_memberships.delete" => Some(groups::memberships::delete_part),
        _ => None,
    }
}

#[derive(Serialize, Deserialize)]
struct Asked {
    deed: String,
    person: PersonId,
    reads_only: bool,
    parts: Vec<Value>,
}

/// A part, read as what it should be.
///
/// # Errors
/// `Invalid` when it does not read.
pub fn read_part<T: serde::de::DeserializeOwned>(input: &Value) -> Result<T> {
    serde_json::from_value(input.clone()).map_err(|_| Error::invalid("base", "word-unknown"))
}

/// The parts of a call: each as it was sent, or one description for all that `ids` or `external_ids` name.
///
/// # Errors
/// `Parameter` when the names do not read.
pub fn each(asked: &Query, one: Option<Value>, list: Vec<Value>) -> Result<Vec<Value>, Refused> {
    if !list.is_empty() {
        return Ok(list);
    }
    let mut parts = Vec::new();
    let described = one.unwrap_or_else(|| json!({}));
    let mut add = |key: &str, name: Value| {
        let mut part = described.clone();
        if let Some(fields) = part.as_object_mut() {
            fields.insert(key.to_owned(), name);
            parts.push(part);
        }
    };
    asked.ids("ids")?.into_iter().for_each(|id| add("id", json!(id)));
    let names = asked.text("external_ids").unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty());
    names.for_each(|name| add("external_id", json!(name)));
    Ok(parts)
}

/// Takes a bulk call on; answers how far it is, which is nowhere yet.
///
/// # Errors
/// `Invalid` when there is nothing to do or more than [`BULK_MAX`] parts; `Conflict` when too many are under way.
pub async fn begin(desk: &Desk, caller: &Caller, name: &'static str, parts: Vec<Value>) -> Answer<Json<JobStatusAnswer>> {
    if parts.is_empty() || parts.len() > BULK_MAX {
        return Err(bulk_count().into());
    }
    let total = parts.len();
    let asked = Asked { deed: name.to_owned(), person: caller.person.id, reads_only: caller.actor.reach == Reach::ReadOnly, parts };
    let (asked, owner) = (serde_json::to_value(asked).map_err(anyhow::Error::from)?, caller.actor.acted_by().actor);
    let begun = desk.db.write(move |tx| tx.undertake(BULK, &owner, total, &asked)).await?;
    Ok(Json(JobStatusAnswer { job_status: JobStatusJson::new(desk, &begun) }))
}

/// Refuses a call of no records or of too many.
#[must_use]
pub fn bulk_count() -> Error {
    Error::invalid("base", outcome::Sentence::new("bulk-count").with("max", BULK_MAX))
}

/// The job, for the wiring.
#[must_use]
pub fn jobs(catalogue: &'static catalogue::Catalogue) -> Vec<(&'static str, Run)> {
    let say = Say::new(catalogue, Language::En, TimeZone::UTC);
    vec![(BULK, Run::outside(move |db, job| work(db, job, say.clone())))]
}

async fn work(db: Db, job: Job, say: Say) -> Result<()> {
    let name: String = job.data()?;
    loop {
        let wanted = name.clone();
        let Some(at) = db.read(move |conn| conn.undertaking(&wanted)).await?.filter(|u| u.ended_at.is_none()) else { return Ok(()) };
        if !part(&db, at, &say).await? {
            return Ok(());
        }
    }
}

/// Does the next part; false when the whole was given up.
async fn part(db: &Db, at: Undertaking, say: &Say) -> Result<bool> {
    let asked: Asked = serde_json::from_str(&at.parts).map_err(anyhow::Error::from)?;
    let index = usize::try_from(at.done).unwrap_or(usize::MAX);
    let (name, who) = (at.name.clone(), asked.person);
    let actor = db.read(move |conn| directory::actor_of(conn, who, Door::Api)).await?;
    let (Some(actor), Some(deed), Some(input)) = (actor, deed(&asked.deed), asked.parts.get(index).cloned()) else {
        db.write(move |tx| tx.give_up(&name)).await?;
        return Ok(false);
    };
    let actor = Actor { reach: if asked.reads_only { Reach::ReadOnly } else { Reach::Full }, ..actor };
    let results: Vec<Value> = serde_json::from_str(&at.results).map_err(anyhow::Error::from)?;
    let (was, before) = (at.clone(), results.clone());
    let done = db
        .write(move |tx| {
            let made = deed(tx, &actor, &input)?;
            let mut results = before.clone();
            let Made { id, action, status } = made;
            results.push(json!({ "index": index, "id": id, "action": action, "status": status, "success": true }));
            keep(tx, &was, &results)
        })
        .await;
    match done {
        Err(Error::Refused(refusal)) => {
            let refused = Refused::from(refusal).body(say);
            let mut results = results;
            results.push(json!({ "index": index, "success": false, "error": refused["error"], "details": refused["details"],
                                 "description": refused["description"] }));
            db.write(move |tx| keep(tx, &at, &results)).await?;
        }
        other => other?,
    }
    Ok(true)
}

/// Notes what came of a part; what somebody else did already is not kept.
fn keep(tx: &mut Tx<'_>, was: &Undertaking, results: &[Value]) -> Result<()> {
    if tx.note_part(was, results)? { Ok(()) } else { Err(anyhow::anyhow!("{} went on elsewhere", was.name).into()) }
}
