//! The same news to several requesters: a text, then every letter to look at and change, then they go, with a way back.

use std::collections::HashMap;

use ::problems::{About, ProblemId, Tell, TellingId, Told};
use ::tickets::{Audience, TicketId};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Redirect;
use axum_extra::extract::Form;
use catalogue::Say;
use db::Conn;
use outcome::Result;
use people::Actor;

use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, new_key, with_flash};
use crate::ui::view::{Section, Shell};

/// A letter as it is shown.
struct Letter {
    ticket: i64,
    subject: String,
    to: String,
    status: &'static str,
    body: String,
    before: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "problems/telling.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    /// Where the problem or ticket is.
    at: String,
    name: String,
    text: String,
    letters: Vec<Letter>,
    shown: bool,
    resolves: bool,
    seconds: i64,
    key: String,
    fields: &'a Fields,
}

/// What a form sends, in pairs: the text, the tickets chosen (`to`) and what each reads (`body-4711`).
type Sent = Form<Vec<(String, String)>>;

/// `GET /problems/{id}/telling`
pub async fn of_problem(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<ProblemId>) -> Answer {
    begin(&desk, &visitor, About::Problem(id)).await
}

/// `GET /tickets/{id}/telling`
pub async fn of_whole(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>) -> Answer {
    begin(&desk, &visitor, About::Whole(id)).await
}

/// `POST /problems/{id}/telling/letters`
pub async fn letters_of_problem(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<ProblemId>, Form(sent): Sent) -> Answer {
    html(&page(&desk, &visitor, About::Problem(id), Some(field(&sent, "text")), None, &Fields::default()).await?)
}

/// `POST /tickets/{id}/telling/letters`
pub async fn letters_of_whole(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>, Form(sent): Sent) -> Answer {
    html(&page(&desk, &visitor, About::Whole(id), Some(field(&sent, "text")), None, &Fields::default()).await?)
}

/// `POST /problems/{id}/telling`
pub async fn tell_of_problem(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<ProblemId>, Form(sent): Sent) -> Answer {
    tell(&desk, &visitor, About::Problem(id), sent).await
}

/// `POST /tickets/{id}/telling`
pub async fn tell_of_whole(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>, Form(sent): Sent) -> Answer {
    tell(&desk, &visitor, About::Whole(id), sent).await
}

/// `POST /tellings/{id}/undo`
pub async fn undo(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TellingId>) -> Answer {
    let done = desk.db.write(move |tx| problems::call_off(tx, &visitor.actor, id)).await?;
    let about = done.problem_id.map_or_else(|| About::Whole(done.whole_id.unwrap_or(TicketId(0))), About::Problem);
    Ok(with_flash(Redirect::to(&address(about)), &Flash::new("toast-telling-undone")))
}

async fn begin(desk: &Desk, visitor: &SignedIn, about: About) -> Answer {
    html(&page(desk, visitor, about, None, None, &Fields::default()).await?)
}

async fn tell(desk: &Desk, visitor: &SignedIn, about: About, sent: Vec<(String, String)>) -> Answer {
    let bodies: HashMap<&str, &str> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let chosen = sent.iter().filter(|(name, _)| name == "to").filter_map(|(_, id)| id.parse::<TicketId>().ok());
    let letter = |id: TicketId| (id, bodies.get(format!("body-{id}").as_str()).copied().unwrap_or_default().to_owned());
    let input = Tell {
        about,
        letters: chosen.map(letter).collect(),
        resolves: field(&sent, "resolves") == "yes",
        undo_send_s: visitor.person.preferences.undo_send_s.into(),
        key: field(&sent, "key"),
    };
    let (actor, typed) = (visitor.actor.clone(), input.clone());
    match caught(desk.db.write(move |tx| problems::tell(tx, &actor, &input)).await)? {
        Ok(id) => {
            let seconds = typed.undo_send_s;
            let flash = Flash::new("toast-telling").with("count", typed.letters.len());
            let flash = if seconds > 0 { flash.undo(format!("/tellings/{id}/undo"), seconds) } else { flash };
            Ok(with_flash(Redirect::to(&address(about)), &flash))
        }
        Err(fields) => again(&page(desk, visitor, about, Some(field(&sent, "text")), Some(typed), &fields).await?),
    }
}

fn field(sent: &[(String, String)], wanted: &str) -> String {
    sent.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone()).unwrap_or_default()
}

fn address(about: About) -> String {
    match about {
        About::Problem(id) => format!("/problems/{id}"),
        About::Whole(id) => format!("/tickets/{id}"),
    }
}

/// What it is about: its name, and the text to begin with.
fn subject(conn: &Conn, actor: &Actor, about: About) -> Result<(String, String)> {
    Ok(match about {
        About::Problem(id) => (problems::problem(conn, actor, id)?.line.problem.name, String::new()),
        About::Whole(id) => {
            let said = tickets::conversation(conn, actor, id, None)?;
            let ours = |m: &&::tickets::Said| m.message.audience == Audience::Public && m.message.side == ::tickets::Side::Staff;
            let last = said.messages.iter().rev().find(ours).map(|m| m.message.body.clone()).unwrap_or_default();
            (format!("#{id} {}", said.ticket.subject), last)
        }
    })
}

async fn page<'a>(
    desk: &Desk,
    visitor: &'a SignedIn,
    about: About,
    text: Option<String>,
    sent: Option<Tell>,
    fields: &'a Fields,
) -> Answer<Page<'a>> {
    let (reader, asked) = (visitor.clone(), text.clone());
    let read = desk.db.read(move |conn| {
        let (name, usual) = subject(conn, &reader.actor, about)?;
        let told = problems::preview(conn, &reader.actor, about, asked.as_deref().unwrap_or(&usual))?;
        let section = if matches!(about, About::Problem(_)) { Section::Problems } else { Section::Queue };
        let up = vec![crumb(name.clone(), address(about)), here(reader.say.say("telling-begin"))];
        Ok((shell(conn, &reader, section, up)?, name, usual, told, conn.now()))
    });
    let (shell, name, usual, told, now) = read.await?;
    let say = &visitor.say;
    let of_problem = matches!(about, About::Problem(_));
    let letter = |told: &Told| {
        let kept = sent.as_ref().map(|tell| tell.letters.iter().find(|(id, _)| *id == told.ticket.id));
        Letter {
            ticket: told.ticket.id.0,
            subject: told.ticket.subject.clone(),
            to: told.ticket.requester.clone(),
            status: told.ticket.status.as_str(),
            body: kept.flatten().map_or_else(|| told.body.clone(), |(_, body)| body.clone()),
            before: told.before.map(|at| say.say1("telling-before", "time", say.day_time(at.0, now.0)).into_owned()).unwrap_or_default(),
            chosen: kept.map_or(told.before.is_none(), |kept| kept.is_some()),
        }
    };
    let usual = if of_problem { say.say("telling-fixed-text").into_owned() } else { usual };
    Ok(Page {
        t: say,
        shell,
        at: address(about),
        name,
        shown: text.is_some(),
        letters: told.iter().map(letter).collect(),
        text: text.unwrap_or(usual),
        resolves: sent.as_ref().map_or(of_problem, |tell| tell.resolves),
        seconds: visitor.person.preferences.undo_send_s.into(),
        key: sent.map_or_else(new_key, |tell| tell.key),
        fields,
    })
}
