//! `/approve/{link}`: deciding about a change from a letter, without signing in. Asks for a click, because mail scanners open links too.

use ::changes::{Change, Decision, Linked};
use ::people::directory;
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use catalogue::Say;
use outcome::{Error, Refusal};
use serde::Deserialize;

use super::show::window;
use crate::desk::Desk;
use crate::frame::{again, html};
use crate::front::{Answer, Fields, Visitor, caught};

/// A page with two buttons, or with what became of it.
#[derive(Template)]
#[template(path = "changes/by_link.html")]
struct Page<'a> {
    t: &'a Say,
    theme: &'static str,
    title: String,
    change: Change,
    when: String,
    /// Who decides.
    name: String,
    /// Where the buttons lead; none when there is nothing left to do.
    action: Option<String>,
    /// Is the link of an earlier asking, or of a change that has begun?
    over: bool,
    note: String,
    fields: &'a Fields,
}

/// What is said.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Said {
    approves: String,
    note: String,
}

/// `GET /approve/{link}`
pub async fn form(State(desk): State<Desk>, visitor: Visitor, Path(link): Path<String>) -> Answer {
    html(&page(&desk, &visitor, link, String::new(), &Fields::default()).await?)
}

/// `POST /approve/{link}`: the page then says what was decided.
pub async fn send(State(desk): State<Desk>, visitor: Visitor, Path(link): Path<String>, Form(said): Form<Said>) -> Answer {
    let (sent, input) = (link.clone(), said.clone());
    let decided = desk.db.write(move |tx| ::changes::decide_by_link(tx, &sent, input.approves == "yes", &input.note)).await;
    let back = || Ok(Redirect::to(&format!("/approve/{link}")).into_response());
    match decided {
        // Used meanwhile, or asked anew: the page says which, and that there is no such link when there never was one.
        Err(Error::Refused(Refusal::NotFound | Refusal::Conflict(_))) => back(),
        other => match caught(other)? {
            Ok(_) => back(),
            Err(fields) => again(&page(&desk, &visitor, link, said.note, &fields).await?),
        },
    }
}

async fn page<'a>(desk: &Desk, visitor: &'a Visitor, link: String, note: String, fields: &'a Fields) -> Answer<Page<'a>> {
    let asked = link.clone();
    let (found, name, now) = desk
        .db
        .read(move |conn| {
            let found = ::changes::linked(conn, &asked)?;
            let who = found.actor.person().map(|person| directory::person(conn, person)).transpose()?.flatten();
            Ok((found, who.map(|person| person.name).unwrap_or_default(), conn.now()))
        })
        .await?;
    let (say, waits) = (&visitor.say, found.waits());
    let Linked { change, said, .. } = found;
    let key = match said {
        _ if waits => "approve-title",
        Some(Decision::Approved) => "approve-used",
        Some(Decision::Declined) => "approve-used-no",
        Some(Decision::Waiting) | None => "approve-over",
    };
    Ok(Page {
        t: say,
        theme: visitor.theme(),
        title: say.say(key).into_owned(),
        when: window(say, change.starts_at, change.ends_at, now.0),
        change,
        name,
        action: waits.then(|| format!("/approve/{link}")),
        over: key == "approve-over",
        note,
        fields,
    })
}
