//! Letters that wait for a person in *Mail to check*, in the words programs ask for them: suspended tickets.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use catalogue::Say;
use db::{Conn, Tx};
use mail::{AttachLetter, Letter, LetterId, LetterView, Outcome};
use outcome::{Refusal, Result};
use people::Actor;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::bulk::{BULK_MAX, bulk_count};
use crate::contents::{Api, Doc, Gate, Param};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Turn, iso};
use crate::paged;
use crate::tickets::json::ViaJson;

/// Letters that are listed, the newest first; whoever keeps more of them waiting finds the others in *Mail to check*.
const LISTED_MAX: usize = 1_000;
/// Which of them are meant.
const IDS: &[Param] = &[Param { name: "ids", says: "Numbers with commas between them; at most 100.", number: false }];

/// A letter that waits.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SuspendedTicketJson {
    pub id: i64,
    pub url: String,
    /// Who says they wrote it.
    pub author: Value,
    pub subject: String,
    /// What it says; how it begins, in lists.
    pub content: String,
    /// Why it waits.
    pub cause: String,
    /// The same as a word of ours.
    pub cause_id: String,
    pub error_messages: Option<Vec<Value>>,
    pub message_id: String,
    /// The address it came to.
    pub recipient: String,
    /// The ticket it may belong to.
    pub ticket_id: Option<i64>,
    pub created_at: String,
    pub updated_at: String,
    pub via: ViaJson,
    pub brand_id: i64,
    /// Files that came with it, by name; told of one letter, not in lists.
    pub attachments: Vec<Value>,
}

/// A page of letters that wait.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SuspendedTicketsAnswer {
    /// The letters, the newest first.
    pub suspended_tickets: Vec<SuspendedTicketJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// One letter that waits.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SuspendedTicketAnswer {
    /// The letter.
    pub suspended_ticket: SuspendedTicketJson,
}

/// What a letter became.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RecoveredAnswer {
    /// The letter, with the ticket that it opened or joined.
    pub ticket: SuspendedTicketJson,
}

/// What letters became.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RecoveredManyAnswer {
    /// The letters, each with the ticket that it opened or joined.
    pub tickets: Vec<SuspendedTicketJson>,
}

/// The routes about letters that wait.
pub fn routes(api: Api) -> Api {
    api.get(
        "/suspended_tickets",
        Gate::Staff,
        list,
        Doc::answers::<SuspendedTicketsAnswer>("ListSuspendedTickets", "Letters in Mail to check, the newest first.").paged(),
    )
    .put(
        "/suspended_tickets/recover_many",
        Gate::Staff,
        recover_many,
        Doc::answers::<RecoveredManyAnswer>("RecoverManySuspendedTickets", "Lets letters open or join tickets, all or none.").params(IDS),
    )
    .delete(
        "/suspended_tickets/destroy_many",
        Gate::Staff,
        destroy_many,
        Doc::bare("DeleteSuspendedTickets", "Lets nothing follow from letters, all or none; they are kept.").params(IDS),
    )
    .get(
        "/suspended_tickets/{id}",
        Gate::Staff,
        show,
        Doc::answers::<SuspendedTicketAnswer>("ShowSuspendedTickets", "One of these letters, with what it says."),
    )
    .put(
        "/suspended_tickets/{id}/recover",
        Gate::Staff,
        recover,
        Doc::answers::<RecoveredAnswer>("RecoverSuspendedTicket", "Lets it join the ticket it may belong to, or open one."),
    )
    .delete(
        "/suspended_tickets/{id}",
        Gate::Staff,
        destroy,
        Doc::bare("DeleteSuspendedTicket", "Lets nothing follow from it; it is kept and can still be decided otherwise at the desk."),
    )
}

impl SuspendedTicketJson {
    fn new(desk: &Desk, say: &Say, letter: &Letter) -> Self {
        Self {
            id: letter.id.0,
            url: desk.url(&format!("/suspended_tickets/{}.json", letter.id)),
            author: json!({ "id": letter.person_id.map(|p| p.0), "name": letter.from_name, "email": letter.from_email }),
            subject: letter.subject.clone(),
            content: letter.excerpt.clone(),
            cause: letter.why.said(say),
            cause_id: letter.why.key.clone(),
            error_messages: None,
            message_id: letter.rfc_message_id.clone(),
            recipient: letter.envelope_to.clone(),
            ticket_id: letter.ticket_id.map(|t| t.0),
            created_at: iso(letter.received_at),
            updated_at: iso(letter.decided_at.unwrap_or(letter.received_at)),
            via: ViaJson::new("email"),
            brand_id: crate::about::BRAND,
            attachments: Vec::new(),
        }
    }

    fn whole(desk: &Desk, say: &Say, view: &LetterView) -> Self {
        let file = |file: &mail::Enclosed| json!({ "file_name": file.name, "content_type": file.media_type, "size": file.bytes });
        Self { content: view.text.clone(), attachments: view.files.iter().map(file).collect(), ..Self::new(desk, say, &view.row) }
    }
}

/// The letters that wait, as far as they are listed. One statement for each hundred.
fn waiting(conn: &Conn, actor: &Actor) -> Result<Vec<Letter>> {
    let mut all: Vec<Letter> = Vec::new();
    while all.len() < LISTED_MAX {
        let page = mail::letters(conn, actor, Some(Outcome::Held), all.last().map(|letter| letter.id), mail::PAGE_MAX)?;
        let last = page.len() < usize::try_from(mail::PAGE_MAX).unwrap_or(usize::MAX);
        all.extend(page);
        if last {
            break;
        }
    }
    Ok(all)
}

async fn list(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<SuspendedTicketsAnswer>> {
    let page = asked.page()?;
    let oldest_first = asked.text("sort_order").is_some_and(|order| order.eq_ignore_ascii_case("asc"));
    let mut all = desk.db.read(move |conn| waiting(conn, &caller.actor)).await?;
    if oldest_first {
        all.reverse();
    }
    let (part, walked) = paged::part(&page, all);
    let say = desk.say();
    let suspended_tickets = part.iter().map(|letter| SuspendedTicketJson::new(&desk, &say, letter)).collect();
    Ok(Json(SuspendedTicketsAnswer { suspended_tickets, turn: page.turn(&desk, &asked, &walked) }))
}

/// A letter that waits; what became of others is no suspended ticket any more.
fn held(conn: &Conn, actor: &Actor, id: LetterId) -> Result<LetterView> {
    let view = mail::letter(conn, actor, id)?;
    if view.row.outcome == Outcome::Held { Ok(view) } else { Err(Refusal::NotFound.into()) }
}

async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<LetterId>) -> Answer<Json<SuspendedTicketAnswer>> {
    let view = desk.db.read(move |conn| held(conn, &caller.actor, id)).await?;
    Ok(Json(SuspendedTicketAnswer { suspended_ticket: SuspendedTicketJson::whole(&desk, &desk.say(), &view) }))
}

fn recovered(tx: &mut Tx<'_>, actor: &Actor, id: LetterId) -> Result<LetterView> {
    let was = held(tx, actor, id)?;
    match was.row.ticket_id {
        // What answers a side conversation never becomes part of the ticket's own.
        _ if was.row.side_conversation_id.is_some() => mail::join_side_letter(tx, actor, id).map(drop)?,
        Some(ticket) => mail::attach_letter(tx, actor, &AttachLetter { letter: id, ticket }).map(drop)?,
        None => mail::open_from_letter(tx, actor, id).map(drop)?,
    };
    let is = mail::letter(tx, actor, id)?;
    Ok(LetterView { row: is.row, ..was })
}

async fn recover(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<LetterId>) -> Answer<Json<RecoveredAnswer>> {
    let view = desk.db.write(move |tx| recovered(tx, &caller.actor, id)).await?;
    Ok(Json(RecoveredAnswer { ticket: SuspendedTicketJson::whole(&desk, &desk.say(), &view) }))
}

fn ids(asked: &Asked) -> Answer<Vec<LetterId>> {
    let ids = asked.ids("ids")?;
    if ids.is_empty() || ids.len() > BULK_MAX {
        return Err(bulk_count().into());
    }
    Ok(ids.into_iter().map(LetterId).collect())
}

async fn recover_many(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<RecoveredManyAnswer>> {
    let ids = ids(&asked)?;
    let done = desk.db.write(move |tx| ids.iter().map(|id| recovered(tx, &caller.actor, *id)).collect::<Result<Vec<_>>>());
    let (done, say) = (done.await?, desk.say());
    Ok(Json(RecoveredManyAnswer { tickets: done.iter().map(|view| SuspendedTicketJson::whole(&desk, &say, view)).collect() }))
}

fn discarded(tx: &mut Tx<'_>, actor: &Actor, id: LetterId) -> Result<()> {
    held(tx, actor, id)?;
    mail::discard_letter(tx, actor, id)
}

async fn destroy(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<LetterId>) -> Answer<StatusCode> {
    desk.db.write(move |tx| discarded(tx, &caller.actor, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn destroy_many(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<StatusCode> {
    let ids = ids(&asked)?;
    desk.db.write(move |tx| ids.iter().try_for_each(|id| discarded(tx, &caller.actor, *id))).await?;
    Ok(StatusCode::NO_CONTENT)
}
