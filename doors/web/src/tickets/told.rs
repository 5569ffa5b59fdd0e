//! What happened to a ticket, in the reader's words.

mod routed;

use std::collections::BTreeSet;

use ::tickets::{Assignment, FieldChange, Satisfaction, Standing, TicketEvent, TicketId, Timeline, Told};
use catalogue::Say;
use db::{EventId, Moment};
use people::PersonId;
use sla::{Act, Metric, Whom};

use super::turns::Reader;
use crate::ui::conversation::EventWords;
use crate::ui::questions::value_words;

/// Stands for who did it while a sentence is made; no name holds it.
const WHO: &str = "\u{1f}";

/// One event as a sentence with its actor; nothing for what the conversation shows itself.
#[must_use]
pub fn sentence(reader: &Reader<'_>, line: &Timeline, told: &Told) -> Option<EventWords> {
    let (say, you) = (reader.say, reader.you);
    let what = what(say, line, told, you)?;
    let whole = |who: &str| say.say2("told", "who", who, "what", what.as_str()).into_owned();
    let who = match told.person {
        Some(id) if Some(id) == you => say.say("told-you").into_owned(),
        Some(id) => line.person(id).unwrap_or("?").to_owned(),
        None => match told.actor.strip_prefix("rule:") {
            Some(rule) => {
                let called = rule.parse().ok().and_then(|id| reader.rules.get(&id));
                let name =
                    called.map_or_else(|| say.say1("told-rule", "number", rule), |name| say.say1("told-rule-named", "name", name.as_str()));
                let sentence = whole(WHO);
                let (before, after) = sentence.split_once(WHO).unwrap_or((&sentence, ""));
                return Some(EventWords {
                    before: before.to_owned(),
                    name: name.into_owned(),
                    href: if reader.opens_rules { format!("/settings/rules/{rule}") } else { String::new() },
                    after: after.to_owned(),
                });
            }
            None => say.say("told-firstline").into_owned(),
        },
    };
    Some(EventWords { before: whole(&who), ..EventWords::default() })
}

/// What macros did: it is told in their line.
#[must_use]
pub fn within_macros(line: &Timeline) -> BTreeSet<EventId> {
    let inner = line.told.iter().filter_map(|t| if let TicketEvent::MacroUsed { events, .. } = &t.event { Some(events) } else { None });
    inner.flatten().copied().collect()
}

fn what(say: &Say, line: &Timeline, told: &Told, you: Option<PersonId>) -> Option<String> {
    let one = |key: &str, name: &str, value: &str| Some(say.say1(key, name, value).into_owned());
    let ticket = |key: &str, id: TicketId| {
        let subject = line.ticket(id).unwrap_or_default();
        Some(say.say2(key, "number", id.to_string(), "subject", subject).into_owned())
    };
    match &told.event {
        TicketEvent::Opened { source, .. } => Some(say.say(&format!("told-opened-{source}")).into_owned()),
        // A message that brought a move along says it itself.
        TicketEvent::Moved { with: Some(_), .. } => None,
        TicketEvent::Moved { to, .. } => Some(moved(say, to)),
        TicketEvent::Assigned { to, .. } if to.assignee.is_some() && to.assignee == told.person => Some(say.say("told-took").into_owned()),
        TicketEvent::Assigned { to, .. } => Some(assigned(say, line, *to, you)),
        TicketEvent::Prioritized { from, to } => {
            let word = say.say(&format!("priority-{}", to.priority.rank()));
            let key = match from.priority.cmp(&to.priority) {
                std::cmp::Ordering::Greater => "told-raised",
                std::cmp::Ordering::Less => "told-lowered",
                std::cmp::Ordering::Equal => "told-weighed",
            };
            Some(say.say2(key, "rank", to.priority.rank(), "word", word.as_ref()).into_owned())
        }
        TicketEvent::Recategorized { to, .. } => match to.and_then(|c| line.category(c)) {
            Some(path) => one("told-category", "path", path),
            None => Some(say.say("told-category-none").into_owned()),
        },
        TicketEvent::Retitled { from, .. } => one("told-retitled", "from", from),
        TicketEvent::Tagged { added, removed } => Some(tagged(say, added, removed)),
        TicketEvent::FilledIn { changes } => Some(filled_in(say, changes)),
        TicketEvent::ChecklistStarted { list, .. } => one("told-checklist-started", "list", list),
        TicketEvent::ChecklistTakenAway { list, .. } => one("told-checklist-taken-away", "list", list),
        TicketEvent::CheckAdded { text } => one("told-check-added", "text", text),
        TicketEvent::CheckRemoved { text } => one("told-check-removed", "text", text),
        TicketEvent::Ticked { text, done: true, .. } => one("told-ticked", "text", text),
        TicketEvent::Ticked { text, done: false, .. } => one("told-unticked", "text", text),
        TicketEvent::RequesterChanged { to, .. } => one("told-requester", "name", line.person(to.requester).unwrap_or("?")),
        TicketEvent::KindChanged { to, .. } => one("told-kind", "kind", &say.say(&format!("kind-{to}"))),
        TicketEvent::SiteChanged { to, .. } => match to.and_then(|s| line.site(s)) {
            Some(name) => one("told-site", "name", name),
            None => Some(say.say("told-site-none").into_owned()),
        },
        TicketEvent::WatcherAdded { person, .. } => one("told-watches", "name", line.person(*person).unwrap_or("?")),
        TicketEvent::WatcherRemoved { person } => one("told-watches-not", "name", line.person(*person).unwrap_or("?")),
        TicketEvent::VoiceSet { from, to, assigned, .. } => voice(say, line, [*from, *to], assigned.is_some(), you),
        TicketEvent::Merged { into } => ticket("told-merged", *into),
        TicketEvent::Absorbed { other } => ticket("told-absorbed", *other),
        TicketEvent::Unmerged { from } => ticket("told-unmerged", *from),
        TicketEvent::Released { other } => ticket("told-released", *other),
        TicketEvent::Split { into, .. } => ticket("told-split", *into),
        TicketEvent::SplitOff { from, .. } => ticket("told-split-off", *from),
        TicketEvent::Linked { other, .. } => ticket("told-linked", *other),
        TicketEvent::Unlinked { other, .. } => ticket("told-unlinked", *other),
        TicketEvent::ParentChanged { to: Some(parent), .. } => ticket("told-parent", *parent),
        TicketEvent::ParentChanged { to: None, .. } => Some(say.say("told-parent-none").into_owned()),
        TicketEvent::TimeLogged { minutes, .. } => one("told-time", "span", &say.span(minutes * db::MINUTE_MS)),
        TicketEvent::TimeRemoved { minutes, .. } => one("told-time-removed", "span", &say.span(minutes * db::MINUTE_MS)),
        TicketEvent::Agreed { to, .. } => match to.and_then(|a| line.agreement(a)) {
            Some(name) => one("told-agreed", "name", name),
            None => Some(say.say("told-agreed-none").into_owned()),
        },
        TicketEvent::ClockWarned { metric, due, .. } => Some(clock(say, "told-clock-warned", *metric, *due, told.at)),
        TicketEvent::ClockBreached { metric, due, .. } => Some(clock(say, "told-clock-breached", *metric, *due, told.at)),
        TicketEvent::Escalated { metric, percent, act, .. } => Some(escalated(say, line, *metric, *percent, *act)),
        TicketEvent::Paged { whom, people, until, .. } => Some(paged(say, line, whom, people, *until, told.at, you)),
        TicketEvent::PageAcknowledged { after_ms, .. } => one("told-page-acknowledged", "span", &say.span(*after_ms)),
        TicketEvent::PageUnanswered { .. } => Some(say.say("told-page-unanswered").into_owned()),
        TicketEvent::Notified { whom } => one("told-notified", "name", &whom_words(say, line, *whom)),
        TicketEvent::Routed { person, because } => Some(routed::found(say, line, *person, because)),
        TicketEvent::NotRouted { off, full, unskilled, overflow } => Some(routed::nobody(say, line, [*off, *full, *unskilled], *overflow)),
        TicketEvent::NamedElsewhere { to: Some(name), .. } => one("told-named-elsewhere", "name", name),
        TicketEvent::NamedElsewhere { to: None, .. } => Some(say.say("told-named-elsewhere-none").into_owned()),
        TicketEvent::Imported { messages, .. } => Some(say.say1("told-imported", "count", *messages).into_owned()),
        TicketEvent::Redacted { file: None, .. } => Some(say.say("told-redacted").into_owned()),
        TicketEvent::Redacted { file: Some(_), .. } => Some(say.say("told-redacted-file").into_owned()),
        TicketEvent::MadePrivate { .. } => Some(say.say("told-made-private").into_owned()),
        TicketEvent::Deleted => Some(say.say("told-deleted").into_owned()),
        TicketEvent::Emptied => Some(say.say("told-emptied").into_owned()),
        TicketEvent::MessageEmptied { .. } => Some(say.say("told-message-emptied").into_owned()),
        TicketEvent::Restored => Some(say.say("told-restored").into_owned()),
        TicketEvent::MacroUsed { name, events, .. } => {
            let inner = line.told.iter().filter(|t| events.contains(&t.id)).filter_map(|t| what(say, line, t, you));
            let all: Vec<String> = inner.collect();
            if all.is_empty() {
                return one("told-macro", "name", name);
            }
            Some(say.say2("told-macro-did", "name", name.as_str(), "what", say.list(&all).as_str()).into_owned())
        }
        TicketEvent::Rated { to: Satisfaction::Offered, .. } => Some(say.say("told-rating-offered").into_owned()),
        TicketEvent::Rated { to, comment, .. } => {
            let what = say.say(&format!("told-rated-{to}"));
            if comment.is_empty() {
                return Some(what.into_owned());
            }
            Some(say.say2("told-rated-words", "what", what.as_ref(), "comment", comment.as_str()).into_owned())
        }
        TicketEvent::Aside { subject, step, .. } => one(&format!("told-side-{step}"), "subject", subject),
        TicketEvent::Undone { .. } => Some(say.say("told-undone").into_owned()),
        // The conversation shows messages itself.
        TicketEvent::MessageHeld { .. }
        | TicketEvent::MessageWithdrawn { .. }
        | TicketEvent::ReplyAdded { .. }
        | TicketEvent::NoteAdded { .. } => None,
    }
}

fn clock(say: &Say, key: &str, metric: Metric, due: Option<Moment>, at: Moment) -> String {
    let time = due.map(|due| say.day_time(due.0, at.0).into_owned()).unwrap_or_default();
    let promise = say.say(&format!("promise-{metric}"));
    say.say2(key, "promise", promise.as_ref(), "time", time.as_str()).into_owned()
}

fn escalated(say: &Say, line: &Timeline, metric: Metric, percent: u16, act: Act) -> String {
    let whom = |whom: Whom| whom_words(say, line, whom);
    let (key, name) = match act {
        Act::Tell(who) => ("told-escalated-tell", whom(who)),
        Act::Page(who) => ("told-escalated-page", whom(who)),
        Act::Reassign(team) => ("told-escalated-reassign", line.team(team).unwrap_or("?").to_owned()),
        Act::Raise => ("told-escalated-raise", String::new()),
    };
    let promise = say.say(&format!("promise-{metric}"));
    say.say_with(key, &[("promise", promise.into()), ("percent", i64::from(percent).into()), ("name", name.into())]).into_owned()
}

fn whom_words(say: &Say, line: &Timeline, whom: Whom) -> String {
    match whom {
        Whom::Person(person) => line.person(person).unwrap_or("?").to_owned(),
        Whom::Assignee => say.say("told-whom-assignee").into_owned(),
        Whom::Team => say.say("told-whom-team").into_owned(),
        Whom::Leads => say.say("told-whom-leads").into_owned(),
        Whom::Rota(_) => say.say("told-whom-rota").into_owned(),
    }
}

fn paged(say: &Say, line: &Timeline, whom: &str, people: &[PersonId], until: Option<Moment>, at: Moment, you: Option<PersonId>) -> String {
    let whom = say.say(&format!("paged-{}", whom.replace('_', "-")));
    let name = |person: &PersonId| match you == Some(*person) {
        true => say.say("told-page-you").into_owned(),
        false => line.person(*person).unwrap_or("?").to_owned(),
    };
    let names: Vec<String> = people.iter().map(name).collect();
    match until {
        Some(until) => {
            let words = [
                ("names", say.list(&names).into()),
                ("whom", whom.as_ref().into()),
                ("time", say.day_time(until.0, at.0).into_owned().into()),
            ];
            say.say_with("told-paged", &words).into_owned()
        }
        None => say.say1("told-paged-nobody", "whom", whom.as_ref()).into_owned(),
    }
}

fn moved(say: &Say, to: &Standing) -> String {
    match (&to.hold_reason, to.hold_until) {
        (Some(why), _) => say.say1("told-held", "why", why.as_str()).into_owned(),
        _ => say.say(&format!("told-moved-{}", to.status)).into_owned(),
    }
}

fn assigned(say: &Say, line: &Timeline, to: Assignment, you: Option<PersonId>) -> String {
    match (to.assignee, to.team.and_then(|t| line.team(t))) {
        (Some(id), _) if Some(id) == you => say.say("told-assigned-you").into_owned(),
        (Some(id), _) => say.say1("told-assigned", "name", line.person(id).unwrap_or("?")).into_owned(),
        (None, Some(team)) => say.say1("told-assigned-team", "name", team).into_owned(),
        (None, None) => say.say("told-assigned-nobody").into_owned(),
    }
}

/// Who speaks with the requester: by an escalation and its way back when it changed hands, else by itself.
fn voice(say: &Say, line: &Timeline, [from, to]: [Option<PersonId>; 2], handed: bool, you: Option<PersonId>) -> Option<String> {
    let person = to.or(from)?;
    let key = match (to.is_some(), handed, Some(person) == you) {
        (true, true, true) => "told-escalation-you",
        (true, true, false) => "told-escalation",
        (true, false, true) => "told-voice-you",
        (true, false, false) => "told-voice",
        (false, true, true) => "told-handed-back-you",
        (false, true, false) => "told-handed-back",
        (false, false, true) => "told-voice-none-you",
        (false, false, false) => "told-voice-none",
    };
    Some(say.say1(key, "name", line.person(person).unwrap_or("?")).into_owned())
}

fn tagged(say: &Say, added: &[String], removed: &[String]) -> String {
    match (added.is_empty(), removed.is_empty()) {
        (false, true) => say.say1("told-tagged", "tags", say.list(added).as_str()).into_owned(),
        (true, _) => say.say1("told-untagged", "tags", say.list(removed).as_str()).into_owned(),
        (false, false) => say.say2("told-retagged", "tags", say.list(added).as_str(), "gone", say.list(removed).as_str()).into_owned(),
    }
}

fn filled_in(say: &Say, changes: &[FieldChange]) -> String {
    let one = |change: &FieldChange| {
        let is = match &change.to {
            None => say.say("told-field-empty").into_owned(),
            Some(value) => value_words(say, value, &change.to_shown, None),
        };
        say.say2("told-field", "name", change.name.as_str(), "value", is.as_str()).into_owned()
    };
    let all: Vec<String> = changes.iter().map(one).collect();
    say.say1("told-filled-in", "answers", say.list(&all).as_str()).into_owned()
}
