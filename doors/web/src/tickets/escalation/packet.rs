//! What a packet begins with: all that the ticket's page knows, put down in the reader's words as Markdown for them to go on with.

use ::tickets::{Audience, Check, Said, Side, Similar};
use catalogue::Say;
use db::Moment;

use super::Known;
use crate::ui::questions::answered;

/// Characters of the first message that the packet repeats.
const ASKED_CHARS: usize = 1_500;
/// Characters of a later message that the packet repeats.
const TURN_CHARS: usize = 280;
/// Later messages that the packet repeats, the newest ones.
const TURNS: usize = 12;

/// The packet: what was asked, tried and seen, and what is open.
pub fn packet(say: &Say, known: &Known) -> String {
    let parts = [
        ("packet-asked", asked(say, known)),
        ("packet-tried", bullets(say, tried(say, known))),
        ("packet-seen", bullets(say, seen(say, known))),
        ("packet-open", open(say, &known.workspace.checks)),
    ];
    let part = |(key, lines): (&str, String)| format!("**{}**\n\n{}\n", say.say(key), lines.trim_end_matches('\n'));
    parts.map(part).join("\n")
}

/// Lines as a list; where there are none it says so.
fn bullets(say: &Say, mut lines: Vec<String>) -> String {
    if lines.is_empty() {
        lines.push(say.say("packet-nothing").into_owned());
    }
    lines.iter().map(|line| format!("- {line}\n")).collect()
}

fn asked(say: &Say, known: &Known) -> String {
    let (ticket, names) = (&known.conversation.ticket, &known.workspace.facts.names);
    let rank = ticket.priority.rank();
    let weight = [
        say.say(&format!("kind-{}", ticket.kind)).into_owned(),
        format!("{} {}", say.say1("priority-short", "rank", rank), say.say(&format!("priority-{rank}"))),
        names.category.clone().unwrap_or_default(),
    ];
    let site = names.site.clone().or_else(|| names.requester_site.clone()).unwrap_or_default();
    let who = [names.requester.clone(), names.requester_title.clone(), names.organization.clone().unwrap_or_default(), site];
    let came = [say.say(&format!("source-{}", ticket.source)).into_owned(), when(say, ticket.opened_at, known.now)];
    let lines = [ticket.subject.clone(), joined(&weight), joined(&who), joined(&came)];
    let mut text: String = lines.iter().map(|line| format!("- {line}\n")).collect();
    match first(known) {
        Some(said) => {
            text.push('\n');
            for line in shortened(&text::plain::from_html(&said.message.body_html), ASKED_CHARS).lines() {
                text.push_str(format!("> {line}").trim_end());
                text.push('\n');
            }
        }
        None => text.push_str(&format!("- {}\n", say.say("packet-earlier"))),
    }
    text
}

/// The message that the ticket began with, if the page still shows it.
fn first(known: &Known) -> Option<&Said> {
    known.conversation.messages.first().filter(|_| !known.conversation.earlier)
}

/// Steps that are done, and what was said since it came in.
fn tried(say: &Say, known: &Known) -> Vec<String> {
    let done = known.workspace.checks.iter().filter_map(|check| {
        let who = check.done_by_name.clone().unwrap_or_else(|| say.say("told-firstline").into_owned());
        let done = say.say2("check-done", "name", who.as_str(), "time", when(say, check.done_at?, known.now).as_str());
        Some(say.say2("packet-step", "step", check.text.as_str(), "done", done.as_ref()).into_owned())
    });
    let mut lines: Vec<String> = done.collect();
    let first = first(known).map(|said| said.message.id);
    let later: Vec<&Said> =
        known.conversation.messages.iter().filter(|said| Some(said.message.id) != first && said.message.held_until == Moment(0)).collect();
    let left_out = later.len().saturating_sub(TURNS);
    if left_out > 0 || known.conversation.earlier {
        lines.push(say.say("packet-before").into_owned());
    }
    lines.extend(later.into_iter().skip(left_out).map(|said| turn(say, said, known.now)));
    lines
}

fn turn(say: &Say, said: &Said, now: Moment) -> String {
    let m = &said.message;
    let key = match (m.audience, m.side) {
        (Audience::Internal, _) => "packet-note",
        (_, Side::Staff) => "packet-answer",
        _ => "packet-said",
    };
    let name = said.author.clone().unwrap_or_else(|| say.say("told-firstline").into_owned());
    let time = when(say, m.created_at, now);
    let words = text::plain::excerpt(&text::plain::from_html(&m.body_html), TURN_CHARS);
    say.say_with(key, &[("name", name.into()), ("time", time.into()), ("text", words.into())]).into_owned()
}

/// What the desk's own fields say, the files by name, and tickets that are about the same.
fn seen(say: &Say, known: &Known) -> Vec<String> {
    let beside = &known.workspace;
    let pair = |name: &str, value: &str| say.say2("packet-fact", "name", name, "value", value).into_owned();
    let answers = answered(say, &beside.forms, &beside.answers, known.now);
    let mut lines: Vec<String> = answers.iter().map(|(name, value)| pair(name, value)).collect();
    let files: Vec<String> = known.conversation.messages.iter().flat_map(|said| &said.attachments).map(|file| file.name.clone()).collect();
    if !files.is_empty() {
        lines.push(pair(&say.say("packet-files"), &say.list(&files)));
    }
    lines.extend(known.similar.iter().map(|other| alike(say, other)));
    lines
}

fn alike(say: &Say, similar: &Similar) -> String {
    let other = &similar.ticket;
    let status = say.say(&format!("status-{}", other.status));
    let words = [("number", other.id.0.into()), ("subject", other.subject.as_str().into()), ("status", status.as_ref().into())];
    say.say_with("packet-similar", &words).into_owned()
}

/// Steps that nobody did yet, and room for what is asked of those who get it.
fn open(say: &Say, checks: &[Check]) -> String {
    let steps = checks.iter().filter(|check| check.done_at.is_none());
    let mut lines: String = steps.map(|check| format!("- {}\n", say.say1("packet-step-open", "step", check.text.as_str()))).collect();
    lines.push_str("- ");
    lines
}

fn when(say: &Say, at: Moment, now: Moment) -> String {
    say.day_time(at.0, now.0).into_owned()
}

fn joined(words: &[String]) -> String {
    words.iter().filter(|word| !word.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}

/// At most so many characters of a text of several lines.
fn shortened(text: &str, chars_max: usize) -> String {
    match text.char_indices().nth(chars_max) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
