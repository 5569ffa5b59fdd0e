//! A letter's bytes on their one way in: read, its files stored, and handed to the domain. Durable when it answers.

use std::time::Duration;

use db::Db;
use files::Store;
use mail::{Arrived, Enclosed, Intake};
use outcome::{Error, Refusal, Result};

/// Tries before a letter that cannot be taken in is kept for a person to look at.
const TRIES_MAX: usize = 3;
/// Pause between two tries.
const PAUSE: Duration = Duration::from_millis(200);

/// Who sent a letter and to whom, as the transport knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// Sender; empty for the null path of bounces, `None` when the transport did not say.
    pub from: Option<String>,
    /// Recipient; found in the letter's own headers when the transport did not say.
    pub to: Option<String>,
}

/// The way in for letters; cheap to clone.
#[derive(Debug, Clone)]
pub struct Mailroom {
    db: DbHandle,
    store: Store,
}

/// The database's handle, for printing.
#[derive(Clone)]
struct DbHandle(Db);

impl std::fmt::Debug for DbHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Db(..)")
    }
}

impl Mailroom {
    /// A way in to this database and file store.
    #[must_use]
    pub fn new(db: Db, store: Store) -> Self {
        Self { db: DbHandle(db), store }
    }

    pub(crate) fn db(&self) -> &Db {
        &self.db.0
    }

    /// Takes a letter in and answers when it is durable, with what became of it. The same letter again changes nothing.
    ///
    /// A letter that fails three times is kept in *Mail to check* with what was wrong; it is lost to nobody.
    ///
    /// # Errors
    /// `NotFound` when the envelope names no mailbox of ours; `Busy` when it is worth trying later; a failure when the letter
    /// could not even be kept. Nothing is done then, and the sender should try again.
    pub async fn deliver(&self, raw: Vec<u8>, envelope: &Envelope) -> Result<Intake> {
        let bytes = raw.clone();
        let read = tokio::task::spawn_blocking(move || read(&bytes)).await.ok();
        let headers = read.as_ref().map(|read| read.letter.clone()).unwrap_or_default();
        let to = envelope.to.clone();
        let found = self.db().read(move |conn| mail::mailbox_of(conn, to.as_deref(), &headers)).await?;
        let (mailbox, to) = found.ok_or(Refusal::NotFound)?;
        let at =
            mail::Arrival { mailbox: mailbox.id, envelope_from: envelope.from.clone(), envelope_to: to, raw: self.store.put(raw).await? };
        let Some(read) = read else {
            tracing::error!(raw = at.raw.sha256, "a letter could not be read; it is kept for a person to look at");
            return self.quarantine(&Arrived::unread(at), "mail-why-unreadable").await;
        };
        let arrived = self.with_files(read, at).await?;
        let mut tries = 1;
        loop {
            let letter = arrived.clone();
            match self.db().write(move |tx| mail::take_in(tx, &letter)).await {
                Ok(intake) => return Ok(intake),
                Err(Error::Refused(Refusal::Busy)) => return Err(Refusal::Busy.into()),
                Err(Error::Refused(refused)) => {
                    tracing::info!(%refused, "a letter is held: the desk's rules refuse what it asks");
                    return self.quarantine(&arrived, "mail-why-refused").await;
                }
                Err(Error::Failed(error)) if tries == TRIES_MAX => {
                    tracing::error!(
                        error = format!("{error:#}"),
                        raw = arrived.at.raw.sha256,
                        "a letter failed; it is kept for a person to look at"
                    );
                    return self.quarantine(&arrived, "mail-why-failed").await;
                }
                Err(Error::Failed(error)) => tracing::warn!(error = format!("{error:#}"), tries, "a letter could not be taken in"),
            }
            tries += 1;
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn quarantine(&self, arrived: &Arrived, why: &'static str) -> Result<Intake> {
        let arrived = arrived.clone();
        self.db().write(move |tx| mail::quarantine(tx, &arrived, why)).await
    }

    async fn with_files(&self, read: Read, at: mail::Arrival) -> Result<Arrived> {
        let mut enclosed = Vec::with_capacity(read.files.len());
        for file in read.files {
            let stored = self.store.put(file.bytes).await?;
            enclosed.push(Enclosed {
                file: stored.sha256,
                bytes: i64::try_from(stored.bytes).unwrap_or(i64::MAX),
                name: file.name,
                media_type: file.media_type,
                content_id: file.content_id,
                inline: file.inline,
            });
        }
        let made = tokio::task::spawn_blocking(move || Arrived::new(read.letter, read.bounce, enclosed, at)).await;
        made.map_err(|panic| anyhow::anyhow!("a letter's text could not be made safe: {panic}").into())
    }
}

/// A letter, what it reports, and its files apart.
struct Read {
    letter: email::Letter,
    bounce: Option<email::bounce::Bounce>,
    files: Vec<email::Attachment>,
}

fn read(raw: &[u8]) -> Read {
    let mut letter = email::Letter::parse(raw);
    let bounce = email::bounce::read(&letter);
    let files = std::mem::take(&mut letter.attachments);
    Read { letter, bounce, files }
}
