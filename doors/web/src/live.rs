//! `GET /live`: what looks different now, one stream a browser, only about what its reader may see.

use std::convert::Infallible;
use std::time::Duration;

use ::tickets::{RoundId, TicketId};
use axum::Json;
use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use db::{Announcement, Moment};
use futures_util::Stream;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use crate::desk::Desk;
use crate::front::{Answer, SignedIn};

/// How often a silent stream says that it lives.
const BEAT: Duration = Duration::from_secs(15);
/// How long one stream lasts; the browser opens the next, and its session is looked at again.
const STREAM_LIFE: Duration = Duration::from_secs(15 * 60);

/// The stream.
pub async fn show(State(desk): State<Desk>, visitor: SignedIn) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let news = desk.db.announcements().listen();
    let ends = tokio::time::Instant::now() + STREAM_LIFE;
    let stream = futures_util::stream::unfold((desk, visitor, news), move |(desk, visitor, mut news)| async move {
        loop {
            let heard = tokio::select! {
                () = tokio::time::sleep_until(ends) => return None,
                () = desk.stopped() => return None,
                heard = news.recv() => heard,
            };
            match heard {
                Ok(told) if may_know(&desk, &visitor, &told).await => return Some((Ok(event(&told)), (desk, visitor, news))),
                Ok(_) => {}
                // Too much at once: the browser opens a new stream and asks for everything again.
                Err(RecvError::Lagged(_) | RecvError::Closed) => return None,
            }
        }
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(BEAT).event(Event::default().event("beat").data("")))
}

/// How far before the asked instant is looked: what was begun before a page was read and finished after it.
const OVERLAP_MS: i64 = 2_000;

/// The instant at which a page was rendered, in Unix milliseconds.
#[derive(Deserialize)]
pub struct Rendered {
    at: i64,
}

/// `GET /live/since?at=`: the subjects that changed between the rendering of a page and the opening of its stream.
pub async fn since(State(desk): State<Desk>, visitor: SignedIn, Query(page): Query<Rendered>) -> Answer<Json<Value>> {
    let since = Moment(page.at.saturating_sub(OVERLAP_MS));
    let read = desk.db.read(move |conn| {
        let changed = tickets::changed_since(conn, &visitor.actor, since)?;
        Ok((changed, tickets::rounds_since(conn, &visitor.actor, since)?))
    });
    let (changed, rounds) = read.await?;
    let rounds = rounds.iter().map(|id| id.subject().to_string());
    let subjects: Vec<String> = changed.iter().map(|id| id.subject().to_string()).chain(rounds).collect();
    Ok(Json(json!({ "subjects": subjects })))
}

/// Tickets are told of to those who may see them, rounds to who goes them, mailboxes to administrators, nothing else to anybody.
async fn may_know(desk: &Desk, visitor: &SignedIn, told: &Announcement) -> bool {
    if told.subject.kind == "mailbox" {
        return visitor.actor.role >= people::Role::Administrator;
    }
    if told.subject.kind == tickets::ROUND_SUBJECT {
        let (actor, id) = (visitor.actor.clone(), RoundId(told.subject.id));
        return desk.db.read(move |conn| tickets::round(conn, &actor, id).map(drop)).await.is_ok();
    }
    if told.subject.kind != tickets::TICKET {
        return false;
    }
    let (actor, id) = (visitor.actor.clone(), TicketId(told.subject.id));
    desk.db.read(move |conn| tickets::ticket(conn, &actor, id).map(drop)).await.is_ok()
}

fn event(told: &Announcement) -> Event {
    let data = json!({ "subject": told.subject.to_string(), "id": told.event.map_or(0, |e| e.0) });
    let event = Event::default().data(data.to_string());
    match told.event {
        Some(id) => event.id(id.to_string()),
        None => event,
    }
}
