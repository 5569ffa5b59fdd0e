//! `/settings/teams`: who shares a queue, and who sees its tickets.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use axum_extra::extract::Form;
use catalogue::Say;
use outcome::Refusal;
use people::{PersonBrief, PersonId, SetMembers, Team, TeamId, TeamInput, Visibility, directory};
use serde::Deserialize;

use super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

#[derive(Template)]
#[template(path = "settings/teams.html")]
struct ListPage<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    teams: Vec<Team>,
    typed: &'a Typed,
    visibilities: Vec<Choice>,
    fields: &'a Fields,
}

#[derive(Template)]
#[template(path = "settings/team.html")]
struct TeamPage<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    id: i64,
    archived: bool,
    typed: Typed,
    visibilities: Vec<Choice>,
    people: Vec<(PersonBrief, bool)>,
    fields: &'a Fields,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    visibility: String,
    members: Vec<i64>,
}

impl Typed {
    fn input(&self) -> TeamInput {
        TeamInput { name: self.name.clone(), visibility: self.visibility.parse().unwrap_or(Visibility::Open) }
    }
}

/// `GET /settings/teams`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&list_page(&desk, &visitor, &Typed::default(), &Fields::default()).await?)
}

/// `POST /settings/teams`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), typed.input());
    match caught(desk.db.write(move |tx| people::add_team(tx, &actor, &input)).await)? {
        // A new team has no members: its page asks for them.
        Ok(team) => {
            Ok(with_flash(Redirect::to(&format!("/settings/teams/{}", team.id)), &Flash::new("toast-added").with("name", team.name)))
        }
        Err(fields) => again(&list_page(&desk, &visitor, &typed, &fields).await?),
    }
}

/// `GET /settings/teams/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TeamId>) -> Answer {
    html(&team_page(&desk, &visitor, id, None, &Fields::default()).await?)
}

/// `POST /settings/teams/{id}`: name, visibility and members at once.
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TeamId>, Form(typed): Form<Typed>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), typed.input());
    let members = SetMembers { team: id, members: typed.members.iter().copied().map(PersonId).collect() };
    let saved = desk
        .db
        .write(move |tx| {
            people::edit_team(tx, &actor, id, &input)?;
            people::set_members(tx, &actor, &members)
        })
        .await;
    match caught(saved)? {
        Ok(()) => Ok(with_flash(Redirect::to("/settings/teams"), &Flash::new("toast-saved"))),
        Err(fields) => again(&team_page(&desk, &visitor, id, Some(typed), &fields).await?),
    }
}

/// `POST /settings/teams/{id}/archive`
pub async fn archive(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TeamId>) -> Answer<Response> {
    let team = desk.db.write(move |tx| people::archive_team(tx, &visitor.actor, &id)).await?;
    let flash = Flash::new("toast-archived").with("name", team.name).undo(format!("/settings/teams/{id}/restore"), 0);
    Ok(with_flash(Redirect::to("/settings/teams"), &flash))
}

/// `POST /settings/teams/{id}/restore`
pub async fn restore(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TeamId>) -> Answer<Response> {
    let team = desk.db.write(move |tx| people::restore_team(tx, &visitor.actor, &id)).await?;
    Ok(with_flash(Redirect::to("/settings/teams"), &Flash::new("toast-restored").with("name", team.name)))
}

fn visibilities(say: &Say, chosen: &str) -> Vec<Choice> {
    Visibility::ALL.iter().map(|v| Choice::new(v, say.say(&format!("visibility-{v}")), chosen)).collect()
}

async fn list_page<'a>(desk: &Desk, visitor: &'a SignedIn, typed: &'a Typed, fields: &'a Fields) -> Answer<ListPage<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "teams"));
    let up = crumbs(&visitor.say, &nav);
    let (shell, teams) = desk
        .db
        .read(move |conn| Ok((shell(conn, &reader, Section::Settings, up.clone())?, directory::teams(conn, &reader.actor)?)))
        .await?;
    let visibilities = visibilities(&visitor.say, &typed.visibility);
    Ok(ListPage { t: &visitor.say, shell, nav, teams, typed, visibilities, fields })
}

async fn team_page<'a>(desk: &Desk, visitor: &'a SignedIn, id: TeamId, typed: Option<Typed>, fields: &'a Fields) -> Answer<TeamPage<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "teams"));
    let up = crumbs(&visitor.say, &nav);
    let (mut shell, team, agents, members) = desk
        .db
        .read(move |conn| {
            let team = directory::team(conn, id)?.ok_or(Refusal::NotFound)?;
            let shell = shell(conn, &reader, Section::Settings, up.clone())?;
            Ok((shell, team, directory::agents(conn)?, directory::team_members(conn, id)?))
        })
        .await?;
    shell.crumbs = crumbs_below(&visitor.say, &nav, "teams", &team.name);
    let members = || members.iter().map(|m| m.id.0).collect();
    let typed = typed.unwrap_or_else(|| Typed { name: team.name.clone(), visibility: team.visibility.to_string(), members: members() });
    Ok(TeamPage {
        t: &visitor.say,
        shell,
        nav,
        id: id.0,
        archived: team.archived_at.is_some(),
        visibilities: visibilities(&visitor.say, &typed.visibility),
        people: agents.into_iter().map(|p| (typed.members.contains(&p.id.0), p)).map(|(belongs, p)| (p, belongs)).collect(),
        typed,
        fields,
    })
}
