//! `/settings/profile`: name, language, time zone.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use catalogue::Say;

use super::choices::{Choices, save_choices};
use super::nav::{Nav, crumbs, nav};
use crate::desk::Desk;
use crate::frame::{again, html, languages, shell, zones};
use crate::front::{Answer, Fields, Flash, SignedIn, with_flash};
use crate::ui::view::{Choice, Section, Shell};

#[derive(Template)]
#[template(path = "settings/profile.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    name: String,
    languages: Vec<Choice>,
    zones: Vec<Choice>,
    fields: &'a Fields,
}

/// `GET /settings/profile`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, &Choices::default(), &Fields::default()).await?)
}

/// `POST /settings/profile`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Choices>) -> Answer {
    match save_choices(&desk, &visitor, &typed).await? {
        Ok(()) => Ok(with_flash(Redirect::to("/settings/profile"), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, &typed, &fields).await?),
    }
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, typed: &Choices, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "profile"));
    let up = crumbs(&visitor.say, &nav);
    let shell = desk.db.read(move |conn| shell(conn, &reader, Section::Settings, up.clone())).await?;
    let you = &visitor.person;
    Ok(Page {
        t: &visitor.say,
        shell,
        nav,
        name: typed.name.clone().unwrap_or_else(|| you.name.clone()),
        languages: languages(typed.language.as_deref().unwrap_or(&you.language)),
        zones: zones(typed.zone.as_deref().unwrap_or(&you.zone)),
        fields,
    })
}
