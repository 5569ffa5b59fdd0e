//! `/settings/appearance`: colours, rows, single keys, and how long a reply can be taken back.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use catalogue::Say;
use people::{Density, Theme, UNDO_SEND_S_MAX};

use super::choices::{Choices, save_choices};
use super::nav::{Nav, crumbs, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, with_flash};
use crate::ui::view::{Choice, Section, Shell};

#[derive(Template)]
#[template(path = "settings/appearance.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    themes: Vec<Choice>,
    densities: Vec<Choice>,
    keys: Vec<Choice>,
    undo_send_s: String,
    undo_max: u8,
    fields: &'a Fields,
}

/// `GET /settings/appearance`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, &Choices::default(), &Fields::default()).await?)
}

/// `POST /settings/appearance`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Choices>) -> Answer {
    match save_choices(&desk, &visitor, &typed).await? {
        Ok(()) => Ok(with_flash(Redirect::to("/settings/appearance"), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, &typed, &fields).await?),
    }
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, typed: &Choices, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "appearance"));
    let up = crumbs(&visitor.say, &nav);
    let shell = desk.db.read(move |conn| shell(conn, &reader, Section::Settings, up.clone())).await?;
    let (say, now) = (&visitor.say, &visitor.person.preferences);
    let theme = typed.theme.as_deref().unwrap_or(now.theme.as_str());
    let density = typed.density.as_deref().unwrap_or(now.density.as_str());
    let keys = typed.single_keys.as_deref().unwrap_or(if now.single_keys { "on" } else { "off" });
    Ok(Page {
        t: say,
        shell,
        nav,
        themes: Theme::ALL.iter().map(|t| Choice::new(t, say.say(&format!("theme-{t}")), theme)).collect(),
        densities: Density::ALL.iter().map(|d| Choice::new(d, say.say(&format!("density-{d}")), density)).collect(),
        keys: ["on", "off"].into_iter().map(|k| Choice::new(k, say.say(&format!("settings-keys-{k}")), keys)).collect(),
        undo_send_s: typed.undo_send_s.clone().unwrap_or_else(|| now.undo_send_s.to_string()),
        undo_max: UNDO_SEND_S_MAX,
        fields,
    })
}
