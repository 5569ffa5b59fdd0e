//! One letter out: what it says, and the letter as it left.

use askama::Template;
use audit::Record;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Redirect, Response};
use catalogue::Say;
use mail::{OutboxLetter, OutgoingId, State as Standing};
use outcome::Refusal;

use crate::desk::Desk;
use crate::frame::{crumb, here, shell};
use crate::front::{Answer, Flash, SignedIn, with_flash};
use crate::ui::view::{Section, Shell};

#[derive(Template)]
#[template(path = "outbox/letter.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    letter: &'a OutboxLetter,
    from: String,
    to: String,
    cc: String,
    why: String,
    held: bool,
    stays: bool,
}

/// `GET /outbox/{id}`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<OutgoingId>) -> Answer {
    let reader = visitor.clone();
    let (shell, letter) = desk
        .db
        .read(move |conn| {
            let letter = mail::outbox_letter(conn, &reader.actor, id)?;
            let crumbs = vec![crumb(reader.say.say("nav-outbox"), "/outbox"), here(letter.row.subject.clone())];
            Ok((shell(conn, &reader, Section::Outbox, crumbs)?, letter))
        })
        .await?;
    let list = |addresses: &[email::Address]| addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let page = Page {
        t: &visitor.say,
        shell,
        from: letter.from.to_string(),
        to: list(&letter.to),
        cc: list(&letter.cc),
        why: letter
            .row
            .why
            .as_deref()
            .map(|key| visitor.say.say(key).into_owned())
            .or_else(|| letter.row.last_error.clone())
            .unwrap_or_default(),
        held: letter.row.state == Standing::Held,
        stays: !matches!(letter.row.state, Standing::Queued | Standing::Sent),
        letter: &letter,
    };
    Ok(Html(page.render().map_err(anyhow::Error::from)?).into_response())
}

/// `GET /outbox/{id}/raw`: the letter as it left.
pub async fn raw(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<OutgoingId>) -> Answer {
    let read = desk.db.write(move |tx| {
        let file = mail::outbox_letter(tx, &visitor.actor, id)?.row.raw.ok_or(Refusal::NotFound)?;
        audit::note_reading(tx, &visitor.actor, Record::RawLetter, id.0)?;
        Ok(file)
    });
    let file = read.await?;
    as_file(&desk, &file, &format!("letter-{id}.eml")).await
}

/// A letter's bytes, to be saved, never shown.
pub(super) async fn as_file(desk: &Desk, file: &str, name: &str) -> Answer {
    let mut response = Response::new(Body::from(desk.files.get(file).await?));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("message/rfc822"));
    let name = HeaderValue::from_str(&format!("attachment; filename={name}")).map_err(anyhow::Error::from)?;
    response.headers_mut().insert(CONTENT_DISPOSITION, name);
    Ok(response)
}

/// `POST /outbox/{id}/release`: a letter that the gate held leaves after all, or one that did not arrive once more.
pub async fn release(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<OutgoingId>) -> Answer {
    desk.db.write(move |tx| mail::release(tx, &visitor.actor, id).map(drop)).await?;
    Ok(with_flash(Redirect::to(&format!("/outbox/{id}")), &Flash::new("toast-released")))
}
