//! The log: what was told to whom, when it was tried, and what came back.

use db::{Conn, Moment, id, params, row, words};
use outcome::{Refusal, Result};
use people::Actor;

use crate::limits::SHOWN_MAX;
use crate::policy::{self, Action};
use crate::webhook::WebhookId;

id!(
    /// A delivery's number.
    DeliveryId
);
id!(
    /// An attempt's number.
    AttemptId
);

words! {
    /// How far a delivery is.
    pub enum State {
        /// It is still to be tried.
        Waiting = "waiting",
        /// The receiver took it.
        Delivered = "delivered",
        /// It is not tried any more; a person may send it again.
        GivenUp = "given_up",
    }
}

row! {
    /// One thing told, or to be told.
    pub struct Delivery {
        /// Its number.
        pub id: DeliveryId,
        /// To whom.
        pub webhook_id: WebhookId,
        /// What it tells of: `zen:event-type:ticket.created`.
        pub kind: String,
        /// What is sent.
        pub body: String,
        /// How far it is.
        pub state: State,
        /// Attempts so far.
        pub attempts: i64,
        /// What the last one was answered.
        pub status: Option<i64>,
        /// Since when it is there.
        pub created_at: Moment,
        /// When it was taken or given up.
        pub ended_at: Option<Moment>,
    }
}

row! {
    /// One attempt.
    pub struct Attempt {
        /// Its number.
        pub id: AttemptId,
        /// Of which delivery.
        pub delivery_id: DeliveryId,
        /// When it began.
        pub at: Moment,
        /// How long it took, in milliseconds.
        pub took_ms: i64,
        /// What was answered; nothing where nobody answered.
        pub status: Option<i64>,
        /// The beginning of the answer.
        pub answer: String,
        /// What kept it from being taken, in plain words; empty when nothing did.
        pub error: String,
    }
}

/// The newest deliveries of a webhook, or the newest before `before`: at most `max`, and [`SHOWN_MAX`] and one more. One statement.
///
/// # Errors
/// Refused to who may not see them.
pub fn deliveries(conn: &Conn, actor: &Actor, webhook: WebhookId, before: Option<DeliveryId>, max: usize) -> Result<Vec<Delivery>> {
    policy::permit(actor, Action::SeeWebhooks)?;
    let sql = format!(
        "SELECT {} FROM webhook_deliveries d WHERE d.webhook_id = $1 AND d.id < $2 ORDER BY d.id DESC LIMIT $3",
        Delivery::columns("d")
    );
    conn.all(&sql, params![webhook, before.map_or(i64::MAX, |d| d.0), i64::try_from(max.min(SHOWN_MAX + 1)).unwrap_or(i64::MAX)])
}

/// One delivery of a webhook and its attempts, oldest first. Two statements.
///
/// # Errors
/// `NotFound`; refused to who may not see them.
pub fn delivery(conn: &Conn, actor: &Actor, webhook: WebhookId, id: DeliveryId) -> Result<(Delivery, Vec<Attempt>)> {
    policy::permit(actor, Action::SeeWebhooks)?;
    let found = of(conn, id)?.filter(|d| d.webhook_id == webhook).ok_or(Refusal::NotFound)?;
    let sql = format!("SELECT {} FROM webhook_attempts a WHERE a.delivery_id = $1 ORDER BY a.id", Attempt::columns("a"));
    Ok((found, conn.all(&sql, params![id])?))
}

pub(crate) fn of(conn: &Conn, id: DeliveryId) -> Result<Option<Delivery>> {
    conn.first(&format!("SELECT {} FROM webhook_deliveries d WHERE d.id = $1", Delivery::columns("d")), params![id])
}
