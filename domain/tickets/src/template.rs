//! Ticket templates: new tickets, filled in before anybody types.

use db::{Conn, Event, Moment, Subject, Tx, Value, id, params, row};
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::{Actor, PersonId, TeamId};
use serde::Serialize;
use text::plain::fold;

use crate::checklist::{ChecklistId, checklist};
use crate::checks::{check_subject, checked_assignee, checked_category, checked_team, tidy_subject};
use crate::kind::Kind;
use crate::limits::BODY_BYTES_MAX;
use crate::open::Open;
use crate::policy::{DeskAction, permit_desk};
use crate::priority::Level;
use crate::tag::tidy_tags;
use crate::ticket::CategoryId;

id!(
    /// A template's number.
    TemplateId
);

/// Templates in all, archived ones counted.
pub const TEMPLATES_MAX: i64 = 500;
/// Longest name of a template, in characters.
pub const TEMPLATE_NAME_CHARS_MAX: usize = 60;

row! {
    /// A template.
    pub struct TicketTemplate {
        /// Its number.
        pub id: TemplateId,
        /// What it is called.
        pub name: String,
        /// Incident or service request.
        pub kind: Kind,
        /// The subject it begins with.
        pub subject: String,
        /// The text it begins with.
        pub body: String,
        /// What it is about.
        pub category_id: Option<CategoryId>,
        /// How much is hit.
        pub impact: Level,
        /// How soon it hurts.
        pub urgency: Level,
        /// Whose work it is; the category's team when none.
        pub team_id: Option<TeamId>,
        /// Who does it.
        pub assignee_id: Option<PersonId>,
        /// Tags, divided by blanks.
        pub tags: String,
        /// The checklist that is put on the ticket.
        pub checklist_id: Option<ChecklistId>,
        /// When it was put away, if it was.
        pub archived_at: Option<Moment>,
    }
}

impl TicketTemplate {
    /// A ticket as the template has it, asked by `requester`.
    #[must_use]
    pub fn open(&self, requester: PersonId) -> Open {
        Open {
            kind: self.kind,
            category: self.category_id,
            impact: Some(self.impact),
            urgency: Some(self.urgency),
            team: self.team_id,
            assignee: self.assignee_id,
            tags: self.tags.split_whitespace().map(str::to_owned).collect(),
            ..Open::new(requester, &self.subject, &self.body)
        }
    }
}

/// A template as it shall be.
#[derive(Debug, Clone)]
pub struct SaveTemplate {
    /// The template; a new one when none.
    pub template: Option<TemplateId>,
    /// What it is called.
    pub name: String,
    /// Incident or service request.
    pub kind: Kind,
    /// The subject it begins with.
    pub subject: String,
    /// The text it begins with.
    pub body: String,
    /// What it is about.
    pub category: Option<CategoryId>,
    /// How much is hit.
    pub impact: Level,
    /// How soon it hurts.
    pub urgency: Level,
    /// Whose work it is.
    pub team: Option<TeamId>,
    /// Who does it.
    pub assignee: Option<PersonId>,
    /// Its tags.
    pub tags: Vec<String>,
    /// The checklist that is put on the ticket.
    pub checklist: Option<ChecklistId>,
}

impl SaveTemplate {
    /// A template with this name, subject and text.
    #[must_use]
    pub fn new(name: impl Into<String>, subject: impl Into<String>, body: impl Into<String>) -> Self {
        Self {
            template: None,
            name: name.into(),
            kind: Kind::ServiceRequest,
            subject: subject.into(),
            body: body.into(),
            category: None,
            impact: Level::Medium,
            urgency: Level::Medium,
            team: None,
            assignee: None,
            tags: Vec::new(),
            checklist: None,
        }
    }
}

/// Every template by name, archived ones last.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn templates(conn: &Conn, actor: &Actor) -> Result<Vec<TicketTemplate>> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let columns = TicketTemplate::columns("m");
    conn.all(&format!("SELECT {columns} FROM ticket_templates m ORDER BY m.archived_at IS NOT NULL, m.name_key, m.id"), params![])
}

/// One template.
///
/// # Errors
/// `NotFound`; `NotAllowed` for whoever does not work with the queue.
pub fn template(conn: &Conn, actor: &Actor, id: TemplateId) -> Result<TicketTemplate> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let sql = format!("SELECT {} FROM ticket_templates m WHERE m.id = $1", TicketTemplate::columns("m"));
    conn.first(&sql, params![id])?.ok_or_else(|| Refusal::NotFound.into())
}

/// Adds a template, or says anew what one is.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` names every part that does not hold; `Conflict` when there are [`TEMPLATES_MAX`] already.
pub fn save_template(tx: &mut Tx<'_>, actor: &Actor, save: &SaveTemplate) -> Result<TicketTemplate> {
    permit_desk(actor, DeskAction::ManageTemplates)?;
    let name = save.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let (key, subject) = (fold(&name), tidy_subject(&save.subject));
    let mut check = Check::new();
    let says = |key, max: usize| Sentence::new(key).with("max", max);
    check.that(!key.is_empty(), "name", "template-name-missing");
    check.that(name.chars().count() <= TEMPLATE_NAME_CHARS_MAX, "name", says("template-name-too-long", TEMPLATE_NAME_CHARS_MAX));
    check_subject(&mut check, &subject);
    check.that(!save.body.trim().is_empty(), "body", "body-missing");
    check.that(save.body.len() <= BODY_BYTES_MAX, "body", Sentence::new("body-too-long").with("max_kib", BODY_BYTES_MAX / 1024));
    check.done()?;
    let tags = tidy_tags(&save.tags)?.join(" ");
    save.category.map(|c| checked_category(tx, c)).transpose()?;
    save.team.map(|t| checked_team(tx, t)).transpose()?;
    save.assignee.map(|a| checked_assignee(tx, a, save.team)).transpose()?;
    save.checklist.map(|c| checklist(tx, actor, c)).transpose()?;
    let taken = tx.first::<(TemplateId,)>("SELECT id FROM ticket_templates WHERE name_key = $1", params![&key])?;
    if taken.is_some_and(|(other,)| Some(other) != save.template) {
        return Err(Error::invalid("name", Sentence::new("template-name-taken").with("name", name)));
    }
    let all: Vec<Value> = params![
        &name,
        &key,
        save.kind,
        &subject,
        save.body.trim(),
        save.category,
        save.impact,
        save.urgency,
        save.team,
        save.assignee,
        &tags,
        save.checklist
    ]
    .to_vec();
    let id = match save.template {
        Some(id) => {
            template(tx, actor, id)?;
            let sql = "UPDATE ticket_templates SET name = $1, name_key = $2, kind = $3, subject = $4, body = $5, category_id = $6, impact = $7, \
                       urgency = $8, team_id = $9, assignee_id = $10, tags = $11, checklist_id = $12 WHERE id = $13";
            tx.execute_one(sql, &[all, vec![id.into()]].concat())?;
            id
        }
        None => {
            if tx.one::<(i64,)>("SELECT COUNT(*) FROM ticket_templates", params![])?.0 >= TEMPLATES_MAX {
                return Err(Error::conflict(Sentence::new("templates-too-many").with("max", TEMPLATES_MAX)));
            }
            let sql = "INSERT INTO ticket_templates (name, name_key, kind, subject, body, category_id, impact, urgency, team_id, \
                       assignee_id, tags, checklist_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id";
            tx.insert(sql, &all)?
        }
    };
    tx.record(actor, &TemplateEvent::Saved { id, name })?;
    template(tx, actor, id)
}

/// Puts a template away; recurring tickets of it go on.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn archive_template(tx: &mut Tx<'_>, actor: &Actor, id: &TemplateId) -> Result<TicketTemplate> {
    let now = tx.now();
    set(tx, actor, *id, Some(now))
}

/// Takes a template back.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn restore_template(tx: &mut Tx<'_>, actor: &Actor, id: &TemplateId) -> Result<TicketTemplate> {
    set(tx, actor, *id, None)
}

fn set(tx: &mut Tx<'_>, actor: &Actor, id: TemplateId, archived_at: Option<Moment>) -> Result<TicketTemplate> {
    permit_desk(actor, DeskAction::ManageTemplates)?;
    let was = template(tx, actor, id)?;
    if was.archived_at.is_some() == archived_at.is_some() {
        return Ok(was);
    }
    tx.execute_one("UPDATE ticket_templates SET archived_at = $2 WHERE id = $1", params![id, archived_at])?;
    let name = was.name.clone();
    let event = if archived_at.is_some() { TemplateEvent::Archived { id, name } } else { TemplateEvent::Restored { id, name } };
    tx.record(actor, &event)?;
    Ok(TicketTemplate { archived_at, ..was })
}

/// Something that happened to a template.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each variant says what happened; `id` is the template")]
pub enum TemplateEvent {
    Saved { id: TemplateId, name: String },
    Archived { id: TemplateId, name: String },
    Restored { id: TemplateId, name: String },
}

impl Event for TemplateEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::Saved { .. } => "template.saved",
            Self::Archived { .. } => "template.archived",
            Self::Restored { .. } => "template.restored",
        }
    }

    fn subject(&self) -> Subject {
        let (Self::Saved { id, .. } | Self::Archived { id, .. } | Self::Restored { id, .. }) = self;
        Subject::new("template", id.0)
    }
}
