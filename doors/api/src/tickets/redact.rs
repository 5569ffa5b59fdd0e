//! What is taken out of comments for good: words, files; and comments that the desk keeps to itself.

use axum::Json;
use axum::extract::State;
use db::Conn;
use outcome::{Refusal, Result};
use people::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tickets::{AttachmentId, Comments, CommentsAsk, MakePrivate, MessageId, Redact, RedactFile, TicketId};

use super::comments::CommentJson;
use crate::attachments::{AttachmentAnswer, AttachmentJson};
use crate::desk::Desk;
use crate::front::{Answer, Caller, Id, Segment, Sent};

/// One comment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CommentAnswer {
    /// The comment.
    pub comment: CommentJson,
}

/// Words to be taken out.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RedactBody {
    /// The words, as they are written there.
    pub text: String,
}

/// A comment in which it is marked what is taken out.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct MarkedBody {
    /// The ticket.
    pub ticket_id: Option<Id>,
    /// The comment's HTML with `<redact>` around what goes.
    pub html: Option<String>,
    /// The addresses of files that go.
    pub external_attachment_urls: Vec<String>,
}

/// `PUT /tickets/{id}/comments/{comment}/redact`
pub async fn words(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((ticket, message)): Segment<(TicketId, MessageId)>,
    Sent { body, .. }: Sent<RedactBody>,
) -> Answer<Json<CommentAnswer>> {
    let redacted = desk.db.write(move |tx| {
        tickets::redact(tx, &caller.actor, &Redact { ticket, message, text: body.text.clone() })?;
        read(tx, &caller.actor, ticket, message)
    });
    answer(&desk, redacted.await?)
}

/// `PUT /tickets/{id}/comments/{comment}/make_private`
pub async fn make_private(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((ticket, message)): Segment<(TicketId, MessageId)>,
) -> Answer<Json<CommentAnswer>> {
    let made = desk.db.write(move |tx| {
        tickets::make_private(tx, &caller.actor, &MakePrivate { ticket, message })?;
        read(tx, &caller.actor, ticket, message)
    });
    answer(&desk, made.await?)
}

/// `PUT /tickets/{id}/comments/{comment}/attachments/{attachment}/redact`
pub async fn file(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((ticket, message, file)): Segment<(TicketId, MessageId, AttachmentId)>,
) -> Answer<Json<AttachmentAnswer>> {
    let redacted = desk.db.write(move |tx| {
        tickets::redact_file(tx, &caller.actor, &RedactFile { ticket, message, file })?;
        tickets::attachment(tx, &caller.actor, file)
    });
    Ok(Json(AttachmentAnswer { attachment: AttachmentJson::new(&desk, &redacted.await?) }))
}

/// `PUT /comment_redactions/{comment}`
pub async fn marked(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(message): Segment<MessageId>,
    Sent { body, .. }: Sent<MarkedBody>,
) -> Answer<Json<CommentAnswer>> {
    let ticket = TicketId(body.ticket_id.map_or(0, |id| id.0));
    let redacted = desk.db.write(move |tx| {
        for text in between_marks(body.html.as_deref().unwrap_or_default()) {
            tickets::redact(tx, &caller.actor, &Redact { ticket, message, text })?;
        }
        for file in body.external_attachment_urls.iter().map(|url| attachment_of(url)) {
            tickets::redact_file(tx, &caller.actor, &RedactFile { ticket, message, file: file? })?;
        }
        read(tx, &caller.actor, ticket, message)
    });
    answer(&desk, redacted.await?)
}

/// The comment as it is now.
fn read(conn: &Conn, actor: &Actor, ticket: TicketId, message: MessageId) -> Result<Comments> {
    let after = Some(MessageId(message.0.saturating_sub(1)));
    let found = tickets::comments(conn, actor, &CommentsAsk { ticket, public_only: false, descending: false, after, skip: 0, limit: 1 })?;
    if found.said.first().is_some_and(|said| said.message.id == message) { Ok(found) } else { Err(Refusal::NotFound.into()) }
}

fn answer(desk: &Desk, found: Comments) -> Answer<Json<CommentAnswer>> {
    let said = found.said.first().ok_or(Refusal::NotFound)?;
    Ok(Json(CommentAnswer { comment: CommentJson::new(desk, said, found.came_with.get(&said.message.id).copied()) }))
}

/// What stands between `<redact>` and `</redact>`, as a reader sees it.
fn between_marks(html: &str) -> Vec<String> {
    let marked = html.split("<redact").skip(1);
    let inner = marked.filter_map(|rest| rest.split_once('>')?.1.split_once("</redact>").map(|(inner, _)| inner));
    inner.map(text::plain::from_html).filter(|text| !text.trim().is_empty()).collect()
}

/// The file that an address of ours leads to: `…/attachments/7/content?…`.
fn attachment_of(url: &str) -> Result<AttachmentId> {
    let number = url.split_once("/attachments/").and_then(|(_, rest)| rest.split(['/', '.', '?']).next()?.parse().ok());
    number.ok_or_else(|| outcome::Error::invalid("external_attachment_urls", "word-unknown"))
}

#[cfg(test)]
mod tests {
    use super::{attachment_of, between_marks};

    #[test]
    fn what_is_marked_is_found() {
        assert_eq!(between_marks("a <redact active>4711</redact> b <redact>x &amp; y</redact>"), ["4711", "x & y"]);
        assert!(between_marks("nothing <redact> open").is_empty());
        assert_eq!(attachment_of("https://desk.example/api/v2/attachments/7/content?name=a").unwrap().0, 7);
        assert!(attachment_of("https://elsewhere.example/7").is_err());
    }
}
