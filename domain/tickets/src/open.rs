//! Somebody asks for something: a ticket is opened.

use db::{Acts, Tx, Value, params};
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::{Actor, Door, OrganizationId, PersonId, SiteId, TeamId};
use text::Html;

use crate::attachment::AttachmentId;
use crate::change;
use crate::checks::{
    check_external_id, check_subject, checked_assignee, checked_author, checked_category, checked_requester, checked_site, checked_team,
    tidy_subject,
};
use crate::event::TicketEvent;
use crate::form::{self, Given};
use crate::index;
use crate::kind::{Kind, Source};
use crate::limits::WATCHERS_MAX;
use crate::list::numbers;
use crate::matrix::matrix;
use crate::mention::{mentioned, watch_mentioned};
use crate::message::{Audience, MessageId};
use crate::policy::{DeskAction, permit_desk};
use crate::priority::Level;
use crate::promises;
use crate::read_marks;
use crate::status::{Side, Status};
use crate::tag::{put_tags, tidy_tags};
use crate::ticket::{CategoryId, Ticket, TicketId};
use crate::turn::{self, Turn, check_text, html_of};

/// A request as it comes in.
#[derive(Debug, Clone)]
pub struct Open {
    /// Incident or service request.
    pub kind: Kind,
    /// What it is about, in a line.
    pub subject: String,
    /// What was written: Markdown, or the text of a letter.
    pub body: String,
    /// The same as a letter's sanitised HTML; made of the Markdown when there is none.
    pub body_html: Option<Html>,
    /// Quote and signature of a letter.
    pub quoted: String,
    /// Who may read the first message; a requester's is always public.
    pub audience: Audience,
    /// Who asks.
    pub requester: PersonId,
    /// In whose name the first message is written, if not in the actor's own: the requester's, or that of somebody at the desk.
    pub author: Option<PersonId>,
    /// The way it came in.
    pub source: Source,
    /// How much is hit; medium when nobody said.
    pub impact: Option<Level>,
    /// How soon it hurts; medium when nobody said.
    pub urgency: Option<Level>,
    /// What it is about.
    pub category: Option<CategoryId>,
    /// Whose work it is; the category's team when nobody said.
    pub team: Option<TeamId>,
    /// Who does it.
    pub assignee: Option<PersonId>,
    /// Where it is; the requester's site when nobody said.
    pub site: Option<SiteId>,
    /// Its tags.
    pub tags: Vec<String>,
    /// What was answered in the desk's own fields.
    pub answers: Vec<Given>,
    /// Files that were uploaded for it.
    pub attachments: Vec<AttachmentId>,
    /// Who else is kept up to date.
    pub watchers: Vec<PersonId>,
    /// The ticket it goes on from.
    pub follows: Option<TicketId>,
    /// What another system calls it.
    pub external_id: Option<String>,
    /// The same key again opens nothing and answers what the first one did.
    pub key: Option<String>,
}

impl Open {
    /// A plain incident of this requester.
    #[must_use]
    pub fn new(requester: PersonId, subject: impl Into<String>, body: impl Into<String>) -> Self {
        Self {
            kind: Kind::Incident,
            subject: subject.into(),
            body: body.into(),
            body_html: None,
            quoted: String::new(),
            audience: Audience::Public,
            requester,
            author: None,
            source: Source::Portal,
            impact: None,
            urgency: None,
            category: None,
            team: None,
            assignee: None,
            site: None,
            tags: Vec::new(),
            answers: Vec::new(),
            attachments: Vec::new(),
            watchers: Vec::new(),
            follows: None,
            external_id: None,
            key: None,
        }
    }
}

/// A ticket that was opened, and its first message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Opened {
    /// The ticket.
    pub ticket: TicketId,
    /// Its first message.
    pub message: MessageId,
}

/// Opens a ticket.
///
/// # Errors
/// `NotAllowed` to a requester who asks for somebody else or routes the ticket; `Invalid` names every field that does not hold.
pub fn open(tx: &mut Tx<'_>, actor: &Actor, open: &Open) -> Result<Opened> {
    may_open(actor, open)?;
    let scope = format!("open:{}", actor.acted_by().actor);
    if let Some(key) = &open.key
        && let Some(answer) = tx.done_before(&scope, key)?
    {
        return Ok(serde_json::from_str(&answer).map_err(anyhow::Error::from)?);
    }
    let opened = write(tx, actor, open)?;
    if let Some(key) = &open.key {
        tx.remember_done(&scope, key, &serde_json::to_string(&opened).map_err(anyhow::Error::from)?)?;
    }
    Ok(opened)
}

/// Everybody asks for themselves; asking for others and routing is the desk's. The people a letter was also sent to watch,
/// whoever wrote it.
fn may_open(actor: &Actor, open: &Open) -> Result<()> {
    permit_desk(actor, DeskAction::Open)?;
    let for_self = actor.person() == Some(open.requester);
    let copied = open.watchers.is_empty() || actor.door == Door::Mail;
    let for_self = for_self && open.author.is_none_or(|author| actor.person() == Some(author));
    let routed = open.team.is_some() || open.assignee.is_some() || !open.tags.is_empty() || open.audience == Audience::Internal;
    if for_self && copied && !routed { Ok(()) } else { permit_desk(actor, DeskAction::OpenForOthers) }
}

fn write(tx: &mut Tx<'_>, actor: &Actor, open: &Open) -> Result<Opened> {
    let subject = tidy_subject(&open.subject);
    let mut check = Check::new();
    check_subject(&mut check, &subject);
    check_text(&mut check, &open.body, open.body_html.as_ref(), &open.quoted, open.attachments.len());
    check_external_id(&mut check, open.external_id.as_deref());
    check.that(open.watchers.len() <= WATCHERS_MAX, "watchers", Sentence::new("watchers-too-many").with("max", WATCHERS_MAX));
    check.done()?;
    let tags = tidy_tags(&open.tags)?;
    let asker = checked_requester(tx, open.requester)?;
    let category_team = open.category.map(|c| checked_category(tx, c)).transpose()?.flatten();
    open.team.map(|t| checked_team(tx, t)).transpose()?;
    open.site.map(|s| checked_site(tx, s)).transpose()?;
    let team = open.team.or(category_team);
    open.assignee.map(|a| checked_assignee(tx, a, team)).transpose()?;

    let html = html_of(&open.body, open.body_html.as_ref(), open.audience);
    let named = open.author.map(|author| checked_author(tx, author, open.requester)).transpose()?;
    let author = named.or(actor.person()).or((actor.door == Door::Mail).then_some(open.requester));
    let mut ticket = fresh(tx, open, subject, asker, team)?;
    ticket.opened_by = actor.person().filter(|p| *p != open.requester);
    turn::settle(&mut ticket, open.audience, author, Side::Requester, html.as_str(), tx.now());
    let id = change::insert(tx, &mut ticket)?;
    let mentions = if actor.is_staff() { mentioned(tx, &open.body, id)? } else { Vec::new() };
    let first = Turn {
        audience: open.audience,
        author,
        side: Side::Requester,
        body: &open.body,
        html,
        quoted: &open.quoted,
        held_until: db::Moment(0),
        mentions,
        attachments: &open.attachments,
    };
    let message = turn::write(tx, actor, id, &first)?;
    put_tags(tx, id, &tags)?;
    if !tags.is_empty() {
        promises::look_again(tx, id)?;
    }
    watch(tx, id, &open.watchers)?;
    TicketEvent::Opened { source: open.source, message, requester: open.requester, team, assignee: open.assignee, follows: open.follows }
        .record(tx, actor, id)?;
    form::answers_at_opening(tx, actor, id, open.category, &open.answers)?;
    for person in watch_mentioned(tx, &first.mentions, id)? {
        TicketEvent::WatcherAdded { person, mentioned: Some(message) }.record(tx, actor, id)?;
    }
    if let Some(me) = actor.person() {
        read_marks::mark(tx, id, me, message)?;
    }
    index::ticket(tx, id)?;
    index::message(tx, message)?;
    Ok(Opened { ticket: id, message })
}

fn fresh(
    tx: &Tx<'_>,
    open: &Open,
    subject: String,
    (organization_id, site_id): (Option<OrganizationId>, Option<SiteId>),
    team_id: Option<TeamId>,
) -> Result<Ticket> {
    let (now, impact, urgency) = (tx.now(), open.impact.unwrap_or(Level::Medium), open.urgency.unwrap_or(Level::Medium));
    Ok(Ticket {
        id: TicketId(0),
        kind: open.kind,
        subject,
        status: Status::New,
        status_since: now,
        hold_reason: None,
        hold_until: None,
        impact,
        urgency,
        priority: matrix(tx)?.priority(impact, urgency),
        category_id: open.category,
        team_id,
        assignee_id: open.assignee,
        requester_id: open.requester,
        organization_id,
        site_id: open.site.or(site_id),
        source: open.source,
        opened_by: None,
        opened_at: now,
        updated_at: now,
        first_replied_at: None,
        resolved_at: None,
        closed_at: None,
        reopened_count: 0,
        merged_into: None,
        parent_id: None,
        message_count: 0,
        last_message_at: now,
        last_message_by: None,
        last_message_side: Side::Requester,
        last_excerpt: String::new(),
        minutes_spent: 0,
        due_at: None,
        due_metric: None,
        external_id: open.external_id.clone(),
        satisfaction: None,
        deleted_at: None,
        version: 1,
    })
}

/// The people named at the start watch; the event that opens the ticket tells of them.
fn watch(tx: &mut Tx<'_>, ticket: TicketId, people: &[PersonId]) -> Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let (list, values) = numbers(people, 3);
    let mut all: Vec<Value> = params![ticket, tx.now()].to_vec();
    all.extend(values);
    let sql = format!(
        "INSERT INTO watchers (ticket_id, person_id, since) SELECT $1, p.id, $2 FROM people p \
         WHERE p.id IN ({list}) AND p.deactivated_at IS NULL ORDER BY p.id ON CONFLICT DO NOTHING"
    );
    tx.execute(&sql, &all)?;
    Ok(())
}

/// The ticket that goes on where a closed one ended, asked by whoever answered.
pub(crate) fn follow_up(tx: &mut Tx<'_>, actor: &Actor, closed: &Ticket, first: Open) -> Result<Opened> {
    let Some(requester) = actor.person() else { return Err(Refusal::NotAllowed(DeskAction::Open.as_str()).into()) };
    let category = closed.category_id.map(|c| if_usable(checked_category(tx, c).map(|_| c))).transpose()?.flatten();
    let team = closed.team_id.map(|t| if_usable(checked_team(tx, t).map(|()| t))).transpose()?.flatten();
    let open = Open {
        kind: closed.kind,
        subject: closed.subject.clone(),
        requester,
        impact: Some(closed.impact),
        urgency: Some(closed.urgency),
        category,
        team,
        follows: Some(closed.id),
        ..first
    };
    let opened = write(tx, actor, &open)?;
    let now = tx.now();
    tx.execute_one(
        "INSERT INTO links (ticket_id, other_id, kind, linked_by, at) VALUES ($1, $2, 'relates', $3, $4)",
        params![opened.ticket, closed.id, requester, now],
    )?;
    TicketEvent::Linked { other: opened.ticket, link: "relates".into() }.record(tx, actor, closed.id)?;
    Ok(opened)
}

/// What was put away since the old ticket had it is left out of the new one.
fn if_usable<T>(checked: Result<T>) -> Result<Option<T>> {
    match checked {
        Ok(it) => Ok(Some(it)),
        Err(Error::Refused(_)) => Ok(None),
        Err(failed) => Err(failed),
    }
}
