//! An attempt: signed, carried outside with no transaction open, and written down with what came of it.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use db::{Conn, Db, Job, Moment, Run, Tx, params};
use outcome::{Error, Refusal, Result};
use people::{Actor, Door};
use seal::Key;
use serde::Deserialize;

use crate::delivery::{Delivery, DeliveryId, State, of as delivery_of};
use crate::edit::{opened, secret_of};
use crate::event::{Happening, WebhookEvent};
use crate::limits::{ANSWER_BYTES_KEPT, ATTEMPTS_MAX, FAILURES_MAX, PAUSE_MS, RETRY_MS};
use crate::send::promise;
use crate::sign::signature;
use crate::told::iso;
use crate::webhook::{Method, Webhook, of};

/// The work of making an attempt.
pub const DELIVER: &str = "webhooks.deliver";

/// What is carried to a receiver.
#[derive(Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Where to.
    pub address: String,
    /// How.
    pub method: Method,
    /// With which headers.
    pub headers: Vec<(String, String)>,
    /// The body, JSON; empty where the method has none.
    pub body: String,
}

/// Says nothing of the headers, which may be secret.
impl fmt::Debug for Parcel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parcel").field("address", &self.address).finish_non_exhaustive()
    }
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Came {
    /// The status that was answered, if anybody answered.
    pub status: Option<u16>,
    /// How the answer begins.
    pub answer: String,
    /// What kept it from being answered, in plain words; empty when nothing did.
    pub error: String,
    /// How long it took, in milliseconds.
    pub took_ms: i64,
}

impl Came {
    /// Did the receiver take it? Only 2xx says so; redirects are not followed.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

/// What is being carried.
pub type Carrying = Pin<Box<dyn Future<Output = Came> + Send>>;

/// Whoever carries parcels: within a time limit, to no address that is not allowed.
pub trait Courier: Send + Sync {
    /// Carries one.
    fn carry(&self, parcel: Parcel) -> Carrying;
}

#[derive(Deserialize)]
struct Asked {
    attempts: i64,
}

/// What is to be done about a job.
enum Next {
    /// It was done, or is another job's matter.
    Nothing,
    /// The receiver is left in peace until then.
    Later(Moment),
    /// It is to be carried.
    Carry(Box<Parcel>),
}

pub(crate) fn job(key: Key, courier: Arc<dyn Courier>) -> Run {
    Run::outside(move |db: Db, job: Job| deliver(db, job, key.clone(), Arc::clone(&courier)))
}

async fn deliver(db: Db, job: Job, key: Key, courier: Arc<dyn Courier>) -> Result<()> {
    let (id, asked) = (DeliveryId(job.subject_id), job.data::<Asked>()?);
    let begun = db.clock().now();
    match db.read(move |conn| next(conn, &key, id, asked.attempts)).await? {
        Next::Nothing => Ok(()),
        Next::Later(until) => db.write(move |tx| promise(tx, id, asked.attempts, Some(until))).await,
        Next::Carry(parcel) => {
            let came = courier.carry(*parcel).await;
            db.write(move |tx| note(tx, id, asked.attempts, begun, &came)).await
        }
    }
}

fn next(conn: &Conn, key: &Key, id: DeliveryId, attempts: i64) -> Result<Next> {
    let Some(delivery) = delivery_of(conn, id)?.filter(|d| d.state == State::Waiting && d.attempts == attempts) else {
        return Ok(Next::Nothing);
    };
    let webhook = match of(conn, delivery.webhook_id) {
        Ok(webhook) => webhook,
        Err(Error::Refused(Refusal::NotFound)) => return Ok(Next::Nothing),
        Err(other) => return Err(other),
    };
    match webhook.paused_until {
        Some(until) if until > conn.now() => Ok(Next::Later(until)),
        _ => Ok(Next::Carry(Box::new(parcel(key, &webhook, &delivery, conn.now())?))),
    }
}

fn parcel(key: &Key, webhook: &Webhook, delivery: &Delivery, now: Moment) -> Result<Parcel> {
    let (secret, time) = (key.open(&secret_of(webhook.id), &webhook.secret)?, iso(now));
    let mut headers = opened(key, webhook)?;
    let body = if webhook.method.has_body() { delivery.body.clone() } else { String::new() };
    let ours = [
        ("x-zendesk-account-id", "1".to_owned()),
        ("x-zendesk-webhook-id", webhook.id.to_string()),
        ("x-zendesk-webhook-invocation-id", delivery.id.to_string()),
        ("x-zendesk-webhook-signature", signature(&secret, &time, &body)),
        ("x-zendesk-webhook-signature-timestamp", time),
    ];
    headers.extend(ours.into_iter().map(|(name, value)| (name.to_owned(), value)));
    Ok(Parcel { address: webhook.address.clone(), method: webhook.method, headers, body })
}

/// Writes an attempt down, and what follows: taken, tried again, given up.
fn note(tx: &mut Tx<'_>, id: DeliveryId, attempts: i64, begun: Moment, came: &Came) -> Result<()> {
    let Some(delivery) = delivery_of(tx, id)?.filter(|d| d.state == State::Waiting && d.attempts == attempts) else { return Ok(()) };
    let (now, tried, status) = (tx.now(), attempts + 1, came.status.map(i64::from));
    let error = match came.status {
        Some(status) if !came.is_taken() => format!("it answered {status}"),
        _ => came.error.clone(),
    };
    tx.execute_one(
        "INSERT INTO webhook_attempts (delivery_id, at, took_ms, status, answer, error) VALUES ($1,$2,$3,$4,$5,$6)",
        params![id, begun, came.took_ms, status, kept(&came.answer), kept(&error)],
    )?;
    let state = match (came.is_taken(), tried >= ATTEMPTS_MAX) {
        (true, _) => State::Delivered,
        (false, true) => State::GivenUp,
        (false, false) => State::Waiting,
    };
    let ended = (state != State::Waiting).then_some(now);
    tx.execute_one(
        "UPDATE webhook_deliveries SET state = $2, attempts = $3, status = $4, ended_at = $5 WHERE id = $1",
        params![id, state, tried, status, ended],
    )?;
    let (webhook, system) = (delivery.webhook_id, Actor::system(Door::Inside));
    if came.is_taken() {
        tx.execute("UPDATE webhooks SET failures = 0, paused_until = NULL WHERE id = $1 AND failures > 0", params![webhook])?;
        return Ok(());
    }
    let until = now.plus_ms(PAUSE_MS);
    let sql = "UPDATE webhooks SET failures = failures + 1, paused_until = CASE WHEN failures + 1 >= $2 THEN $3 ELSE paused_until END \
               WHERE id = $1 RETURNING failures";
    let (failures,) = tx.one::<(i64,)>(sql, params![webhook, FAILURES_MAX, until])?;
    if failures == FAILURES_MAX {
        tx.record(&system, &WebhookEvent { webhook, what: Happening::Paused { failures } })?;
    }
    match state {
        State::GivenUp => {
            tracing::warn!(%webhook, delivery = %id, error, "a webhook was not told something, and it is not tried any more");
            tx.record(&system, &WebhookEvent { webhook, what: Happening::GaveUp { delivery: id } }).map(drop)
        }
        _ => promise(tx, id, tried, Some(now.plus_ms(RETRY_MS << attempts))),
    }
}

/// The beginning of a text, at most [`ANSWER_BYTES_KEPT`], without what a database does not keep.
fn kept(text: &str) -> String {
    text[..text.floor_char_boundary(ANSWER_BYTES_KEPT)].replace('\0', "\u{fffd}")
}
