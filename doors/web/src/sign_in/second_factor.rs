//! The second step of a sign-in: a code of the app, a recovery code, or a passkey instead of either.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use catalogue::Say;
use people::{SecondFactor, SignIn};
use serde::Deserialize;

use super::session::{Visiting, let_in};
use crate::desk::Desk;
use crate::frame::{again, html};
use crate::front::{Answer, SESSION_COOKIE, Visitor, cookie_of, sentence};

#[derive(Template)]
#[template(path = "sign_in/second_factor.html")]
struct Page<'a> {
    t: &'a Say,
    theme: &'static str,
    trouble: String,
}

/// `GET /sign-in/second-factor`: only for who proved the first factor a moment ago.
pub async fn form(State(desk): State<Desk>, visitor: Visitor, headers: HeaderMap) -> Answer {
    let session = cookie_of(&headers, SESSION_COOKIE).unwrap_or_default().to_owned();
    if desk.db.read(move |conn| people::pending_session(conn, &session)).await?.is_none() {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    html(&Page { t: &visitor.say, theme: visitor.theme(), trouble: String::new() })
}

/// What is typed.
#[derive(Deserialize)]
pub struct Typed {
    code: String,
}

/// `POST /sign-in/second-factor`
pub async fn send(
    State(desk): State<Desk>,
    visitor: Visitor,
    Visiting(visit): Visiting,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Answer {
    let session = cookie_of(&headers, SESSION_COOKIE).unwrap_or_default().to_owned();
    let input = SecondFactor { session, code: typed.code };
    let key = desk.key.clone();
    match desk.db.write(move |tx| people::prove_second_factor(tx, &key, &visit, &input)).await? {
        SignIn::Opened(opened) => Ok(let_in(&desk, &opened, "/")),
        SignIn::Refused(says) => again(&Page { t: &visitor.say, theme: visitor.theme(), trouble: sentence(&visitor.say, &says) }),
    }
}
