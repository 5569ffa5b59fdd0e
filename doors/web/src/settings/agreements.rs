//! `/settings/agreements`: for which tickets what is promised, and what happens when it runs out.

mod rehearsed;
mod typed;

use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use outcome::Refusal;
use people::directory;
use serde::Deserialize;
use sla::{Agreement, AgreementId};

use super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};
use rehearsed::Rehearsed;
use typed::{Offered, Row, StepRow, Typed};

/// An agreement in the list.
struct Line {
    id: i64,
    name: String,
    text: String,
    filter: String,
    archived: bool,
    up: Option<usize>,
    down: Option<usize>,
}

#[derive(Template)]
#[template(path = "settings/agreements.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    lines: Vec<Line>,
    /// The agreement that is changed; a new one where there is none.
    id: Option<i64>,
    archived: bool,
    /// How many clocks a change touches.
    touches: String,
    typed: &'a Typed,
    calendars: Vec<Choice>,
    priorities: Vec<String>,
    rows: Vec<Row>,
    steps: Vec<StepRow>,
    rehearsed: Option<Rehearsed>,
    fields: &'a Fields,
}

/// `GET /settings/agreements`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, &Typed::usual(), &Fields::default(), None).await?)
}

/// `POST /settings/agreements`: adds what is typed, or only rehearses it.
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(form): Form<HashMap<String, String>>) -> Answer {
    let (typed, actor) = (Typed::new(form), visitor.actor.clone());
    if typed.rehearses() {
        return rehearse(&desk, &visitor, None, &typed).await;
    }
    let added = match typed.input() {
        Ok(input) => desk.db.write(move |tx| sla::add_agreement(tx, &actor, &tickets::Conditions, &input)).await,
        Err(wrong) => Err(wrong),
    };
    match caught(added)? {
        Ok(made) => Ok(with_flash(Redirect::to("/settings/agreements"), &Flash::new("toast-added").with("name", made.name))),
        Err(fields) => again(&page(&desk, &visitor, None, &typed, &fields, None).await?),
    }
}

/// `GET /settings/agreements/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<AgreementId>) -> Answer {
    let actor = visitor.actor.clone();
    let agreement = desk.db.read(move |conn| sla::agreement(conn, &actor, id)).await?;
    html(&page(&desk, &visitor, Some(id), &Typed::of(&agreement), &Fields::default(), None).await?)
}

/// `POST /settings/agreements/{id}`: saves what is typed, or only rehearses it.
pub async fn save(
    State(desk): State<Desk>,
    visitor: SignedIn,
    Path(id): Path<AgreementId>,
    Form(form): Form<HashMap<String, String>>,
) -> Answer {
    let (typed, actor) = (Typed::new(form), visitor.actor.clone());
    if typed.rehearses() {
        return rehearse(&desk, &visitor, Some(id), &typed).await;
    }
    let saved = match typed.input() {
        Ok(input) => desk.db.write(move |tx| sla::edit_agreement(tx, &actor, &tickets::Conditions, id, &input)).await,
        Err(wrong) => Err(wrong),
    };
    match caught(saved)? {
        Ok(_) => Ok(with_flash(Redirect::to("/settings/agreements"), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, Some(id), &typed, &fields, None).await?),
    }
}

/// The page with what is typed as it would have been over the last 30 days.
async fn rehearse(desk: &Desk, visitor: &SignedIn, id: Option<AgreementId>, typed: &Typed) -> Answer {
    let actor = visitor.actor.clone();
    let found = match typed.input() {
        Ok(input) => desk.db.read(move |conn| tickets::rehearse_agreement(conn, &actor, id, &input)).await,
        Err(wrong) => Err(wrong),
    };
    match caught(found)? {
        Ok(found) => {
            let rehearsed = Rehearsed::of(&visitor.say, found);
            html(&page(desk, visitor, id, typed, &Fields::default(), Some(rehearsed)).await?)
        }
        Err(fields) => again(&page(desk, visitor, id, typed, &fields, None).await?),
    }
}

/// Where an agreement goes in the order.
#[derive(Deserialize)]
pub struct Place {
    position: usize,
}

/// `POST /settings/agreements/{id}/position`
pub async fn reorder(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<AgreementId>, Form(place): Form<Place>) -> Answer {
    desk.db.write(move |tx| sla::move_agreement(tx, &visitor.actor, id, place.position)).await?;
    Ok(with_flash(Redirect::to("/settings/agreements"), &Flash::new("toast-saved")))
}

/// `POST /settings/agreements/{id}/archive`
pub async fn archive(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<AgreementId>) -> Answer {
    desk.db.write(move |tx| sla::archive_agreement(tx, &visitor.actor, id)).await?;
    Ok(with_flash(Redirect::to("/settings/agreements"), &Flash::new("toast-saved")))
}

/// `POST /settings/agreements/{id}/restore`
pub async fn restore(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<AgreementId>) -> Answer {
    desk.db.write(move |tx| sla::restore_agreement(tx, &visitor.actor, id)).await?;
    Ok(with_flash(Redirect::to("/settings/agreements"), &Flash::new("toast-saved")))
}

async fn page<'a>(
    desk: &Desk,
    visitor: &'a SignedIn,
    id: Option<AgreementId>,
    typed: &'a Typed,
    fields: &'a Fields,
    rehearsed: Option<Rehearsed>,
) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "agreements"));
    let up = id.map_or_else(|| crumbs(&visitor.say, &nav), |_| crumbs_below(&visitor.say, &nav, "agreements", typed.get("name")));
    let read = desk.db.read(move |conn| {
        let shell = shell(conn, &reader, Section::Settings, up.clone())?;
        let (all, calendars) = (sla::agreements(conn, &reader.actor)?, sla::calendars(conn, &reader.actor)?);
        let rotas = rota::rotas(conn, &reader.actor)?;
        Ok((shell, all, calendars, directory::teams(conn, &reader.actor)?, directory::agents(conn)?, rotas))
    });
    let (shell, all, calendars, teams, agents, rotas) = read.await?;
    let say = &visitor.say;
    let own = id.map(|id| all.iter().find(|a| a.id == id).ok_or(Refusal::NotFound)).transpose()?;
    let offered = Offered {
        teams: teams.iter().filter(|t| t.archived_at.is_none()).map(|t| (t.id, t.name.clone())).collect(),
        people: agents.iter().map(|p| (p.id, p.name.clone())).collect(),
        rotas: rotas.into_iter().filter(|r| r.archived_at.is_none()).map(|r| (r.id, r.name)).collect(),
    };
    let usable = calendars.iter().filter(|c| c.archived_at.is_none());
    Ok(Page {
        t: say,
        shell,
        nav,
        lines: if id.is_some() { Vec::new() } else { lines(say, &all) },
        id: id.map(|i| i.0),
        archived: own.is_some_and(|a| a.archived_at.is_some()),
        touches: own.map(|a| say.say1("settings-agreement-touches", "clocks", a.clocks).into_owned()).unwrap_or_default(),
        typed,
        calendars: usable.map(|c| Choice::new(c.id, &c.name, typed.get("calendar"))).collect(),
        priorities: (1..=sla::PRIORITIES).map(|rank| format!("P{rank} {}", say.say(&format!("priority-{rank}")))).collect(),
        rows: typed.rows(say),
        steps: typed.steps(say, &offered),
        rehearsed,
        fields,
    })
}

fn lines(say: &Say, all: &[Agreement]) -> Vec<Line> {
    let in_use = all.iter().filter(|a| a.archived_at.is_none()).count();
    let line = |(place, a): (usize, &Agreement)| {
        let words = [("calendar", a.calendar_name.as_str().into()), ("clocks", a.clocks.into())];
        let ordered = a.archived_at.is_none();
        Line {
            id: a.id.0,
            name: a.name.clone(),
            text: say.say_with("settings-agreement-line", &words).into_owned(),
            filter: a.filter.clone(),
            archived: !ordered,
            up: (ordered && place > 0).then_some(place),
            down: (ordered && place + 1 < in_use).then_some(place + 2),
        }
    };
    all.iter().enumerate().map(line).collect()
}
