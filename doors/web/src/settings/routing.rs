//! `/settings/routing`: how a team's tickets find somebody, rehearsed over the last 30 days before it is saved.

mod people;
mod typed;

use ::people::{PersonId, TeamId, directory};
use ::routing::{Rehearsal, Stuck, Way, WayInput};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use std::collections::BTreeMap;

use super::nav::{Nav, crumbs, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};
use people::PersonRow;
pub use people::{save_needs, save_person, switch};
use typed::{Typed, written};

const HERE: &str = "/settings/routing";

/// A team in the list.
struct Line {
    id: i64,
    name: String,
    way: String,
}

/// What a category needs, in the list.
struct NeedLine {
    category: String,
    needs: String,
}

#[derive(Template)]
#[template(path = "settings/routing/list.html")]
struct List<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    lines: Vec<Line>,
    stuck: Vec<Stuck>,
    needs: Vec<NeedLine>,
    categories: Vec<Choice>,
    skills: &'a str,
    fields: &'a Fields,
}

/// `GET /settings/routing`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let fields = Fields::default();
    html(&list_page(&desk, &visitor, "", "", &fields).await?)
}

async fn list_page<'a>(desk: &Desk, visitor: &'a SignedIn, category: &str, skills: &'a str, fields: &'a Fields) -> Answer<List<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "routing"));
    let up = crumbs(&visitor.say, &nav);
    let (shell, teams, ways, stuck, all, needs) = desk
        .db
        .read(move |conn| {
            let actor = &reader.actor;
            let shell = shell(conn, &reader, Section::Settings, up.clone())?;
            let (teams, ways) = (directory::teams(conn, actor)?, ::routing::ways(conn, actor)?);
            Ok((shell, teams, ways, ::routing::stuck(conn, actor)?, tickets::categories(conn)?, ::routing::needs(conn, actor)?))
        })
        .await?;
    let say = &visitor.say;
    let way = |team: TeamId| ways.iter().find(|(id, _)| *id == team).map_or(Way::Off, |(_, way)| *way);
    let line = |team: &::people::Team| Line {
        id: team.id.0,
        name: team.name.clone(),
        way: say.say(&format!("routing-way-{}", way(team.id))).into_owned(),
    };
    let own = |id| needs.iter().filter(|(of, ..)| *of == id).map(|(_, skill, level)| (skill.clone(), *level)).collect::<Vec<_>>();
    let needed = all.iter().map(|c| NeedLine { category: c.path.clone(), needs: written(&own(c.id)) });
    Ok(List {
        t: say,
        shell,
        nav,
        lines: teams.iter().filter(|team| team.archived_at.is_none()).map(line).collect(),
        stuck,
        needs: needed.filter(|line| !line.needs.is_empty()).collect(),
        categories: all.iter().filter(|c| c.archived_at.is_none()).map(|c| Choice::new(c.id, &c.path, category)).collect(),
        skills,
        fields,
    })
}

/// Who would have had how many.
struct Share {
    name: String,
    count: usize,
}

/// A ticket of a rehearsal.
struct WouldLine {
    id: i64,
    subject: String,
    text: String,
    at_ms: i64,
}

/// What a rehearsal found, in words.
struct Rehearsed {
    text: String,
    more: bool,
    shares: Vec<Share>,
    lines: Vec<WouldLine>,
}

#[derive(Template)]
#[template(path = "settings/routing/team.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    id: i64,
    name: String,
    ways: Vec<Choice>,
    calendars: Vec<Choice>,
    rotas: Vec<Choice>,
    teams: Vec<Choice>,
    typed: &'a Typed,
    people: Vec<PersonRow>,
    rehearsed: Option<Rehearsed>,
    fields: &'a Fields,
}

/// `GET /settings/routing/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TeamId>) -> Answer {
    let actor = visitor.actor.clone();
    let typed = Typed::of(&desk.db.read(move |conn| ::routing::way_of_team(conn, &actor, id)).await?);
    html(&team_page(&desk, &visitor, id, &typed, &Fields::default(), None).await?)
}

/// `POST /settings/routing/{id}`: saves, or only rehearses what is typed.
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TeamId>, Form(typed): Form<Typed>) -> Answer {
    let (input, actor) = (typed.input(id), visitor.actor.clone());
    if typed.rehearses()
        && let Ok(input) = input
    {
        return html(&team_page(&desk, &visitor, id, &typed, &Fields::default(), Some(input)).await?);
    }
    let saved = match input {
        Ok(input) => desk.db.write(move |tx| ::routing::set_way(tx, &actor, &input)).await,
        Err(wrong) => Err(wrong),
    };
    match caught(saved)? {
        Ok(()) => Ok(with_flash(Redirect::to(&format!("{HERE}/{id}")), &Flash::new("toast-saved"))),
        Err(fields) => again(&team_page(&desk, &visitor, id, &typed, &fields, None).await?),
    }
}

async fn team_page<'a>(
    desk: &Desk,
    visitor: &'a SignedIn,
    id: TeamId,
    typed: &'a Typed,
    fields: &'a Fields,
    rehearse: Option<WayInput>,
) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "routing"));
    let (nav_of, say) = (nav, &visitor.say);
    let (title, here) = (nav_of.title.clone(), HERE);
    let read = desk.db.read(move |conn| {
        let actor = &reader.actor;
        let way = ::routing::way_of_team(conn, actor, id)?;
        let teams = directory::teams(conn, actor)?;
        let name = teams.iter().find(|team| team.id == id).map(|team| team.name.clone()).unwrap_or_default();
        let up = vec![
            crate::frame::crumb(reader.say.say("nav-settings"), "/settings"),
            crate::frame::crumb(title.clone(), here),
            crate::frame::here(name.clone()),
        ];
        let shell = shell(conn, &reader, Section::Settings, up)?;
        let found = rehearse.as_ref().map(|input| ::routing::rehearse(conn, actor, input)).transpose()?;
        let now = ::routing::team_now(conn, actor, &way)?;
        let names: BTreeMap<PersonId, String> = directory::agents(conn)?.into_iter().map(|p| (p.id, p.name)).collect();
        Ok((shell, name, teams, sla::calendars(conn, actor)?, rota::rotas(conn, actor)?, now, names, found))
    });
    let (shell, name, teams, calendars, rotas, now, names, found) = read.await?;
    let none = |chosen: &str, key: &str| vec![Choice::new("", say.say(key), chosen)];
    let mut calendar = none(&typed.calendar, "routing-always");
    calendar.extend(calendars.iter().filter(|c| c.archived_at.is_none()).map(|c| Choice::new(c.id, &c.name, &typed.calendar)));
    let mut rota = none(&typed.rota, "routing-no-rota");
    rota.extend(rotas.iter().filter(|r| r.archived_at.is_none()).map(|r| Choice::new(r.id, &r.name, &typed.rota)));
    let mut others = none(&typed.overflow, "routing-no-overflow");
    let usable = teams.iter().filter(|team| team.archived_at.is_none() && team.id != id);
    others.extend(usable.map(|team| Choice::new(team.id, &team.name, &typed.overflow)));
    Ok(Page {
        t: say,
        id: id.0,
        name,
        ways: Way::ALL.iter().map(|way| Choice::new(way, say.say(&format!("routing-way-{way}")), &typed.way)).collect(),
        calendars: calendar,
        rotas: rota,
        teams: others,
        typed,
        people: now.iter().map(|one| PersonRow::of(say, one, &names)).collect(),
        rehearsed: found.map(|found| rehearsed(say, found, &names)),
        fields,
        nav: nav_of,
        shell,
    })
}

fn rehearsed(say: &Say, found: Rehearsal, names: &BTreeMap<PersonId, String>) -> Rehearsed {
    let nobody = || say.say("routing-nobody").into_owned();
    let name =
        |person: Option<PersonId>| person.map_or_else(nobody, |person| names.get(&person).cloned().unwrap_or_else(|| "?".to_owned()));
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let words = [("count", count(found.count).into()), ("nobody", count(found.nobody).into()), ("same", count(found.same).into())];
    let line = |would: ::routing::Would| WouldLine {
        id: would.ticket.0,
        subject: would.subject,
        text: say.say2("routing-would", "would", name(would.person), "was", name(would.was)).into_owned(),
        at_ms: would.at.0,
    };
    Rehearsed {
        text: say.say_with("routing-rehearsed", &words).into_owned(),
        more: found.more,
        shares: found.shares.iter().map(|(person, count)| Share { name: name(Some(*person)), count: *count }).collect(),
        lines: found.shown.into_iter().map(line).collect(),
    }
}
