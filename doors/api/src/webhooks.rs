//! Webhooks: other programs that are told what happens here.

mod json;
mod list;
mod log;
mod write;

use schemars::JsonSchema;
use serde::Serialize;

use crate::contents::{Api, Doc, Gate, Param};
use json::{SecretAnswer, WebhookJson};
use list::WebhooksAnswer;
use log::{AttemptsAnswer, InvocationAnswer, InvocationsAnswer};
use write::WebhookBody;

/// One webhook.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WebhookAnswer {
    /// The webhook.
    pub webhook: WebhookJson,
}

const TRIED: &[Param] = &[Param { name: "webhook_id", says: "Which webhook is tried.", number: true }];

/// The routes about webhooks.
pub fn routes(api: Api) -> Api {
    let one = |id, says| Doc::answers::<WebhookAnswer>(id, says);
    let secret = |id, says| Doc::answers::<SecretAnswer>(id, says);
    let invocation = |id, says| Doc::answers::<InvocationAnswer>(id, says).status(201);
    let admin = Gate::Administrator;
    api.get("/webhooks", admin, list::all, Doc::answers::<WebhooksAnswer>("ListWebhooks", "Every webhook, by name.").paged())
        .post("/webhooks", admin, write::create, one("CreateOrCloneWebhook", "Adds a webhook.").takes::<WebhookBody>().status(201))
        .post("/webhooks/test", admin, log::test, invocation("TestWebhook", "Sends a body that tells of nothing.").params(TRIED))
        .get("/webhooks/{id}", admin, list::show, one("ShowWebhook", "One webhook."))
        .put(
            "/webhooks/{id}",
            admin,
            write::update,
            Doc::bare("UpdateWebhook", "Changes a webhook; what is not sent stays.").takes::<WebhookBody>(),
        )
        .delete("/webhooks/{id}", admin, write::delete, Doc::bare("DeleteWebhook", "Removes a webhook."))
        .get("/webhooks/{id}/signing_secret", admin, write::secret, secret("ShowWebhookSigningSecret", "What signatures are made with."))
        .post(
            "/webhooks/{id}/signing_secret",
            admin,
            write::new_secret,
            secret("ResetWebhookSigningSecret", "Makes signatures with another secret from now on.").status(201),
        )
        .get(
            "/webhooks/{id}/invocations",
            admin,
            log::all,
            Doc::answers::<InvocationsAnswer>("ListWebhookInvocations", "What it was told, newest first; walked forward only.").paged(),
        )
        .get(
            "/webhooks/{id}/invocations/{invocation_id}/attempts",
            admin,
            log::attempts,
            Doc::answers::<AttemptsAnswer>("ListWebhookInvocationAttempts", "When that was tried, and what was answered."),
        )
        .post(
            "/webhooks/{id}/invocations/{invocation_id}/attempts",
            admin,
            log::again,
            invocation("RedeliverWebhookInvocation", "Ours: tells it once more, as an invocation of its own."),
        )
}
