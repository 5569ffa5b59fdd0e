//! `/tickets/{id}/clocks`: what is promised for a ticket, and every stretch that counted or did not, with its reason.

use ::tickets::TicketId;
use askama::Template;
use axum::extract::{Path, State};
use calendar::Closed;
use catalogue::Say;
use db::Moment;
use sla::{Clock, End, Explained, Explanation, Reason, Stage};

use crate::desk::Desk;
use crate::frame::{crumb, here, html, shell};
use crate::front::{Answer, SignedIn};
use crate::ui::due::Due;
use crate::ui::view::{Section, Shell};

/// A clock beside the conversation.
struct Beside {
    name: String,
    due: Due,
}

#[derive(Template)]
#[template(path = "tickets/clocks_part.html")]
struct Part<'a> {
    t: &'a Say,
    id: i64,
    clocks: Vec<Beside>,
}

/// A run of a clock, explained.
struct Run {
    name: String,
    state: String,
    class: &'static str,
    /// What is promised by which agreement, and how much of it was used.
    sums: String,
    stretches: Vec<Stretch>,
    cut: bool,
}

/// A stretch.
struct Stretch {
    from: String,
    to: String,
    span: String,
    why: String,
    counts: bool,
}

#[derive(Template)]
#[template(path = "tickets/clocks.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    subject: String,
    runs: Vec<Run>,
    most: usize,
}

/// `GET /tickets/{id}/clocks`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>) -> Answer {
    let reader = visitor.clone();
    let read = desk.db.read(move |conn| {
        let (ticket, told) = tickets::explain_clocks(conn, &reader.actor, id)?;
        let way = vec![
            crumb(reader.say.say("nav-queue"), "/tickets"),
            crumb(format!("#{id}"), format!("/tickets/{id}")),
            here(reader.say.say("clocks-title")),
        ];
        Ok((shell(conn, &reader, Section::Queue, way)?, ticket.subject.clone(), told, conn.now()))
    });
    let (shell, subject, told, now) = read.await?;
    let say = &visitor.say;
    // What runs now is looked for first.
    let runs = told.iter().rev().map(|explanation| run(say, explanation, now)).collect();
    html(&Page { t: say, shell, id: id.0, subject, runs, most: calendar::STRETCHES_MAX })
}

/// `GET /tickets/{id}/clocks/part`: the panel beside the conversation.
pub async fn part(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>) -> Answer {
    let actor = visitor.actor.clone();
    let read = desk.db.read(move |conn| Ok((tickets::ticket_clocks(conn, &actor, id)?.1, conn.now())));
    let (clocks, now) = read.await?;
    let say = &visitor.say;
    let shown = clocks.iter().filter(|clock| clock.stage != Stage::Dropped);
    html(&Part { t: say, id: id.0, clocks: shown.map(|clock| beside(say, clock, now)).collect() })
}

fn beside(say: &Say, clock: &Clock, now: Moment) -> Beside {
    let name = say.say(&format!("promise-{}", clock.metric)).into_owned();
    let due = match (clock.stage, clock.due_at) {
        (Stage::Running, Some(at)) => Due::running(say, clock.started_at.0, at.0, now.0),
        (Stage::Met, _) if clock.breached_at.is_some() => Due::late(say, clock.spent_ms),
        (Stage::Met | Stage::Dropped, _) => Due::met(say, clock.spent_ms),
        (Stage::Running | Stage::Paused, _) => Due::paused(say, (clock.target_ms - clock.spent_ms).max(0)),
    };
    Beside { name, due }
}

fn run(say: &Say, told: &Explanation, now: Moment) -> Run {
    let name = say.say(&format!("promise-{}", told.metric)).into_owned();
    let name = if told.cycle > 1 { say.say2("clocks-again", "promise", name.as_str(), "number", told.cycle).into_owned() } else { name };
    let (key, at, class) = match (told.ended, told.breached, told.due) {
        (Some((at, End::Met)), None, _) => ("clocks-met", Some(at), "chip-ok"),
        (Some((at, End::Met)), Some(_), _) => ("clocks-late", Some(at), "chip-bad"),
        (Some((at, End::Dropped)), ..) => ("clocks-dropped", Some(at), "chip-info"),
        (None, Some(at), _) => ("clocks-breached", Some(at), "chip-bad"),
        (None, None, Some(at)) => ("clocks-due", Some(at), "chip-info"),
        (None, None, None) => ("clocks-paused", None, "chip-info"),
    };
    let state = match at {
        Some(at) => say.say1(key, "time", say.day_time(at.0, now.0)).into_owned(),
        None => say.say(key).into_owned(),
    };
    let sums = match (told.target_ms, &told.agreement) {
        (Some(target), Some(agreement)) => {
            let words = [
                ("agreement", agreement.as_str().into()),
                ("target", say.span(target).into()),
                ("spent", say.span(told.spent_ms).into()),
                ("zone", told.zone.as_deref().unwrap_or("UTC").into()),
            ];
            say.say_with("clocks-sums", &words).into_owned()
        }
        _ => say.say1("clocks-sums-none", "spent", say.span(told.spent_ms)).into_owned(),
    };
    Run { name, state, class, sums, stretches: told.stretches.iter().map(|s| stretch(say, s, now)).collect(), cut: told.cut }
}

fn stretch(say: &Say, told: &Explained, now: Moment) -> Stretch {
    Stretch {
        from: say.day_time(told.from.0, now.0).into_owned(),
        to: say.day_time(told.to.0, now.0).into_owned(),
        span: say.span(told.to.since_ms(told.from)).into_owned(),
        why: why(say, &told.reason),
        counts: told.reason == Reason::Counted,
    }
}

/// Why a stretch did or did not count, in words.
fn why(say: &Say, reason: &Reason) -> String {
    let plain = |key: &str| say.say(key).into_owned();
    match reason {
        Reason::Counted => plain("clocks-counted"),
        Reason::Closed(Closed::Night) => plain("clocks-night"),
        Reason::Closed(Closed::Between) => plain("clocks-between"),
        Reason::Closed(Closed::Weekend) => plain("clocks-weekend"),
        Reason::Closed(Closed::FreeDay) => plain("clocks-free-day"),
        Reason::Closed(Closed::Holiday(name)) => say.say1("clocks-holiday", "name", name.as_str()).into_owned(),
        Reason::Closed(Closed::Break(name)) => say.say1("clocks-break", "name", name.as_str()).into_owned(),
        Reason::Paused(stand) => plain(&format!("clocks-paused-{stand}")),
        Reason::Stopped(_) => plain("clocks-stopped"),
        Reason::Unpromised => plain("clocks-unpromised"),
    }
}
