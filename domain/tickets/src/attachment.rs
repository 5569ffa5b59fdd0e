//! A file that hangs on a message, or will.

use db::{Conn, Moment, Tx, Value, id, params, row};
use outcome::{Error, Refusal, Result, Sentence};
use people::{Actor, PersonId};

use crate::limits::{ATTACHMENTS_MAX, MERGE_DEPTH_MAX};
use crate::list::numbers;
use crate::message::{Audience, MessageId};
use crate::policy::{self, Action, Permitted};
use crate::ticket::{Ticket, TicketId};

id!(
    /// An attachment's number.
    AttachmentId
);

row! {
    /// An attachment, as its row stands.
    pub struct Attachment {
        /// Its number.
        pub id: AttachmentId,
        /// The ticket it belongs to, once its message is written.
        pub ticket_id: Option<TicketId>,
        /// The message it hangs on.
        pub message_id: Option<MessageId>,
        /// What the file store knows it by: its SHA-256.
        pub file: String,
        /// What it was called where it came from.
        pub name: String,
        /// What it says it is; the door decides what is safe to show.
        pub media_type: String,
        /// How long it is.
        pub bytes: i64,
        /// What a letter's HTML calls it, without angle brackets.
        pub content_id: Option<String>,
        /// Who brought it.
        pub uploaded_by: Option<PersonId>,
        /// When.
        pub created_at: Moment,
    }
}

/// The attachment, for downloading: whoever may read its message may have it; one that hangs on nothing yet is its uploader's.
///
/// # Errors
/// `NotFound` to everybody else.
pub fn attachment(conn: &Conn, actor: &Actor, id: AttachmentId) -> Result<Attachment> {
    let sql = format!("SELECT {} FROM attachments a WHERE a.id = $1", Attachment::columns("a"));
    let Some(found) = conn.first::<Attachment>(&sql, params![id])? else { return Err(Refusal::NotFound.into()) };
    let (Some(ticket), Some(message)) = (found.ticket_id, found.message_id) else {
        let mine = actor.person().is_none() || actor.person() == found.uploaded_by;
        return if mine { Ok(found) } else { Err(Refusal::NotFound.into()) };
    };
    let ticket = where_it_is_read(conn, actor, ticket)?;
    if !ticket.may(Action::SeeInternal) {
        let sql = "SELECT audience, held_until, withdrawn_at FROM messages WHERE id = $1";
        let (audience, held_until, withdrawn_at) = conn.one::<(Audience, Moment, Option<Moment>)>(sql, params![message])?;
        if audience == Audience::Internal || held_until > Moment(0) || withdrawn_at.is_some() {
            return Err(Refusal::NotFound.into());
        }
    }
    Ok(found)
}

/// The ticket in whose conversation the asker reads a message of `ticket`: that one, or one that goes on in its place.
fn where_it_is_read(conn: &Conn, actor: &Actor, mut ticket: TicketId) -> Result<Permitted<Ticket>> {
    for _ in 0..=MERGE_DEPTH_MAX {
        match policy::look(conn, actor, ticket) {
            Err(Error::Refused(Refusal::NotFound)) => {}
            seen => return seen,
        }
        let into = conn.first::<(Option<TicketId>,)>("SELECT merged_into FROM tickets WHERE id = $1", params![ticket])?;
        let Some((Some(into),)) = into else { break };
        ticket = into;
    }
    Err(Refusal::NotFound.into())
}

/// Hangs loose files on a message. A person can use only files of their own.
///
/// # Errors
/// `Invalid` when there are too many, or when one is somebody else's, gone, or hangs elsewhere.
pub(crate) fn bind(tx: &mut Tx<'_>, actor: &Actor, files: &[AttachmentId], ticket: TicketId, message: MessageId) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    if files.len() > ATTACHMENTS_MAX {
        return Err(Error::invalid("attachments", Sentence::new("attachments-too-many").with("max", ATTACHMENTS_MAX)));
    }
    let mut files = files.to_vec();
    files.sort_unstable();
    files.dedup();
    let (list, values) = numbers(&files, 4);
    let mut all: Vec<Value> = params![ticket, message, actor.person()].to_vec();
    all.extend(values);
    let sql = format!(
        "UPDATE attachments SET ticket_id = $1, message_id = $2 WHERE message_id IS NULL \
         AND (uploaded_by = $3 OR CAST($3 AS BIGINT) IS NULL) AND id IN ({list})"
    );
    let bound = tx.execute(&sql, &all)?;
    if usize::try_from(bound).ok() == Some(files.len()) { Ok(()) } else { Err(Error::invalid("attachments", "attachment-not-yours")) }
}

/// Takes the files off a message that is taken back; they are loose again.
pub(crate) fn unbind(tx: &mut Tx<'_>, message: MessageId) -> Result<Vec<AttachmentId>> {
    let ids: Vec<(AttachmentId,)> = tx.all("SELECT id FROM attachments WHERE message_id = $1 ORDER BY id", params![message])?;
    if !ids.is_empty() {
        tx.execute("UPDATE attachments SET ticket_id = NULL, message_id = NULL WHERE message_id = $1", params![message])?;
    }
    Ok(ids.into_iter().map(|(id,)| id).collect())
}
