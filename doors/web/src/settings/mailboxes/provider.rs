//! `/settings/mailboxes/{id}/provider`: how the provider of a mailbox is asked, and the asking itself (OAuth).

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use catalogue::Say;
use db::Moment;
use mail::{GrantInput, MailboxId, Provider};
use outcome::{Error, Refusal};
use serde::Deserialize;

use super::super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

/// Where providers send people back to; they must know this address.
pub const BACK: &str = "/settings/mailboxes/granted";

#[derive(Template)]
#[template(path = "settings/mailboxes/provider.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    id: i64,
    back: String,
    /// The provider's page, when somebody is to go there now.
    go: String,
    typed: Typed,
    providers: Vec<Choice>,
    fields: &'a Fields,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    provider: String,
    tenant: String,
    client_id: String,
    client_secret: String,
    /// A day, `2027-11-30`.
    client_secret_ends: String,
    authorize_url: String,
    token_url: String,
    device_url: String,
    scope: String,
    authority: String,
}

impl Typed {
    fn input(&self) -> GrantInput {
        let provider = self.provider.parse().unwrap_or_default();
        // The addresses of the two providers we know are made anew from what is typed above them.
        let own = |typed: &str| if provider == Provider::Other { typed.to_owned() } else { String::new() };
        GrantInput {
            provider,
            tenant: self.tenant.clone(),
            authorize_url: own(&self.authorize_url),
            token_url: own(&self.token_url),
            device_url: own(&self.device_url),
            scope: own(&self.scope),
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.clone(),
            client_secret_ends_at: day(&self.client_secret_ends),
            authority: self.authority.clone(),
        }
    }
}

/// The end of a day as a moment; nothing for what is none.
fn day(text: &str) -> Option<Moment> {
    let day: jiff::civil::Date = text.trim().parse().ok()?;
    let at = day.at(23, 59, 59, 0).to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Moment(at.timestamp().as_millisecond()))
}

/// `GET`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>) -> Answer {
    html(&page(&desk, &visitor, id, None, String::new(), &Fields::default()).await?)
}

/// `POST`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>, Form(typed): Form<Typed>) -> Answer {
    let (actor, key, input) = (visitor.actor.clone(), desk.key.clone(), typed.input());
    match caught(desk.db.write(move |tx| mail::set_grant(tx, &actor, &key, id, &input)).await)? {
        Ok(()) => Ok(with_flash(Redirect::to(&format!("/settings/mailboxes/{id}/connection")), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, id, Some(typed), String::new(), &fields).await?),
    }
}

/// `POST /settings/mailboxes/{id}/provider/ask`: shows the way to the provider's page, which a form of ours may not lead to.
pub async fn ask(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>) -> Answer {
    let (actor, key, back) = (visitor.actor.clone(), desk.key.clone(), format!("{}{BACK}", desk.base_url));
    let go = desk.db.write(move |tx| mail::ask_grant(tx, &actor, &key, id, &back)).await?;
    html(&page(&desk, &visitor, id, None, go, &Fields::default()).await?)
}

/// `POST /settings/mailboxes/{id}/provider/device`
pub async fn ask_device(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>) -> Answer {
    desk.db.write(move |tx| mail::ask_grant_by_device(tx, &visitor.actor, id)).await?;
    Ok(with_flash(Redirect::to(&format!("/settings/mailboxes/{id}/connection")), &Flash::new("toast-asked")))
}

/// What a provider's page answers with.
#[derive(Deserialize)]
pub struct Back {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    error: String,
    #[serde(default)]
    error_description: String,
}

/// `GET /settings/mailboxes/granted`
pub async fn back(State(desk): State<Desk>, visitor: SignedIn, Query(back): Query<Back>) -> Answer {
    let (actor, key) = (visitor.actor.clone(), desk.key.clone());
    let answered = move |tx: &mut db::Tx<'_>| {
        let refused = format!("{} {}", back.error, back.error_description);
        let code = if back.error.is_empty() { Ok(back.code.as_str()) } else { Err(refused.trim()) };
        mail::grant_answered(tx, &actor, &key, &back.state, code)
    };
    match desk.db.write(answered).await {
        Ok(id) => Ok(with_flash(Redirect::to(&format!("/settings/mailboxes/{id}/connection")), &Flash::new("toast-asked"))),
        Err(Error::Refused(Refusal::Conflict(says))) => Ok(with_flash(Redirect::to("/settings/mailboxes"), &Flash::said(&says))),
        Err(error) => Err(error.into()),
    }
}

async fn page<'a>(
    desk: &Desk,
    visitor: &'a SignedIn,
    id: MailboxId,
    typed: Option<Typed>,
    go: String,
    fields: &'a Fields,
) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "mailboxes"));
    let up = crumbs(&visitor.say, &nav);
    let read = desk.db.read(move |conn| {
        let mailbox = mail::mailbox(conn, &reader.actor, id)?;
        Ok((shell(conn, &reader, Section::Settings, up.clone())?, mailbox, mail::grant(conn, id)?))
    });
    let (mut shell, mailbox, kept) = read.await?;
    let say = &visitor.say;
    shell.crumbs = crumbs_below(say, &nav, "mailboxes", &mailbox.name);
    let kept = kept.map(|grant| Typed {
        provider: grant.provider.to_string(),
        tenant: tenant_of(&grant.token_url),
        client_id: grant.client_id,
        client_secret: String::new(),
        client_secret_ends: grant.client_secret_ends_at.map(|at| say.machine(at.0).chars().take(10).collect()).unwrap_or_default(),
        authorize_url: grant.authorize_url,
        token_url: grant.token_url,
        device_url: grant.device_url,
        scope: grant.scope,
        authority: grant.authority,
    });
    let typed = typed.or(kept).unwrap_or_default();
    let label = |p: &Provider| say.say(&format!("settings-provider-{p}")).into_owned();
    let providers = Provider::ALL.iter().map(|p| Choice::new(p.as_str(), label(p), &typed.provider)).collect();
    Ok(Page { t: say, shell, nav, id: id.0, back: format!("{}{BACK}", desk.base_url), go, typed, providers, fields })
}

/// Microsoft's directory, as its addresses name it.
fn tenant_of(token_url: &str) -> String {
    let rest = token_url.strip_prefix("https://login.microsoftonline.com/").unwrap_or_default();
    rest.split('/').next().unwrap_or_default().to_owned()
}
