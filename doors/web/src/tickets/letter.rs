//! `/tickets/{id}/messages/{other}/letter`: the letter a message came by, why it is here, and how to decide otherwise.

use ::tickets::{MessageId, TicketId};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Redirect};
use catalogue::Say;
use mail::{Card, MoveLetter, Verdicts};
use outcome::{Error, Refusal};
use serde::Deserialize;

use super::explained::{Explained, explained};
use crate::desk::Desk;
use crate::frame::{crumb, here, shell};
use crate::front::{Answer, Flash, SignedIn, with_flash};
use crate::ui::view::{Section, Shell};

/// The card as templates show it.
struct Shown {
    card: Card,
    why: String,
    vouched: Option<String>,
    trouble: Option<String>,
    refused: bool,
    action: String,
    explained: Option<Explained>,
}

#[derive(Template)]
#[template(path = "tickets/letter.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    of: Shown,
}

#[derive(Template)]
#[template(path = "tickets/letter_card.html")]
struct Part<'a> {
    t: &'a Say,
    now_ms: i64,
    of: Shown,
}

/// `GET /tickets/{id}/messages/{other}/letter`: a page, or only the card for a script that asks for a part.
pub async fn show(
    State(desk): State<Desk>,
    visitor: SignedIn,
    Path((ticket, message)): Path<(TicketId, MessageId)>,
    headers: HeaderMap,
) -> Answer {
    let reader = visitor.clone();
    let (shell, card) = desk
        .db
        .read(move |conn| {
            let of = tickets::ticket(conn, &reader.actor, ticket)?;
            let card = mail::card(conn, &reader.actor, message)?.filter(|card| card.letter.ticket_id == Some(ticket));
            let crumbs =
                vec![crumb(format!("#{ticket} {}", of.subject), format!("/tickets/{ticket}")), here(reader.say.say("letter-title"))];
            Ok((shell(conn, &reader, Section::Queue, crumbs)?, card.ok_or(Refusal::NotFound)?))
        })
        .await?;
    let say = &visitor.say;
    let explained = explained(&desk, say, &card.letter.raw).await?;
    let address = card.letter.from_email.as_str();
    let known = card.sender.as_ref();
    let of = Shown {
        why: card.letter.why.said(say),
        vouched: vouched(say, &card.letter.verdicts),
        trouble: known.and_then(|known| known.trouble_key()).map(|key| say.say1(&key, "address", address).into_owned()),
        refused: known.is_some_and(|known| known.refused_at.is_some()),
        action: format!("/tickets/{ticket}/messages/{message}/letter"),
        explained,
        card,
    };
    let part = headers.contains_key("hx-request") || headers.contains_key("x-fragment");
    let html = if part { Part { t: say, now_ms: shell.now_ms, of }.render() } else { Page { t: say, shell, of }.render() };
    Ok(Html(html.map_err(anyhow::Error::from)?).into_response())
}

/// Who vouches for the sender's address, if anybody asked.
fn vouched(say: &Say, verdicts: &Verdicts) -> Option<String> {
    if !verdicts.are_known() {
        return None;
    }
    let by = if verdicts.aligned && !verdicts.by.is_empty() {
        say.say1("letter-vouched-by", "by", verdicts.by.as_str())
    } else if verdicts.aligned {
        say.say("letter-vouched-yes")
    } else {
        say.say("letter-vouched-no")
    };
    Some(format!("{by} (SPF {}, DKIM {}, DMARC {})", verdicts.spf, verdicts.dkim, verdicts.dmarc))
}

/// What to do otherwise: `move` with a ticket's number, `split`, `never` or `again`.
#[derive(Deserialize)]
pub struct Decision {
    #[serde(default)]
    what: String,
    #[serde(default)]
    ticket: String,
}

/// `POST /tickets/{id}/messages/{other}/letter`
pub async fn decide(
    State(desk): State<Desk>,
    visitor: SignedIn,
    Path((ticket, message)): Path<(TicketId, MessageId)>,
    Form(decision): Form<Decision>,
) -> Answer {
    let actor = visitor.actor.clone();
    let back = Redirect::to(&format!("/tickets/{ticket}/messages/{message}/letter"));
    match decision.what.as_str() {
        "move" | "split" => {
            let number = decision.ticket.trim().trim_start_matches('#');
            let to = match decision.what.as_str() {
                "move" => Some(number.parse::<TicketId>().map_err(|_| Error::invalid("ticket", "check-ticket-number"))?),
                _ => None,
            };
            let became = desk.db.write(move |tx| mail::move_letter(tx, &actor, MoveLetter { message, to })).await?;
            Ok(with_flash(Redirect::to(&format!("/tickets/{}#m-{message}", became.ticket)), &Flash::new("toast-decided")))
        }
        "never" | "again" => {
            let never = decision.what == "never";
            desk.db
                .write(move |tx| {
                    let card = mail::card(tx, &actor, message)?.ok_or(Refusal::NotFound)?;
                    if never { mail::never_from(tx, &actor, card.letter.id) } else { mail::again_from(tx, &actor, card.letter.id) }
                })
                .await?;
            Ok(with_flash(back, &Flash::new(if never { "toast-never" } else { "toast-again" })))
        }
        _ => Err(Refusal::NotFound.into()),
    }
}
