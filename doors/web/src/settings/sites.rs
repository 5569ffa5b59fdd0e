//! `/settings/sites`: the places where people work.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use outcome::Refusal;
use people::{Site, SiteId, SiteInput, directory};
use serde::Deserialize;

use super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell, zones};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

#[derive(Template)]
#[template(path = "settings/sites.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    sites: Vec<Site>,
    /// The site that is changed; a new one where there is none.
    id: Option<i64>,
    typed: &'a Typed,
    zones: Vec<Choice>,
    fields: &'a Fields,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    name: String,
    zone: String,
}

/// `GET /settings/sites`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let typed = Typed { zone: visitor.person.zone.clone(), ..Typed::default() };
    html(&page(&desk, &visitor, None, &typed, &Fields::default()).await?)
}

/// `POST /settings/sites`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), SiteInput { name: typed.name.clone(), zone: typed.zone.clone() });
    match caught(desk.db.write(move |tx| people::add_site(tx, &actor, &input)).await)? {
        Ok(site) => Ok(with_flash(Redirect::to("/settings/sites"), &Flash::new("toast-added").with("name", site.name))),
        Err(fields) => again(&page(&desk, &visitor, None, &typed, &fields).await?),
    }
}

/// `GET /settings/sites/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<SiteId>) -> Answer {
    let sites = desk.db.read(directory::sites).await?;
    let site = sites.into_iter().find(|s| s.id == id).ok_or(Refusal::NotFound)?;
    html(&page(&desk, &visitor, Some(id), &Typed { name: site.name, zone: site.zone }, &Fields::default()).await?)
}

/// `POST /settings/sites/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<SiteId>, Form(typed): Form<Typed>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), SiteInput { name: typed.name.clone(), zone: typed.zone.clone() });
    match caught(desk.db.write(move |tx| people::edit_site(tx, &actor, id, &input)).await)? {
        Ok(_) => Ok(with_flash(Redirect::to("/settings/sites"), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, Some(id), &typed, &fields).await?),
    }
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: Option<SiteId>, typed: &'a Typed, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "sites"));
    let up = id.map_or_else(|| crumbs(&visitor.say, &nav), |_| crumbs_below(&visitor.say, &nav, "sites", &typed.name));
    let (shell, sites) =
        desk.db.read(move |conn| Ok((shell(conn, &reader, Section::Settings, up.clone())?, directory::sites(conn)?))).await?;
    Ok(Page { t: &visitor.say, shell, nav, sites, id: id.map(|i| i.0), typed, zones: zones(&typed.zone), fields })
}
