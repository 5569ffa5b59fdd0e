//! The way out.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect};

use crate::desk::Desk;
use crate::front::{Answer, SignedIn, clear_session};

/// `POST /sign-out`: the session ends on the server, not only in the browser.
pub async fn send(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    desk.db.write(move |tx| people::sign_out(tx, &visitor.actor, &visitor.secret)).await?;
    let mut response = Redirect::to("/sign-in").into_response();
    response.headers_mut().append(SET_COOKIE, clear_session());
    Ok(response)
}
