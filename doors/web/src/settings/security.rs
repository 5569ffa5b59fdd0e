//! `/settings/security`: everything about how somebody signs in, on one page.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use catalogue::Say;
use people::{ApiToken, Passkey, RevokeOthers, Scope, SecondFactorState, SessionId};

use super::nav::{Nav, crumbs, nav};
use super::password::{NewPassword, change_password, may_skip};
use super::sessions::{SessionLine, end, session_lines};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, new_key, with_flash};
use crate::sign_in::session::Visiting;
use crate::ui::view::{Choice, Section, Shell};

/// The page's address.
pub const PAGE: &str = "/settings/security";

/// The page.
#[derive(Template)]
#[template(path = "settings/security.html")]
pub struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    has_password: bool,
    factor: SecondFactorState,
    passkeys: Vec<Passkey>,
    sessions: Vec<SessionLine>,
    tokens: Vec<ApiToken>,
    scopes: Vec<Choice>,
    /// What is wrong with a form that came back.
    fields: &'a Fields,
    /// Which part of the page the errors are about: fields of different forms have the same names.
    part: &'static str,
    key: String,
}

impl Page<'_> {
    /// What is wrong with a field of one part of the page.
    fn wrong(&self, part: &str, field: &str) -> String {
        if part == self.part { self.fields.of(field, self.t) } else { String::new() }
    }
}

/// `GET /settings/security`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, "", &Fields::default()).await?)
}

/// `POST /settings/security/password`
pub async fn password(State(desk): State<Desk>, visitor: SignedIn, Visiting(visit): Visiting, Form(typed): Form<NewPassword>) -> Answer {
    match change_password(&desk, &visitor, visit, typed).await? {
        Ok(()) => Ok(back("toast-password")),
        Err(fields) => wrong(&desk, &visitor, "password", &fields).await,
    }
}

/// `POST /settings/security/sessions/{id}/end`
pub async fn end_session(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<SessionId>) -> Answer {
    end(&desk, &visitor, id).await?;
    Ok(back("toast-session-ended"))
}

/// `POST /settings/security/sessions/end-others`
pub async fn end_others(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let (actor, input) = (visitor.actor.clone(), RevokeOthers { person: visitor.person.id, keep: Some(visitor.session.id) });
    desk.db.write(move |tx| people::revoke_other_sessions(tx, &actor, &input).map(drop)).await?;
    Ok(back("toast-sessions-ended"))
}

/// Back to the page, with what was done.
#[must_use]
pub fn back(done: &'static str) -> Response {
    with_flash(Redirect::to(PAGE), &Flash::new(done))
}

/// The page again, with what is wrong with one of its forms.
///
/// # Errors
/// What the database answers.
pub async fn wrong(desk: &Desk, visitor: &SignedIn, part: &'static str, fields: &Fields) -> Answer {
    again(&page(desk, visitor, part, fields).await?)
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, part: &'static str, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "security"));
    let up = crumbs(&visitor.say, &nav);
    let (shell, has_password, factor, passkeys, sessions, mut tokens) = desk
        .db
        .read(move |conn| {
            let (actor, you) = (&reader.actor, reader.person.id);
            Ok((
                shell(conn, &reader, Section::Settings, up.clone())?,
                !may_skip(conn, &reader)?,
                people::second_factor_of(conn, actor, you)?,
                people::passkeys_of(conn, actor, you)?,
                session_lines(conn, &reader)?,
                people::tokens_of(conn, actor, you)?,
            ))
        })
        .await?;
    tokens.retain(|t| t.revoked_at.is_none());
    let say = &visitor.say;
    let scopes = Scope::ALL.iter().map(|s| Choice::new(s, say.say(&format!("token-scope-{s}")), Scope::Full.as_str())).collect();
    Ok(Page { t: say, shell, nav, has_password, factor, passkeys, sessions, tokens, scopes, fields, part, key: new_key() })
}
