//! `/settings/notifications`: for each reason, the way to be told.

use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect};
use axum_extra::extract::Form;
use catalogue::Say;
use notifications::{Channel, Choice};
use outcome::Refusal;
use std::collections::BTreeMap;

use crate::desk::Desk;
use crate::frame::{crumb, here, shell};
use crate::front::{Answer, Flash, SignedIn, with_flash};
use crate::ui::view::{Section, Shell};

#[derive(Template)]
#[template(path = "notices/choices.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    choices: Vec<Choice>,
    channels: &'static [Channel],
}

/// The form.
pub async fn form(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let reader = visitor.clone();
    let (shell, choices) = desk
        .db
        .read(move |conn| {
            let crumbs = vec![crumb(reader.say.say("nav-settings"), "/settings"), here(reader.say.say("notices-title"))];
            Ok((shell(conn, &reader, Section::Settings, crumbs)?, notifications::choices(conn, &reader.actor)?))
        })
        .await?;
    let page = Page { t: &visitor.say, shell, choices, channels: Channel::ALL };
    Ok(Html(page.render().map_err(anyhow::Error::from)?).into_response())
}

/// `POST`: all choices at once, reason by reason.
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<BTreeMap<String, String>>) -> Answer {
    let mut chosen = Vec::new();
    for (reason, channel) in &typed {
        let (Ok(reason), Ok(channel)) = (reason.parse(), channel.parse()) else { return Err(Refusal::NotFound.into()) };
        chosen.push(Choice { reason, channel });
    }
    desk.db.write(move |tx| chosen.iter().try_for_each(|choice| notifications::choose(tx, &visitor.actor, choice))).await?;
    Ok(with_flash(Redirect::to("/settings/notifications"), &Flash::new("toast-saved")))
}
