//! What every page shows around its own matter, read in the page's own transaction.

use ::tickets::{List, Queue, QueueAsk};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use catalogue::Say;
use db::{Conn, Moment};
use notifications::MajorNow;
use outcome::Result;

use crate::front::{Answer, SignedIn};
use crate::ui::view::{Avatar, Band, Choice, Crumb, PortalShell, Section, Shell};

/// The workspace around a page.
///
/// # Errors
/// What the engine answers.
pub fn shell(conn: &Conn, visitor: &SignedIn, section: Section, crumbs: Vec<Crumb>) -> Result<Shell> {
    let badges = notifications::badges(conn, &visitor.actor)?;
    Ok(Shell {
        you: Avatar::you(&visitor.person.name),
        section,
        queue_count: u64::try_from(badges.mine).unwrap_or(0),
        notices_new: u64::try_from(badges.unread).unwrap_or(0),
        outbox: mail::policy::sees_outbox(&visitor.actor),
        administers: visitor.actor.role >= people::Role::Administrator,
        crumbs,
        band: badges.major.as_ref().map(|major| band(&visitor.say, major, conn.now())),
        theme: visitor.theme(),
        single_keys: visitor.person.preferences.single_keys,
        toasts: visitor.flashes.iter().map(|f| f.toast(&visitor.say)).collect(),
        now_ms: conn.now().0,
    })
}

/// The major incident that runs, in the reader's words.
fn band(say: &Say, major: &MajorNow, now: Moment) -> Band {
    let late = major.next_update_at < now;
    let key = if late { "major-next-late" } else { "major-next" };
    let others = major.running - 1;
    Band {
        href: format!("/major-incidents/{}", major.major),
        title: major.title.clone(),
        next: say.say1(key, "time", say.day_time(major.next_update_at.0, now.0)).into_owned(),
        late,
        more: if others > 0 { say.say1("major-band-more", "count", others).into_owned() } else { String::new() },
    }
}

/// Renders a large page into room that is there from the start: growing to two hundred kilobytes copies them several times.
///
/// # Errors
/// What the template answers.
pub fn rendered(page: &impl Template, room_bytes: usize) -> Result<Html<String>> {
    let mut html = String::with_capacity(room_bytes);
    page.render_into(&mut html).map_err(anyhow::Error::from)?;
    Ok(Html(html))
}

/// A step on the way up that can be gone.
pub fn crumb(label: impl Into<String>, href: impl Into<String>) -> Crumb {
    Crumb { label: label.into(), href: href.into() }
}

/// The page itself, last on the way up.
pub fn here(label: impl Into<String>) -> Crumb {
    Crumb { label: label.into(), href: String::new() }
}

/// Most own requests that the portal reads at once.
pub const OWN_MAX: usize = tickets::QUEUE_ROWS_MAX;

/// The portal around a page, and the reader's latest requests, which it counts.
///
/// # Errors
/// What the engine answers.
pub fn portal_shell(conn: &Conn, visitor: &SignedIn, desk_name: &str, section: &'static str) -> Result<(PortalShell, Queue)> {
    let own = tickets::queue(conn, &visitor.actor, &QueueAsk { limit: OWN_MAX, ..QueueAsk::new(List::Own) })?;
    let mine = |row: &&tickets::QueueRow| Some(row.requester_id) == visitor.actor.person() && row.status.is_unfinished();
    let shell = PortalShell {
        desk_name: desk_name.to_owned(),
        you: Some(Avatar::you(&visitor.person.name)),
        open_requests: own.rows.iter().filter(mine).count() as u64,
        section,
        theme: visitor.theme(),
        toasts: visitor.flashes.iter().map(|f| f.toast(&visitor.say)).collect(),
        now_ms: conn.now().0,
    };
    Ok((shell, own))
}

/// A page as an answer.
///
/// # Errors
/// When a template does not render.
pub fn html(page: &impl Template) -> Answer {
    Ok(Html(page.render().map_err(anyhow::Error::from)?).into_response())
}

/// A form again, with what is wrong with it.
///
/// # Errors
/// When a template does not render.
pub fn again(page: &impl Template) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(page)?).into_response())
}

/// Every time zone that people live in, for a select field.
#[must_use]
pub fn zones(chosen: &str) -> Vec<Choice> {
    let places = ["Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"];
    let mut names: Vec<String> = jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect();
    names.retain(|name| name == "UTC" || name == chosen || places.iter().any(|place| name.starts_with(place)));
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| Choice::new(&name, name.replace('_', " "), chosen)).collect()
}

/// The languages, each in its own words.
#[must_use]
pub fn languages(chosen: &str) -> Vec<Choice> {
    [("en", "English"), ("de", "Deutsch")].into_iter().map(|(value, label)| Choice::new(value, label, chosen)).collect()
}
