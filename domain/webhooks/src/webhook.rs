//! A webhook: another program, at an address, that is told what happens to tickets.

use db::{Conn, Moment, id, params, row, words};
use outcome::{Error, Refusal, Result};
use people::Actor;

use crate::policy::{self, Action};

id!(
    /// A webhook's number.
    WebhookId
);

words! {
    /// What a webhook can be told by itself.
    pub enum Wanted {
        /// A ticket came in.
        Opened = "ticket.opened",
        /// Somebody answered publicly.
        Replied = "ticket.reply_added",
        /// A note was written.
        Noted = "ticket.note_added",
        /// Team or assignee changed.
        Assigned = "ticket.assigned",
        /// Impact, urgency or priority changed.
        Prioritized = "ticket.prioritized",
        /// The category changed.
        Recategorized = "ticket.recategorized",
        /// Its subject changed.
        Retitled = "ticket.retitled",
        /// Tags came or went.
        Tagged = "ticket.tagged",
        /// It waits for the requester.
        Waited = "ticket.waited",
        /// It is on hold.
        Held = "ticket.held",
        /// It goes on.
        Resumed = "ticket.resumed",
        /// It was resolved.
        Resolved = "ticket.resolved",
        /// It came back.
        Reopened = "ticket.reopened",
        /// It was closed.
        Closed = "ticket.closed",
        /// It goes on in another one.
        Merged = "ticket.merged",
        /// It was deleted.
        Deleted = "ticket.deleted",
        /// It was brought back.
        Restored = "ticket.restored",
        /// A promise is about to be broken.
        Warned = "ticket.clock_warned",
        /// A promise was broken.
        Breached = "ticket.clock_breached",
    }
}

words! {
    /// How a receiver is asked.
    pub enum Method {
        /// Without a body.
        Get = "GET",
        /// With the body; the way in which events are told.
        Post = "POST",
        /// With the body.
        Put = "PUT",
        /// With the body.
        Patch = "PATCH",
        /// Without a body.
        Delete = "DELETE",
    }
}

impl Method {
    /// Does it carry the body?
    #[must_use]
    pub const fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }
}

/// A webhook; its secret and headers stay sealed.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// Its number.
    pub id: WebhookId,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Where it listens.
    pub address: String,
    /// How it is asked.
    pub method: Method,
    /// What it is told by itself; nothing for one that only rules and people on duty use.
    pub wants: Vec<Wanted>,
    /// Is it told anything?
    pub active: bool,
    /// Attempts in a row that failed.
    pub failures: i64,
    /// Until when it is left in peace because of them.
    pub paused_until: Option<Moment>,
    /// Since when it is there.
    pub created_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
    pub(crate) secret: String,
    pub(crate) headers: String,
}

row! {
    /// A webhook's row.
    pub struct WebhookRow {
        /// Its number.
        pub id: WebhookId,
        /// What it is called.
        pub name: String,
        /// What it is for.
        pub description: String,
        /// Where it listens.
        pub address: String,
        /// How it is asked.
        pub method: Method,
        /// Sealed.
        pub secret: String,
        /// Sealed.
        pub headers: String,
        /// What it is told, as JSON.
        pub wants: String,
        /// Is it told anything?
        pub active: bool,
        /// Attempts in a row that failed.
        pub failures: i64,
        /// Until when it is left in peace.
        pub paused_until: Option<Moment>,
        /// Since when it is there.
        pub created_at: Moment,
        /// When it was last changed.
        pub updated_at: Moment,
    }
}

impl TryFrom<WebhookRow> for Webhook {
    type Error = Error;

    fn try_from(row: WebhookRow) -> Result<Self> {
        let wants = serde_json::from_str(&row.wants).map_err(anyhow::Error::from)?;
        let WebhookRow {
            id,
            name,
            description,
            address,
            method,
            secret,
            headers,
            active,
            failures,
            paused_until,
            created_at,
            updated_at,
            ..
        } = row;
        Ok(Self { id, name, description, address, method, wants, active, failures, paused_until, created_at, updated_at, secret, headers })
    }
}

/// Every webhook, by name. One statement.
///
/// # Errors
/// Refused to who may not see them.
pub fn webhooks(conn: &Conn, actor: &Actor) -> Result<Vec<Webhook>> {
    policy::permit(actor, Action::SeeWebhooks)?;
    all(conn, "w.removed_at IS NULL")
}

/// What webhooks that are in use are called, for rules that name one; without addresses and secrets, which administrators alone read.
/// It asks no policy, so the asker must have.
///
/// # Errors
/// What the engine answers.
pub fn webhook_names(conn: &Conn) -> Result<Vec<(WebhookId, String)>> {
    conn.all("SELECT w.id, w.name FROM webhooks w WHERE w.removed_at IS NULL ORDER BY w.name_key, w.id", params![])
}

/// One webhook.
///
/// # Errors
/// `NotFound`; refused to who may not see them.
pub fn webhook(conn: &Conn, actor: &Actor, id: WebhookId) -> Result<Webhook> {
    policy::permit(actor, Action::SeeWebhooks)?;
    of(conn, id)
}

pub(crate) fn of(conn: &Conn, id: WebhookId) -> Result<Webhook> {
    let sql = format!("SELECT {} FROM webhooks w WHERE w.id = $1 AND w.removed_at IS NULL", WebhookRow::columns("w"));
    conn.first::<WebhookRow>(&sql, params![id])?.ok_or(Refusal::NotFound)?.try_into()
}

pub(crate) fn active(conn: &Conn) -> Result<Vec<Webhook>> {
    all(conn, "w.removed_at IS NULL AND w.active = 1")
}

fn all(conn: &Conn, which: &str) -> Result<Vec<Webhook>> {
    let sql = format!("SELECT {} FROM webhooks w WHERE {which} ORDER BY w.name_key, w.id", WebhookRow::columns("w"));
    conn.all::<WebhookRow>(&sql, params![])?.into_iter().map(Webhook::try_from).collect()
}
