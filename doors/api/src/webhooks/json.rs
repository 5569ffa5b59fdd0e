//! A webhook as programs are told of it; never with its headers, which may be secret.

use schemars::JsonSchema;
use serde::Serialize;
use webhooks::{Wanted, Webhook, event_type};

use crate::front::iso;

/// What a webhook that only rules use is subscribed to, in Zendesk's words.
pub const BY_RULE: &str = "conditional_ticket_events";

/// A webhook.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WebhookJson {
    pub id: String,
    pub name: String,
    pub description: String,
    pub endpoint: String,
    pub http_method: String,
    pub request_format: &'static str,
    pub status: &'static str,
    pub subscriptions: Vec<String>,
    pub created_at: String,
    pub updated_at: String,
    /// Ours: attempts in a row that failed.
    pub failures: i64,
    /// Ours: until when it is left in peace because of them.
    pub paused_until: Option<String>,
}

impl WebhookJson {
    /// A webhook as programs are told of it.
    #[must_use]
    pub fn new(webhook: &Webhook) -> Self {
        Self {
            id: webhook.id.to_string(),
            name: webhook.name.clone(),
            description: webhook.description.clone(),
            endpoint: webhook.address.clone(),
            http_method: webhook.method.to_string(),
            request_format: "json",
            status: if webhook.active { "active" } else { "inactive" },
            subscriptions: subscriptions(&webhook.wants),
            created_at: iso(webhook.created_at),
            updated_at: iso(webhook.updated_at),
            failures: webhook.failures,
            paused_until: webhook.paused_until.map(iso),
        }
    }
}

/// A secret.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SecretAnswer {
    /// The secret.
    pub signing_secret: SecretJson,
}

/// What signatures are made with.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SecretJson {
    pub algorithm: &'static str,
    pub secret: String,
}

impl SecretAnswer {
    /// The answer with this secret.
    #[must_use]
    pub fn new(secret: String) -> Self {
        Self { signing_secret: SecretJson { algorithm: "SHA256", secret } }
    }
}

/// What a webhook wants, in Zendesk's words.
fn subscriptions(wants: &[Wanted]) -> Vec<String> {
    if wants.is_empty() {
        return vec![BY_RULE.to_owned()];
    }
    let mut words: Vec<String> = Vec::new();
    for wanted in wants {
        let word = event_type(*wanted).to_owned();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// What Zendesk's words mean here; the first that means nothing.
pub fn wants(words: &[String]) -> Result<Vec<Wanted>, &str> {
    let mut wants = Vec::new();
    for word in words.iter().filter(|word| *word != BY_RULE) {
        let meant: Vec<Wanted> =
            Wanted::ALL.iter().copied().filter(|wanted| event_type(*wanted) == word || wanted.as_str() == word).collect();
        // A team is changed where an assignee is.
        match (meant.is_empty(), word.as_str()) {
            (false, _) => wants.extend(meant),
            (true, "zen:event-type:ticket.group_assignment_changed") => wants.push(Wanted::Assigned),
            (true, unknown) => return Err(unknown),
        }
    }
    Ok(wants)
}

#[cfg(test)]
mod tests {
    use super::{subscriptions, wants};
    use webhooks::Wanted;

    #[test]
    fn every_wish_is_told_in_a_word_that_means_it() {
        for wanted in Wanted::ALL {
            let told = subscriptions(&[*wanted]);
            assert!(wants(&told).expect("a word of ours").contains(wanted), "{wanted}");
        }
        assert_eq!(wants(&["zen:event-type:user.created".to_owned()]), Err("zen:event-type:user.created"));
        assert_eq!(wants(&subscriptions(&[])), Ok(vec![]));
    }
}
