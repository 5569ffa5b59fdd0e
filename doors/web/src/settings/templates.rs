//! `/settings/templates`: new tickets that are filled in before anybody types.

use ::tickets::{Kind, Level, SaveTemplate, TemplateId, TicketTemplate};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use catalogue::Say;
use outcome::Refusal;
use serde::Deserialize;

use super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

#[derive(Template)]
#[template(path = "settings/templates.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    /// Number, name, subject, put away.
    lines: Vec<(i64, String, String, bool)>,
    id: Option<i64>,
    archived: bool,
    typed: Typed,
    kinds: Vec<Choice>,
    impacts: Vec<Choice>,
    urgencies: Vec<Choice>,
    categories: Vec<Choice>,
    teams: Vec<Choice>,
    people: Vec<Choice>,
    checklists: Vec<Choice>,
    fields: &'a Fields,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    kind: String,
    subject: String,
    body: String,
    category: String,
    impact: String,
    urgency: String,
    team: String,
    assignee: String,
    tags: String,
    checklist: String,
}

impl Typed {
    fn of(template: &TicketTemplate) -> Self {
        let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        Self {
            name: template.name.clone(),
            kind: template.kind.to_string(),
            subject: template.subject.clone(),
            body: template.body.clone(),
            category: number(template.category_id.map(|c| c.0)),
            impact: template.impact.to_string(),
            urgency: template.urgency.to_string(),
            team: number(template.team_id.map(|t| t.0)),
            assignee: number(template.assignee_id.map(|p| p.0)),
            tags: template.tags.clone(),
            checklist: number(template.checklist_id.map(|c| c.0)),
        }
    }

    fn save(&self, template: Option<TemplateId>) -> SaveTemplate {
        SaveTemplate {
            template,
            kind: self.kind.parse().unwrap_or(Kind::ServiceRequest),
            category: self.category.parse().ok(),
            impact: self.impact.parse().unwrap_or(Level::Medium),
            urgency: self.urgency.parse().unwrap_or(Level::Medium),
            team: self.team.parse().ok(),
            assignee: self.assignee.parse().ok(),
            tags: self.tags.split([' ', ',']).filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
            checklist: self.checklist.parse().ok(),
            ..SaveTemplate::new(&self.name, &self.subject, &self.body)
        }
    }
}

/// `GET /settings/templates`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, None, &Fields::default()).await?)
}

/// `POST /settings/templates`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    save_as(&desk, &visitor, None, typed).await
}

/// `GET /settings/templates/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TemplateId>) -> Answer {
    html(&page(&desk, &visitor, Some(id), None, &Fields::default()).await?)
}

/// `POST /settings/templates/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TemplateId>, Form(typed): Form<Typed>) -> Answer {
    save_as(&desk, &visitor, Some(id), typed).await
}

async fn save_as(desk: &Desk, visitor: &SignedIn, id: Option<TemplateId>, typed: Typed) -> Answer {
    let (actor, input) = (visitor.actor.clone(), typed.save(id));
    match caught(desk.db.write(move |tx| tickets::save_template(tx, &actor, &input)).await)? {
        Ok(_) => Ok(with_flash(Redirect::to("/settings/templates"), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(desk, visitor, id, Some(typed), &fields).await?),
    }
}

/// `POST /settings/templates/{id}/archive`
pub async fn archive(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TemplateId>) -> Answer<Response> {
    let done = desk.db.write(move |tx| tickets::archive_template(tx, &visitor.actor, &id)).await?;
    let flash = Flash::new("toast-archived").with("name", done.name).undo(format!("/settings/templates/{id}/restore"), 0);
    Ok(with_flash(Redirect::to("/settings/templates"), &flash))
}

/// `POST /settings/templates/{id}/restore`
pub async fn restore(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TemplateId>) -> Answer<Response> {
    let done = desk.db.write(move |tx| tickets::restore_template(tx, &visitor.actor, &id)).await?;
    Ok(with_flash(Redirect::to("/settings/templates"), &Flash::new("toast-restored").with("name", done.name)))
}

async fn page<'a>(
    desk: &Desk,
    visitor: &'a SignedIn,
    id: Option<TemplateId>,
    typed: Option<Typed>,
    fields: &'a Fields,
) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "templates"));
    let up = crumbs(&visitor.say, &nav);
    let (mut shell, all, menus, lists) = desk
        .db
        .read(move |conn| {
            let shell = shell(conn, &reader, Section::Settings, up.clone())?;
            let lists = tickets::checklists(conn, &reader.actor)?;
            Ok((shell, tickets::templates(conn, &reader.actor)?, tickets::menus(conn, &reader.actor)?, lists))
        })
        .await?;
    let say = &visitor.say;
    let open = match id {
        Some(id) => Some(all.iter().find(|c| c.id == id).ok_or(Refusal::NotFound)?),
        None => None,
    };
    if let Some(open) = open {
        shell.crumbs = crumbs_below(say, &nav, "templates", &open.name);
    }
    let medium = || Level::Medium.to_string();
    let typed = typed.or_else(|| open.map(Typed::of)).unwrap_or_else(|| Typed { impact: medium(), urgency: medium(), ..Typed::default() });
    let none = |key: &str, chosen: &str| vec![Choice::new("", say.say(key), chosen)];
    let levels = |word: &str, chosen: &str| Level::ALL.iter().map(|l| Choice::new(l, say.say(&format!("{word}-{l}")), chosen)).collect();
    let with = |mut first: Vec<Choice>, more: Vec<Choice>| {
        first.extend(more);
        first
    };
    let categories = menus.categories.iter().map(|(id, path)| Choice::new(id, path.as_str(), &typed.category)).collect();
    let teams = menus.teams.iter().map(|(id, name)| Choice::new(id, name.as_str(), &typed.team)).collect();
    let people = menus.people.iter().map(|(id, name)| Choice::new(id, name.as_str(), &typed.assignee)).collect();
    let open_lists = lists.iter().filter(|c| c.archived_at.is_none());
    let lists = open_lists.map(|c| Choice::new(c.id, c.name.as_str(), &typed.checklist)).collect();
    Ok(Page {
        t: say,
        lines: match open {
            Some(_) => Vec::new(),
            None => all.iter().map(|m| (m.id.0, m.name.clone(), m.subject.clone(), m.archived_at.is_some())).collect(),
        },
        archived: open.is_some_and(|m| m.archived_at.is_some()),
        kinds: Kind::ALL.iter().map(|k| Choice::new(k, say.say(&format!("kind-{k}")), &typed.kind)).collect(),
        impacts: levels("impact", &typed.impact),
        urgencies: levels("urgency", &typed.urgency),
        categories: with(none("ticket-no-category", &typed.category), categories),
        teams: with(none("settings-template-team-of-category", &typed.team), teams),
        people: with(none("ticket-nobody", &typed.assignee), people),
        checklists: with(none("settings-template-no-checklist", &typed.checklist), lists),
        id: id.map(|id| id.0),
        typed,
        shell,
        nav,
        fields,
    })
}
