//! One's own duty as an iCalendar file behind a secret link.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect};
use calendar::Written;
use catalogue::{Language, Say};
use jiff::tz::TimeZone;

use super::list::page;
use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, with_flash};

/// `POST /rotas/feed`
pub async fn make(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let actor = visitor.actor.clone();
    let secret = desk.db.write(move |tx| rota::make_feed(tx, &actor)).await?;
    let link = format!("{}/duty/{secret}.ics", desk.base_url);
    page(&desk, &visitor, link).await
}

/// `POST /rotas/feed/remove`
pub async fn remove(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    desk.db.write(move |tx| rota::remove_feed(tx, &visitor.actor)).await?;
    Ok(with_flash(Redirect::to("/rotas"), &Flash::new("toast-feed-removed")))
}

/// `GET /duty/{file}`
pub async fn read(State(desk): State<Desk>, Path(file): Path<String>) -> Answer {
    let secret = file.strip_suffix(".ics").unwrap_or(&file).to_owned();
    let (feed, now) = desk.db.read(move |conn| Ok((rota::feed_of(conn, &secret)?, conn.now()))).await?;
    let say = Say::new(desk.catalogue, Language::parse(&feed.person.language).unwrap_or_default(), TimeZone::UTC);
    let host = desk.base_url.rsplit('/').next().unwrap_or_default();
    let event = |duty: rota::FeedDuty| Written {
        uid: format!("duty-{}@{host}", duty.uid),
        from_ms: duty.from.0,
        to_ms: duty.to.0,
        name: say.say1("rotas-feed-event", "rota", duty.rota).into_owned(),
    };
    let events: Vec<Written> = feed.duties.into_iter().map(event).collect();
    let file = calendar::write(&say.say("rotas-feed-name"), &events, now.0);
    Ok(([(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CACHE_CONTROL, "private, no-store")], file).into_response())
}
