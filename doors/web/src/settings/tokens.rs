//! API tokens: made, shown once, revoked.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use catalogue::Say;
use people::{CreateToken, Scope, TokenId};
use serde::Deserialize;

use super::nav::{Nav, crumbs_below, nav};
use super::security::{back, wrong};
use crate::desk::Desk;
use crate::frame::{html, shell};
use crate::front::{Answer, SignedIn, caught, once};
use crate::ui::view::{Section, Shell};

#[derive(Template)]
#[template(path = "settings/token.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    name: String,
    /// The secret; empty when the form came twice and it was shown before.
    secret: String,
}

/// What is typed.
#[derive(Deserialize)]
pub struct Typed {
    name: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    key: String,
}

/// `POST /settings/security/tokens`: the secret is on the page that answers, and nowhere else.
pub async fn create(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let (actor, name) = (visitor.actor.clone(), typed.name.clone());
    let input = CreateToken { person: visitor.person.id, name: typed.name, scope: typed.scope.parse().unwrap_or(Scope::ReadOnly) };
    let made = desk
        .db
        .write(move |tx| {
            let mut shown = String::new();
            // Sent again the form makes no second token; what is remembered of the first is not its secret.
            once(tx, &actor, "create_token", &typed.key, |tx| {
                shown = people::create_token(tx, &actor, &input)?.1.reveal().to_owned();
                Ok(())
            })?;
            Ok(shown)
        })
        .await;
    let secret = match caught(made)? {
        Ok(secret) => secret,
        Err(fields) => return wrong(&desk, &visitor, "token", &fields.renamed("name", "token-name")).await,
    };
    let (reader, nav) = (visitor.clone(), nav(&visitor, "security"));
    let up = crumbs_below(&visitor.say, &nav, "security", &visitor.say.say("settings-tokens"));
    let shell = desk.db.read(move |conn| shell(conn, &reader, Section::Settings, up.clone())).await?;
    html(&Page { t: &visitor.say, shell, nav, name, secret })
}

/// `POST /settings/security/tokens/{id}/revoke`
pub async fn revoke(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TokenId>) -> Answer {
    desk.db.write(move |tx| people::revoke_token(tx, &visitor.actor, &id)).await?;
    Ok(back("toast-token-revoked"))
}
