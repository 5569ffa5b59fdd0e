//! `/settings/mailboxes/{id}/connection`: where a mailbox's ways stand, what the connection doctor found, and what can be done.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use db::Conn;
use mail::{Checkup, Fetch, Found, Grant, GrantState, Mailbox, MailboxId, Server, Side, Stuck};
use outcome::Result;
use people::Actor;

use super::super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{html, shell};
use crate::front::{Answer, Flash, SignedIn, with_flash};
use crate::ui::view::{Section, Shell};

#[derive(Template)]
#[template(path = "settings/mailboxes/connection.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    of: Connection,
    /// The stretch under way in words: how many of how many, and how much longer.
    progress: String,
    steps: Vec<Step>,
    /// When the last checkup ended, in words.
    checkup_at: String,
    ends: Ends,
    checking: bool,
}

/// All that is known of a mailbox's ways.
struct Connection {
    mailbox: Mailbox,
    way_in: Option<Server>,
    way_out: Option<Server>,
    fetch: Option<Fetch>,
    grant: Option<Grant>,
    stuck: Vec<Stuck>,
    checkup: Option<Checkup>,
}

/// When the parts of a grant end, in words; empty for those that do not.
#[derive(Default)]
struct Ends {
    access: String,
    refresh: String,
    client_secret: String,
}

/// A step of the checkup in the reader's words.
struct Step {
    chip: &'static str,
    found: String,
    part: String,
    says: String,
    advice: String,
}

impl Connection {
    fn read(conn: &Conn, actor: &Actor, id: MailboxId) -> Result<Self> {
        Ok(Self {
            mailbox: mail::mailbox(conn, actor, id)?,
            way_in: mail::server(conn, id, Side::In)?,
            way_out: mail::server(conn, id, Side::Out)?,
            fetch: mail::fetch(conn, id)?,
            grant: mail::grant(conn, id)?,
            stuck: mail::stuck(conn, id)?,
            checkup: mail::checkup(conn, actor, id)?,
        })
    }

    /// The fetching, as long as that is the way.
    fn fetched(&self) -> Option<&Fetch> {
        self.fetch.as_ref().filter(|_| self.mailbox.way_in == mail::WayIn::Imap)
    }
}

/// The look of a grant's state.
pub fn chip(state: impl std::borrow::Borrow<GrantState>) -> &'static str {
    match state.borrow() {
        GrantState::Given => "chip-ok",
        GrantState::Unasked | GrantState::Asked => "chip-info",
        GrantState::Failing => "chip-warn",
        GrantState::Ended => "chip-bad",
    }
}

/// `GET`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>) -> Answer {
    let (reader, nav) = (visitor.clone(), nav(&visitor, "mailboxes"));
    let up = crumbs(&visitor.say, &nav);
    let read = desk.db.read(move |conn| {
        Ok((shell(conn, &reader, Section::Settings, up.clone())?, Connection::read(conn, &reader.actor, id)?, conn.now()))
    });
    let (mut shell, of, now) = read.await?;
    let say = &visitor.say;
    shell.crumbs = crumbs_below(say, &nav, "mailboxes", &of.mailbox.name);
    let progress = of.fetched().and_then(|f| f.stretch(now)).map(|s| in_words(say, s)).unwrap_or_default();
    let steps = of.checkup.iter().flat_map(|c| &c.steps).map(|s| step(say, s)).collect();
    let ended = of.checkup.as_ref().map(|c| c.ended_at);
    let checkup_at = ended.flatten().map(|at| say.ago(at.0, now.0).into_owned()).unwrap_or_default();
    let day = |at: Option<db::Moment>| at.map(|at| say.date_long(at.0).into_owned()).unwrap_or_default();
    let ends = of.grant.as_ref().map(|g| Ends {
        access: say.day_time(g.access_ends_at.0, now.0).into_owned(),
        refresh: day(g.refresh_ends_at),
        client_secret: day(g.client_secret_ends_at),
    });
    html(&Page { t: say, shell, nav, progress, steps, checkup_at, ends: ends.unwrap_or_default(), checking: ended == Some(None), of })
}

fn in_words(say: &Say, stretch: mail::Stretch) -> String {
    let (done, total) = (say.number(stretch.done), say.number(stretch.total));
    match stretch.left_ms {
        Some(left) => {
            let left = say.span(left);
            say.say_with(
                "settings-fetch-progress",
                &[("done", done.as_str().into()), ("total", total.as_str().into()), ("left", left.as_ref().into())],
            )
        }
        None => say.say_with("settings-fetch-began", &[("total", total.as_str().into())]),
    }
    .into_owned()
}

fn step(say: &Say, step: &mail::CheckupStep) -> Step {
    let side = step.side.map_or_else(String::new, |side| format!("{} · ", say.say(&format!("settings-side-{side}"))));
    Step {
        chip: match step.found {
            Found::Fine => "chip-ok",
            Found::Note => "chip-info",
            Found::Trouble => "chip-bad",
            Found::Untried => "",
        },
        found: say.say(&format!("settings-found-{}", step.found)).into_owned(),
        part: format!("{side}{}", say.say(&format!("settings-part-{}", step.part.replace('_', "-")))),
        says: step.says.said(say),
        advice: step.advice.as_ref().map(|advice| advice.said(say)).unwrap_or_default(),
    }
}

fn back(id: MailboxId, flash: &'static str) -> Answer {
    Ok(with_flash(Redirect::to(&format!("/settings/mailboxes/{id}/connection")), &Flash::new(flash)))
}

/// `POST /settings/mailboxes/{id}/checkup`
pub async fn check(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>) -> Answer {
    desk.db.write(move |tx| mail::ask_checkup(tx, &visitor.actor, id)).await?;
    back(id, "toast-checking")
}

/// `POST /settings/mailboxes/{id}/anew`
pub async fn anew(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>) -> Answer {
    desk.db.write(move |tx| mail::fetch_anew(tx, &visitor.actor, id)).await?;
    back(id, "toast-fetch-anew")
}

/// `POST /settings/mailboxes/{id}/stuck/try`
pub async fn try_stuck(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>) -> Answer {
    desk.db.write(move |tx| mail::try_stuck(tx, &visitor.actor, id)).await?;
    back(id, "toast-retried")
}

/// `POST /settings/mailboxes/{id}/stuck/forget`
pub async fn forget_stuck(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>) -> Answer {
    desk.db.write(move |tx| mail::forget_stuck(tx, &visitor.actor, id)).await?;
    back(id, "toast-saved")
}
