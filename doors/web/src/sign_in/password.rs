//! The sign-in page.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use catalogue::Say;
use people::SignIn;
use serde::Deserialize;

use super::session::{Visiting, let_in};
use crate::desk::Desk;
use crate::front::{Answer, Visitor, off_thread, sentence};

/// The page.
#[derive(Template)]
#[template(path = "sign_in/password.html")]
struct Page<'a> {
    t: &'a Say,
    theme: &'static str,
    desk_name: &'a str,
    email: &'a str,
    next: &'a str,
    trouble: String,
}

/// Where the visitor was going.
#[derive(Deserialize)]
pub struct Going {
    #[serde(default)]
    next: String,
}

/// `GET /sign-in`
pub async fn form(State(desk): State<Desk>, visitor: Visitor, Query(going): Query<Going>) -> Answer {
    if visitor.signed_in.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    page(&desk, &visitor, "", &going.next, String::new())
}

/// What is typed.
#[derive(Deserialize)]
pub struct Typed {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// `POST /sign-in`: a try is spent and committed, the password is compared outside of any transaction, a session opens.
pub async fn send(State(desk): State<Desk>, visitor: Visitor, Visiting(visit): Visiting, Form(typed): Form<Typed>) -> Answer {
    let (asked, email) = (visit.clone(), typed.email.clone());
    let challenge = desk.db.write(move |tx| people::ask_password(tx, &asked, &email)).await?;
    let password = typed.password;
    let answer = off_thread(move || challenge.answer(&password)).await?;
    match desk.db.write(move |tx| people::sign_in_by_password(tx, &visit, &answer)).await? {
        SignIn::Opened(opened) => Ok(let_in(&desk, &opened, &typed.next)),
        SignIn::Refused(says) => {
            let page = page(&desk, &visitor, &typed.email, &typed.next, sentence(&visitor.say, &says))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// The sign-in page with what went wrong in another way in.
///
/// # Errors
/// When the page does not render.
pub fn refused(desk: &Desk, visitor: &Visitor, trouble: String) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(desk, visitor, "", "", trouble)?).into_response())
}

fn page(desk: &Desk, visitor: &Visitor, email: &str, next: &str, trouble: String) -> Answer {
    let page = Page { t: &visitor.say, theme: visitor.theme(), desk_name: &desk.name, email, next, trouble };
    Ok(Html(page.render().map_err(anyhow::Error::from)?).into_response())
}
