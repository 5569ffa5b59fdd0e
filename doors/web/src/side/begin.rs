//! `/tickets/{id}/side-conversations/new`: somebody is written to beside the ticket.

use ::side::Begin;
use ::tickets::{Attachment, AttachmentId, TicketId};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Redirect;
use axum_extra::extract::Form;
use catalogue::Say;
use email::Address;
use serde::Deserialize;

use super::list::up;
use crate::desk::Desk;
use crate::frame::{again, here, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, new_key, with_flash};
use crate::ui::view::{Choice, Section, Shell};

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    to: String,
    subject: String,
    body: String,
    files: Vec<String>,
    key: String,
}

#[derive(Template)]
#[template(path = "side/begin.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    subject: String,
    typed: Typed,
    files: Vec<Choice>,
    fields: &'a Fields,
}

/// Addresses as people type them: with commas, semicolons or one a line. What is no address stands for itself, so that a refusal can
/// name it.
#[must_use]
pub fn addresses(typed: &str) -> Vec<Address> {
    let one = |part: &str| Address::parse(part).unwrap_or_else(|| Address::new(part));
    typed.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(one).collect()
}

/// Files to choose from; those of `chosen` are.
#[must_use]
pub fn choices(say: &Say, all: &[Attachment], chosen: &[String]) -> Vec<Choice> {
    let choice = |file: &Attachment| {
        let size = say.size(u64::try_from(file.bytes).unwrap_or(0));
        Choice { value: file.id.to_string(), label: format!("{} ({size})", file.name), chosen: chosen.contains(&file.id.to_string()) }
    };
    all.iter().map(choice).collect()
}

/// The numbers of files that were chosen.
#[must_use]
pub fn numbers(chosen: &[String]) -> Vec<AttachmentId> {
    chosen.iter().filter_map(|id| id.parse().ok()).collect()
}

/// `GET /tickets/{id}/side-conversations/new`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>) -> Answer {
    let typed = Typed { key: new_key(), ..Typed::default() };
    html(&page(&desk, &visitor, id, typed, &Fields::default()).await?)
}

/// `POST /tickets/{id}/side-conversations`
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    let begin = Begin {
        ticket: id,
        to: addresses(&typed.to),
        subject: typed.subject.clone(),
        body: typed.body.clone(),
        files: numbers(&typed.files),
        key: Some(typed.key.clone()).filter(|key| !key.is_empty()),
    };
    let actor = visitor.actor.clone();
    match caught(desk.db.write(move |tx| side::begin(tx, &actor, &begin)).await)? {
        Ok(written) => {
            let to = format!("/tickets/{id}/side-conversations/{}", written.conversation);
            Ok(with_flash(Redirect::to(&to), &Flash::new("toast-side-begun")))
        }
        Err(fields) => again(&page(&desk, &visitor, id, typed, &fields).await?),
    }
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: TicketId, typed: Typed, fields: &'a Fields) -> Answer<Page<'a>> {
    let reader = visitor.clone();
    let read = desk.db.read(move |conn| {
        let ticket = side::policy::look_ticket(conn, &reader.actor, id)?;
        let files = side::files_to_choose(conn, &reader.actor, id)?;
        let mut way = up(&reader.say, ticket.id);
        way.push(here(reader.say.say("side-begin")));
        Ok((shell(conn, &reader, Section::Queue, way)?, ticket.id.0, ticket.subject.clone(), files))
    });
    let (shell, id, subject, files) = read.await?;
    let files = choices(&visitor.say, &files, &typed.files);
    Ok(Page { t: &visitor.say, shell, id, subject, typed, files, fields })
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_are_read_as_people_type_them() {
        let read: Vec<String> =
            addresses("Anna Berg <anna@vendor.example>; ops@vendor.example\n nobody ,").iter().map(|a| a.email.clone()).collect();
        assert_eq!(read, ["anna@vendor.example", "ops@vendor.example", "nobody"]);
    }
}
