//! `/settings/mailboxes/{id}/way-out`: the relay that a mailbox's letters leave by, where it is not the desk's.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use mail::{MailboxId, Side, SignIn};

use super::super::nav::{Nav, crumbs, crumbs_below, nav};
use super::server::Typed;
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

#[derive(Template)]
#[template(path = "settings/mailboxes/way_out.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    id: i64,
    has_own: bool,
    server: Typed,
    securities: Vec<Choice>,
    sign_ins: Vec<Choice>,
    fields: &'a Fields,
}

/// `GET`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>) -> Answer {
    html(&page(&desk, &visitor, id, None, &Fields::default()).await?)
}

/// `POST`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>, Form(typed): Form<Typed>) -> Answer {
    let (actor, key, input) = (visitor.actor.clone(), desk.key.clone(), typed.input());
    match caught(desk.db.write(move |tx| mail::set_relay(tx, &actor, &key, id, &input)).await)? {
        Ok(()) => Ok(with_flash(Redirect::to(&format!("/settings/mailboxes/{id}/connection")), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, id, Some(typed), &fields).await?),
    }
}

/// `POST /settings/mailboxes/{id}/way-out/remove`
pub async fn remove(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>) -> Answer {
    desk.db.write(move |tx| mail::remove_relay(tx, &visitor.actor, id)).await?;
    Ok(with_flash(Redirect::to(&format!("/settings/mailboxes/{id}/connection")), &Flash::new("toast-saved")))
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: MailboxId, typed: Option<Typed>, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "mailboxes"));
    let up = crumbs(&visitor.say, &nav);
    let read = desk.db.read(move |conn| {
        let mailbox = mail::mailbox(conn, &reader.actor, id)?;
        Ok((shell(conn, &reader, Section::Settings, up.clone())?, mailbox, mail::server(conn, id, Side::Out)?))
    });
    let (mut shell, mailbox, kept) = read.await?;
    let say = &visitor.say;
    shell.crumbs = crumbs_below(say, &nav, "mailboxes", &mailbox.name);
    let server = typed.or_else(|| kept.as_ref().map(Typed::of)).unwrap_or_default();
    let (securities, sign_ins) = (server.securities(say), server.sign_ins(say, SignIn::ALL));
    Ok(Page { t: say, shell, nav, id: id.0, has_own: kept.is_some(), securities, sign_ins, server, fields })
}
