//! `/settings/recurring`: tickets that come again, with their next runs.

use ::tickets::{ClosedDays, Recurrence, RecurrenceId, SaveRecurrence, TemplateId};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use catalogue::Say;
use outcome::{Error, Refusal, Result};
use people::{PersonId, directory};
use serde::Deserialize;
use sla::CalendarId;

use super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::tickets::person_named;
use crate::ui::view::{Choice, Section, Shell};

/// Runs that are shown of each.
const RUNS_SHOWN: usize = 3;
/// How often, as the form offers it, each with the beginning of its rule; a rule of one's own comes last.
const OFTEN: [&str; 5] = ["daily", "weekly", "monthly", "monthly-last", "yearly"];

/// A recurrence in the list.
struct Line {
    id: i64,
    template: String,
    requester: String,
    rule: String,
    /// The next runs in words.
    runs: Vec<String>,
    last: Option<i64>,
    paused: bool,
    trouble: String,
}

#[derive(Template)]
#[template(path = "settings/recurring.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    lines: Vec<Line>,
    id: Option<i64>,
    paused: bool,
    typed: Typed,
    templates: Vec<Choice>,
    calendars: Vec<Choice>,
    often: Vec<Choice>,
    closed: Vec<Choice>,
    fields: &'a Fields,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    template: String,
    who: String,
    often: String,
    rule: String,
    starts_on: String,
    time: String,
    calendar: String,
    closed_days: String,
}

impl Typed {
    /// The rule: one's own, or the one that the choice stands for, on the weekday or day of the month of the first day.
    fn rule(&self) -> String {
        let own = self.rule.trim();
        if !own.is_empty() {
            return own.to_owned();
        }
        match self.often.as_str() {
            "weekly" => "FREQ=WEEKLY".to_owned(),
            "monthly" => "FREQ=MONTHLY".to_owned(),
            "monthly-last" => "FREQ=MONTHLY;BYMONTHDAY=-1".to_owned(),
            "yearly" => "FREQ=YEARLY".to_owned(),
            _ => "FREQ=DAILY".to_owned(),
        }
    }

    /// The minute of the day; none that there is for what is no time.
    fn minute(&self) -> i64 {
        let time = self.time.split_once(':').and_then(|(h, m)| Some((h.parse::<i64>().ok()?, m.parse::<i64>().ok()?)));
        time.filter(|(h, m)| (0..24).contains(h) && (0..60).contains(m)).map_or(-1, |(h, m)| h * 60 + m)
    }

    fn save(&self, conn: &db::Conn, actor: &people::Actor, recurrence: Option<RecurrenceId>) -> Result<SaveRecurrence> {
        Ok(SaveRecurrence {
            recurrence,
            template: TemplateId(self.template.parse().map_err(|_| Error::invalid("template", "template-unknown"))?),
            requester: person_named(conn, actor, &self.who)?,
            rule: self.rule(),
            starts_on: self.starts_on.clone(),
            minute: self.minute(),
            calendar: CalendarId(self.calendar.parse().map_err(|_| Error::invalid("calendar", "recurrence-calendar"))?),
            closed_days: self.closed_days.parse().unwrap_or(ClosedDays::Next),
        })
    }
}

/// `GET /settings/recurring`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, None, &Fields::default()).await?)
}

/// `POST /settings/recurring`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    save_as(&desk, &visitor, None, typed).await
}

/// `GET /settings/recurring/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RecurrenceId>) -> Answer {
    html(&page(&desk, &visitor, Some(id), None, &Fields::default()).await?)
}

/// `POST /settings/recurring/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RecurrenceId>, Form(typed): Form<Typed>) -> Answer {
    save_as(&desk, &visitor, Some(id), typed).await
}

async fn save_as(desk: &Desk, visitor: &SignedIn, id: Option<RecurrenceId>, typed: Typed) -> Answer {
    let (actor, sent) = (visitor.actor.clone(), typed.clone());
    let saved = desk.db.write(move |tx| {
        let save = sent.save(tx, &actor, id)?;
        tickets::save_recurrence(tx, &actor, &save)
    });
    match caught(saved.await)? {
        Ok(_) => Ok(with_flash(Redirect::to("/settings/recurring"), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(desk, visitor, id, Some(typed), &fields).await?),
    }
}

/// `POST /settings/recurring/{id}/archive`: it rests.
pub async fn pause(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RecurrenceId>) -> Answer<Response> {
    desk.db.write(move |tx| tickets::pause_recurrence(tx, &visitor.actor, &id)).await?;
    let flash = Flash::new("toast-saved").undo(format!("/settings/recurring/{id}/restore"), 0);
    Ok(with_flash(Redirect::to("/settings/recurring"), &flash))
}

/// `POST /settings/recurring/{id}/restore`: it goes on.
pub async fn resume(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RecurrenceId>) -> Answer<Response> {
    desk.db.write(move |tx| tickets::resume_recurrence(tx, &visitor.actor, &id)).await?;
    Ok(with_flash(Redirect::to("/settings/recurring"), &Flash::new("toast-saved")))
}

/// A recurrence with what it takes to tell of it.
struct Told {
    recurrence: Recurrence,
    requester: String,
    email: String,
    runs: Vec<tickets::Run>,
}

async fn page<'a>(
    desk: &Desk,
    visitor: &'a SignedIn,
    id: Option<RecurrenceId>,
    typed: Option<Typed>,
    fields: &'a Fields,
) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "recurring"));
    let up = crumbs(&visitor.say, &nav);
    let (mut shell, all, templates, calendars) = desk
        .db
        .read(move |conn| {
            let shell = shell(conn, &reader, Section::Settings, up.clone())?;
            let mut all = Vec::new();
            let recurrences = tickets::recurrences(conn, &reader.actor)?;
            let people: Vec<PersonId> = recurrences.iter().map(|r| r.requester_id).collect();
            let people = directory::people_by_ids(conn, &people)?;
            for recurrence in recurrences.into_iter().filter(|r| id.is_none() || Some(r.id) == id) {
                let runs = recurrence.next_runs(conn, RUNS_SHOWN)?;
                let person = people.iter().find(|p| p.id == recurrence.requester_id);
                let requester = person.map(|p| p.name.clone()).unwrap_or_default();
                let email = person.and_then(|p| p.email.clone()).unwrap_or_default();
                all.push(Told { recurrence, requester, email, runs });
            }
            Ok((shell, all, tickets::templates(conn, &reader.actor)?, sla::calendars(conn, &reader.actor)?))
        })
        .await?;
    let say = &visitor.say;
    let open = match id {
        Some(id) => Some(all.iter().find(|r| r.recurrence.id == id).ok_or(Refusal::NotFound)?),
        None => None,
    };
    let name = |id: TemplateId| templates.iter().find(|m| m.id == id).map(|m| m.name.clone()).unwrap_or_default();
    if let Some(open) = open {
        shell.crumbs = crumbs_below(say, &nav, "recurring", &name(open.recurrence.template_id));
    }
    let now_ms = shell.now_ms;
    let line = |told: &Told| Line {
        id: told.recurrence.id.0,
        template: name(told.recurrence.template_id),
        requester: told.requester.clone(),
        rule: told.recurrence.rule.clone(),
        runs: told.runs.iter().map(|run| run_words(say, run, now_ms)).collect(),
        last: told.recurrence.last_ticket_id.map(|t| t.0),
        paused: told.recurrence.paused_at.is_some(),
        trouble: told.recurrence.trouble.as_deref().map(|key| say.say(key).into_owned()).unwrap_or_default(),
    };
    let typed = typed.or_else(|| open.map(typed_of)).unwrap_or_else(|| Typed { time: "08:00".to_owned(), ..Typed::default() });
    let choice = |key: String, word: &str, chosen: &str| Choice::new(word, say.say(&key), chosen);
    Ok(Page {
        t: say,
        lines: if open.is_none() { all.iter().map(line).collect() } else { Vec::new() },
        paused: open.is_some_and(|r| r.recurrence.paused_at.is_some()),
        templates: templates
            .iter()
            .filter(|m| m.archived_at.is_none() || m.id.to_string() == typed.template)
            .map(|m| Choice::new(m.id, m.name.as_str(), &typed.template))
            .collect(),
        calendars: calendars
            .iter()
            .filter(|c| c.archived_at.is_none() || c.id.to_string() == typed.calendar)
            .map(|c| Choice::new(c.id, c.name.as_str(), &typed.calendar))
            .collect(),
        often: OFTEN.iter().map(|o| choice(format!("recurring-{o}"), o, &typed.often)).collect(),
        closed: ClosedDays::ALL.iter().map(|c| choice(format!("recurring-closed-{c}"), c.as_str(), &typed.closed_days)).collect(),
        id: id.map(|id| id.0),
        typed,
        shell,
        nav,
        fields,
    })
}

fn run_words(say: &Say, run: &tickets::Run, now_ms: i64) -> String {
    let when = say.day_time(run.at.0, now_ms);
    if run.moved { say.say1("recurring-moved", "time", when.as_ref()).into_owned() } else { when.into_owned() }
}

fn typed_of(told: &Told) -> Typed {
    let recurrence = &told.recurrence;
    Typed {
        template: recurrence.template_id.to_string(),
        who: told.email.clone(),
        often: String::new(),
        rule: recurrence.rule.clone(),
        starts_on: recurrence.starts_on.clone(),
        time: format!("{:02}:{:02}", recurrence.minute / 60, recurrence.minute % 60),
        calendar: recurrence.calendar_id.to_string(),
        closed_days: recurrence.closed_days.to_string(),
    }
}
