//! `/settings/audit`: what was set, granted, taken away or looked at, newest first; narrowed by what, who and when.

use askama::Template;
use audit::{Ask, Entry, EntryId, text_key};
use axum::extract::{Query, State};
use catalogue::Say;
use db::Conn;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use outcome::{Error, Result};
use people::directory;
use serde::Deserialize;

use super::nav::{Nav, crumbs, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, SignedIn, caught, day_begins};
use crate::ui::view::{Choice, Section, Shell};

const HERE: &str = "/settings/audit";
/// Entries of a page.
const ENTRIES_A_PAGE: usize = 50;
/// What the list can be narrowed to, by noun.
const NOUNS: [&str; 20] = [
    "record",
    "session",
    "sign_in",
    "password",
    "second_factor",
    "passkey",
    "token",
    "person",
    "team",
    "organization",
    "mailbox",
    "rule",
    "agreement",
    "calendar",
    "webhook",
    "category",
    "field",
    "canned_answer",
    "rota",
    "ticket",
];

/// What is asked for.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    what: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    before: Option<EntryId>,
}

/// An entry in the reader's words.
struct Line {
    number: i64,
    at_ms: i64,
    what: String,
    who: String,
    door: String,
    on: String,
    address: String,
    said: String,
    hash: String,
}

#[derive(Template)]
#[template(path = "settings/audit.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    lines: Vec<Line>,
    nouns: Vec<Choice>,
    asked: &'a Asked,
    narrowed: bool,
    older: String,
    fields: &'a Fields,
}

/// `GET /settings/audit`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let (wish, zone) = (asked.clone(), visitor.say.zone.clone());
    let (ask, fields) = match caught(desk.db.read(move |conn| wish.ask(conn, &zone)).await)? {
        Ok(ask) => (Some(ask), Fields::default()),
        Err(fields) => (None, fields),
    };
    let (reader, nav) = (visitor.clone(), nav(&visitor, "audit"));
    let up = crumbs(&visitor.say, &nav);
    let read = desk.db.read(move |conn| {
        let found = ask.as_ref().map(|ask| audit::entries(conn, &reader.actor, ask)).transpose()?;
        Ok((shell(conn, &reader, Section::Settings, up.clone())?, found))
    });
    let (shell, found) = read.await?;
    let (entries, more) = found.map(|page| (page.entries, page.more)).unwrap_or_default();
    let page = Page {
        t: &visitor.say,
        shell,
        nav,
        older: entries.last().filter(|_| more).map(|last| asked.older_than(last.link.id)).unwrap_or_default(),
        lines: entries.iter().map(|entry| line(&visitor.say, entry)).collect(),
        nouns: nouns(&visitor.say, &asked.what),
        narrowed: asked.narrows(),
        asked: &asked,
        fields: &fields,
    };
    if fields.is_empty() { html(&page) } else { again(&page) }
}

impl Asked {
    fn ask(&self, conn: &Conn, zone: &TimeZone) -> Result<Ask> {
        let who = self.who.trim();
        let actor = match who {
            "" => None,
            who => Some(directory::person_by_email(conn, who)?.ok_or_else(|| Error::invalid("who", "settings-audit-nobody"))?.id),
        };
        // The last day is meant as a whole.
        let end = self.until.parse::<Date>().ok().and_then(|day| day.tomorrow().ok()).map_or(self.until.clone(), |day| day.to_string());
        Ok(Ask {
            actor,
            kind: Some(self.what.clone()).filter(|what| !what.is_empty()),
            from: day_begins("from", &self.from, zone)?,
            until: day_begins("until", &end, zone)?,
            before: self.before,
            limit: ENTRIES_A_PAGE,
            ..Ask::default()
        })
    }

    fn narrows(&self) -> bool {
        ![&self.what, &self.who, &self.from, &self.until].iter().all(|text| text.is_empty())
    }

    fn older_than(&self, id: i64) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, text) in [("what", &self.what), ("who", &self.who), ("from", &self.from), ("until", &self.until)] {
            if !text.is_empty() {
                query.append_pair(name, text);
            }
        }
        query.append_pair("before", &id.to_string());
        format!("{HERE}?{}", query.finish())
    }
}

fn nouns(say: &Say, chosen: &str) -> Vec<Choice> {
    let mut all: Vec<Choice> = NOUNS.iter().map(|noun| Choice::new(noun, say.say(&noun_key(noun)), chosen)).collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all.insert(0, Choice::new("", say.say("settings-audit-all"), chosen));
    all
}

fn noun_key(noun: &str) -> String {
    format!("audit-noun-{}", noun.replace('_', "-"))
}

fn line(say: &Say, entry: &Entry) -> Line {
    let (link, noun) = (&entry.link, entry.noun());
    let what = match entry.record {
        Some(record) => say.say(&format!("audit-read-{}", record.as_str().replace('_', "-"))),
        None => say.say(&text_key(&link.kind)),
    };
    let who = match (&entry.actor_name, link.actor.split_once(':')) {
        (Some(name), _) => name.clone(),
        (None, Some(("rule", id))) => say.say1("audit-rule", "number", id).into_owned(),
        (None, Some((_, id))) => say.say1("audit-person-gone", "number", id).into_owned(),
        (None, None) => say.say("audit-firstline").into_owned(),
    };
    let number = link.subject_id;
    Line {
        number: link.id,
        at_ms: link.at.0,
        what: what.into_owned(),
        who,
        door: say.say(&format!("audit-door-{}", link.door)).into_owned(),
        on: entry.person_name.clone().unwrap_or_else(|| if number > 0 { number.to_string() } else { String::new() }),
        address: place(noun, number),
        said: link.data.clone(),
        hash: link.hash.clone(),
    }
}

/// Where the thing can be looked at, if it has a page.
fn place(noun: &str, id: i64) -> String {
    let folder = match noun {
        "ticket" => "/tickets",
        "person" => "/people",
        "organization" => "/organizations",
        "outgoing" => "/outbox",
        "letter" => "/mail-to-check",
        "team" => "/settings/teams",
        "site" => "/settings/sites",
        "mailbox" => "/settings/mailboxes",
        "rule" => "/settings/rules",
        "agreement" => "/settings/agreements",
        "calendar" => "/settings/calendars",
        "category" => "/settings/categories",
        "field" => "/settings/fields",
        "rota" => "/settings/rotas",
        _ => return String::new(),
    };
    if id > 0 { format!("{folder}/{id}") } else { String::new() }
}
