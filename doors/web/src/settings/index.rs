//! `/settings`: one list that can be searched.

use askama::Template;
use axum::extract::{Query, State};
use catalogue::Say;
use serde::Deserialize;

use super::nav::{Entry, found};
use crate::desk::Desk;
use crate::frame::{here, html, shell};
use crate::front::{Answer, SignedIn};
use crate::ui::view::{Section, Shell};

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
}

#[derive(Template)]
#[template(path = "settings/index.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    q: String,
    own: Vec<Entry>,
    desks: Vec<Entry>,
}

/// `GET /settings`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let reader = visitor.clone();
    let crumbs = move || vec![here(reader.say.say("nav-settings"))];
    let reader = visitor.clone();
    let shell = desk.db.read(move |conn| shell(conn, &reader, Section::Settings, crumbs())).await?;
    let (own, desks) = found(&visitor, &asked.q).into_iter().partition(|e| e.own);
    html(&Page { t: &visitor.say, shell, q: asked.q, own, desks })
}
