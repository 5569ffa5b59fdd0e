//! `/people/{id}/copies`: all that is kept about somebody, put together for them by a job, and fetched here.

use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{Redirect, Response};
use catalogue::Say;
use people::PersonId;
use people::policy::{Action, permit};
use privacy::{Copy, CopyId, CopyState};

use crate::desk::Desk;
use crate::frame::{crumb, here, html, shell};
use crate::front::{Answer, Flash, SignedIn, with_flash};
use crate::ui::view::{Section, Shell};

/// A copy as the page shows it.
struct Line {
    asked_at: i64,
    /// Its address and how long it is, once it is ready.
    ready: Option<(String, String)>,
    until: String,
}

impl Line {
    fn of(say: &Say, copy: &Copy) -> Self {
        let size = say.size(u64::try_from(copy.bytes).unwrap_or_default());
        let ready = (copy.state == CopyState::Ready).then(|| (format!("/people/{}/copies/{}", copy.person_id, copy.id), size));
        Self { asked_at: copy.asked_at.0, ready, until: say.moment_long(copy.ends_at.0).into_owned() }
    }
}

#[derive(Template)]
#[template(path = "people/copies.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    name: String,
    copies: Vec<Line>,
    being_made: bool,
    erased: bool,
}

/// `GET /people/{id}/copies`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>) -> Answer {
    let reader = visitor.clone();
    let (shell, person, copies) = desk
        .db
        .read(move |conn| {
            let person = permit(conn, &reader.actor, Action::SeePerson, id)?.into_inner();
            let copies = privacy::copies_of(conn, &reader.actor, id)?;
            let up = vec![
                crumb(reader.say.say("nav-people"), "/people"),
                crumb(person.name.clone(), format!("/people/{id}")),
                here(reader.say.say("people-copy")),
            ];
            Ok((shell(conn, &reader, Section::People, up)?, person, copies))
        })
        .await?;
    let say = &visitor.say;
    html(&Page {
        t: say,
        shell,
        id: id.0,
        name: person.name,
        being_made: copies.iter().any(|copy| copy.state == CopyState::BeingMade),
        erased: person.erased_at.is_some(),
        copies: copies.iter().map(|copy| Line::of(say, copy)).collect(),
    })
}

/// `POST /people/{id}/copies`
pub async fn ask(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<PersonId>) -> Answer {
    desk.db.write(move |tx| privacy::ask_copy(tx, &visitor.actor, id)).await?;
    Ok(with_flash(Redirect::to(&format!("/people/{id}/copies")), &Flash::new("toast-copy-asked")))
}

/// `GET /people/{id}/copies/{other}`: the archive; that it was fetched is written down first.
pub async fn fetch(State(desk): State<Desk>, visitor: SignedIn, Path((id, copy)): Path<(PersonId, CopyId)>) -> Answer {
    let copy = desk.db.write(move |tx| privacy::take_copy(tx, &visitor.actor, id, copy)).await?;
    let content = desk.files.stream(&copy.file, None).await?;
    let mut response = Response::new(Body::from_stream(content.stream));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(content.bytes_total));
    let manner = format!("attachment; filename=\"person-{id}.zip\"");
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_str(&manner).map_err(anyhow::Error::from)?);
    Ok(response)
}
