//! Pictures that a letter has elsewhere: what a message says about them, the choice, and the pictures once somebody asked.

use std::collections::BTreeSet;

use ::tickets::{Conversation, MessageId, TicketId};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Redirect, Response};
use bytes::Bytes;
use catalogue::Say;
use db::Conn;
use mail::{PICTURES_MAX, Picture, Pictured, Pictures};
use outcome::{Refusal, Result};
use people::{Actor, Door};
use serde::Deserialize;
use text::sanitize::{REMOTE_IMAGE, remote_images, with_remote_images};
use url::Url;

use super::attachments::NO_POWERS;
use crate::desk::Desk;
use crate::front::{Answer, SignedIn};
use crate::ui::conversation::RemotePictures;

/// Names of servers that are told; there may be more.
const HOSTS_TOLD_MAX: usize = 3;

/// How it stands with the pictures of the messages that have some elsewhere; nothing is asked where none has.
///
/// # Errors
/// What the engine answers.
pub fn read(conn: &Conn, actor: &Actor, conversation: &Conversation) -> Result<Vec<Pictured>> {
    let by_letter = conversation.messages.iter().map(|said| &said.message).filter(|m| m.door == Door::Mail);
    let with: Vec<MessageId> = by_letter.filter(|m| m.body_html.contains(REMOTE_IMAGE)).map(|m| m.id).collect();
    if with.is_empty() { Ok(Vec::new()) } else { mail::pictured(conn, actor, &with) }
}

/// The message's HTML, with its pictures where they are shown, and what is said about them.
#[must_use]
pub fn shown(say: &Say, ticket: TicketId, html: &str, state: &Pictured) -> (String, Option<RemotePictures>) {
    let addresses = remote_images(html);
    if addresses.is_empty() {
        return (html.to_owned(), None);
    }
    let place = format!("/tickets/{ticket}/messages/{}/pictures", state.message);
    let bar = RemotePictures {
        text: if state.shown() { say.say("pictures-shown").into_owned() } else { held(say, &addresses) },
        shown: state.shown(),
        always: if state.always || state.vouched.is_empty() {
            String::new()
        } else {
            say.say1("pictures-always", "address", state.vouched.as_str()).into_owned()
        },
        action: place.clone(),
    };
    if !state.shown() {
        return (html.to_owned(), Some(bar));
    }
    let from = |number: usize| (number < PICTURES_MAX).then(|| format!("{place}/{number}"));
    (with_remote_images(html, &from).into_string(), Some(bar))
}

/// What is not shown, and where it lies.
fn held(say: &Say, addresses: &[String]) -> String {
    let hosts: BTreeSet<String> = addresses.iter().filter_map(|a| Url::parse(a).ok()?.host_str().map(str::to_owned)).collect();
    let mut told = hosts.iter().take(HOSTS_TOLD_MAX).cloned().collect::<Vec<_>>().join(", ");
    if hosts.len() > HOSTS_TOLD_MAX {
        told.push_str(", …");
    }
    say.say2("pictures-held", "count", addresses.len(), "hosts", told.as_str()).into_owned()
}

/// What to do about them: `show`, `always` those of this sender, or `hide`.
#[derive(Deserialize)]
pub struct Choice {
    what: String,
}

/// `POST /tickets/{id}/messages/{other}/pictures`
pub async fn choose(
    State(desk): State<Desk>,
    visitor: SignedIn,
    Path((ticket, message)): Path<(TicketId, MessageId)>,
    Form(choice): Form<Choice>,
) -> Answer {
    let what = match choice.what.as_str() {
        "show" => Pictures::Show,
        "always" => Pictures::Always,
        "hide" => Pictures::Hide,
        _ => return Err(Refusal::NotFound.into()),
    };
    let actor = visitor.actor.clone();
    desk.db
        .write(move |tx| {
            tickets::ticket(tx, &actor, ticket)?;
            mail::set_pictures(tx, &actor, message, what)
        })
        .await?;
    Ok(Redirect::to(&format!("/tickets/{ticket}#m-{message}")).into_response())
}

/// `GET /tickets/{id}/messages/{other}/pictures/{entry}`: one of them, fetched the first time and kept.
pub async fn show(
    State(desk): State<Desk>,
    visitor: SignedIn,
    Path((ticket, message, number)): Path<(TicketId, MessageId, usize)>,
) -> Answer {
    let actor = visitor.actor.clone();
    let known = desk
        .db
        .read(move |conn| {
            tickets::ticket(conn, &actor, ticket)?;
            mail::picture(conn, &actor, ticket, message, number)
        })
        .await?;
    let (bytes, media_type) = match known {
        Picture::Kept { file, media_type } => (desk.files.get(&file).await?, media_type),
        Picture::Wanted { address } => fetched(&desk, message, address).await?,
        Picture::Missing => return Err(Refusal::NotFound.into()),
    };
    let mut response = Response::new(bytes.into());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_str(&media_type).map_err(anyhow::Error::from)?);
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"picture\""));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(NO_POWERS));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400, immutable"));
    Ok(response)
}

/// Fetches a picture, keeps it, and notes what came of it.
async fn fetched(desk: &Desk, message: MessageId, address: String) -> Result<(Bytes, String)> {
    let came = match desk.pictures.fetch(address.clone()).await {
        Ok(came) => came,
        Err(error) => {
            tracing::info!(message = message.0, error = format!("{error:#}"), "a picture of a letter was not to be had");
            desk.db.write(move |tx| mail::note_picture(tx, message, &address, None)).await?;
            return Err(Refusal::NotFound.into());
        }
    };
    let bytes = Bytes::from(came.bytes);
    let file = desk.files.put(bytes.clone()).await?;
    desk.db.write(move |tx| mail::note_picture(tx, message, &address, Some((&file.sha256, came.media_type)))).await?;
    Ok((bytes, came.media_type.to_owned()))
}
