//! `POST /tickets`: a ticket is opened.

use axum::Json;
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::IntoResponse;
use db::{EventId, Tx};
use outcome::{Error, Result};
use people::{Actor, PersonId, SiteId, TeamId, directory};
use serde_json::Value;
use tickets::{CategoryId, FillIn, Kind, Level, Log, Open, Sheet, Source, Status, TicketId};

use super::audit::AuditJson;
use super::input::{CommentIn, PersonIn, TicketBody, TicketIn, number};
use super::update::move_to;
use super::{TicketChanged, TicketJson, custom, words};
use crate::bulk::Made;
use crate::desk::Desk;
use crate::front::{Answer, Caller, OnceKey, Sent};
use crate::ticket_fields::ids;

/// Opens a ticket.
pub async fn create(State(desk): State<Desk>, caller: Caller, key: OnceKey, Sent { body, request }: Sent<TicketBody>) -> Answer {
    let actor = caller.actor.clone();
    let by = actor.clone();
    let opened = desk.db.write(move |tx| {
        let once = key.once(tx, &by, &request, |tx| open(tx, &by, &body.ticket))?;
        Ok((once.headers(), once.done, tickets::last_event(tx, once.done)?))
    });
    let (headers, ticket, last) = opened.await?;
    let (sheet, log) = read_back(&desk, actor, ticket, EventId(0), last).await?;
    Ok((StatusCode::CREATED, headers, located(&desk, &sheet), Json(changed(&desk, &sheet, &log))).into_response())
}

/// One of many, for a bulk call.
///
/// # Errors
/// What the domain refuses.
pub fn part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    let input: TicketIn = serde_json::from_value(input.clone()).map_err(|_| Error::invalid("base", "word-unknown"))?;
    Ok(Made { id: open(tx, actor, &input)?.0, action: "create", status: "Created" })
}

/// The ticket, and what happened to it after one event and up to another: what one request did. Read once that is durable, where
/// no other writer waits for it.
pub(super) async fn read_back(desk: &Desk, actor: Actor, ticket: TicketId, after: EventId, last: EventId) -> Result<(Sheet, Log)> {
    let read = desk
        .db
        .read(move |conn| Ok((tickets::sheet(conn, &actor, ticket)?, tickets::log_of(conn, &actor, ticket, after, tickets::LOG_MAX)?)));
    let (sheet, mut log) = read.await?;
    log.logged.retain(|logged| logged.told.id <= last);
    Ok((sheet, log))
}

/// A ticket and what happened to it, as programs are told.
pub(super) fn changed(desk: &Desk, sheet: &Sheet, log: &Log) -> TicketChanged {
    TicketChanged { ticket: TicketJson::new(desk, sheet), audit: AuditJson::of_all(sheet.ticket.id, sheet.ticket.updated_at, log) }
}

fn located(desk: &Desk, sheet: &Sheet) -> HeaderMap {
    let url = HeaderValue::from_str(&desk.url(&format!("/tickets/{}.json", sheet.ticket.id)));
    url.into_iter().map(|url| (LOCATION, url)).collect()
}

/// Opens a ticket as a program describes it.
///
/// # Errors
/// What the domain refuses.
pub fn open(tx: &mut Tx<'_>, actor: &Actor, input: &TicketIn) -> Result<TicketId> {
    let first = first_comment(input.comment.as_ref(), input.description.as_ref());
    if !first.says_anything() {
        return Err(Error::invalid("body", "comment-missing"));
    }
    let written = first.written(tx, actor)?;
    let requester = requester(tx, actor, input)?.or(actor.person()).unwrap_or(PersonId(0));
    let (impact, urgency) = weight(tx, input, (Level::Medium, Level::Medium))?;
    let watchers = people(tx, actor, input)?.into_iter().filter(|person| *person != requester).collect();
    let subject = subject_or(input.subject.as_deref().or(input.raw_subject.as_deref()), &written.body);
    let opened = tickets::open(
        tx,
        actor,
        &Open {
            kind: input.r#type.as_deref().map(words::read_kind).transpose()?.unwrap_or(Kind::Incident),
            subject,
            body: written.body,
            body_html: written.html,
            audience: written.audience,
            source: Source::Api,
            impact: Some(impact),
            urgency: Some(urgency),
            category: number(&input.category_id).map(CategoryId).or_else(|| number(&input.ticket_form_id).and_then(ids::category)),
            team: number(&input.group_id).map(TeamId),
            assignee: assignee(tx, input)?,
            site: number(&input.site_id).map(SiteId),
            tags: input.tags.as_ref().map(|tags| tags.list()).unwrap_or_default(),
            attachments: written.attachments,
            author: written.author.or(input.submitter_id.filter(|id| id.0 > 0).map(|id| PersonId(id.0))),
            watchers,
            external_id: input.external_id.as_ref().map(|word| word.0.clone()),
            ..Open::new(requester, "", "")
        },
    )?;
    if let Some(problem) = number(&input.problem_id) {
        tickets::set_parent(tx, actor, &tickets::SetParent { ticket: opened.ticket, parent: Some(TicketId(problem)) })?;
    }
    fill_in(tx, actor, opened.ticket, input)?;
    match input.status.as_deref().filter(|status| !status.is_empty()).map(words::read_status).transpose()? {
        None | Some(Status::New) => {}
        Some(status) => move_to(tx, actor, opened.ticket, status, input)?,
    }
    Ok(opened.ticket)
}

/// Answers what a program says in the desk's own fields, asked for under the ticket's category or not.
pub(super) fn fill_in(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId, input: &TicketIn) -> Result<()> {
    let given = custom::given(tx, [&input.fields, &input.custom_fields])?;
    if given.is_empty() { Ok(()) } else { tickets::fill_in(tx, actor, &FillIn { ticket, given }).map(drop) }
}

/// As much of the text as makes a subject where a program sends none.
const SUBJECT_CHARS: usize = 80;

/// The subject that a program sends, or else the beginning of the text.
pub(crate) fn subject_or(subject: Option<&str>, body: &str) -> String {
    let given = subject.filter(|subject| !subject.trim().is_empty()).map(str::to_owned);
    given.unwrap_or_else(|| text::plain::excerpt(body, SUBJECT_CHARS))
}

/// The first message: the comment, or the description by itself.
pub(crate) fn first_comment(comment: Option<&CommentIn>, description: Option<&String>) -> CommentIn {
    let mut first = comment.cloned().unwrap_or_default();
    if !first.says_anything() {
        first.body = description.cloned().or(first.body);
    }
    first
}

/// The requester whom a program names, made a requester if nobody has that address.
pub(crate) fn requester(tx: &mut Tx<'_>, actor: &Actor, input: &TicketIn) -> Result<Option<PersonId>> {
    if let Some(id) = input.requester_id.filter(|id| id.0 != 0) {
        return Ok(Some(PersonId(id.0)));
    }
    let Some(named) = &input.requester else { return Ok(None) };
    if let Some(id) = named.id.filter(|id| id.0 != 0) {
        return Ok(Some(PersonId(id.0)));
    }
    let email = named.email.as_deref().unwrap_or_default();
    people::ensure_by_email(tx, actor, named.name.as_deref().unwrap_or_default(), email).map(Some)
}

/// The assignee whom a program names by number or address.
pub(crate) fn assignee(tx: &Tx<'_>, input: &TicketIn) -> Result<Option<PersonId>> {
    match (number(&input.assignee_id), input.assignee_email.as_deref()) {
        (Some(id), _) => Ok(Some(PersonId(id))),
        (None, Some(email)) if !email.is_empty() => {
            let found = directory::person_by_email(tx, email)?;
            found.map(|person| Some(person.id)).ok_or_else(|| Error::invalid("assignee", "assignee-unknown"))
        }
        _ => Ok(None),
    }
}

/// Impact and urgency: as they are sent, or so that they make the priority that is sent.
pub(crate) fn weight(tx: &Tx<'_>, input: &TicketIn, now: (Level, Level)) -> Result<(Level, Level)> {
    let level = |word: &Option<String>, field: &'static str| {
        word.as_deref().map(|word| word.parse::<Level>().map_err(|_| Error::invalid(field, "word-unknown"))).transpose()
    };
    let (impact, urgency) = (level(&input.impact, "impact")?, level(&input.urgency, "urgency")?);
    if impact.is_some() || urgency.is_some() {
        return Ok((impact.unwrap_or(now.0), urgency.unwrap_or(now.1)));
    }
    let Some(word) = input.priority.as_deref().filter(|word| !word.is_empty()) else { return Ok(now) };
    let wanted = words::read_priority(word)?;
    tickets::matrix(tx)?.cell_of(wanted, now).ok_or_else(|| Error::invalid("priority", "priority-unreachable"))
}

/// Everybody whom a program wants to be kept up to date.
pub(super) fn people(tx: &mut Tx<'_>, actor: &Actor, input: &TicketIn) -> Result<Vec<PersonId>> {
    let mut people: Vec<PersonId> = input.collaborator_ids.iter().flatten().map(|id| PersonId(id.0)).collect();
    let lists = [&input.collaborators, &input.additional_collaborators, &input.followers, &input.email_ccs];
    for person in lists.into_iter().flatten().flatten() {
        if !leaves(person) {
            people.push(who(tx, actor, person)?);
        }
    }
    people.retain(|person| person.0 != 0);
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

/// Is somebody to be kept up to date no longer?
pub(super) fn leaves(person: &PersonIn) -> bool {
    matches!(person, PersonIn::Whole { action: Some(action), .. } if action == "delete")
}

/// Who is meant; a stranger's address makes a requester.
pub(super) fn who(tx: &mut Tx<'_>, actor: &Actor, person: &PersonIn) -> Result<PersonId> {
    match person {
        PersonIn::Number(id) => Ok(PersonId(*id)),
        PersonIn::Text(text) => match text.trim().parse::<i64>() {
            Ok(id) => Ok(PersonId(id)),
            Err(_) => people::ensure_by_email(tx, actor, "", text),
        },
        PersonIn::Whole { user_id: Some(id), .. } if id.0 != 0 => Ok(PersonId(id.0)),
        PersonIn::Whole { user_email, user_name, .. } => {
            people::ensure_by_email(tx, actor, user_name.as_deref().unwrap_or_default(), user_email.as_deref().unwrap_or_default())
        }
    }
}
