//! `/settings/rules`: what happens by itself when something happens to a ticket, rehearsed before it is switched on.

pub(crate) mod typed;

use askama::Template;
use automation::{Change, Rehearsal, Rule, RuleId, RuleRun};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use db::{Conn, EventId};
use jiff::tz::TimeZone;
use outcome::Result;
use serde::Deserialize;

use super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::tickets::deeds_words as deeds;
use crate::ui::view::{Section, Shell};
use typed::{Choices, Offered, Typed, when_key};

const HERE: &str = "/settings/rules";

/// A rule in the list.
struct Line {
    id: i64,
    name: String,
    on: bool,
    when: String,
    filter: String,
    deeds: String,
    runs: i64,
    up: Option<usize>,
    down: Option<usize>,
}

/// A ticket that a rule met, or would have met.
struct MetLine {
    id: i64,
    subject: String,
    what: String,
    at_ms: i64,
}

/// A change of a rule.
struct ChangeLine {
    text: String,
    at_ms: i64,
    undo: Option<i64>,
}

/// What a rule would do, did, and was.
struct Looked {
    on: bool,
    removed: bool,
    count: String,
    more: bool,
    met: Vec<MetLine>,
    runs: Vec<MetLine>,
    changes: Vec<ChangeLine>,
}

#[derive(Template)]
#[template(path = "settings/rules.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    lines: Vec<Line>,
    /// Removed rules: number and name.
    removed: Vec<(i64, String)>,
    /// What days are meant by.
    zone: String,
    /// The rule that is changed; a new one where there is none.
    id: Option<i64>,
    looked: Option<Looked>,
    typed: &'a Typed,
    choices: Choices,
    /// Does a person do the deeds, and not a rule?
    by_agent: bool,
    fields: &'a Fields,
}

impl Page<'_> {
    fn is_removed(&self) -> bool {
        self.looked.as_ref().is_some_and(|looked| looked.removed)
    }
}

/// `GET /settings/rules`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, &Typed::usual(), &Fields::default()).await?)
}

/// `POST /settings/rules`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let (input, actor) = (typed.input(), visitor.actor.clone());
    let added = match input {
        Ok(input) => desk.db.write(move |tx| automation::add_rule(tx, &actor, &input)).await,
        Err(wrong) => Err(wrong),
    };
    match caught(added)? {
        Ok(made) => Ok(with_flash(Redirect::to(&format!("{HERE}/{}", made.id)), &Flash::new("toast-added").with("name", made.name))),
        Err(fields) => again(&page(&desk, &visitor, None, &typed, &fields).await?),
    }
}

/// `GET /settings/rules/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RuleId>) -> Answer {
    let actor = visitor.actor.clone();
    let rule = desk.db.read(move |conn| automation::rule(conn, &actor, id)).await?;
    html(&page(&desk, &visitor, Some(id), &Typed::of(&rule), &Fields::default()).await?)
}

/// `POST /settings/rules/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RuleId>, Form(typed): Form<Typed>) -> Answer {
    let (input, actor) = (typed.input(), visitor.actor.clone());
    let saved = match input {
        Ok(input) => desk.db.write(move |tx| automation::edit_rule(tx, &actor, id, &input)).await,
        Err(wrong) => Err(wrong),
    };
    match caught(saved)? {
        Ok(_) => Ok(back(id)),
        Err(fields) => again(&page(&desk, &visitor, Some(id), &typed, &fields).await?),
    }
}

/// Where a rule goes in the order.
#[derive(Deserialize)]
pub struct Place {
    position: usize,
}

/// `POST /settings/rules/{id}/position`
pub async fn reorder(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RuleId>, Form(place): Form<Place>) -> Answer {
    desk.db.write(move |tx| automation::move_rule(tx, &visitor.actor, id, place.position)).await?;
    Ok(with_flash(Redirect::to(HERE), &Flash::new("toast-saved")))
}

/// `POST /settings/rules/{id}/on`
pub async fn switch_on(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RuleId>) -> Answer {
    desk.db.write(move |tx| automation::switch_rule(tx, &visitor.actor, id, true)).await?;
    Ok(back(id))
}

/// `POST /settings/rules/{id}/off`
pub async fn switch_off(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RuleId>) -> Answer {
    desk.db.write(move |tx| automation::switch_rule(tx, &visitor.actor, id, false)).await?;
    Ok(back(id))
}

/// `POST /settings/rules/{id}/remove`
pub async fn remove(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RuleId>) -> Answer {
    let rule = desk.db.write(move |tx| automation::remove_rule(tx, &visitor.actor, id)).await?;
    let flash = Flash::new("toast-rule-removed").with("name", rule.name).undo(format!("{HERE}/{id}/restore"), 0);
    Ok(with_flash(Redirect::to(HERE), &flash))
}

/// `POST /settings/rules/{id}/restore`
pub async fn restore(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RuleId>) -> Answer {
    desk.db.write(move |tx| automation::restore_rule(tx, &visitor.actor, id)).await?;
    Ok(back(id))
}

/// `POST /settings/rules/{id}/changes/{event}/undo`
pub async fn undo(State(desk): State<Desk>, visitor: SignedIn, Path((id, event)): Path<(RuleId, EventId)>) -> Answer {
    desk.db.write(move |tx| automation::undo_edit(tx, &visitor.actor, id, event)).await?;
    Ok(back(id))
}

fn back(id: RuleId) -> axum::response::Response {
    with_flash(Redirect::to(&format!("{HERE}/{id}")), &Flash::new("toast-saved"))
}

/// What is read for the page of one rule.
struct Seen {
    on: bool,
    removed: bool,
    rehearsal: Rehearsal,
    runs: Vec<RuleRun>,
    changes: Vec<Change>,
}

fn seen(conn: &Conn, reader: &SignedIn, id: RuleId, zone: &TimeZone) -> Result<Seen> {
    let rule = automation::rule(conn, &reader.actor, id)?;
    Ok(Seen {
        on: rule.enabled_at.is_some(),
        removed: rule.removed_at.is_some(),
        rehearsal: automation::rehearse(conn, &reader.actor, id, zone)?,
        runs: automation::runs(conn, &reader.actor, id)?,
        changes: automation::changes(conn, &reader.actor, id)?,
    })
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: Option<RuleId>, typed: &'a Typed, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "rules"));
    let up = id.map_or_else(|| crumbs(&visitor.say, &nav), |_| crumbs_below(&visitor.say, &nav, "rules", &typed.name));
    let zone = desk.zone.clone();
    let read = desk.db.read(move |conn| {
        let shell = shell(conn, &reader, Section::Settings, up.clone())?;
        let seen = id.map(|id| seen(conn, &reader, id, &zone)).transpose()?;
        let (all, gone) = match id {
            None => (automation::rules(conn, &reader.actor)?, automation::removed_rules(conn, &reader.actor)?),
            Some(_) => (Vec::new(), Vec::new()),
        };
        Ok((shell, seen, all, gone, Offered::read(conn, &reader.actor)?))
    });
    let (shell, seen, all, gone, offered) = read.await?;
    let say = &visitor.say;
    Ok(Page {
        t: say,
        shell,
        nav,
        lines: lines(say, &all),
        removed: gone.into_iter().map(|rule| (rule.id.0, rule.name)).collect(),
        zone: desk.zone.iana_name().unwrap_or("UTC").to_owned(),
        id: id.map(|i| i.0),
        looked: seen.map(|seen| looked(say, seen)),
        typed,
        choices: typed.choices(say, offered, false),
        by_agent: false,
        fields,
    })
}

fn lines(say: &Say, all: &[Rule]) -> Vec<Line> {
    let line = |(place, rule): (usize, &Rule)| Line {
        id: rule.id.0,
        name: rule.name.clone(),
        on: rule.enabled_at.is_some(),
        when: say.say(&when_key(rule.when)).into_owned(),
        filter: rule.filter.clone(),
        deeds: deeds(say, &rule.deeds.all()),
        runs: rule.runs,
        up: (place > 0).then_some(place),
        down: (place + 1 < all.len()).then_some(place + 2),
    };
    all.iter().enumerate().map(line).collect()
}

fn looked(say: &Say, seen: Seen) -> Looked {
    let Rehearsal { count, met } = seen.rehearsal;
    let would =
        |all: &[automation::Deed]| if all.is_empty() { say.say("settings-rule-outcome-unchanged").into_owned() } else { deeds(say, all) };
    let change = |c: Change| {
        let by = c.by.clone().unwrap_or_else(|| say.say("told-firstline").into_owned());
        let key = format!("settings-{}", c.kind.replace('.', "-"));
        ChangeLine { text: say.say1(&key, "name", by.as_str()).into_owned(), at_ms: c.at.0, undo: c.can_be_undone().then_some(c.id.0) }
    };
    let ran = |r: RuleRun| {
        let what = say.say(&format!("settings-rule-outcome-{}", r.outcome)).into_owned();
        MetLine { id: r.ticket.0, subject: r.subject, what, at_ms: r.at.0 }
    };
    Looked {
        on: seen.on,
        removed: seen.removed,
        more: usize::try_from(count).is_ok_and(|n| n > met.len()),
        count: say.say1("settings-rule-would", "count", count).into_owned(),
        met: met.into_iter().map(|m| MetLine { what: would(&m.would), id: m.ticket.0, subject: m.subject, at_ms: m.at.0 }).collect(),
        runs: seen.runs.into_iter().map(ran).collect(),
        changes: seen.changes.into_iter().map(change).collect(),
    }
}
