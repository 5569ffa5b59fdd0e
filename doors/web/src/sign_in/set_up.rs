//! The first set-up: who holds the link from the server's console becomes the administrator.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use catalogue::{Language, Say, zone_named};
use mail::NewMailbox;
use outcome::{Error, Refusal};
use people::{Actor, Door, PasswordHash, SetUp};
use serde::Deserialize;

use super::session::{Visiting, let_in};
use crate::desk::Desk;
use crate::front::{Answer, Fields, Visitor, caught, off_thread};

#[derive(Template)]
#[template(path = "sign_in/set_up.html")]
struct Page<'a> {
    t: &'a Say,
    theme: &'static str,
    works: bool,
    typed: &'a Typed,
    fields: &'a Fields,
}

/// What is typed.
#[derive(Deserialize, Default)]
pub struct Typed {
    name: String,
    email: String,
    /// The address people write to for help.
    #[serde(default)]
    support: String,
    password: String,
    #[serde(default)]
    zone: String,
}

/// `GET /set-up`: says where the link is.
pub async fn hint(State(desk): State<Desk>, visitor: Visitor) -> Answer {
    if !desk.db.read(people::needs_set_up).await? {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    page(&visitor, false, &Typed::default(), &Fields::default())
}

/// `GET /set-up/{token}`
pub async fn form(State(desk): State<Desk>, visitor: Visitor, Path(token): Path<String>) -> Answer {
    let works = desk.db.read(move |conn| people::set_up_token_works(conn, &token)).await?;
    page(&visitor, works, &Typed { zone: "Europe/London".to_owned(), ..Typed::default() }, &Fields::default())
}

/// `POST /set-up/{token}`
pub async fn send(
    State(desk): State<Desk>,
    visitor: Visitor,
    Visiting(visit): Visiting,
    Path(token): Path<String>,
    Form(typed): Form<Typed>,
) -> Answer {
    let (password, name, email) = (typed.password.clone(), typed.name.clone(), typed.email.clone());
    let password = match caught(off_thread(move || PasswordHash::of(&password, &[&name, &email])).await)? {
        Ok(password) => password,
        Err(fields) => return wrong(&visitor, &typed, &fields),
    };
    let zone = zone_named(&typed.zone).map_or_else(|| "Europe/London".to_owned(), |_| typed.zone.clone());
    let language: Language = visitor.say.language;
    let input = SetUp { token, name: typed.name.clone(), email: typed.email.clone(), password, language, zone };
    let (support, name) = (typed.support.clone(), visitor.say.say("set-up-mailbox").into_owned());
    let done = move |tx: &mut db::Tx<'_>| {
        let opened = people::set_up(tx, &visit, &input)?;
        // From now on the SMTP door knows a recipient, and answers have somewhere to leave from.
        if !support.trim().is_empty() {
            mail::add_mailbox(tx, &Actor::system(Door::Web), &NewMailbox::new(support.trim(), &name)).map_err(of_support)?;
        }
        Ok(opened)
    };
    match caught(desk.db.write(done).await)? {
        Ok(opened) => Ok(let_in(&desk, &opened, "/settings")),
        Err(fields) => wrong(&visitor, &typed, &fields),
    }
}

/// What is wrong with the mailbox's address is wrong with what was typed for it.
fn of_support(error: Error) -> Error {
    match error {
        Error::Refused(Refusal::Invalid(mut fields)) => {
            fields.iter_mut().filter(|f| f.field == "address").for_each(|f| f.field = "support");
            Refusal::Invalid(fields).into()
        }
        other => other,
    }
}

fn wrong(visitor: &Visitor, typed: &Typed, fields: &Fields) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(visitor, true, typed, fields)?).into_response())
}

fn page(visitor: &Visitor, works: bool, typed: &Typed, fields: &Fields) -> Answer<Response> {
    let page = Page { t: &visitor.say, theme: visitor.theme(), works, typed, fields };
    Ok(Html(page.render().map_err(anyhow::Error::from)?).into_response())
}
