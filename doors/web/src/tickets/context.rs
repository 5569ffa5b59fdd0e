//! The side of the workspace: who asks, how to reach them, what else they asked for.

use catalogue::Say;

use super::read::Read;
use super::show::first_name;
use crate::queue::reason;
use crate::ui::view::Avatar;

/// The side.
pub struct Context {
    /// The requester.
    pub avatar: Avatar,
    /// Their page.
    pub href: String,
    /// Title and organization.
    pub role: String,
    /// Addresses.
    pub emails: Vec<String>,
    /// Numbers: what is dialled, and what is shown.
    pub phones: Vec<(String, String)>,
    /// Site and other facts: name and value.
    pub facts: Vec<(String, String)>,
    /// Tags of the ticket.
    pub tags: Vec<String>,
    /// Who watches.
    pub watchers: Vec<String>,
    /// Does the reader watch?
    pub watching: bool,
    /// Earlier tickets: number, subject, what became of them, the status's word.
    pub earlier: Vec<(i64, String, String, &'static str)>,
    /// The team whose work it is.
    pub team: Option<String>,
    /// Is the requester somebody nobody vouched for?
    pub unverified: bool,
    /// The requester's first name.
    pub first_name: String,
}

/// Puts the side together.
#[must_use]
pub fn context(say: &Say, all: &Read) -> Context {
    let (card, ticket, names) = (&all.requester, &all.conversation.ticket, &all.facts.names);
    let role: Vec<&str> =
        [card.person.title.as_str(), names.organization.as_deref().unwrap_or_default()].into_iter().filter(|s| !s.is_empty()).collect();
    let fact = |key: &str, value: Option<String>| value.map(|value| (say.say(key).into_owned(), value));
    Context {
        avatar: Avatar::of(&card.person.name, card.person.id.0),
        href: format!("/people/{}", card.person.id),
        role: role.join(", "),
        emails: card.emails.iter().map(|e| e.email.clone()).collect(),
        phones: card.phones.iter().map(|p| (p.phone_key.clone(), p.phone.clone())).collect(),
        facts: [
            fact("context-site", names.site.clone().or_else(|| card.site.as_ref().map(|s| s.name.clone()))),
            fact("context-kind", Some(say.say(&format!("kind-{}", ticket.kind)).into_owned())),
            fact("context-source", Some(say.say(&format!("source-{}", ticket.source)).into_owned())),
            fact("context-opened-by", names.opened_by.clone()),
            fact("context-team", names.team.clone()),
            fact("context-time", (ticket.minutes_spent > 0).then(|| say.span(ticket.minutes_spent * db::MINUTE_MS).into_owned())),
        ]
        .into_iter()
        .flatten()
        .collect(),
        tags: all.facts.tags.clone(),
        watchers: all.facts.watchers.iter().map(|w| w.name.clone()).collect(),
        watching: ticket.is_watched(),
        earlier: all.earlier.iter().map(|r| (r.id.0, r.subject.clone(), reason(say, r, all.now), r.status.as_str())).collect(),
        team: names.team.clone(),
        unverified: !card.person.verified,
        first_name: first_name(&card.person.name).to_owned(),
    }
}
