//! What follows once somebody proved who they are: a cookie, and the page they came for.

use axum::extract::FromRequestParts;
use axum::http::HeaderValue;
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use people::{BROWSER_KNOWN_MS, Door, Opened, SessionState, Visit};

use super::next::own_path;
use crate::desk::Desk;
use crate::front::{Refused, Visitor, cookie_of, session_cookie};

/// The cookie by which a browser is known after a sign-in: it opens nothing, and guessers next door cannot use up its tries.
const KNOWN_BROWSER_COOKIE: &str = "firstline_browser";

/// A visit, as the people slice wants to know it.
pub struct Visiting(pub Visit);

impl<S: Send + Sync> FromRequestParts<S> for Visiting {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let visitor = Visitor::from_request_parts(parts, state).await?;
        let user_agent = parts.headers.get(USER_AGENT).and_then(|u| u.to_str().ok()).unwrap_or_default().to_owned();
        let browser = cookie_of(&parts.headers, KNOWN_BROWSER_COOKIE).map(str::to_owned);
        Ok(Self(Visit { door: Door::Web, address: visitor.address, user_agent, browser }))
    }
}

/// Lets somebody in: to the second factor where it is owed, else to where they wanted.
pub fn let_in(desk: &Desk, opened: &Opened, next: &str) -> Response {
    let to = match opened.session.state {
        SessionState::SecondFactor => "/sign-in/second-factor".to_owned(),
        SessionState::Open => own_path(next).unwrap_or("/").to_owned(),
    };
    let mut response = Redirect::to(&to).into_response();
    response.headers_mut().append(SET_COOKIE, session_cookie(desk, opened.secret.reveal()));
    if let Some(browser) = &opened.browser {
        response.headers_mut().append(SET_COOKIE, known_browser_cookie(desk, browser.reveal()));
    }
    response
}

fn known_browser_cookie(desk: &Desk, secret: &str) -> HeaderValue {
    let secure = if desk.is_secure() { "; Secure" } else { "" };
    let age_s = BROWSER_KNOWN_MS / 1_000;
    let cookie = format!("{KNOWN_BROWSER_COOKIE}={secret}; Path=/sign-in; Max-Age={age_s}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&cookie).expect("a cookie of letters and digits is a header")
}
