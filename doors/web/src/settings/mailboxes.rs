//! `/settings/mailboxes`: the addresses the desk is written to and writes from.

pub mod connection;
pub mod provider;
mod server;
pub mod way_in;
pub mod way_out;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use catalogue::Say;
use mail::{Mailbox, MailboxId, NewMailbox, Trouble};
use people::directory;
use serde::Deserialize;

use super::categories::team_choices;
use super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

#[derive(Template)]
#[template(path = "settings/mailboxes.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    mailboxes: Vec<Mailbox>,
    troubles: Vec<Trouble>,
    /// The mailbox that is changed; a new one where there is none.
    id: Option<i64>,
    archived: bool,
    typed: Typed,
    teams: Vec<Choice>,
    categories: Vec<Choice>,
    sub_addresses: Vec<Choice>,
    fields: &'a Fields,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    address: String,
    name: String,
    sender_name: String,
    team: String,
    category: String,
    signature: String,
    sub_addresses: String,
}

impl Typed {
    fn input(&self) -> NewMailbox {
        NewMailbox {
            sender_name: self.sender_name.clone(),
            team: self.team.parse().ok(),
            category: self.category.parse().ok(),
            signature: self.signature.clone(),
            sub_addresses: self.sub_addresses != "no",
            ..NewMailbox::new(self.address.clone(), self.name.clone())
        }
    }

    fn of(mailbox: &Mailbox) -> Self {
        Self {
            address: mailbox.address.clone(),
            name: mailbox.name.clone(),
            sender_name: mailbox.sender_name.clone(),
            team: mailbox.team_id.map(|t| t.to_string()).unwrap_or_default(),
            category: mailbox.category_id.map(|c| c.to_string()).unwrap_or_default(),
            signature: mailbox.signature.clone(),
            sub_addresses: if mailbox.sub_addresses { "yes" } else { "no" }.to_owned(),
        }
    }
}

/// `GET /settings/mailboxes`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, None, &Fields::default()).await?)
}

/// `POST /settings/mailboxes`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), typed.input());
    match caught(desk.db.write(move |tx| mail::add_mailbox(tx, &actor, &input)).await)? {
        // The next act is to say how its letters come.
        Ok(id) => {
            let next = Redirect::to(&format!("/settings/mailboxes/{id}/connection"));
            Ok(with_flash(next, &Flash::new("toast-added").with("name", typed.name)))
        }
        Err(fields) => again(&page(&desk, &visitor, None, Some(typed), &fields).await?),
    }
}

/// `GET /settings/mailboxes/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>) -> Answer {
    html(&page(&desk, &visitor, Some(id), None, &Fields::default()).await?)
}

/// `POST /settings/mailboxes/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>, Form(typed): Form<Typed>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), typed.input());
    match caught(desk.db.write(move |tx| mail::edit_mailbox(tx, &actor, id, &input)).await)? {
        Ok(()) => Ok(with_flash(Redirect::to("/settings/mailboxes"), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, Some(id), Some(typed), &fields).await?),
    }
}

/// `POST /settings/mailboxes/{id}/archive`
pub async fn archive(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>) -> Answer {
    let name = put_away(&desk, visitor, id, true).await?;
    let flash = Flash::new("toast-archived").with("name", name).undo(format!("/settings/mailboxes/{id}/restore"), 0);
    Ok(back(&flash))
}

/// `POST /settings/mailboxes/{id}/restore`
pub async fn restore(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MailboxId>) -> Answer {
    let name = put_away(&desk, visitor, id, false).await?;
    Ok(back(&Flash::new("toast-restored").with("name", name)))
}

async fn put_away(desk: &Desk, visitor: SignedIn, id: MailboxId, archived: bool) -> Answer<String> {
    let done = move |tx: &mut db::Tx<'_>| {
        mail::archive_mailbox(tx, &visitor.actor, id, archived)?;
        Ok(mail::mailbox(tx, &visitor.actor, id)?.name)
    };
    Ok(desk.db.write(done).await?)
}

fn back(flash: &Flash) -> Response {
    with_flash(Redirect::to("/settings/mailboxes"), flash)
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: Option<MailboxId>, typed: Option<Typed>, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "mailboxes"));
    let up = crumbs(&visitor.say, &nav);
    let (mut shell, open, mailboxes, troubles, teams, categories) = desk
        .db
        .read(move |conn| {
            let actor = &reader.actor;
            Ok((
                shell(conn, &reader, Section::Settings, up.clone())?,
                id.map(|id| mail::mailbox(conn, actor, id)).transpose()?,
                if id.is_none() { mail::mailboxes(conn, actor)? } else { Vec::new() },
                if id.is_none() { mail::troubles(conn, actor)? } else { Vec::new() },
                directory::teams(conn, actor)?,
                tickets::categories(conn)?,
            ))
        })
        .await?;
    if let Some(open) = &open {
        shell.crumbs = crumbs_below(&visitor.say, &nav, "mailboxes", &open.name);
    }
    let (say, typed) = (&visitor.say, typed.or_else(|| open.as_ref().map(Typed::of)).unwrap_or_default());
    let mut about = vec![Choice::new("", say.say("settings-no-category"), &typed.category)];
    about.extend(categories.iter().filter(|c| c.archived_at.is_none()).map(|c| Choice::new(c.id, c.path.clone(), &typed.category)));
    let answers = ["yes", "no"].into_iter();
    Ok(Page {
        t: say,
        shell,
        nav,
        mailboxes,
        troubles,
        id: id.map(|i| i.0),
        archived: open.is_some_and(|m| m.archived_at.is_some()),
        teams: team_choices(say, &teams, &typed.team),
        categories: about,
        sub_addresses: answers.map(|a| Choice::new(a, say.say(&format!("settings-sub-addresses-{a}")), &typed.sub_addresses)).collect(),
        typed,
        fields,
    })
}
