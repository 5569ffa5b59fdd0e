//! Something is to be told: by an event, by a rule or a page, by hand, or once more.

use db::{Heard, Job, Listener, Promise, Run, Subject, Tx, params};
use outcome::{Error, Refusal, Result};
use people::Actor;
use serde_json::{Value, json};
use tickets::TicketId;

use crate::deliver::DELIVER;
use crate::delivery::{Delivery, DeliveryId, of as delivery_of};
use crate::limits::BODY_BYTES_MAX;
use crate::policy::{self, Action};
use crate::told::{body, wrapped};
use crate::webhook::{Wanted, WebhookId, active, of};

/// The listener's name.
const NAME: &str = "webhooks.hear";
/// What webhooks can hear.
const HEARS: &[&str] = &[
    "ticket.opened",
    "ticket.reply_added",
    "ticket.note_added",
    "ticket.assigned",
    "ticket.prioritized",
    "ticket.recategorized",
    "ticket.retitled",
    "ticket.tagged",
    "ticket.waited",
    "ticket.held",
    "ticket.resumed",
    "ticket.resolved",
    "ticket.reopened",
    "ticket.closed",
    "ticket.merged",
    "ticket.deleted",
    "ticket.restored",
    "ticket.clock_warned",
    "ticket.clock_breached",
];

pub(crate) fn listener() -> Listener {
    Listener { name: NAME, hears: HEARS, run: Run::inside(hear) }
}

fn hear(tx: &mut Tx<'_>, job: &Job) -> Result<()> {
    let heard: Heard = job.event(tx)?;
    let Ok(wanted) = heard.kind.parse::<Wanted>() else { return Ok(()) };
    let mut told = active(tx)?;
    told.retain(|webhook| webhook.wants.contains(&wanted));
    if told.is_empty() {
        return Ok(());
    }
    let (text, kind) = (body(tx, &heard, wanted)?, crate::told::event_type(wanted));
    for webhook in told {
        queue(tx, webhook.id, &format!("event:{}", heard.id), kind, &text)?;
    }
    Ok(())
}

/// Something that a rule, or a page of a person on duty, tells a webhook.
#[derive(Debug, Clone)]
pub struct Tell {
    /// Whom.
    pub webhook: WebhookId,
    /// A name that makes it this message and no second one: `page:17`.
    pub key: String,
    /// What it is called: `firstline:event-type:page.sent`.
    pub kind: String,
    /// The body, JSON, as the receiver is to get it.
    pub body: String,
}

/// Tells a webhook something; told twice by the same key it is sent once. Called by slices above for what they decided to tell, in
/// their transaction. Nothing, when the webhook is gone or switched off.
///
/// # Errors
/// `Invalid` when the body is no JSON or larger than [`BODY_BYTES_MAX`].
pub fn tell(tx: &mut Tx<'_>, input: &Tell) -> Result<Option<DeliveryId>> {
    if input.body.len() > BODY_BYTES_MAX || serde_json::from_str::<Value>(&input.body).is_err() {
        return Err(Error::invalid("body", "webhook-body"));
    }
    match of(tx, input.webhook) {
        Ok(webhook) if webhook.active => queue(tx, webhook.id, &format!("told:{}", input.key), &input.kind, &input.body),
        Ok(_) | Err(Error::Refused(Refusal::NotFound)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// A ticket that a rule tells a webhook of.
#[derive(Debug, Clone)]
pub struct TellOf {
    /// Whom.
    pub webhook: WebhookId,
    /// A name that makes it this message and no second one: `rule:3:17:42`.
    pub key: String,
    /// The ticket, told of as it is now.
    pub ticket: TicketId,
    /// The rule's number.
    pub rule: i64,
    /// What the rule is called.
    pub name: String,
}

/// Tells a webhook of a ticket because a rule says so, whatever else it wants to hear; nothing when it is gone or switched off.
///
/// # Errors
/// `NotFound` when there is no such ticket.
pub fn tell_of(tx: &mut Tx<'_>, input: &TellOf) -> Result<Option<DeliveryId>> {
    let body = crate::told::of_rule(tx, input)?;
    tell(tx, &Tell { webhook: input.webhook, key: input.key.clone(), kind: crate::told::RULE.to_owned(), body })
}

/// Sends a webhook a body that tells of nothing, so that it is seen whether it comes through; also to one that is switched off.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn try_webhook(tx: &mut Tx<'_>, actor: &Actor, id: WebhookId) -> Result<DeliveryId> {
    policy::permit(actor, Action::ManageWebhooks)?;
    let (webhook, at) = (of(tx, id)?, tx.now());
    let kind = "firstline:event-type:webhook.tried";
    let text =
        wrapped(kind, "0", &format!("firstline:webhook:{id}"), at, &json!({ "id": id.to_string(), "name": webhook.name }), &json!({}));
    again(tx, id, kind, &text, "tried")
}

/// Tells something once more: a new delivery with the same body.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn redeliver(tx: &mut Tx<'_>, actor: &Actor, webhook: WebhookId, id: DeliveryId) -> Result<DeliveryId> {
    policy::permit(actor, Action::ManageWebhooks)?;
    of(tx, webhook)?;
    let was: Delivery = delivery_of(tx, id)?.filter(|d| d.webhook_id == webhook).ok_or(Refusal::NotFound)?;
    again(tx, webhook, &was.kind, &was.body, &format!("again:{id}"))
}

/// What a person asks for is a delivery of its own each time.
fn again(tx: &mut Tx<'_>, webhook: WebhookId, kind: &str, text: &str, why: &str) -> Result<DeliveryId> {
    let (count,) = tx.one::<(i64,)>("SELECT COALESCE(MAX(id), 0) FROM webhook_deliveries WHERE webhook_id = $1", params![webhook])?;
    queue(tx, webhook, &format!("{why}:{count}"), kind, text)?.ok_or_else(|| Error::conflict("webhook-asked-twice"))
}

/// A delivery and the promise to make it; `None` when it is there already.
fn queue(tx: &mut Tx<'_>, webhook: WebhookId, key: &str, kind: &str, text: &str) -> Result<Option<DeliveryId>> {
    let now = tx.now();
    let made = tx.execute(
        "INSERT INTO webhook_deliveries (webhook_id, key, kind, body, state, attempts, created_at) VALUES ($1,$2,$3,$4,'waiting',0,$5) \
         ON CONFLICT DO NOTHING",
        params![webhook, key, kind, text, now],
    )?;
    if made == 0 {
        return Ok(None);
    }
    let (id,) = tx.one::<(DeliveryId,)>("SELECT id FROM webhook_deliveries WHERE webhook_id = $1 AND key = $2", params![webhook, key])?;
    promise(tx, id, 0, None)?;
    Ok(Some(id))
}

/// The promise of a delivery's next attempt.
pub(crate) fn promise(tx: &mut Tx<'_>, id: DeliveryId, attempts: i64, not_before: Option<db::Moment>) -> Result<()> {
    let data = json!({ "attempts": attempts });
    tx.promise(&Promise { data, not_before, ..Promise::new(DELIVER, Subject::new("webhook_delivery", id.0)) }).map(drop)
}

#[cfg(test)]
mod tests {
    use super::{HEARS, Wanted};

    #[test]
    fn every_wanted_word_is_heard() {
        let words: Vec<&str> = Wanted::ALL.iter().map(|w| w.as_str()).collect();
        assert_eq!(words, HEARS);
    }
}
