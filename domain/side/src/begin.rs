//! Somebody at the desk writes to others beside the ticket: the first time, and again.

use db::{Acts, Conn, Tx, Value, params};
use email::Address;
use outcome::{Check, Error, Result, Sentence};
use people::{Actor, directory};
use text::{Html, markdown};
use tickets::{Aside, Attachment, AttachmentId, GAP, SUBJECT_CHARS_MAX, Ticket, TicketEvent, TicketId};

use crate::conversation::{Conversation, ConversationId, State, participants_of};
use crate::limits::{BODY_BYTES_MAX, CONVERSATIONS_MAX, FILES_MAX, FILES_SHOWN_MAX, MESSAGES_MAX, NAME_CHARS_MAX, PARTICIPANTS_MAX};
use crate::message::{New, NewFile, SideMessageId, Turn, write};
use crate::policy::{self, Action, Permitted};

/// A conversation to be begun.
#[derive(Debug, Clone)]
pub struct Begin {
    /// The ticket; of a merged one, the one that goes on.
    pub ticket: TicketId,
    /// Whom to write to.
    pub to: Vec<Address>,
    /// What it is about, in a line.
    pub subject: String,
    /// What is said first, as Markdown.
    pub body: String,
    /// Files of the ticket that go along.
    pub files: Vec<AttachmentId>,
    /// The same key again writes nothing and answers what the first one did.
    pub key: Option<String>,
}

/// A further turn of the desk.
#[derive(Debug, Clone)]
pub struct Write {
    /// The conversation.
    pub conversation: ConversationId,
    /// Who takes part from now on, beside those who do already.
    pub also: Vec<Address>,
    /// What is said, as Markdown.
    pub body: String,
    /// Files of the ticket that go along.
    pub files: Vec<AttachmentId>,
    /// The same key again writes nothing and answers what the first one did.
    pub key: Option<String>,
}

/// What was written, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Written {
    /// The conversation.
    pub conversation: ConversationId,
    /// The turn.
    pub message: SideMessageId,
}

/// Begins a conversation with others beside a ticket. They get what was written here and nothing else of the ticket.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` names every field that does not hold; `Conflict` when the ticket has [`CONVERSATIONS_MAX`].
pub fn begin(tx: &mut Tx<'_>, actor: &Actor, begin: &Begin) -> Result<Written> {
    once(tx, actor, "begin", begin.key.as_deref(), |tx| {
        let ticket = policy::permit_ticket(tx, actor, Action::Write, begin.ticket)?;
        let (subject, to) = (begin.subject.trim(), distinct(&begin.to));
        let mut check = Check::new();
        check
            .that(!subject.is_empty(), "subject", "side-subject-missing")
            .that(
                subject.chars().count() <= SUBJECT_CHARS_MAX,
                "subject",
                Sentence::new("side-subject-too-long").with("max", SUBJECT_CHARS_MAX),
            )
            .that(!to.is_empty(), "to", "side-to-missing");
        check_people(tx, &mut check, &ticket, &to, to.len())?;
        let files = checked(tx, &mut check, &ticket, &begin.body, &begin.files)?;
        let (count,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM side_conversations WHERE ticket_id = $1", params![ticket.id])?;
        if count >= CONVERSATIONS_MAX {
            return Err(Error::conflict(Sentence::new("side-too-many").with("max", CONVERSATIONS_MAX)));
        }
        let now = tx.now();
        let id: ConversationId = tx.insert(
            "INSERT INTO side_conversations (ticket_id, subject, state, state_since, begun_by, begun_at, last_message_at) \
             VALUES ($1,$2,$3,$4,$5,$4,$4) RETURNING id",
            params![ticket.id, subject, State::Open, now, actor.person()],
        )?;
        add(tx, id, &to)?;
        let message = say(tx, actor, id, &begin.body, &files)?;
        tell(tx, actor, ticket.id, id, subject, Some(message), Aside::Begun)?;
        Ok(Written { conversation: id, message })
    })
}

/// Writes again in a conversation; one that was closed is open again.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` names every field that does not hold; `Conflict` when it has [`MESSAGES_MAX`] turns.
pub fn write_on(tx: &mut Tx<'_>, actor: &Actor, on: &Write) -> Result<Written> {
    once(tx, actor, "write", on.key.as_deref(), |tx| {
        let found = policy::permit(tx, actor, Action::Write, on.conversation)?;
        let known = participants_of(tx, found.id)?;
        let mut also = distinct(&on.also);
        also.retain(|new| !known.iter().any(|old| old.address == new.normalised()));
        let mut check = Check::new();
        check_people(tx, &mut check, found.ticket(), &also, known.len() + also.len())?;
        check.that(!also.is_empty() || known.iter().any(|p| !p.address.is_empty()), "also", "side-to-missing");
        let files = checked(tx, &mut check, found.ticket(), &on.body, &on.files)?;
        if found.message_count >= MESSAGES_MAX {
            return Err(Error::conflict(Sentence::new("side-full").with("max", MESSAGES_MAX)));
        }
        add(tx, found.id, &also)?;
        let message = say(tx, actor, found.id, &on.body, &files)?;
        tell(tx, actor, found.ticket().id, found.id, &found.subject, Some(message), Aside::Written)?;
        reopened(tx, actor, &found)?;
        Ok(Written { conversation: found.id, message })
    })
}

/// What was done under this key before, or what `deed` does now.
fn once(
    tx: &mut Tx<'_>,
    actor: &Actor,
    word: &str,
    key: Option<&str>,
    deed: impl FnOnce(&mut Tx<'_>) -> Result<Written>,
) -> Result<Written> {
    let Some(key) = key else { return deed(tx) };
    let scope = format!("side {word}:{}", actor.acted_by().actor);
    if let Some(answer) = tx.done_before(&scope, key)? {
        return Ok(serde_json::from_str(&answer).map_err(anyhow::Error::from)?);
    }
    let written = deed(tx)?;
    tx.remember_done(&scope, key, &serde_json::to_string(&written).map_err(anyhow::Error::from)?)?;
    Ok(written)
}

/// Each address once.
fn distinct(wanted: &[Address]) -> Vec<Address> {
    let mut kept: Vec<Address> = Vec::new();
    for address in wanted {
        if !kept.iter().any(|known| known.normalised() == address.normalised()) {
            kept.push(address.clone());
        }
    }
    kept
}

/// Notes what is wrong with whom is written to: addresses that are none, too many, or whoever asked for the ticket.
fn check_people(conn: &Conn, check: &mut Check, ticket: &Ticket, new: &[Address], all: usize) -> Result<()> {
    check.that(all <= PARTICIPANTS_MAX, "to", Sentence::new("side-to-too-many").with("max", PARTICIPANTS_MAX));
    for address in new.iter().take(PARTICIPANTS_MAX) {
        check.that(email::is_deliverable(&address.email), "to", Sentence::new("side-to-address").with("address", &address.email));
        let asked = directory::person_by_email(conn, &address.normalised())?.is_some_and(|person| person.id == ticket.requester_id);
        check.that(!asked, "to", Sentence::new("side-to-requester").with("address", &address.email));
    }
    Ok(())
}

/// Ends a check with what every turn of the desk must hold, and finds its files.
fn checked(conn: &Conn, check: &mut Check, ticket: &Ticket, body: &str, files: &[AttachmentId]) -> Result<Vec<NewFile>> {
    let gap = body.split_once(GAP[0]).is_some_and(|(_, behind)| behind.contains(GAP[1]));
    let found = files_of_ticket(conn, ticket.id)?;
    let chosen: Vec<&Attachment> = found.iter().filter(|file| files.contains(&file.id)).collect();
    let all_there = files.iter().all(|id| chosen.iter().any(|file| file.id == *id));
    check
        .that(!body.trim().is_empty(), "body", "side-body-missing")
        .that(body.len() <= BODY_BYTES_MAX, "body", Sentence::new("side-body-too-long").with("max_kib", BODY_BYTES_MAX / 1024))
        .that(!gap, "body", "side-body-gap")
        .that(files.len() <= FILES_MAX, "files", Sentence::new("side-files-too-many").with("max", FILES_MAX))
        .that(all_there, "files", "side-file-elsewhere")
        .done()?;
    let new = |file: &Attachment| NewFile {
        file: file.file.clone(),
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        bytes: file.bytes,
    };
    Ok(chosen.into_iter().map(new).collect())
}

/// Files of the ticket and of those merged into it, that can go along: the newest first. Asks no policy: the asker may write beside it.
pub(crate) fn files_of_ticket(conn: &Conn, ticket: TicketId) -> Result<Vec<Attachment>> {
    let sql = format!(
        "{} SELECT {} FROM attachments a JOIN messages m ON m.id = a.message_id WHERE m.ticket_id IN (SELECT id FROM parts) \
         AND m.withdrawn_at IS NULL AND a.bytes > 0 ORDER BY a.id DESC LIMIT {FILES_SHOWN_MAX}",
        tickets::PARTS,
        Attachment::columns("a")
    );
    conn.all(&sql, params![ticket])
}

fn add(tx: &mut Tx<'_>, conversation: ConversationId, new: &[Address]) -> Result<()> {
    let now = tx.now();
    for address in new {
        let name = text::plain::excerpt(address.name.as_deref().unwrap_or_default(), NAME_CHARS_MAX);
        let values: [Value; 4] = [conversation.into(), address.normalised().into(), name.into(), now.into()];
        tx.execute_one("INSERT INTO side_participants (conversation_id, address, name, added_at) VALUES ($1,$2,$3,$4)", &values)?;
    }
    Ok(())
}

/// Lets somebody in whose letter waited; they are in already, nothing changes.
pub(crate) fn let_in(tx: &mut Tx<'_>, conversation: &Conversation, ticket: &Ticket, who: &Address) -> Result<()> {
    let known = participants_of(tx, conversation.id)?;
    if known.iter().any(|p| p.address == who.normalised()) {
        return Ok(());
    }
    let mut check = Check::new();
    check_people(tx, &mut check, ticket, std::slice::from_ref(who), known.len() + 1)?;
    check.done()?;
    add(tx, conversation.id, std::slice::from_ref(who))
}

fn say(tx: &mut Tx<'_>, actor: &Actor, conversation: ConversationId, body: &str, files: &[NewFile]) -> Result<SideMessageId> {
    let html: Html = markdown::to_html(body);
    let new = New { kind: Turn::Written, author: actor.person(), participant: None, why: "", body, html: &html, quoted: "", files };
    write(tx, conversation, &new)
}

/// A closed conversation is open again.
pub(crate) fn reopened(tx: &mut Tx<'_>, actor: &Actor, found: &Permitted) -> Result<()> {
    if found.state == State::Open {
        return Ok(());
    }
    let now = tx.now();
    tx.execute_one("UPDATE side_conversations SET state = $2, state_since = $3 WHERE id = $1", params![found.id, State::Open, now])?;
    tell(tx, actor, found.ticket().id, found.id, &found.subject, None, Aside::Reopened)
}

/// Writes it down on the ticket's timeline, where the desk alone sees it.
pub(crate) fn tell(
    tx: &mut Tx<'_>,
    by: &impl Acts,
    ticket: TicketId,
    conversation: ConversationId,
    subject: &str,
    message: Option<SideMessageId>,
    step: Aside,
) -> Result<()> {
    let event = TicketEvent::Aside { conversation: conversation.0, message: message.map(|m| m.0), subject: subject.to_owned(), step };
    event.record(tx, by, ticket).map(drop)
}
