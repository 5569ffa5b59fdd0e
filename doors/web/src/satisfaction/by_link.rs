//! `/rate/{link}`: answering from a letter, without signing in. Opening the link answers nothing, because mail scanners open links
//! too; the click on the page does.

use ::satisfaction::Linked;
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use catalogue::Say;
use outcome::{Error, Refusal};

use super::view::{Ask, Typed};
use crate::desk::Desk;
use crate::frame::{again, html};
use crate::front::{Answer, Fields, Visitor};

/// The question, or what became of it.
#[derive(Template)]
#[template(path = "satisfaction/by_link.html")]
struct Page<'a> {
    t: &'a Say,
    theme: &'static str,
    title: String,
    text: String,
    /// None when answers are taken no more.
    ask: Option<Ask>,
    fields: &'a Fields,
}

/// `GET /rate/{link}`
pub async fn form(State(desk): State<Desk>, visitor: Visitor, Path(link): Path<String>, Query(typed): Query<Typed>) -> Answer {
    html(&page(&desk, &visitor, &link, &typed, &Fields::default()).await?)
}

async fn page<'a>(desk: &Desk, visitor: &'a Visitor, link: &str, typed: &Typed, fields: &'a Fields) -> Answer<Page<'a>> {
    let asked = link.to_owned();
    let read = desk.db.read(move |conn| {
        let found = ::satisfaction::linked(conn, &asked)?;
        let may = ::satisfaction::may_rate(conn, &found.actor, found.rating.ticket_id)?;
        Ok((found, may))
    });
    let (Linked { rating, subject, helper, .. }, may) = read.await?;
    let say = &visitor.say;
    let title = match rating.score {
        Some(_) => say.say("rate-thanks"),
        None if may => say.say("rate-ask"),
        None => say.say("rate-over"),
    };
    let about = format!("#{} {subject}.", rating.ticket_id);
    let text = helper.map_or(about.clone(), |name| format!("{about} {}", say.say1("rate-helped", "name", name.as_str())));
    let mut ask = may.then(|| Ask::new(format!("/rate/{link}"), Some(&rating)));
    if let Some(ask) = &mut ask {
        ask.about_to = typed.score().ok();
        if let Some(comment) = &typed.comment {
            ask.comment.clone_from(comment);
        }
    }
    Ok(Page { t: say, theme: visitor.theme(), title: title.into_owned(), text, ask, fields })
}

/// `POST /rate/{link}`: the page then says thanks, and takes a comment.
pub async fn send(State(desk): State<Desk>, visitor: Visitor, Path(link): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let (sent, score, comment) = (link.clone(), typed.score(), typed.comment.clone());
    let rated = match score {
        Ok(score) => desk.db.write(move |tx| ::satisfaction::rate_by_link(tx, &sent, score, comment.clone())).await.map(drop),
        Err(wrong) => Err(wrong),
    };
    match rated {
        Ok(()) | Err(Error::Refused(Refusal::Conflict(_))) => Ok(Redirect::to(&format!("/rate/{link}")).into_response()),
        Err(other) => {
            let fields = crate::front::caught::<()>(Err(other))?.err().unwrap_or_default();
            again(&page(&desk, &visitor, &link, &typed, &fields).await?)
        }
    }
}
