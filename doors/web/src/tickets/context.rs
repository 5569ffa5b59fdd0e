//! The side of the workspace: who asks, how to reach them, what else they asked for.

use ::tickets::{Related, TicketBrief};
use catalogue::Say;
use db::Moment;

use super::answers::{Panel, panel};
use super::checks::{Steps, steps};
use super::read::Read;
use super::show::first_name;
use crate::ui::view::{Avatar, Choice};

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
    /// The desk's own fields.
    pub panel: Panel,
    /// The steps of its checklists.
    pub steps: Steps,
    /// Checklists that can be started.
    pub checklists: Vec<Choice>,
    /// Tags of the ticket.
    pub tags: Vec<String>,
    /// Who watches.
    pub watchers: Vec<String>,
    /// Does the reader watch?
    pub watching: bool,
    /// Earlier tickets.
    pub earlier: Vec<Beside>,
    /// Links, parts, and what it is a part of, each with what it is to this one.
    pub links: Vec<(String, Beside)>,
    /// The team whose work it is.
    pub team: Option<String>,
    /// Is the requester somebody nobody vouched for?
    pub unverified: bool,
    /// The requester's first name.
    pub first_name: String,
}

/// A ticket beside another one.
pub struct Beside {
    /// Its number.
    pub id: i64,
    /// What it is about.
    pub subject: String,
    /// When it last changed.
    pub when: String,
    /// The status's word.
    pub status: &'static str,
}

impl Beside {
    /// A ticket in the reader's words.
    #[must_use]
    pub fn of(say: &Say, ticket: &TicketBrief, now: Moment) -> Self {
        let when = say.day_time(ticket.updated_at.0, now.0).into_owned();
        Self { id: ticket.id.0, subject: ticket.subject.clone(), when, status: ticket.status.as_str() }
    }
}

/// What a ticket beside another one is to it, in a word of the catalogue; nothing for what was asked before.
#[must_use]
pub fn relation(why: Related) -> Option<String> {
    match why {
        Related::Earlier => None,
        Related::Linked(kind) => Some(format!("link-{kind}")),
        Related::Part => Some("link-part".to_owned()),
        Related::Whole => Some("link-whole".to_owned()),
    }
}

/// Puts the side together.
#[must_use]
pub fn context(say: &Say, all: &Read) -> Context {
    let (ticket, beside) = (&all.conversation.ticket, &all.workspace);
    let names = &beside.facts.names;
    let role: Vec<&str> =
        [names.requester_title.as_str(), names.organization.as_deref().unwrap_or_default()].into_iter().filter(|s| !s.is_empty()).collect();
    let fact = |key: &str, value: Option<String>| value.map(|value| (say.say(key).into_owned(), value));
    Context {
        avatar: Avatar::of(&names.requester, ticket.requester_id.0),
        href: format!("/people/{}", ticket.requester_id),
        role: role.join(", "),
        emails: beside.emails.clone(),
        phones: beside.phones.clone(),
        facts: [
            fact("context-site", names.site.clone().or_else(|| names.requester_site.clone())),
            fact("context-kind", Some(say.say(&format!("kind-{}", ticket.kind)).into_owned())),
            fact("context-source", Some(say.say(&format!("source-{}", ticket.source)).into_owned())),
            fact("context-opened-by", names.opened_by.clone()),
            fact("context-team", names.team.clone()),
            fact("context-time", (ticket.minutes_spent > 0).then(|| say.span(ticket.minutes_spent * db::MINUTE_MS).into_owned())),
        ]
        .into_iter()
        .flatten()
        .collect(),
        panel: panel(say, &beside.forms, names.category.as_deref(), &beside.answers, all.now),
        steps: steps(say, &beside.checks, all.now),
        checklists: beside.checklists.iter().map(|(id, name)| Choice::new(id, name.as_str(), "")).collect(),
        tags: beside.facts.tags.clone(),
        watchers: beside.facts.watchers.iter().map(|w| w.name.clone()).collect(),
        watching: ticket.is_watched(),
        earlier: all.workspace.related.iter().filter(|r| r.why == Related::Earlier).map(|r| Beside::of(say, &r.ticket, all.now)).collect(),
        links: all
            .workspace
            .related
            .iter()
            .filter_map(|r| Some((say.say(&relation(r.why)?).into_owned(), Beside::of(say, &r.ticket, all.now))))
            .collect(),
        team: names.team.clone(),
        unverified: !names.requester_verified,
        first_name: first_name(&names.requester).to_owned(),
    }
}
