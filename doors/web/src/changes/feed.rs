//! The windows of changes as an iCalendar file behind a secret link.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect};
use calendar::Written;
use catalogue::{Language, Say};
use jiff::tz::TimeZone;

use super::calendar::{Asked, page};
use super::deeds::Frozen;
use crate::desk::Desk;
use crate::front::{Answer, Fields, Flash, SignedIn, with_flash};

/// `POST /change-calendar/feed`
pub async fn make(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let actor = visitor.actor.clone();
    let secret = desk.db.write(move |tx| ::changes::make_feed(tx, &actor)).await?;
    let link = format!("{}/change-feed/{secret}.ics", desk.base_url);
    page(&desk, &visitor, &Asked::default(), Frozen::default(), &Fields::default(), link).await
}

/// `POST /change-calendar/feed/remove`
pub async fn remove(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    desk.db.write(move |tx| ::changes::remove_feed(tx, &visitor.actor)).await?;
    Ok(with_flash(Redirect::to("/change-calendar"), &Flash::new("toast-feed-removed")))
}

/// `GET /change-feed/{file}`
pub async fn read(State(desk): State<Desk>, Path(file): Path<String>) -> Answer {
    let secret = file.strip_suffix(".ics").unwrap_or(&file).to_owned();
    let (feed, now) = desk.db.read(move |conn| Ok((::changes::feed_of(conn, &secret)?, conn.now()))).await?;
    let say = Say::new(desk.catalogue, Language::parse(&feed.person.language).unwrap_or_default(), TimeZone::UTC);
    let host = desk.base_url.rsplit('/').next().unwrap_or_default();
    let change = |line: ::changes::ChangeLine| Written {
        uid: format!("change-{}@{host}", line.change.id),
        from_ms: line.change.starts_at.0,
        to_ms: line.change.ends_at.0,
        name: say.say1("changes-feed-event", "name", line.change.name).into_owned(),
    };
    let freeze = |freeze: ::changes::Freeze| Written {
        uid: format!("freeze-{}@{host}", freeze.id),
        from_ms: freeze.starts_at.0,
        to_ms: freeze.ends_at.0,
        name: say.say1("changes-feed-freeze", "name", freeze.name).into_owned(),
    };
    let mut events: Vec<Written> = feed.calendar.changes.into_iter().map(change).collect();
    events.extend(feed.calendar.freezes.into_iter().map(freeze));
    let file = calendar::write(&say.say("changes-feed-name"), &events, now.0);
    Ok(([(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CACHE_CONTROL, "private, no-store")], file).into_response())
}
