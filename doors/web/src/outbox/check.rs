//! *Mail to check*: letters that wait for a person, why, and what to make of them.

use ::tickets::TicketId;
use askama::Template;
use audit::Record;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect};
use catalogue::Say;
use mail::{AttachLetter, Letter, LetterId, LetterView, Outcome};
use outcome::{Error, Refusal};
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{crumb, here, shell};
use crate::front::{Answer, Flash, SignedIn, with_flash};
use crate::ui::view::{Section, Shell};

/// Letters shown at once; deciding makes room for the next.
const LETTERS_MAX: i64 = 100;

#[derive(Template)]
#[template(path = "outbox/check.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    letters: Vec<(Letter, String)>,
}

/// `GET /mail-to-check`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let reader = visitor.clone();
    let (shell, letters) = desk
        .db
        .read(move |conn| {
            let crumbs = vec![here(reader.say.say("check-title"))];
            let letters = mail::letters(conn, &reader.actor, Some(Outcome::Held), None, LETTERS_MAX)?;
            Ok((shell(conn, &reader, Section::Queue, crumbs)?, letters))
        })
        .await?;
    let letters = letters.into_iter().map(|l| (l.why.said(&visitor.say), l)).map(|(why, l)| (l, why)).collect();
    let page = Page { t: &visitor.say, shell, letters };
    Ok(Html(page.render().map_err(anyhow::Error::from)?).into_response())
}

#[derive(Template)]
#[template(path = "outbox/check_one.html")]
struct OnePage<'a> {
    t: &'a Say,
    shell: Shell,
    letter: &'a LetterView,
    why: String,
    waits: bool,
}

/// `GET /mail-to-check/{id}`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<LetterId>) -> Answer {
    let reader = visitor.clone();
    let (shell, letter) = desk
        .db
        .write(move |conn| {
            let letter = mail::letter(conn, &reader.actor, id)?;
            audit::note_reading(conn, &reader.actor, Record::HeldLetter, id.0)?;
            let crumbs = vec![crumb(reader.say.say("check-title"), "/mail-to-check"), here(letter.row.subject.clone())];
            Ok((shell(conn, &reader, Section::Queue, crumbs)?, letter))
        })
        .await?;
    let page = OnePage {
        t: &visitor.say,
        shell,
        why: letter.row.why.said(&visitor.say),
        waits: letter.row.outcome == Outcome::Held,
        letter: &letter,
    };
    Ok(Html(page.render().map_err(anyhow::Error::from)?).into_response())
}

/// `GET /letters/{id}/raw`: the letter as it came.
pub async fn raw(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<LetterId>) -> Answer {
    let read = desk.db.write(move |tx| {
        let letter = mail::letter(tx, &visitor.actor, id)?;
        audit::note_reading(tx, &visitor.actor, Record::IncomingLetter, id.0)?;
        Ok(letter.row.raw)
    });
    super::letter::as_file(&desk, &read.await?, &format!("letter-in-{id}.eml")).await
}

/// What to make of it: `beside`, into the side conversation it answers, `attach` with a ticket's number, `open`, `discard`, or `never` again from this sender.
#[derive(Deserialize)]
pub struct Decision {
    what: String,
    #[serde(default)]
    ticket: String,
}

/// `POST /mail-to-check/{id}`
pub async fn decide(State(desk): State<Desk>, visitor: SignedIn, Path(letter): Path<LetterId>, Form(decision): Form<Decision>) -> Answer {
    let actor = visitor.actor.clone();
    let became = match decision.what.as_str() {
        "attach" => {
            let number = decision.ticket.trim().trim_start_matches('#');
            let ticket: TicketId = number.parse().map_err(|_| Error::invalid("ticket", "check-ticket-number"))?;
            Some(desk.db.write(move |tx| mail::attach_letter(tx, &actor, &AttachLetter { letter, ticket })).await?)
        }
        "beside" => {
            let joined = desk.db.write(move |tx| {
                let conversation = mail::join_side_letter(tx, &actor, letter)?;
                Ok((side::policy::look(tx, &actor, conversation)?.ticket().id, conversation))
            });
            let (ticket, conversation) = joined.await?;
            let to = format!("/tickets/{ticket}/side-conversations/{conversation}");
            return Ok(with_flash(Redirect::to(&to), &Flash::new("toast-decided")));
        }
        "open" => Some(desk.db.write(move |tx| mail::open_from_letter(tx, &actor, letter)).await?),
        "discard" => {
            desk.db.write(move |tx| mail::discard_letter(tx, &actor, letter)).await?;
            None
        }
        "never" => {
            let never = move |tx: &mut db::Tx<'_>| {
                mail::never_from(tx, &actor, letter)?;
                mail::discard_letter(tx, &actor, letter)
            };
            desk.db.write(never).await?;
            None
        }
        _ => return Err(Refusal::NotFound.into()),
    };
    let toast = if decision.what == "never" { "toast-never" } else { "toast-discarded" };
    Ok(match became {
        Some(became) => with_flash(Redirect::to(&format!("/tickets/{}#m-{}", became.ticket, became.message)), &Flash::new("toast-decided")),
        None => with_flash(Redirect::to("/mail-to-check"), &Flash::new(toast)),
    })
}
