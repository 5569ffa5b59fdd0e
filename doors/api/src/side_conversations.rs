//! Side conversations: what others are asked beside a ticket.

mod json;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use db::Conn;
use outcome::{Error, Refusal, Result};
use people::Actor;
use side::{Begin, ConversationId, Sheet, State as Stands, Write};
use tickets::TicketId;

use crate::contents::{Api, Doc, Gate};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, OnceKey, Segment, Sent};
use crate::paged;
use json::{
    SideChangeBody, SideConversationAnswer, SideConversationJson, SideConversationsAnswer, SideEventJson, SideEventsAnswer, SideTurnBody,
    SideWrittenAnswer,
};

/// The routes about side conversations.
pub fn routes(api: Api) -> Api {
    let one = |id, says| Doc::answers::<SideConversationAnswer>(id, says);
    let written = |id, says| Doc::answers::<SideWrittenAnswer>(id, says).takes::<SideTurnBody>().status(201);
    api.get(
        "/tickets/{id}/side_conversations",
        Gate::Staff,
        list,
        Doc::answers::<SideConversationsAnswer>("ListSideConversations", "What others were asked beside a ticket.").paged(),
    )
    .post(
        "/tickets/{id}/side_conversations",
        Gate::Staff,
        create,
        written("CreateSideConversation", "Writes to others beside a ticket; they get this and nothing else of it."),
    )
    .get("/tickets/{id}/side_conversations/{side}", Gate::Staff, show, one("ShowSideConversation", "One of them."))
    .put(
        "/tickets/{id}/side_conversations/{side}",
        Gate::Staff,
        update,
        one("UpdateSideConversation", "Closes it, opens it again, or calls it something else.").takes::<SideChangeBody>(),
    )
    .post("/tickets/{id}/side_conversations/{side}/reply", Gate::Staff, reply, written("ReplyToSideConversation", "Writes again."))
    .get(
        "/tickets/{id}/side_conversations/{side}/events",
        Gate::Staff,
        events,
        Doc::answers::<SideEventsAnswer>("ListSideConversationEvents", "What was said in it, oldest first.").paged(),
    )
}

/// The conversation as it is read at this ticket.
fn sheet(conn: &Conn, actor: &Actor, ticket: TicketId, id: ConversationId) -> Result<Sheet> {
    let sheet = side::conversation(conn, actor, id)?;
    let here = ticket == sheet.conversation.ticket_id || ticket == sheet.conversation.ticket().id;
    if here { Ok(sheet) } else { Err(Refusal::NotFound.into()) }
}

async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(ticket): Segment<TicketId>,
    asked: Asked,
) -> Answer<Json<SideConversationsAnswer>> {
    let page = asked.page()?;
    let lines = desk.db.read(move |conn| side::conversations(conn, &caller.actor, ticket)).await?.lines;
    let (part, walked) = paged::part(&page, lines);
    let side_conversations = part.iter().map(|l| SideConversationJson::new(&desk, &l.conversation, &l.participants)).collect();
    Ok(Json(SideConversationsAnswer { side_conversations, turn: page.turn(&desk, &asked, &walked) }))
}

async fn show(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((ticket, id)): Segment<(TicketId, ConversationId)>,
) -> Answer<Json<SideConversationAnswer>> {
    let sheet = desk.db.read(move |conn| sheet(conn, &caller.actor, ticket, id)).await?;
    let side_conversation = SideConversationJson::new(&desk, &sheet.conversation, &sheet.participants);
    Ok(Json(SideConversationAnswer { side_conversation }))
}

async fn events(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((ticket, id)): Segment<(TicketId, ConversationId)>,
    asked: Asked,
) -> Answer<Json<SideEventsAnswer>> {
    let page = asked.page()?;
    let sheet = desk.db.read(move |conn| sheet(conn, &caller.actor, ticket, id)).await?;
    let all: Vec<SideEventJson> = sheet.said.iter().map(|said| SideEventJson::new(&sheet, said)).collect();
    let (events, walked) = paged::part(&page, all);
    Ok(Json(SideEventsAnswer { events, turn: page.turn(&desk, &asked, &walked) }))
}

fn written(desk: &Desk, sheet: &Sheet, message: side::SideMessageId) -> Result<SideWrittenAnswer> {
    let said = sheet.said.iter().find(|said| said.message.id == message).ok_or(Refusal::NotFound)?;
    let side_conversation = SideConversationJson::new(desk, &sheet.conversation, &sheet.participants);
    Ok(SideWrittenAnswer { side_conversation, event: SideEventJson::new(sheet, said) })
}

type WrittenAnswer = (StatusCode, HeaderMap, Json<SideWrittenAnswer>);

async fn create(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(ticket): Segment<TicketId>,
    key: OnceKey,
    Sent { body, request }: Sent<SideTurnBody>,
) -> Answer<WrittenAnswer> {
    let done = desk.db.write(move |tx| {
        let (actor, message) = (&caller.actor, &body.message);
        side::policy::look_ticket(tx, actor, ticket)?;
        let done = key.once(tx, actor, &format!("{ticket} {request}"), |tx| {
            let (to, subject) = (message.to(tx)?, message.subject.clone());
            side::begin(tx, actor, &Begin { ticket, to, subject, body: message.text(), files: message.files(), key: None })
        })?;
        Ok((side::conversation(tx, actor, done.done.conversation)?, done))
    });
    let (sheet, done) = done.await?;
    Ok((StatusCode::CREATED, done.headers(), Json(written(&desk, &sheet, done.done.message)?)))
}

async fn reply(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((ticket, id)): Segment<(TicketId, ConversationId)>,
    key: OnceKey,
    Sent { body, request }: Sent<SideTurnBody>,
) -> Answer<WrittenAnswer> {
    let done = desk.db.write(move |tx| {
        let (actor, message) = (&caller.actor, &body.message);
        sheet(tx, actor, ticket, id)?;
        let done = key.once(tx, actor, &format!("{id} {request}"), |tx| {
            let also = message.to(tx)?;
            side::write_on(tx, actor, &Write { conversation: id, also, body: message.text(), files: message.files(), key: None })
        })?;
        Ok((side::conversation(tx, actor, id)?, done))
    });
    let (sheet, done) = done.await?;
    Ok((StatusCode::CREATED, done.headers(), Json(written(&desk, &sheet, done.done.message)?)))
}

async fn update(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((ticket, id)): Segment<(TicketId, ConversationId)>,
    Sent { body, .. }: Sent<SideChangeBody>,
) -> Answer<Json<SideConversationAnswer>> {
    let done = desk.db.write(move |tx| {
        let (actor, to) = (&caller.actor, &body.side_conversation);
        sheet(tx, actor, ticket, id)?;
        if let Some(subject) = &to.subject {
            side::retitle(tx, actor, id, subject)?;
        }
        match to.state.as_deref() {
            None => {}
            Some("closed" | "close") => side::close(tx, actor, id).map(drop)?,
            Some(word) if word == Stands::Open.as_str() => side::reopen(tx, actor, id).map(drop)?,
            Some(_) => return Err(Error::invalid("state", "side-state")),
        }
        side::conversation(tx, actor, id)
    });
    let sheet = done.await?;
    let side_conversation = SideConversationJson::new(&desk, &sheet.conversation, &sheet.participants);
    Ok(Json(SideConversationAnswer { side_conversation }))
}
