//! `/settings/mailboxes/{id}/way-in`: how a mailbox's letters come to us.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use mail::{Fetch, FetchInput, Mailbox, MailboxId, Side, SignIn, WayIn};
use serde::Deserialize;

use super::super::nav::{Nav, crumbs, crumbs_below, nav};
use super::server;
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

#[derive(Template)]
#[template(path = "settings/mailboxes/way_in.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    id: i64,
    address: String,
    way: WayIn,
    typed: Typed,
    server: server::Typed,
    securities: Vec<Choice>,
    sign_ins: Vec<Choice>,
    old_letters: Vec<Choice>,
    fields: &'a Fields,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    way_in: String,
    host: String,
    port: String,
    security: String,
    sign_in: String,
    user_name: String,
    password: String,
    authority: String,
    folder: String,
    processed_folder: String,
    old_letters: String,
}

impl Typed {
    fn server(&self) -> server::Typed {
        server::Typed {
            host: self.host.clone(),
            port: self.port.clone(),
            security: self.security.clone(),
            sign_in: self.sign_in.clone(),
            user_name: self.user_name.clone(),
            password: self.password.clone(),
            authority: self.authority.clone(),
        }
    }

    fn input(&self) -> FetchInput {
        FetchInput {
            server: self.server().input(),
            folder: self.folder.clone(),
            processed_folder: self.processed_folder.clone(),
            old_letters: self.old_letters == "yes",
        }
    }
}

/// `GET`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>) -> Answer {
    html(&page(&desk, &visitor, id, None, &Fields::default()).await?)
}

/// `POST`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>, Form(typed): Form<Typed>) -> Answer {
    let (actor, key, input) = (visitor.actor.clone(), desk.key.clone(), typed.input());
    let way = typed.way_in.parse().unwrap_or(WayIn::Imap);
    let done = move |tx: &mut db::Tx<'_>| match way {
        WayIn::Imap => mail::set_fetch(tx, &actor, &key, id, &input),
        way => mail::set_way_in(tx, &actor, id, way),
    };
    match caught(desk.db.write(done).await)? {
        Ok(()) => Ok(with_flash(Redirect::to(&format!("/settings/mailboxes/{id}/connection")), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, id, Some(typed), &fields).await?),
    }
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: MailboxId, typed: Option<Typed>, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "mailboxes"));
    let up = crumbs(&visitor.say, &nav);
    let (mut shell, mailbox, kept, fetch): (Shell, Mailbox, _, Option<Fetch>) = desk
        .db
        .read(move |conn| {
            let mailbox = mail::mailbox(conn, &reader.actor, id)?;
            Ok((shell(conn, &reader, Section::Settings, up.clone())?, mailbox, mail::server(conn, id, Side::In)?, mail::fetch(conn, id)?))
        })
        .await?;
    let say = &visitor.say;
    shell.crumbs = crumbs_below(say, &nav, "mailboxes", &mailbox.name);
    let server = typed.as_ref().map(Typed::server).or_else(|| kept.as_ref().map(server::Typed::of)).unwrap_or_default();
    let typed = typed.unwrap_or_else(|| Typed {
        folder: fetch.as_ref().map_or_else(|| "INBOX".to_owned(), |f| f.folder.clone()),
        processed_folder: fetch.as_ref().map(|f| f.processed_folder.clone()).unwrap_or_default(),
        old_letters: if fetch.as_ref().is_some_and(|f| f.old_letters) { "yes" } else { "no" }.to_owned(),
        ..Typed::default()
    });
    let old = ["no", "yes"].map(|answer| Choice::new(answer, say.say(&format!("settings-old-letters-{answer}")), &typed.old_letters));
    Ok(Page {
        t: say,
        shell,
        nav,
        id: id.0,
        address: mailbox.address,
        way: mailbox.way_in,
        securities: server.securities(say),
        sign_ins: server.sign_ins(say, &[SignIn::Password, SignIn::Grant]),
        old_letters: old.into(),
        typed,
        server,
        fields,
    })
}
