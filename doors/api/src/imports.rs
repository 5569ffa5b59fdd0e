//! Tickets of another system, written down with their times and their whole conversation; nobody is told.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use db::{Moment, Tx};
use outcome::{Error, Result};
use people::{Actor, PersonId, SiteId, TeamId};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;
use tickets::{CategoryId, Import, ImportedMessage, Kind, Level, Status, TicketId};

use crate::bulk::{self, Made, read_part};
use crate::contents::{Api, Doc, Gate, Param};
use crate::desk::Desk;
use crate::front::{Answer, Caller, OnceKey, Refused, Sent};
use crate::job_statuses::JobStatusAnswer;
use crate::ticket_fields::ids;
use crate::tickets::create::{assignee, first_comment, requester, subject_or, weight};
use crate::tickets::input::{CommentIn, TicketBody, TicketIn, number};
use crate::tickets::json::TicketJson;
use crate::tickets::present::SideLoads;
use crate::tickets::update::read_moment;
use crate::tickets::{TicketAnswer, custom, words};

/// Tickets to be imported, each for itself.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ImportsBody {
    /// Each for itself.
    #[schemars(with = "Vec<TicketIn>")]
    pub tickets: Vec<Value>,
}

/// What is asked beside the ticket.
const PARAMS: &[Param] =
    &[Param { name: "archive_immediately", says: "Closed tickets are found as any other; it changes nothing here.", number: false }];

/// The routes of imports.
pub fn routes(api: Api) -> Api {
    api.post(
        "/imports/tickets",
        Gate::Administrator,
        create,
        Doc::answers::<TicketAnswer>("TicketImport", "Writes a ticket of another system down as it was; nobody is told.")
            .takes::<TicketBody>()
            .params(PARAMS)
            .status(201),
    )
    .post(
        "/imports/tickets/create_many",
        Gate::Administrator,
        create_many,
        Doc::answers::<JobStatusAnswer>("TicketBulkImport", "Writes many of them down, by a job.").takes::<ImportsBody>().params(PARAMS),
    )
}

async fn create(State(desk): State<Desk>, caller: Caller, key: OnceKey, Sent { body, request }: Sent<TicketBody>) -> Answer {
    let actor = caller.actor;
    let imported = desk.db.write(move |tx| {
        let once = key.once(tx, &actor, &request, |tx| import(tx, &actor, &body.ticket))?;
        Ok((once.headers(), tickets::sheet(tx, &actor, once.done)?))
    });
    let (headers, sheet) = imported.await?;
    let answer = TicketAnswer { ticket: TicketJson::new(&desk, &sheet), beside: SideLoads::default() };
    Ok((StatusCode::CREATED, headers, Json(answer)).into_response())
}

async fn create_many(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<ImportsBody>) -> Answer<Json<JobStatusAnswer>> {
    for part in &body.tickets {
        serde_json::from_value::<TicketIn>(part.clone())
            .map_err(|error| Refused::Unreadable(format!("A ticket does not read: {error}")))?;
    }
    bulk::begin(&desk, &caller, "tickets.import", body.tickets).await
}

/// One of many, for a bulk call.
///
/// # Errors
/// What the domain refuses.
pub fn part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    Ok(Made { id: import(tx, actor, &read_part(input)?)?.0, action: "import", status: "Created" })
}

fn import(tx: &mut Tx<'_>, actor: &Actor, input: &TicketIn) -> Result<TicketId> {
    let requester = requester(tx, actor, input)?.or(actor.person()).unwrap_or(PersonId(0));
    let opened_at = moment("created_at", input.created_at.as_deref())?;
    let messages = messages(tx, actor, input, requester, opened_at)?;
    let body = messages.first().map(|message| message.body.clone()).unwrap_or_default();
    let status = input.status.as_deref().filter(|status| !status.is_empty()).map(words::read_status).transpose()?;
    let (impact, urgency) = weight(tx, input, (Level::Medium, Level::Medium))?;
    let ticket = Import {
        kind: input.r#type.as_deref().filter(|word| !word.is_empty()).map(words::read_kind).transpose()?.unwrap_or(Kind::Incident),
        subject: subject_or(input.subject.as_deref().or(input.raw_subject.as_deref()), &body),
        requester,
        status: status.unwrap_or(Status::New),
        hold_reason: input.hold_reason.clone(),
        impact,
        urgency,
        category: number(&input.category_id).map(CategoryId).or_else(|| number(&input.ticket_form_id).and_then(ids::category)),
        team: number(&input.group_id).map(TeamId),
        assignee: assignee(tx, input)?,
        site: number(&input.site_id).map(SiteId),
        tags: input.tags.as_ref().map(|tags| tags.list()).unwrap_or_default(),
        answers: custom::given(tx, [&input.fields, &input.custom_fields])?,
        external_id: input.external_id.as_ref().map(|word| word.0.clone()),
        opened_at,
        updated_at: moment("updated_at", input.updated_at.as_deref())?,
        resolved_at: moment("solved_at", input.solved_at.as_deref())?,
        messages,
    };
    tickets::import(tx, actor, &ticket)
}

fn moment(field: &'static str, text: Option<&str>) -> Result<Option<Moment>> {
    text.filter(|text| !text.is_empty()).map(|text| read_moment(field, text)).transpose()
}

/// The conversation; one that has no author was written by whoever asked, one without a time when the ticket came in, or now.
fn messages(tx: &Tx<'_>, actor: &Actor, input: &TicketIn, requester: PersonId, opened_at: Option<Moment>) -> Result<Vec<ImportedMessage>> {
    let mut sent: Vec<CommentIn> = input.comments.clone().unwrap_or_default();
    let first = first_comment(input.comment.as_ref(), input.description.as_ref());
    if first.says_anything() {
        // A description beside comments begins the conversation.
        sent.insert(0, CommentIn { created_at: first.created_at.clone().or_else(|| input.created_at.clone()), ..first });
    }
    if sent.is_empty() {
        return Err(Error::invalid("body", "comment-missing"));
    }
    let message = |comment: &CommentIn| {
        let written = comment.written(tx, actor)?;
        let at = moment("created_at", comment.created_at.as_deref())?.or(opened_at).unwrap_or_else(|| tx.now());
        let author = comment.author_id.filter(|id| id.0 != 0).map_or(requester, |id| PersonId(id.0));
        let (audience, body, body_html, attachments) = (written.audience, written.body, written.html, written.attachments);
        Ok(ImportedMessage { author, audience, body, body_html, at, attachments })
    };
    sent.iter().map(message).collect()
}
