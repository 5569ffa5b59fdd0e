//! A file is brought along, and hangs on nothing until its message is written.

use db::{Budget, HOUR_MS, Tx, params};
use files::FileRef;
use outcome::{Check, Refusal, Result, Sentence};
use people::{Actor, Door};

use crate::attachment::{AttachmentId, attachment};
use crate::limits::{CLOCK_BATCH, FILE_NAME_CHARS_MAX, LOOSE_FILE_MS};
use crate::policy::{DeskAction, permit_desk};

/// Files that one person may bring in an hour.
const UPLOADS: Budget = Budget { most: 500, window_ms: HOUR_MS };
/// Longest media type, in characters.
const MEDIA_TYPE_CHARS_MAX: usize = 127; // RFC 6838, section 4.2
/// Longest Content-ID, in characters: a line of a letter.
const CONTENT_ID_CHARS_MAX: usize = 998;

/// A file that is in the store, and what it was called.
#[derive(Debug, Clone)]
pub struct Attach {
    /// Where the store has it.
    pub file: FileRef,
    /// Its name; folders before it are left out.
    pub name: String,
    /// What it says it is, `image/png`; told to whoever downloads it, never trusted.
    pub media_type: String,
    /// What a letter's HTML calls it, without angle brackets.
    pub content_id: Option<String>,
}

/// Brings a file along; a message takes it by its number.
///
/// # Errors
/// `Invalid` when the name is missing or too long; `TooMany` when somebody brings more than an hour's worth.
pub fn attach(tx: &mut Tx<'_>, actor: &Actor, attach: &Attach) -> Result<AttachmentId> {
    permit_desk(actor, DeskAction::Open)?;
    let name = tidy_name(&attach.name);
    let chars = name.chars().count();
    Check::new()
        .that(!name.is_empty(), "name", "file-name-missing")
        .that(chars <= FILE_NAME_CHARS_MAX, "name", Sentence::new("file-name-too-long").with("max", FILE_NAME_CHARS_MAX))
        .done()?;
    if let (Some(person), true) = (actor.person(), actor.door != Door::Mail) {
        tx.spend(&format!("attach:{person}"), 1, UPLOADS)?;
    }
    let media_type = tidy_media_type(&attach.media_type);
    let content_id = attach.content_id.as_deref().filter(|id| id.chars().count() <= CONTENT_ID_CHARS_MAX);
    let bytes = i64::try_from(attach.file.bytes).map_err(anyhow::Error::from)?;
    let now = tx.now();
    tx.insert(
        "INSERT INTO attachments (file, name, media_type, bytes, content_id, uploaded_by, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        params![&attach.file.sha256, name, media_type, bytes, content_id, actor.person(), now],
    )
}

/// Leaves a file out again that hangs on nothing yet.
///
/// # Errors
/// `NotFound` for somebody else's, and for one that hangs on a message.
pub fn detach(tx: &mut Tx<'_>, actor: &Actor, id: AttachmentId) -> Result<()> {
    permit_desk(actor, DeskAction::Open)?;
    let found = attachment(tx, actor, id)?;
    if found.message_id.is_some() {
        return Err(Refusal::NotFound.into());
    }
    tx.execute("DELETE FROM attachments WHERE id = $1 AND message_id IS NULL", params![id])?;
    Ok(())
}

/// Forgets files that nobody used for a month; how many, at most a batch. A timer calls it until there are fewer.
///
/// # Errors
/// What the engine answers.
pub fn forget_loose_files(tx: &mut Tx<'_>) -> Result<usize> {
    let before = tx.now().plus_ms(-LOOSE_FILE_MS);
    let batch = i64::try_from(CLOCK_BATCH).unwrap_or(i64::MAX);
    let sql =
        "DELETE FROM attachments WHERE id IN (SELECT a.id FROM attachments a WHERE a.message_id IS NULL AND a.created_at < $1 LIMIT $2)";
    Ok(usize::try_from(tx.execute(sql, params![before, batch])?).unwrap_or(usize::MAX))
}

/// The name without folders, and without characters that nobody sees.
fn tidy_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control() && !is_turner(*c)).collect::<String>().trim().to_owned()
}

/// Characters that turn the direction of writing: `exe.gnp` reads as `png.exe`.
fn is_turner(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

fn tidy_media_type(said: &str) -> String {
    let said = said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let known = |c: char| c.is_ascii_alphanumeric() || "!#$&-^_.+/".contains(c);
    let whole = said.split('/').filter(|part| !part.is_empty()).count() == 2 && said.matches('/').count() == 1;
    if whole && said.chars().all(known) && said.len() <= MEDIA_TYPE_CHARS_MAX { said } else { "application/octet-stream".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{tidy_media_type, tidy_name};

    #[test]
    fn names_lose_folders_and_what_nobody_sees() {
        assert_eq!(tidy_name("C:\\Users\\ann\\VPN log.txt"), "VPN log.txt");
        assert_eq!(tidy_name("../../etc/passwd"), "passwd");
        assert_eq!(tidy_name("photo\u{202e}gnp.exe\n"), "photognp.exe");
    }

    #[test]
    fn a_media_type_has_two_parts_or_is_bytes() {
        assert_eq!(tidy_media_type("Image/PNG; name=x"), "image/png");
        for odd in ["", "text", "a/b/c", "text/<script>", "/png"] {
            assert_eq!(tidy_media_type(odd), "application/octet-stream", "{odd}");
        }
    }
}
