//! The sign-in link: asked for on one page, opened from a letter or the server's console, used with a click.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use catalogue::Say;
use people::{Actor, LINK_VALID_MS, LINKS_MAX, RedeemLink, SignIn};
use serde::Deserialize;

use super::letters;
use super::session::{Visiting, let_in};
use crate::desk::Desk;
use crate::front::{Answer, Visitor, cookie_of, sentence};

/// The cookie that binds links to the browser that asked for them: a secret for each, the newest first, divided by dots.
const BROWSER_COOKIE: &str = "firstline_link";

/// The secrets of the links that this browser asked for.
fn asked_before(headers: &HeaderMap) -> Vec<String> {
    cookie_of(headers, BROWSER_COOKIE).unwrap_or_default().split('.').filter(|s| !s.is_empty()).take(LINKS_MAX).map(str::to_owned).collect()
}

/// A page with one thing to say and perhaps one button.
#[derive(Template)]
#[template(path = "sign_in/link.html")]
struct Page<'a> {
    t: &'a Say,
    theme: &'static str,
    title: String,
    text: String,
    action: String,
}

/// The address to send a link to.
#[derive(Deserialize)]
pub struct Typed {
    email: String,
}

/// `POST /sign-in/link`: the page is the same whether somebody has this address or not.
pub async fn ask(
    State(desk): State<Desk>,
    visitor: Visitor,
    Visiting(visit): Visiting,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Answer {
    let writer = desk.clone();
    let browser = desk
        .db
        .write(move |tx| {
            let asked = people::ask_link(tx, &visit, &typed.email)?;
            if let Some(letter) = &asked.letter {
                letters::link(tx, &Actor::system(visit.door), &writer, letter)?;
            }
            Ok(asked.browser)
        })
        .await?;
    let minutes = LINK_VALID_MS / db::MINUTE_MS;
    let text = visitor.say.say1("sign-in-link-sent-text", "minutes", minutes).into_owned();
    let mut response = page(&visitor, visitor.say.say("sign-in-link-sent").into_owned(), text, String::new())?;
    let secure = if desk.is_secure() { "; Secure" } else { "" };
    let age_s = LINK_VALID_MS / 1_000;
    let mut secrets = vec![browser.reveal().to_owned()];
    secrets.extend(asked_before(&headers));
    secrets.truncate(LINKS_MAX);
    let secrets = secrets.join(".");
    let cookie = format!("{BROWSER_COOKIE}={secrets}; Path=/sign-in; Max-Age={age_s}; HttpOnly; SameSite=Lax{secure}");
    response.headers_mut().append(SET_COOKIE, HeaderValue::from_str(&cookie).map_err(anyhow::Error::from)?);
    Ok(response)
}

/// `GET /sign-in/link/{secret}`: asks for a click, because mail scanners open links too.
pub async fn form(State(desk): State<Desk>, visitor: Visitor, Path(secret): Path<String>) -> Answer {
    let asked = secret.clone();
    if !desk.db.read(move |conn| people::link_works(conn, &asked)).await? {
        return trouble(&visitor, visitor.say.say("link-does-not-work").into_owned());
    }
    let say = &visitor.say;
    page(
        &visitor,
        say.say("sign-in-link-open").into_owned(),
        say.say("sign-in-link-open-text").into_owned(),
        format!("/sign-in/link/{secret}"),
    )
}

/// `POST /sign-in/link/{secret}`
pub async fn redeem(
    State(desk): State<Desk>,
    visitor: Visitor,
    Visiting(visit): Visiting,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let input = RedeemLink { secret, browsers: asked_before(&headers) };
    match desk.db.write(move |tx| people::redeem_link(tx, &visit, &input)).await? {
        SignIn::Opened(opened) => Ok(let_in(&desk, &opened, "/")),
        SignIn::Refused(says) => trouble(&visitor, sentence(&visitor.say, &says)),
    }
}

fn trouble(visitor: &Visitor, text: String) -> Answer {
    let page = page(visitor, visitor.say.say("sign-in-link-trouble").into_owned(), text, String::new())?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn page(visitor: &Visitor, title: String, text: String, action: String) -> Answer<Response> {
    let page = Page { t: &visitor.say, theme: visitor.theme(), title, text, action };
    Ok(Html(page.render().map_err(anyhow::Error::from)?).into_response())
}
