//! The messages of a ticket, as Zendesk calls them: comments.

use axum::Json;
use axum::extract::State;
use db::EventId;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use tickets::{Audience, CommentsAsk, MessageId, Said, TicketId};

use super::json::ViaJson;
use super::words;
use crate::attachments::AttachmentJson;
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Page, Segment, Start, Turn, Walked, iso};
use crate::users::{UserJson, users_json};

/// A message.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CommentJson {
    pub id: i64,
    pub r#type: String,
    pub author_id: i64,
    pub body: String,
    pub html_body: String,
    pub plain_body: String,
    pub public: bool,
    pub attachments: Vec<AttachmentJson>,
    pub audit_id: i64,
    pub via: ViaJson,
    pub created_at: String,
    pub metadata: Value,
    /// Ours: the ticket it was written to; another one than this when that was merged into this.
    pub ticket_id: i64,
    /// Ours: quote and signature of a letter, kept apart.
    pub quoted: String,
}

/// A page of messages.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CommentsAnswer {
    /// The messages.
    pub comments: Vec<CommentJson>,
    /// Who wrote them, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<Vec<UserJson>>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// A number of things, and when they were counted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CountAnswer {
    /// The number.
    pub count: CountJson,
}

/// A number of things, and when they were counted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CountJson {
    /// How many.
    pub value: i64,
    /// When they were counted.
    pub refreshed_at: String,
}

impl CommentJson {
    /// A message as programs are told of it, and the first thing that happened in the go it came in.
    #[must_use]
    pub fn new(desk: &Desk, said: &Said, came_with: Option<EventId>) -> Self {
        let message = &said.message;
        let plain = if message.body.is_empty() { text::plain::from_html(&message.body_html) } else { message.body.clone() };
        Self {
            id: message.id.0,
            r#type: "Comment".to_owned(),
            author_id: message.author_id.map_or(-1, |author| author.0),
            body: plain.clone(),
            html_body: message.body_html.clone(),
            plain_body: plain,
            public: message.audience == Audience::Public,
            attachments: said.attachments.iter().map(|file| AttachmentJson::new(desk, file)).collect(),
            audit_id: came_with.map_or(0, |event| event.0),
            via: ViaJson::new(words::channel_of(message.door.as_str())),
            created_at: iso(message.created_at),
            metadata: json!({ "system": {}, "custom": {} }),
            ticket_id: message.ticket_id.0,
            quoted: message.quoted.clone(),
        }
    }
}

/// `GET /tickets/{id}/comments`.
pub async fn list(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TicketId>, asked: Asked) -> Answer<Json<CommentsAnswer>> {
    page_of(&desk, caller, &asked, id, false).await
}

/// `GET /tickets/{id}/comments/count`.
pub async fn count(State(desk): State<Desk>, caller: Caller, Segment(ticket): Segment<TicketId>) -> Answer<Json<CountAnswer>> {
    let ask = CommentsAsk { ticket, public_only: false, descending: false, after: None, skip: 0, limit: 1 };
    let found = desk.db.read(move |conn| tickets::comments(conn, &caller.actor, &ask)).await?;
    Ok(Json(counted(&desk, found.count)))
}

/// A number of things, counted now.
#[must_use]
pub fn counted(desk: &Desk, value: i64) -> CountAnswer {
    CountAnswer { count: CountJson { value, refreshed_at: iso(desk.db.clock().now()) } }
}

/// A page of a ticket's messages, as far as the caller may read them.
pub async fn page_of(desk: &Desk, caller: Caller, asked: &Asked, ticket: TicketId, public_only: bool) -> Answer<Json<CommentsAnswer>> {
    let page = asked.page()?;
    let newest_first = asked.text("sort").is_some_and(|sort| sort.starts_with('-'))
        || asked.text("sort_order").is_some_and(|order| order.eq_ignore_ascii_case("desc"));
    let (ask, with_users) = (ask(ticket, public_only, newest_first, &page), asked.includes("users"));
    let backwards = matches!(page.start, Start::Before(..));
    let (mut found, people) = desk
        .db
        .read(move |conn| {
            let found = tickets::comments(conn, &caller.actor, &ask)?;
            let authors: Vec<_> = found.said.iter().filter_map(|said| said.message.author_id).collect();
            let people = if with_users { Some(people::directory::profiles_named(conn, &authors)?) } else { None };
            Ok((found, people))
        })
        .await?;
    if backwards {
        found.said.reverse();
    }
    let place = |said: Option<&Said>| said.map(|said| (0, said.message.id.0));
    let walked = Walked { first: place(found.said.first()), last: place(found.said.last()), more: found.more, count: Some(found.count) };
    let turn = page.turn(desk, asked, &walked);
    let comments = found.said.iter().map(|said| CommentJson::new(desk, said, found.came_with.get(&said.message.id).copied())).collect();
    Ok(Json(CommentsAnswer { comments, users: people.map(|people| users_json(desk, &people)), turn }))
}

fn ask(ticket: TicketId, public_only: bool, newest_first: bool, page: &Page) -> CommentsAsk {
    let (after, skip, turned) = match page.start {
        Start::Begin => (None, 0, false),
        Start::Skip(skip) => (None, skip, false),
        Start::After(_, id) => (Some(MessageId(id)), 0, false),
        Start::Before(_, id) => (Some(MessageId(id)), 0, true),
    };
    CommentsAsk { ticket, public_only, descending: newest_first != turned, after, skip, limit: page.size }
}
