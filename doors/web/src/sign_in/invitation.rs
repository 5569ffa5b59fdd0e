//! An invitation: its holder chooses a password and is in.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use catalogue::Say;
use people::{AcceptInvitation, PasswordHash};
use serde::Deserialize;

use super::session::{Visiting, let_in};
use crate::desk::Desk;
use crate::front::{Answer, Fields, Visitor, caught, off_thread};

#[derive(Template)]
#[template(path = "sign_in/invitation.html")]
struct Page<'a> {
    t: &'a Say,
    theme: &'static str,
    name: Option<&'a str>,
    fields: &'a Fields,
}

/// `GET /invitation/{secret}`
pub async fn form(State(desk): State<Desk>, visitor: Visitor, Path(secret): Path<String>) -> Answer {
    let person = desk.db.read(move |conn| people::invited(conn, &secret)).await?;
    page(&visitor, person.as_ref().map(|p| p.name.as_str()), &Fields::default())
}

/// What is typed.
#[derive(Deserialize)]
pub struct Typed {
    password: String,
}

/// `POST /invitation/{secret}`
pub async fn send(
    State(desk): State<Desk>,
    visitor: Visitor,
    Visiting(visit): Visiting,
    Path(secret): Path<String>,
    Form(typed): Form<Typed>,
) -> Answer {
    let asked = secret.clone();
    let Some(person) = desk.db.read(move |conn| people::invited(conn, &asked)).await? else {
        return page(&visitor, None, &Fields::default());
    };
    let name = person.name.clone();
    let hashed = off_thread(move || PasswordHash::of(&typed.password, &[&person.name])).await;
    match caught(hashed)? {
        Ok(password) => {
            let input = AcceptInvitation { secret, password };
            let opened = desk.db.write(move |tx| people::accept_invitation(tx, &visit, &input)).await?;
            Ok(let_in(&desk, &opened, "/"))
        }
        Err(fields) => Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&visitor, Some(&name), &fields)?).into_response()),
    }
}

fn page(visitor: &Visitor, name: Option<&str>, fields: &Fields) -> Answer {
    let page = Page { t: &visitor.say, theme: visitor.theme(), name, fields };
    Ok(Html(page.render().map_err(anyhow::Error::from)?).into_response())
}
