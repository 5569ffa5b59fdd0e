//! `/portal/requests`: everything somebody asked for, what is still going on first.

use askama::Template;
use axum::extract::State;
use catalogue::Say;

use super::requests::{Request, requests};
use crate::desk::Desk;
use crate::frame::{OWN_MAX, html, portal_shell};
use crate::front::{Answer, SignedIn};
use crate::ui::view::PortalShell;

#[derive(Template)]
#[template(path = "portal/list.html")]
struct Page<'a> {
    t: &'a Say,
    shell: PortalShell,
    going_on: Vec<Request>,
    done: Vec<Request>,
    /// There are more than the page holds; nothing otherwise.
    cut: String,
}

/// `GET /portal/requests`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let (reader, name) = (visitor.clone(), desk.name.clone());
    let (shell, own) = desk.db.read(move |conn| portal_shell(conn, &reader, &name, "requests")).await?;
    let say = &visitor.say;
    let all = requests(say, &own.rows, visitor.actor.person(), db::Moment(shell.now_ms));
    let (going_on, done) = all.into_iter().partition(|r| r.unfinished);
    let cut = own.next.map(|_| say.say1("portal-list-cut", "count", OWN_MAX).into_owned()).unwrap_or_default();
    html(&Page { t: say, shell, going_on, done, cut })
}
