//! Signing in with a passkey: the browser asks for a challenge, the device signs it, and nobody typed anything.

use axum::Form;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use outcome::Result;
use people::{Party, SignIn};
use serde::Deserialize;
use url::Url;

use super::password;
use super::session::{Visiting, let_in};
use crate::desk::Desk;
use crate::front::{Answer, Visitor, sentence};

/// Where passkeys of this desk work: its own host, and pages of its own address.
///
/// # Errors
/// When the desk's address has no host.
pub fn party(desk: &Desk) -> Result<Party> {
    let url = Url::parse(&desk.base_url).map_err(anyhow::Error::from)?;
    let host = url.host_str().ok_or_else(|| anyhow::anyhow!("the desk's address {} has no host", desk.base_url))?;
    Ok(Party { id: host.to_owned(), name: desk.name.clone(), origins: vec![url.origin().ascii_serialization()] })
}

/// `POST /sign-in/passkey/options`: the challenge, as JSON.
pub async fn options(State(desk): State<Desk>, Visiting(visit): Visiting) -> Answer {
    let party = party(&desk)?;
    let options = desk.db.write(move |tx| people::begin_passkey_sign_in(tx, &visit, &party)).await?;
    Ok(([(CONTENT_TYPE, "application/json")], options).into_response())
}

/// The device's answer.
#[derive(Deserialize)]
pub struct Signed {
    credential: String,
}

/// `POST /sign-in/passkey`
pub async fn send(State(desk): State<Desk>, visitor: Visitor, Visiting(visit): Visiting, Form(signed): Form<Signed>) -> Answer {
    let party = party(&desk)?;
    match desk.db.write(move |tx| people::sign_in_by_passkey(tx, &visit, &party, &signed.credential)).await? {
        SignIn::Opened(opened) => Ok(let_in(&desk, &opened, "/")),
        SignIn::Refused(says) => password::refused(&desk, &visitor, sentence(&visitor.say, &says)),
    }
}
