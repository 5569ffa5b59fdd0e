//! `/settings/rotas`: who takes turns at what, and who is called when nobody answers.

mod typed;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use outcome::Refusal;
use people::directory;
use rota::{Rota, RotaId};

use super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell, zones};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};
use typed::{CallRow, LayerRow, Offered, Typed};

const HERE: &str = "/settings/rotas";

/// A rota in the list.
struct Line {
    id: i64,
    name: String,
    text: String,
    archived: bool,
}

#[derive(Template)]
#[template(path = "settings/rotas.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    lines: Vec<Line>,
    /// The rota that is changed; a new one where there is none.
    id: Option<i64>,
    archived: bool,
    typed: &'a Typed,
    zones: Vec<Choice>,
    teams: Vec<Choice>,
    layers: Vec<LayerRow>,
    calls: Vec<CallRow>,
    fields: &'a Fields,
}

type Sent = Form<Vec<(String, String)>>;

/// `GET /settings/rotas`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let typed = usual(&desk, &visitor);
    html(&page(&desk, &visitor, None, &typed, &Fields::default()).await?)
}

/// `POST /settings/rotas`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(sent): Sent) -> Answer {
    let (typed, actor) = (Typed::new(sent), visitor.actor.clone());
    let added = match typed.input() {
        Ok(input) => desk.db.write(move |tx| rota::add_rota(tx, &actor, &input)).await,
        Err(wrong) => Err(wrong),
    };
    match caught(added)? {
        Ok(made) => Ok(with_flash(Redirect::to(&format!("/rotas/{}", made.id)), &Flash::new("toast-added").with("name", made.name))),
        Err(fields) => again(&page(&desk, &visitor, None, &typed, &fields).await?),
    }
}

/// `GET /settings/rotas/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RotaId>) -> Answer {
    let actor = visitor.actor.clone();
    let rota = desk.db.read(move |conn| rota::rota(conn, &actor, id)).await?;
    html(&page(&desk, &visitor, Some(id), &Typed::of(&rota), &Fields::default()).await?)
}

/// `POST /settings/rotas/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RotaId>, Form(sent): Sent) -> Answer {
    let (typed, actor) = (Typed::new(sent), visitor.actor.clone());
    let saved = match typed.input() {
        Ok(input) => desk.db.write(move |tx| rota::edit_rota(tx, &actor, id, &input)).await,
        Err(wrong) => Err(wrong),
    };
    match caught(saved)? {
        Ok(_) => Ok(with_flash(Redirect::to(&format!("{HERE}/{id}")), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, Some(id), &typed, &fields).await?),
    }
}

/// `POST /settings/rotas/{id}/archive`
pub async fn archive(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RotaId>) -> Answer {
    desk.db.write(move |tx| rota::archive_rota(tx, &visitor.actor, id)).await?;
    Ok(with_flash(Redirect::to(HERE), &Flash::new("toast-saved").undo(format!("{HERE}/{id}/restore"), 0)))
}

/// `POST /settings/rotas/{id}/restore`
pub async fn restore(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RotaId>) -> Answer {
    desk.db.write(move |tx| rota::restore_rota(tx, &visitor.actor, id)).await?;
    Ok(with_flash(Redirect::to(&format!("{HERE}/{id}")), &Flash::new("toast-saved")))
}

/// A new rota begins this week.
fn usual(desk: &Desk, visitor: &SignedIn) -> Typed {
    let now = jiff::Timestamp::from_millisecond(desk.db.clock().now().0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let today = now.to_zoned(visitor.say.zone.clone()).date();
    let monday = today.saturating_sub(jiff::Span::new().days(today.weekday().to_monday_zero_offset()));
    Typed::usual(&visitor.person.zone, &monday.to_string())
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: Option<RotaId>, typed: &'a Typed, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "rotas"));
    let up = id.map_or_else(|| crumbs(&visitor.say, &nav), |_| crumbs_below(&visitor.say, &nav, "rotas", typed.get("name")));
    let read = desk.db.read(move |conn| {
        let shell = shell(conn, &reader, Section::Settings, up.clone())?;
        let teams = directory::teams(conn, &reader.actor)?.into_iter().filter(|t| t.archived_at.is_none());
        let offered = Offered {
            teams: teams.map(|t| (t.id, t.name)).collect(),
            people: directory::agents(conn)?.into_iter().map(|p| (p.id, p.name)).collect(),
        };
        Ok((shell, rota::rotas(conn, &reader.actor)?, offered))
    });
    let (shell, all, offered) = read.await?;
    let say = &visitor.say;
    let own = id.map(|id| all.iter().find(|r| r.id == id).ok_or(Refusal::NotFound)).transpose()?;
    let mut teams = vec![Choice::new("", say.say("settings-rota-whole-desk"), typed.get("team"))];
    teams.extend(offered.teams.iter().map(|(id, name)| Choice::new(id, name, typed.get("team"))));
    Ok(Page {
        t: say,
        shell,
        nav,
        archived: own.is_some_and(|r| r.archived_at.is_some()),
        lines: if id.is_some() { Vec::new() } else { all.iter().map(|rota| line(say, rota)).collect() },
        id: id.map(|i| i.0),
        typed,
        zones: zones(typed.get("zone")),
        teams,
        layers: typed.layers(say, &offered),
        calls: typed.calls(say),
        fields,
    })
}

fn line(say: &Say, rota: &Rota) -> Line {
    let words = [
        ("layers", rota.plan.layers.len().into()),
        ("people", rota.plan.people().len().into()),
        ("zone", rota.plan.zone.replace('_', " ").into()),
    ];
    let text = say.say_with("settings-rota-line", &words).into_owned();
    Line { id: rota.id.0, name: rota.name.clone(), text, archived: rota.archived_at.is_some() }
}
