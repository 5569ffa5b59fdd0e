//! `PUT /tickets/{id}`: a ticket is changed, by the same commands as on a page, in one transaction.

use axum::Json;
use axum::extract::State;
use db::{Moment, Tx};
use outcome::{Error, Result};
use people::{Actor, SiteId, TeamId};
use serde_json::Value;
use tickets::{
    Assign, Audience, CategoryId, ChangeRequester, Hold, Level, NameElsewhere, Prioritize, Recategorize, Reply, Retitle, SetKind,
    SetParent, SetSite, Sheet, Status, Tag, Then, Ticket, TicketId, To, Watch,
};

use super::create::{assignee, changed, fill_in, leaves, people, read_back, requester, weight, who};
use super::input::{TicketBody, TicketIn, number};
use super::{TicketChanged, words};
use crate::bulk::Made;
use crate::desk::Desk;
use crate::front::{Answer, Caller, Refused, Segment, Sent, iso};
use crate::ticket_fields::ids;

/// Changes a ticket.
pub async fn update(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<TicketId>,
    Sent { body, .. }: Sent<TicketBody>,
) -> Answer<Json<TicketChanged>> {
    let (actor, by) = (caller.actor.clone(), caller.actor);
    let updated = desk.db.write(move |tx| {
        let before = tickets::last_event(tx, id)?;
        let was = tickets::sheet(tx, &by, id)?;
        if crosses(&was.ticket, &body.ticket) {
            return Ok(None);
        }
        change(tx, &by, &was, &body.ticket)?;
        Ok(Some((before, tickets::last_event(tx, id)?)))
    });
    let (before, last) = updated.await?.ok_or(Refused::Crossed)?;
    let (sheet, log) = read_back(&desk, actor, id, before, last).await?;
    Ok(Json(changed(&desk, &sheet, &log)))
}

/// One of many, for a bulk call.
///
/// # Errors
/// What the domain refuses.
pub fn part(tx: &mut Tx<'_>, actor: &Actor, input: &Value) -> Result<Made> {
    let input: TicketIn = serde_json::from_value(input.clone()).map_err(|_| Error::invalid("base", "word-unknown"))?;
    let id = TicketId(input.id.map_or(0, |id| id.0));
    let was = tickets::sheet(tx, actor, id)?;
    change(tx, actor, &was, &input)?;
    Ok(Made { id: id.0, action: "update", status: "Updated" })
}

/// Did somebody change it since the program looked, and does the program want to know?
fn crosses(ticket: &Ticket, input: &TicketIn) -> bool {
    input.safe_update == Some(true) && input.updated_stamp.as_deref().is_some_and(|seen| seen != iso(ticket.updated_at))
}

/// Does all that a program sends for a ticket.
pub(super) fn change(tx: &mut Tx<'_>, actor: &Actor, was: &Sheet, input: &TicketIn) -> Result<()> {
    let id = was.ticket.id;
    if was.ticket.status == Status::Closed && touches(input) {
        return Err(Error::conflict("ticket-closed"));
    }
    facts(tx, actor, was, input)?;
    tags(tx, actor, was, input)?;
    watchers(tx, actor, was, input)?;
    if input.assignee_id.is_given() || input.assignee_email.is_some() || input.group_id.is_given() {
        assign(tx, actor, &was.ticket, input)?;
    }
    let wanted = input.status.as_deref().filter(|status| !status.is_empty()).map(words::read_status).transpose()?;
    let mut said = false;
    if let Some(comment) = input.comment.as_ref().filter(|comment| comment.says_anything()) {
        let written = comment.written(tx, actor)?;
        let public = written.audience == Audience::Public;
        let reply = Reply {
            audience: written.audience,
            body_html: written.html,
            attachments: written.attachments,
            author: written.author,
            then: if public { then(wanted, input)? } else { Then::Usual },
            ..Reply::public(id, written.body)
        };
        tickets::reply(tx, actor, &reply)?;
        said = public;
    }
    match wanted {
        // What a public answer leaves is what was asked for.
        Some(Status::Waiting | Status::Resolved | Status::OnHold) if said => Ok(()),
        Some(status) if status != tickets::ticket(tx, actor, id)?.status => move_to(tx, actor, id, status, input),
        _ => Ok(()),
    }
}

/// Does a program want to change anything that a closed ticket does not let change?
fn touches(input: &TicketIn) -> bool {
    input.status.is_some()
        || input.comment.is_some()
        || input.subject.is_some()
        || input.assignee_id.is_given()
        || input.group_id.is_given()
}

fn facts(tx: &mut Tx<'_>, actor: &Actor, was: &Sheet, input: &TicketIn) -> Result<()> {
    let ticket = was.ticket.id;
    if let Some(subject) = input.subject.clone().filter(|subject| *subject != was.ticket.subject) {
        tickets::retitle(tx, actor, &Retitle { ticket, subject })?;
    }
    let now: (Level, Level) = (was.ticket.impact, was.ticket.urgency);
    let same_word = input.priority.as_deref().is_some_and(|word| word == words::priority(was.ticket.priority));
    let weighed = if same_word && input.impact.is_none() && input.urgency.is_none() { now } else { weight(tx, input, now)? };
    if weighed != now {
        tickets::prioritize(tx, actor, &Prioritize { ticket, impact: Some(weighed.0), urgency: Some(weighed.1) })?;
    }
    if let Some(word) = input.r#type.as_deref().filter(|word| !word.is_empty()) {
        tickets::set_kind(tx, actor, &SetKind { ticket, kind: words::read_kind(word)? })?;
    }
    if let Some(requester) = requester(tx, actor, input)? {
        tickets::change_requester(tx, actor, &ChangeRequester { ticket, requester })?;
    }
    if input.external_id.is_given() {
        let external_id = input.external_id.as_ref().map(|word| word.0.clone());
        tickets::name_elsewhere(tx, actor, &NameElsewhere { ticket, external_id })?;
    }
    if input.category_id.is_given() {
        tickets::recategorize(tx, actor, &Recategorize { ticket, category: number(&input.category_id).map(CategoryId) })?;
    } else if let Some(category) = number(&input.ticket_form_id).and_then(ids::category).filter(|form| was.form() != Some(*form)) {
        tickets::recategorize(tx, actor, &Recategorize { ticket, category: Some(category) })?;
    }
    fill_in(tx, actor, ticket, input)?;
    if input.site_id.is_given() {
        tickets::set_site(tx, actor, &SetSite { ticket, site: number(&input.site_id).map(SiteId) })?;
    }
    if input.problem_id.is_given() {
        tickets::set_parent(tx, actor, &SetParent { ticket, parent: number(&input.problem_id).map(TicketId) })?;
    }
    Ok(())
}

/// Gives a ticket another subject.
///
/// # Errors
/// What the domain refuses.
pub fn retitled(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId, subject: String) -> Result<()> {
    tickets::retitle(tx, actor, &Retitle { ticket, subject }).map(drop)
}

fn tags(tx: &mut Tx<'_>, actor: &Actor, was: &Sheet, input: &TicketIn) -> Result<()> {
    let list = |tags: &Option<super::input::TagsIn>| tags.as_ref().map(super::input::TagsIn::list).unwrap_or_default();
    let (mut add, mut remove) = (list(&input.additional_tags), list(&input.remove_tags));
    if let Some(tags) = &input.tags {
        let wanted = tags.list();
        remove.extend(was.tags.iter().filter(|tag| !wanted.contains(tag)).cloned());
        add.extend(wanted);
    }
    if !add.is_empty() || !remove.is_empty() {
        tickets::tag(tx, actor, &Tag { ticket: was.ticket.id, add, remove })?;
    }
    Ok(())
}

/// Adds those who are named; a list of numbers or of followers is the whole list, as it is in Zendesk, where no action is named.
fn watchers(tx: &mut Tx<'_>, actor: &Actor, was: &Sheet, input: &TicketIn) -> Result<()> {
    let ticket = was.ticket.id;
    let wanted = people(tx, actor, input)?;
    for person in wanted.iter().filter(|person| **person != was.ticket.requester_id && !was.watchers.iter().any(|w| w.person == **person)) {
        tickets::watch(tx, actor, &Watch { ticket, person: *person })?;
    }
    if input.collaborator_ids.is_some() {
        for watcher in was.watchers.iter().filter(|watcher| !wanted.contains(&watcher.person)) {
            tickets::unwatch(tx, actor, &Watch { ticket, person: watcher.person })?;
        }
    }
    for gone in [&input.followers, &input.email_ccs].into_iter().flatten().flatten().filter(|person| leaves(person)) {
        let person = who(tx, actor, gone)?;
        tickets::unwatch(tx, actor, &Watch { ticket, person })?;
    }
    Ok(())
}

fn assign(tx: &mut Tx<'_>, actor: &Actor, was: &Ticket, input: &TicketIn) -> Result<()> {
    let person = assignee(tx, input)?;
    let team = number(&input.group_id).map(TeamId);
    let nobody = input.assignee_id.is_given() && person.is_none();
    let no_team = input.group_id.is_given() && team.is_none();
    let to = match (team, person) {
        (Some(team), Some(person)) => To::Both(team, person),
        (Some(team), None) if nobody || was.assignee_id.is_none() => To::Team(team),
        // Zendesk keeps the assignee when only the group is named and they belong to it; the domain decides whether they may.
        (Some(team), None) => was.assignee_id.map_or(To::Team(team), |person| To::Both(team, person)),
        (None, Some(person)) => To::Person(person),
        (None, None) if no_team => To::NoTeam,
        (None, None) => To::Nobody,
    };
    let assigned = tickets::assign(tx, actor, &Assign { ticket: was.id, to });
    match (assigned, to) {
        // The one who had it does not belong to the new team.
        (Err(Error::Refused(outcome::Refusal::Invalid(_))), To::Both(team, _)) if person.is_none() => {
            tickets::assign(tx, actor, &Assign { ticket: was.id, to: To::Team(team) }).map(drop)
        }
        (assigned, _) => assigned.map(drop),
    }
}

/// Where a public answer leaves the ticket: where the program says, or where it was.
fn then(wanted: Option<Status>, input: &TicketIn) -> Result<Then> {
    Ok(match wanted {
        Some(Status::Waiting) => Then::Wait,
        Some(Status::Resolved) => Then::Resolve,
        Some(Status::OnHold) => {
            let (reason, until) = hold(input)?;
            Then::Hold { reason, until }
        }
        _ => Then::Stay,
    })
}

/// Moves a ticket to where a program wants it.
///
/// # Errors
/// What the domain refuses.
pub fn move_to(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId, status: Status, input: &TicketIn) -> Result<()> {
    match status {
        Status::New => return Err(Error::invalid("status", "status-new-again")),
        Status::Open => tickets::reopen(tx, actor, ticket)?,
        Status::Waiting => tickets::wait(tx, actor, ticket)?,
        Status::OnHold => {
            let (reason, until) = hold(input)?;
            tickets::hold(tx, actor, &Hold { ticket, reason, until })?
        }
        Status::Resolved => tickets::resolve(tx, actor, ticket)?,
        Status::Closed => tickets::close(tx, actor, ticket)?,
    };
    Ok(())
}

/// Why and until when; programs of Zendesk's have no word for either.
fn hold(input: &TicketIn) -> Result<(String, Option<Moment>)> {
    let reason = input.hold_reason.clone().filter(|reason| !reason.trim().is_empty()).unwrap_or_else(|| ON_HOLD.to_owned());
    let until = input.hold_until.as_deref().filter(|until| !until.is_empty()).map(|until| read_moment("hold_until", until)).transpose()?;
    Ok((reason, until))
}

/// Why a ticket is on hold where a program does not say.
const ON_HOLD: &str = "Put on hold by a program";

/// An instant as programs write it: `2026-11-23T09:00:00Z`, or a day.
///
/// # Errors
/// `Invalid` at `field` for what is none.
pub fn read_moment(field: &'static str, text: &str) -> Result<Moment> {
    let unreadable = || Error::invalid(field, "date-unreadable");
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Ok(Moment(at.as_millisecond()));
    }
    let day: jiff::civil::Date = text.get(..10).unwrap_or(text).parse().map_err(|_| unreadable())?;
    let begins = day.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| unreadable())?;
    Ok(Moment(begins.timestamp().as_millisecond()))
}
