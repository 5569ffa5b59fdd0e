//! The requester's side: tickets as whoever asked sees them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use db::Tx;
use outcome::{Error, Result};
use people::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tickets::{By, Confirm, Open, Reply, Sheet, Source, Ticket, TicketId, Which};

use crate::contents::{Api, Doc, Gate, Param};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Id, OnceKey, Segment, Sent, Turn, iso};
use crate::ticket_fields::ids;
use crate::tickets::comments::{self, CommentsAnswer};
use crate::tickets::custom::{self, CustomFieldJson, CustomFieldsIn};
use crate::tickets::input::{CommentIn, Word};
use crate::tickets::json::ViaJson;
use crate::tickets::{create, list, update, words};

/// A request.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RequestJson {
    pub id: i64,
    pub url: String,
    pub subject: String,
    pub description: String,
    pub status: String,
    pub priority: String,
    pub r#type: String,
    pub organization_id: Option<i64>,
    pub requester_id: i64,
    pub assignee_id: Option<i64>,
    pub group_id: Option<i64>,
    pub due_at: Option<String>,
    pub can_be_solved_by_me: bool,
    pub solved: bool,
    pub is_public: bool,
    pub via: ViaJson,
    pub created_at: String,
    pub updated_at: String,
    pub collaborator_ids: Vec<i64>,
    pub email_cc_ids: Vec<i64>,
    pub custom_fields: Vec<CustomFieldJson>,
    pub fields: Vec<CustomFieldJson>,
    pub recipient: Option<String>,
    pub followup_source_id: Option<i64>,
    pub ticket_form_id: Option<i64>,
}

/// One request.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RequestAnswer {
    /// The request.
    pub request: RequestJson,
}

/// A page of them.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RequestsAnswer {
    /// The requests.
    pub requests: Vec<RequestJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// A request to be made or answered.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RequestIn {
    /// What it is about, in a line.
    pub subject: Option<String>,
    /// What is said.
    pub comment: Option<CommentIn>,
    /// The same by an older name.
    pub description: Option<String>,
    /// `question`, `incident`, `problem` or `task`.
    pub r#type: Option<String>,
    /// Is it solved?
    pub solved: Option<bool>,
    /// What another system calls it.
    pub external_id: Option<Word>,
    /// Answers in the desk's own fields, as far as they are asked of requesters.
    pub custom_fields: Option<CustomFieldsIn>,
    /// The same by an older name.
    pub fields: Option<CustomFieldsIn>,
    /// The form that was filled in: its category is what the request is about.
    pub ticket_form_id: Option<Id>,
}

/// The body of a request about one.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RequestBody {
    /// The request.
    pub request: RequestIn,
}

/// The routes of the requester's side.
pub fn routes(api: Api) -> Api {
    const SEARCH: &[Param] = &[Param { name: "query", says: "Words that are looked for.", number: false }];
    let one = |id, says| Doc::answers::<RequestAnswer>(id, says);
    let page = |id, says| Doc::answers::<RequestsAnswer>(id, says).paged();
    let said = |id, says| Doc::answers::<CommentsAnswer>(id, says).paged();
    api.get("/requests", Gate::Known, mine, page("ListRequests", "What one asked for, watches, or may see of one's organization."))
        .get("/requests/search", Gate::Known, search, page("SearchRequests", "Those of them that have these words.").params(SEARCH))
        .post("/requests", Gate::Known, make, one("CreateRequest", "Asks for help.").takes::<RequestBody>().status(201))
        .get("/requests/{id}", Gate::Known, show, one("ShowRequest", "One of them."))
        .put("/requests/{id}", Gate::Known, answer, one("UpdateRequest", "Answers it, or says that it is solved.").takes::<RequestBody>())
        .get("/requests/{id}/comments", Gate::Known, said_in, said("ListRequestComments", "What was said, as the requester reads it."))
        .get("/users/{id}/requests", Gate::Staff, of_user, page("ListUserRequests", "What a person asked for."))
}

impl RequestJson {
    fn new(desk: &Desk, sheet: &Sheet) -> Self {
        let ticket: &Ticket = &sheet.ticket;
        Self {
            id: ticket.id.0,
            url: desk.url(&format!("/requests/{}.json", ticket.id)),
            subject: ticket.subject.clone(),
            description: if sheet.is_public { sheet.description.clone() } else { String::new() },
            status: words::status(ticket.status).to_owned(),
            priority: words::priority(ticket.priority).to_owned(),
            r#type: words::kind(ticket.kind).to_owned(),
            organization_id: ticket.organization_id.map(|o| o.0),
            requester_id: ticket.requester_id.0,
            assignee_id: ticket.assignee_id.map(|p| p.0),
            group_id: ticket.team_id.map(|t| t.0),
            due_at: None,
            can_be_solved_by_me: ticket.status.is_unfinished(),
            solved: !ticket.status.is_unfinished(),
            is_public: sheet.is_public,
            via: ViaJson::new(words::channel(ticket.source)),
            created_at: iso(ticket.opened_at),
            updated_at: iso(ticket.updated_at),
            collaborator_ids: sheet.watchers.iter().map(|w| w.person.0).collect(),
            email_cc_ids: sheet.watchers.iter().filter(|w| !w.is_staff).map(|w| w.person.0).collect(),
            custom_fields: custom::told(sheet),
            fields: custom::told(sheet),
            recipient: None,
            followup_source_id: None,
            ticket_form_id: Some(ids::form(sheet.form())),
        }
    }
}

async fn mine(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<RequestsAnswer>> {
    page_of(&desk, caller, &asked, Which::Own).await
}

async fn search(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<RequestsAnswer>> {
    let words = asked.text("query").unwrap_or_default().to_owned();
    page_of(&desk, caller, &asked, Which::Filter(words)).await
}

async fn of_user(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<people::PersonId>,
    asked: Asked,
) -> Answer<Json<RequestsAnswer>> {
    page_of(&desk, caller, &asked, Which::RequestedBy(id)).await
}

async fn page_of(desk: &Desk, caller: Caller, asked: &Asked, which: Which) -> Answer<Json<RequestsAnswer>> {
    let (page, actor) = (asked.page()?, caller.actor.clone());
    let (found, walked) = list::read_tickets(desk, caller, page, which, (By::Updated, true)).await?;
    let sheets = desk.db.read(move |conn| tickets::sheets(conn, &actor, found.clone())).await?;
    let requests = sheets.iter().map(|sheet| RequestJson::new(desk, sheet)).collect();
    Ok(Json(RequestsAnswer { requests, turn: page.turn(desk, asked, &walked) }))
}

async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TicketId>) -> Answer<Json<RequestAnswer>> {
    let sheet = desk.db.read(move |conn| tickets::sheet(conn, &caller.actor, id)).await?;
    Ok(Json(RequestAnswer { request: RequestJson::new(&desk, &sheet) }))
}

async fn said_in(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TicketId>, asked: Asked) -> Answer<Json<CommentsAnswer>> {
    comments::page_of(&desk, caller, &asked, id, true).await
}

async fn make(State(desk): State<Desk>, caller: Caller, key: OnceKey, Sent { body, request }: Sent<RequestBody>) -> Answer {
    let made = desk.db.write(move |tx| {
        let once = key.once(tx, &caller.actor, &request, |tx| ask(tx, &caller.actor, &body.request))?;
        Ok((once.headers(), tickets::sheet(tx, &caller.actor, once.done)?))
    });
    let (headers, sheet) = made.await?;
    Ok((StatusCode::CREATED, headers, Json(RequestAnswer { request: RequestJson::new(&desk, &sheet) })).into_response())
}

/// Whoever calls asks for themselves.
fn ask(tx: &mut Tx<'_>, actor: &Actor, input: &RequestIn) -> Result<TicketId> {
    let comment = create::first_comment(input.comment.as_ref(), input.description.as_ref());
    if !comment.says_anything() {
        return Err(Error::invalid("body", "comment-missing"));
    }
    let written = comment.written(tx, actor)?;
    let me = actor.person().unwrap_or(people::PersonId(0));
    let open = Open {
        kind: input.r#type.as_deref().map(words::read_kind).transpose()?.unwrap_or(tickets::Kind::Incident),
        body_html: written.html,
        attachments: written.attachments,
        source: Source::Api,
        answers: custom::given(tx, [&input.fields, &input.custom_fields])?,
        category: input.ticket_form_id.and_then(|form| ids::category(form.0)),
        external_id: input.external_id.as_ref().map(|word| word.0.clone()),
        ..Open::new(me, create::subject_or(input.subject.as_deref(), &written.body), written.body)
    };
    Ok(tickets::open(tx, actor, &open)?.ticket)
}

async fn answer(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<TicketId>,
    Sent { body, .. }: Sent<RequestBody>,
) -> Answer<Json<RequestAnswer>> {
    let answered = desk.db.write(move |tx| {
        let (actor, input) = (&caller.actor, &body.request);
        let mut ticket = id;
        if let Some(comment) = input.comment.as_ref().filter(|comment| comment.says_anything()) {
            let written = comment.written(tx, actor)?;
            let reply = Reply { body_html: written.html, attachments: written.attachments, ..Reply::public(id, written.body) };
            ticket = tickets::reply(tx, actor, &reply)?.ticket;
        }
        if let Some(solved) = input.solved.filter(|_| ticket == id) {
            tickets::confirm(tx, actor, &Confirm { ticket, solved })?;
        }
        if let Some(subject) = input.subject.clone() {
            update::retitled(tx, actor, ticket, subject)?;
        }
        tickets::sheet(tx, actor, ticket)
    });
    Ok(Json(RequestAnswer { request: RequestJson::new(&desk, &answered.await?) }))
}
