//! `/notifications`: the list, newest first.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Redirect};
use catalogue::Say;
use notifications::{Notice, NotificationId};
use serde::Deserialize;
use tickets::TicketEvent;

use crate::desk::Desk;
use crate::frame::{here, shell};
use crate::front::{Answer, Flash, SignedIn, with_flash};
use crate::ui::view::{Section, Shell};

/// Notifications of a page.
const NOTICES_A_PAGE: i64 = 50;

/// From where on.
#[derive(Deserialize)]
pub struct Asked {
    before: Option<NotificationId>,
}

/// One of them, in the reader's words.
struct Line {
    href: String,
    said: String,
    because: String,
    excerpt: String,
    at_ms: i64,
    unread: bool,
}

#[derive(Template)]
#[template(path = "notices/show.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    lines: Vec<Line>,
    newest: i64,
    older: Option<i64>,
}

/// The page.
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Query(asked): Query<Asked>) -> Answer {
    let reader = visitor.clone();
    let (shell, notices) = desk
        .db
        .read(move |conn| {
            let crumbs = vec![here(reader.say.say("notices-title"))];
            let notices = notifications::notices(conn, &reader.actor, asked.before, NOTICES_A_PAGE)?;
            Ok((shell(conn, &reader, Section::Elsewhere, crumbs)?, notices))
        })
        .await?;
    let say = &visitor.say;
    let line = |n: &Notice| Line {
        href: href(n),
        said: n.said(say),
        because: n.because(say),
        excerpt: n.excerpt().unwrap_or_default(),
        at_ms: n.created_at.0,
        unread: n.read_at.is_none(),
    };
    let full = notices.len() as i64 == NOTICES_A_PAGE;
    let page = Page {
        t: say,
        shell,
        newest: notices.first().map_or(0, |n| n.id.0),
        older: notices.last().filter(|_| full).map(|n| n.id.0),
        lines: notices.iter().map(line).collect(),
    };
    Ok(Html(page.render().map_err(anyhow::Error::from)?).into_response())
}

/// Where it is to be seen.
fn href(notice: &Notice) -> String {
    let Some(ticket) = notice.ticket_id else {
        return if notice.subject_kind == "change" { format!("/changes/{}", notice.subject_id) } else { "/mail-to-check".to_owned() };
    };
    if let Ok(TicketEvent::Aside { conversation, .. }) = serde_json::from_str(&notice.data) {
        return format!("/tickets/{ticket}/side-conversations/{conversation}");
    }
    format!("/tickets/{ticket}{}", notice.message_id.map(|m| format!("#m-{m}")).unwrap_or_default())
}

/// The newest one that the page showed.
#[derive(Deserialize)]
pub struct Shown {
    newest: NotificationId,
}

/// `POST /notifications/read`
pub async fn read_all(State(desk): State<Desk>, visitor: SignedIn, Form(shown): Form<Shown>) -> Answer {
    desk.db.write(move |tx| notifications::mark_all_read(tx, &visitor.actor, shown.newest)).await?;
    Ok(with_flash(Redirect::to("/notifications"), &Flash::new("toast-notices-read")))
}
