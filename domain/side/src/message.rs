//! A turn of a side conversation, and the files that went along or came.

use db::{Conn, Moment, Tx, id, params, row, words};
use outcome::Result;
use people::PersonId;
use text::Html;

use crate::conversation::{ConversationId, ParticipantId};
use crate::limits::EXCERPT_CHARS_MAX;

id!(
    /// A turn's number.
    SideMessageId
);
id!(
    /// A file's number.
    SideFileId
);

words! {
    /// Whose turn it is.
    pub enum Turn {
        /// The desk's.
        Written = "written",
        /// A participant's.
        Answered = "answered",
        /// A program's: an absence note, a delivery report.
        Noted = "noted",
    }
}

row! {
    /// A turn, as its row stands.
    pub struct SideMessage {
        /// Its number.
        pub id: SideMessageId,
        /// The conversation.
        pub conversation_id: ConversationId,
        /// Whose turn it is.
        pub kind: Turn,
        /// Who wrote it at the desk.
        pub author_id: Option<PersonId>,
        /// Who answered.
        pub participant_id: Option<ParticipantId>,
        /// What a note is, as a key of the catalogue; empty for the others.
        pub why: String,
        /// What was said: Markdown of the desk, plain text of the others.
        pub body: String,
        /// The same as safe HTML.
        pub body_html: String,
        /// What an answer quotes, and its signature.
        pub quoted: String,
        /// When.
        pub at: Moment,
    }
}

row! {
    /// A file, as its row stands.
    pub struct SideFile {
        /// Its number.
        pub id: SideFileId,
        /// The turn.
        pub message_id: SideMessageId,
        /// Its digest in the file store.
        pub file: String,
        /// Its name.
        pub name: String,
        /// What it says it is; the door decides what is safe to show.
        pub media_type: String,
        /// How long it is.
        pub bytes: i64,
    }
}

/// A file that goes along with a turn.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// Its digest in the file store.
    pub file: String,
    /// Its name.
    pub name: String,
    /// What it says it is.
    pub media_type: String,
    /// How long it is.
    pub bytes: i64,
}

/// A turn to be written down.
pub(crate) struct New<'n> {
    pub(crate) kind: Turn,
    pub(crate) author: Option<PersonId>,
    pub(crate) participant: Option<ParticipantId>,
    pub(crate) why: &'n str,
    pub(crate) body: &'n str,
    pub(crate) html: &'n Html,
    pub(crate) quoted: &'n str,
    pub(crate) files: &'n [NewFile],
}

/// Writes a turn down, and what the conversation says of its last one.
pub(crate) fn write(tx: &mut Tx<'_>, conversation: ConversationId, new: &New<'_>) -> Result<SideMessageId> {
    let now = tx.now();
    let id: SideMessageId = tx.insert(
        "INSERT INTO side_messages (conversation_id, kind, author_id, participant_id, why, body, body_html, quoted, at) \
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9) RETURNING id",
        params![conversation, new.kind, new.author, new.participant, new.why, new.body, new.html.as_str(), new.quoted, now],
    )?;
    for file in new.files {
        tx.execute_one(
            "INSERT INTO side_files (message_id, file, name, media_type, bytes) VALUES ($1,$2,$3,$4,$5)",
            params![id, &file.file, &file.name, &file.media_type, file.bytes],
        )?;
    }
    let excerpt = text::plain::excerpt(&text::plain::from_html(new.html.as_str()), EXCERPT_CHARS_MAX);
    tx.execute_one(
        "UPDATE side_conversations SET message_count = message_count + 1, last_message_at = $2, last_excerpt = $3 WHERE id = $1",
        params![conversation, now, excerpt],
    )?;
    Ok(id)
}

/// The turn of this number. Asks no policy: for whoever carries it.
///
/// # Errors
/// What the engine answers.
pub fn message_of(conn: &Conn, id: SideMessageId) -> Result<Option<SideMessage>> {
    conn.first(&format!("SELECT {} FROM side_messages m WHERE m.id = $1", SideMessage::columns("m")), params![id])
}

/// Its files. Asks no policy: for whoever carries it.
///
/// # Errors
/// What the engine answers.
pub fn files_of(conn: &Conn, message: SideMessageId) -> Result<Vec<SideFile>> {
    conn.all(&format!("SELECT {} FROM side_files f WHERE f.message_id = $1 ORDER BY f.id", SideFile::columns("f")), params![message])
}
