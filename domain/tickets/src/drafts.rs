//! What somebody is writing: one draft per ticket, person and mode. Only its own writer's acts change or remove it.

use db::{Conn, Moment, Tx, params, row, words};
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::{Actor, PersonId};

use crate::attachment::AttachmentId;
use crate::limits::{ATTACHMENTS_MAX, BODY_BYTES_MAX, DRAFTS_MAX, SUBJECT_CHARS_MAX};
use crate::policy::{Action, DeskAction, look, permit_desk};
use crate::ticket::TicketId;

words! {
    /// What a draft will be.
    pub enum Mode {
        /// A public reply.
        Reply = "reply",
        /// An internal note.
        Note = "note",
        /// A new ticket.
        New = "new",
    }
}

/// Longest text of a draft: a message taken back stands above what was typed since.
const DRAFT_BYTES_MAX: usize = 2 * BODY_BYTES_MAX + 2;

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The ticket; none for a new one.
    pub ticket: Option<TicketId>,
    /// What it will be.
    pub mode: Mode,
    /// The subject of a new ticket.
    pub subject: String,
    /// The text so far.
    pub body: String,
    /// Files uploaded so far.
    pub attachments: Vec<AttachmentId>,
    /// When it was last saved.
    pub updated_at: Moment,
}

/// A draft to be saved in place of the one before.
#[derive(Debug, Clone)]
pub struct SaveDraft {
    /// The ticket; none for a new one.
    pub ticket: Option<TicketId>,
    /// What it will be; `New` exactly when there is no ticket.
    pub mode: Mode,
    /// The subject of a new ticket.
    pub subject: String,
    /// The text so far.
    pub body: String,
    /// Files uploaded so far.
    pub attachments: Vec<AttachmentId>,
}

row! {
    /// A draft's row.
    pub struct Kept {
        /// The ticket, 0 for a new one.
        pub ticket_id: TicketId,
        /// What it will be.
        pub mode: Mode,
        /// The subject of a new ticket.
        pub subject: String,
        /// The text.
        pub body: String,
        /// Attachment ids, as a JSON list.
        pub attachments: String,
        /// When it was last saved.
        pub updated_at: Moment,
    }
}

impl From<Kept> for Draft {
    fn from(kept: Kept) -> Self {
        let attachments = serde_json::from_str(&kept.attachments).unwrap_or_default();
        let ticket = (kept.ticket_id.0 > 0).then_some(kept.ticket_id);
        Self { ticket, mode: kept.mode, subject: kept.subject, body: kept.body, attachments, updated_at: kept.updated_at }
    }
}

/// Saves a draft; one with nothing in it is removed. Answers when it was saved.
///
/// # Errors
/// `NotFound` and `NotAllowed` as for the message it will be; `Invalid` when it is too long or has no room beside the others.
pub fn save_draft(tx: &mut Tx<'_>, actor: &Actor, save: &SaveDraft) -> Result<Moment> {
    let me = writer(tx, actor, save.ticket, save.mode)?;
    Check::new()
        .that(save.body.len() <= DRAFT_BYTES_MAX, "body", Sentence::new("body-too-long").with("max_kib", DRAFT_BYTES_MAX / 1024))
        .that(
            save.subject.chars().count() <= SUBJECT_CHARS_MAX,
            "subject",
            Sentence::new("subject-too-long").with("max", SUBJECT_CHARS_MAX),
        )
        .that(save.attachments.len() <= ATTACHMENTS_MAX, "attachments", Sentence::new("attachments-too-many").with("max", ATTACHMENTS_MAX))
        .done()?;
    if save.body.trim().is_empty() && save.subject.trim().is_empty() && save.attachments.is_empty() {
        remove(tx, save.ticket, me, save.mode)?;
    } else {
        keep(tx, me, save)?;
    }
    Ok(tx.now())
}

/// One's own draft, if there is one.
///
/// # Errors
/// What the engine answers.
pub fn draft(conn: &Conn, actor: &Actor, ticket: Option<TicketId>, mode: Mode) -> Result<Option<Draft>> {
    let Some(me) = actor.person() else { return Ok(None) };
    let sql = format!("SELECT {} FROM drafts d WHERE d.ticket_id = $1 AND d.person_id = $2 AND d.mode = $3", Kept::columns("d"));
    Ok(conn.first::<Kept>(&sql, params![key(ticket), me, mode])?.map(Draft::from))
}

/// All of one's own drafts, newest first.
///
/// # Errors
/// What the engine answers.
pub fn drafts(conn: &Conn, actor: &Actor) -> Result<Vec<Draft>> {
    let Some(me) = actor.person() else { return Ok(Vec::new()) };
    let sql =
        format!("SELECT {} FROM drafts d WHERE d.person_id = $1 ORDER BY d.updated_at DESC, d.ticket_id LIMIT $2", Kept::columns("d"));
    Ok(conn.all::<Kept>(&sql, params![me, DRAFTS_MAX])?.into_iter().map(Draft::from).collect())
}

/// Throws one's own draft away; whether there was one.
///
/// # Errors
/// `NotAllowed` for who is no person.
pub fn delete_draft(tx: &mut Tx<'_>, actor: &Actor, ticket: Option<TicketId>, mode: Mode) -> Result<bool> {
    permit_desk(actor, DeskAction::Open)?;
    let Some(me) = actor.person() else { return Err(Refusal::NotAllowed("save_draft").into()) };
    remove(tx, ticket, me, mode)
}

/// The draft became a message.
pub(crate) fn sent(tx: &mut Tx<'_>, ticket: TicketId, person: PersonId, mode: Mode) -> Result<()> {
    remove(tx, Some(ticket), person, mode).map(|_| ())
}

/// A message that was taken back is a draft again, above whatever was typed since.
pub(crate) fn put_back(
    tx: &mut Tx<'_>,
    actor: &Actor,
    ticket: Option<TicketId>,
    mode: Mode,
    body: &str,
    files: &[AttachmentId],
) -> Result<Draft> {
    let Some(me) = actor.person() else { return Err(Refusal::NotAllowed("save_draft").into()) };
    let mut save = SaveDraft { ticket, mode, subject: String::new(), body: body.to_owned(), attachments: files.to_vec() };
    if let Some(since) = draft(tx, actor, ticket, mode)? {
        if !since.body.trim().is_empty() && since.body != body {
            save.body = format!("{body}\n\n{}", since.body);
        }
        save.attachments.extend(since.attachments.into_iter().filter(|a| !files.contains(a)));
    }
    keep(tx, me, &save)?;
    let SaveDraft { ticket, mode, subject, body, attachments } = save;
    Ok(Draft { ticket, mode, subject, body, attachments, updated_at: tx.now() })
}

/// The one who writes, if they could send what they write.
fn writer(tx: &Tx<'_>, actor: &Actor, ticket: Option<TicketId>, mode: Mode) -> Result<PersonId> {
    match (ticket, mode) {
        (None, Mode::New) => permit_desk(actor, DeskAction::Open)?,
        (Some(id), Mode::Reply) => look(tx, actor, id)?.demand(Action::ReplyPublicly)?,
        (Some(id), Mode::Note) => look(tx, actor, id)?.demand(Action::WriteNote)?,
        _ => return Err(Error::invalid("mode", "draft-mode")),
    }
    actor.person().ok_or_else(|| Refusal::NotAllowed("save_draft").into())
}

fn keep(tx: &mut Tx<'_>, me: PersonId, save: &SaveDraft) -> Result<()> {
    let attachments = serde_json::to_string(&save.attachments).map_err(anyhow::Error::from)?;
    let now = tx.now();
    let row = params![key(save.ticket), me, save.mode, &save.subject, &save.body, attachments, now];
    let sql = "UPDATE drafts SET subject = $4, body = $5, attachments = $6, updated_at = $7 WHERE ticket_id = $1 AND person_id = $2 AND mode = $3";
    if tx.execute(sql, row)? == 1 {
        return Ok(());
    }
    let (many,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM drafts WHERE person_id = $1", params![me])?;
    if many >= DRAFTS_MAX {
        return Err(Error::invalid("body", Sentence::new("drafts-too-many").with("max", DRAFTS_MAX)));
    }
    tx.execute_one(
        "INSERT INTO drafts (ticket_id, person_id, mode, subject, body, attachments, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (ticket_id, person_id, mode) DO UPDATE SET subject = excluded.subject, body = excluded.body, \
         attachments = excluded.attachments, updated_at = excluded.updated_at",
        row,
    )
}

fn remove(tx: &mut Tx<'_>, ticket: Option<TicketId>, person: PersonId, mode: Mode) -> Result<bool> {
    let sql = "DELETE FROM drafts WHERE ticket_id = $1 AND person_id = $2 AND mode = $3";
    Ok(tx.execute(sql, params![key(ticket), person, mode])? == 1)
}

/// A new ticket has no number yet; its drafts lie under 0.
fn key(ticket: Option<TicketId>) -> TicketId {
    ticket.unwrap_or(TicketId(0))
}
