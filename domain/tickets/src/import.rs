//! A ticket of another system is written down as it was there: with its times and its whole conversation, and nobody is told of it.

use std::collections::BTreeMap;

use db::{Moment, Tx, Value};
use outcome::{Check, Error, Result, Sentence};
use people::{Actor, PersonId, Role, SiteId, TeamId};
use text::Html;

use crate::attachment::AttachmentId;
use crate::change;
use crate::checks::{
    check_external_id, check_subject, checked_assignee, checked_category, checked_requester, checked_site, checked_team, tidy_subject,
};
use crate::event::TicketEvent;
use crate::form::{self, Given};
use crate::index;
use crate::kind::{Kind, Source};
use crate::list::numbers;
use crate::matrix::matrix;
use crate::message::Audience;
use crate::policy::{DeskAction, permit_desk};
use crate::priority::Level;
use crate::status::{Side, Status};
use crate::tag::{put_tags, tidy_tags};
use crate::ticket::{CategoryId, Ticket, TicketId};
use crate::turn::{self, Turn, check_text, html_of};

/// Messages of one ticket that is imported.
pub const IMPORT_MESSAGES_MAX: usize = 1_000;

/// A turn of the conversation as it was.
#[derive(Debug, Clone)]
pub struct ImportedMessage {
    /// Who wrote it.
    pub author: PersonId,
    /// Who may read it.
    pub audience: Audience,
    /// What was written, in Markdown.
    pub body: String,
    /// The same as sanitised HTML.
    pub body_html: Option<Html>,
    /// When.
    pub at: Moment,
    /// Files that were uploaded for it.
    pub attachments: Vec<AttachmentId>,
}

/// A ticket as it was.
#[derive(Debug, Clone)]
pub struct Import {
    /// Incident or service request.
    pub kind: Kind,
    /// What it is about, in a line.
    pub subject: String,
    /// Who asked.
    pub requester: PersonId,
    /// Where it stands.
    pub status: Status,
    /// Why it is on hold, if it is.
    pub hold_reason: Option<String>,
    /// How much is hit.
    pub impact: Level,
    /// How soon it hurts.
    pub urgency: Level,
    /// What it is about.
    pub category: Option<CategoryId>,
    /// Whose work it is.
    pub team: Option<TeamId>,
    /// Who does it, or did.
    pub assignee: Option<PersonId>,
    /// Where it is.
    pub site: Option<SiteId>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Answers in the desk's own fields.
    pub answers: Vec<Given>,
    /// What the other system calls it.
    pub external_id: Option<String>,
    /// When it came in; with its first message when nobody said.
    pub opened_at: Option<Moment>,
    /// When anything about it last changed; with its last message when nobody said.
    pub updated_at: Option<Moment>,
    /// When it was resolved.
    pub resolved_at: Option<Moment>,
    /// The conversation.
    pub messages: Vec<ImportedMessage>,
}

/// Imports a ticket. No letter is sent, nobody is told, no rule and no clock follows from it; clocks begin when it next changes.
///
/// # Errors
/// `NotAllowed` for all but administrators; `Invalid` names what does not hold.
pub fn import(tx: &mut Tx<'_>, actor: &Actor, import: &Import) -> Result<TicketId> {
    permit_desk(actor, DeskAction::Import)?;
    let subject = tidy_subject(&import.subject);
    check(tx.now(), import, &subject)?;
    let tags = tidy_tags(&import.tags)?;
    let (organization_id, site_id) = checked_requester(tx, import.requester)?;
    import.category.map(|c| checked_category(tx, c)).transpose()?;
    import.team.map(|t| checked_team(tx, t)).transpose()?;
    import.site.map(|s| checked_site(tx, s)).transpose()?;
    import.assignee.map(|a| checked_assignee(tx, a, import.team)).transpose()?;
    let roles = authors(tx, &import.messages)?;

    let mut messages: Vec<&ImportedMessage> = import.messages.iter().collect();
    messages.sort_by_key(|message| message.at);
    let mut ticket = row(tx, import, subject, messages[0].at)?;
    (ticket.organization_id, ticket.site_id) = (organization_id, import.site.or(site_id));
    let turns: Vec<Turn<'_>> = messages.iter().map(|message| turn_of(message, import.requester, &roles)).collect();
    for (message, turn) in messages.iter().zip(&turns) {
        turn::settle(&mut ticket, turn.audience, turn.author, turn.side, turn.html.as_str(), message.at);
    }
    ticket.updated_at = import.updated_at.unwrap_or_else(|| last(&ticket, messages[messages.len() - 1].at));
    let id = change::insert_as_it_was(tx, &mut ticket)?;
    let mut first = None;
    for (message, turn) in messages.iter().zip(&turns) {
        let written = turn::write_at(tx, actor, id, turn, message.at)?;
        index::message(tx, written)?;
        first = first.or(Some(written));
    }
    put_tags(tx, id, &tags)?;
    form::answers_as_they_were(tx, actor, id, &import.answers)?;
    index::ticket(tx, id)?;
    TicketEvent::Imported { message: first, messages: turns.len() }.record(tx, actor, id)?;
    Ok(id)
}

fn check(now: Moment, import: &Import, subject: &str) -> Result<()> {
    let mut check = Check::new();
    check_subject(&mut check, subject);
    check_external_id(&mut check, import.external_id.as_deref());
    let says = Sentence::new("import-messages").with("max", IMPORT_MESSAGES_MAX);
    check.that((1..=IMPORT_MESSAGES_MAX).contains(&import.messages.len()), "comments", says);
    for message in &import.messages {
        check_text(&mut check, &message.body, message.body_html.as_ref(), "", message.attachments.len());
    }
    let times = [import.opened_at, import.updated_at, import.resolved_at].into_iter().flatten();
    let mut times = times.chain(import.messages.iter().map(|message| message.at));
    check.that(times.all(|at| at <= now), "created_at", "import-time-ahead");
    let done = matches!(import.status, Status::Resolved | Status::Closed);
    check.that(done || import.resolved_at.is_none(), "solved_at", "import-resolved-and-open");
    check.done()
}

/// The roles of all who wrote.
fn authors(tx: &Tx<'_>, messages: &[ImportedMessage]) -> Result<BTreeMap<PersonId, Role>> {
    let mut wanted: Vec<PersonId> = messages.iter().map(|message| message.author).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let (list, values): (String, Vec<Value>) = numbers(&wanted, 1);
    let known = tx.all::<(PersonId, Role)>(&format!("SELECT id, role FROM people WHERE id IN ({list})"), &values)?;
    let known: BTreeMap<PersonId, Role> = known.into_iter().collect();
    match wanted.iter().find(|author| !known.contains_key(author)) {
        Some(unknown) => Err(Error::invalid("author_id", Sentence::new("import-author-unknown").with("person", unknown))),
        None => Ok(known),
    }
}

fn turn_of<'m>(message: &'m ImportedMessage, requester: PersonId, roles: &BTreeMap<PersonId, Role>) -> Turn<'m> {
    let asked = message.author == requester || roles.get(&message.author).is_none_or(|role| *role < Role::Agent);
    Turn {
        audience: message.audience,
        author: Some(message.author),
        side: if asked { Side::Requester } else { Side::Staff },
        body: &message.body,
        html: html_of(&message.body, message.body_html.as_ref(), message.audience),
        quoted: "",
        held_until: Moment(0),
        mentions: Vec::new(),
        attachments: &message.attachments,
    }
}

/// When the last thing of it happened.
fn last(ticket: &Ticket, message: Moment) -> Moment {
    [Some(message), ticket.resolved_at, Some(ticket.opened_at)].into_iter().flatten().max().unwrap_or(message)
}

fn row(tx: &Tx<'_>, import: &Import, subject: String, first: Moment) -> Result<Ticket> {
    let opened_at = import.opened_at.unwrap_or(first);
    let newest = import.messages.iter().map(|message| message.at).max().unwrap_or(first);
    let done = matches!(import.status, Status::Resolved | Status::Closed);
    let resolved_at = done.then(|| import.resolved_at.or(import.updated_at).unwrap_or(newest));
    let status_since = resolved_at.unwrap_or_else(|| import.updated_at.unwrap_or(newest));
    Ok(Ticket {
        id: TicketId(0),
        kind: import.kind,
        subject,
        status: import.status,
        status_since,
        hold_reason: import.hold_reason.clone().filter(|_| import.status == Status::OnHold),
        hold_until: None,
        impact: import.impact,
        urgency: import.urgency,
        priority: matrix(tx)?.priority(import.impact, import.urgency),
        category_id: import.category,
        team_id: import.team,
        assignee_id: import.assignee,
        requester_id: import.requester,
        organization_id: None,
        site_id: import.site,
        source: Source::Api,
        opened_by: None,
        opened_at,
        updated_at: opened_at,
        first_replied_at: None,
        resolved_at,
        closed_at: resolved_at.filter(|_| import.status == Status::Closed),
        reopened_count: 0,
        merged_into: None,
        parent_id: None,
        message_count: 0,
        last_message_at: first,
        last_message_by: None,
        last_message_side: Side::Requester,
        last_excerpt: String::new(),
        minutes_spent: 0,
        due_at: None,
        due_metric: None,
        external_id: import.external_id.clone(),
        satisfaction: None,
        deleted_at: None,
        version: 1,
    })
}
