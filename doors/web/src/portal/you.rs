//! `/portal/you`: what a requester chooses for themselves.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use people::{SessionId, Theme};

use crate::desk::Desk;
use crate::frame::{again, html, languages, portal_shell, zones};
use crate::front::{Answer, Fields, Flash, SignedIn, with_flash};
use crate::settings::choices::{Choices, save_choices};
use crate::settings::password::{NewPassword, change_password, may_skip};
use crate::settings::sessions::{SessionLine, end, session_lines};
use crate::sign_in::session::Visiting;
use crate::ui::view::{Choice, PortalShell};

#[derive(Template)]
#[template(path = "portal/you.html")]
struct Page<'a> {
    t: &'a Say,
    shell: PortalShell,
    name: String,
    languages: Vec<Choice>,
    zones: Vec<Choice>,
    themes: Vec<Choice>,
    has_password: bool,
    sessions: Vec<SessionLine>,
    fields: &'a Fields,
}

/// `GET /portal/you`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, &Choices::default(), &Fields::default()).await?)
}

/// `POST /portal/you`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Choices>) -> Answer {
    match save_choices(&desk, &visitor, &typed).await? {
        Ok(()) => Ok(with_flash(Redirect::to("/portal/you"), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, &typed, &fields).await?),
    }
}

/// `POST /portal/you/password`
pub async fn password(State(desk): State<Desk>, visitor: SignedIn, Visiting(visit): Visiting, Form(typed): Form<NewPassword>) -> Answer {
    match change_password(&desk, &visitor, visit, typed).await? {
        Ok(()) => Ok(with_flash(Redirect::to("/portal/you"), &Flash::new("toast-password"))),
        Err(fields) => again(&page(&desk, &visitor, &Choices::default(), &fields).await?),
    }
}

/// `POST /portal/you/sessions/{id}/end`
pub async fn end_session(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<SessionId>) -> Answer {
    end(&desk, &visitor, id).await?;
    Ok(with_flash(Redirect::to("/portal/you"), &Flash::new("toast-session-ended")))
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, typed: &Choices, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, name) = (visitor.clone(), desk.name.clone());
    let (shell, has_password, sessions) = desk
        .db
        .read(move |conn| {
            let shell = portal_shell(conn, &reader, &name, "you")?.0;
            Ok((shell, !may_skip(conn, &reader)?, session_lines(conn, &reader)?))
        })
        .await?;
    let (say, you) = (&visitor.say, &visitor.person);
    let theme = typed.theme.as_deref().unwrap_or(you.preferences.theme.as_str());
    Ok(Page {
        t: say,
        shell,
        name: typed.name.clone().unwrap_or_else(|| you.name.clone()),
        languages: languages(typed.language.as_deref().unwrap_or(&you.language)),
        zones: zones(typed.zone.as_deref().unwrap_or(&you.zone)),
        themes: Theme::ALL.iter().map(|t| Choice::new(t, say.say(&format!("theme-{t}")), theme)).collect(),
        has_password,
        sessions,
        fields,
    })
}
