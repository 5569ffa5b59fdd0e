//! What is typed about a webhook.

use webhooks::{Method, Wanted, Webhook, WebhookInput};

use crate::ui::view::Choice;

/// A thing that a webhook can be told, with its box.
pub struct Wish {
    /// The word that is sent.
    pub word: &'static str,
    /// The key of its text.
    pub key: String,
    /// Is it wanted?
    pub wanted: bool,
}

/// The form's fields, in the order in which they came.
#[derive(Default)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// What was sent.
    pub fn new(sent: Vec<(String, String)>) -> Self {
        Self(sent)
    }

    /// A new webhook is told of new tickets.
    pub fn usual() -> Self {
        Self(vec![("wants".to_owned(), Wanted::Opened.to_string()), ("active".to_owned(), "on".to_owned())])
    }

    /// A webhook to be changed.
    pub fn of(webhook: &Webhook) -> Self {
        let text = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut all = vec![
            text("name", &webhook.name),
            text("description", &webhook.description),
            text("address", &webhook.address),
            text("method", webhook.method.as_str()),
            text("active", if webhook.active { "on" } else { "" }),
        ];
        all.extend(webhook.wants.iter().map(|wanted| text("wants", wanted.as_str())));
        Self(all)
    }

    /// How it can be asked.
    pub fn methods(&self) -> Vec<Choice> {
        let now = if self.get("method").is_empty() { Method::Post.as_str() } else { self.get("method") };
        [Method::Post, Method::Put, Method::Patch, Method::Get, Method::Delete].iter().map(|m| Choice::new(m, m.as_str(), now)).collect()
    }

    /// A field's text.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Is a box ticked?
    pub fn on(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// All that a webhook can be told.
    pub fn wishes(&self) -> Vec<Wish> {
        let wanted = self.wants();
        let wish = |&one: &Wanted| {
            let word = one.as_str();
            Wish { word, key: format!("webhook-wants-{}", word.trim_start_matches("ticket.")), wanted: wanted.contains(&one) }
        };
        Wanted::ALL.iter().map(wish).collect()
    }

    fn wants(&self) -> Vec<Wanted> {
        self.0.iter().filter(|(key, _)| key == "wants").filter_map(|(_, word)| word.parse().ok()).collect()
    }

    /// The webhook as it should be; headers that are not typed stay, unless it is new or they are to go.
    pub fn input(&self, new: bool) -> WebhookInput {
        let typed = self.get("headers").lines().filter(|line| !line.trim().is_empty());
        let headers: Vec<(String, String)> = typed
            .map(|line| line.split_once(':').map_or((line.to_owned(), String::new()), |(name, value)| (name.to_owned(), value.to_owned())))
            .collect();
        let keeps = !new && headers.is_empty() && !self.on("forget_headers");
        WebhookInput {
            name: self.get("name").to_owned(),
            description: self.get("description").to_owned(),
            address: self.get("address").to_owned(),
            method: self.get("method").parse().ok(),
            wants: self.wants(),
            headers: (!keeps).then_some(headers),
            active: self.on("active"),
        }
    }
}
