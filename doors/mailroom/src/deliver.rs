//! A letter's bytes on their one way in: read, its files stored, and handed to the domain. Durable when it answers.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use db::Db;
use files::Store;
use mail::{Arrived, Enclosed, Intake, MailboxId, Why};
use outcome::{Error, Refusal, Result};

use crate::senders::Senders;

/// Tries before a letter that cannot be taken in is kept for a person to look at.
const TRIES_MAX: usize = 3;
/// Pause between two tries.
const PAUSE: Duration = Duration::from_millis(200);
/// Bytes of a MiB.
const MIB: u64 = 1024 * 1024;

/// Who sent a letter and to whom, as the transport knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// Sender; empty for the null path of bounces, `None` when the transport did not say.
    pub from: Option<String>,
    /// Recipient; found in the letter's own headers when the transport did not say.
    pub to: Option<String>,
}

/// Which way a letter came, and what that way knows of it beside its envelope.
#[derive(Debug, Clone, Default)]
pub enum Way {
    /// By standard input, from a program on this machine.
    #[default]
    Pipe,
    /// By the SMTP or LMTP door.
    Door {
        /// Who handed it over.
        peer: IpAddr,
        /// What they call themselves.
        helo: String,
    },
    /// Fetched from this mailbox.
    Fetched {
        /// The mailbox.
        mailbox: MailboxId,
        /// Did it lie there before we did?
        old: bool,
        /// How long it is in all, in bytes, when only its beginning could be taken.
        cut_from: Option<u64>,
    },
}

/// The way in for letters; cheap to clone.
#[derive(Debug, Clone)]
pub struct Mailroom {
    db: DbHandle,
    store: Store,
    senders: Option<Arc<Senders>>,
}

/// The database's handle, for printing.
#[derive(Clone)]
struct DbHandle(Db);

impl std::fmt::Debug for DbHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Db(..)")
    }
}

/// A letter that only has to be committed: read, checked, its files stored.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    arrived: Arrived,
    /// Why it is to be held, whatever it says.
    held: Option<Why>,
}

impl Mailroom {
    /// A way in to this database and file store, which takes nobody for who they say they are.
    #[must_use]
    pub fn new(db: Db, store: Store) -> Self {
        Self { db: DbHandle(db), store, senders: None }
    }

    /// The same, with senders looked into.
    #[must_use]
    pub fn looking_into(self, senders: Senders) -> Self {
        Self { senders: Some(Arc::new(senders)), ..self }
    }

    pub(crate) fn db(&self) -> &Db {
        &self.db.0
    }

    /// Takes a letter in that a program handed us; see [`Mailroom::deliver_by`].
    ///
    /// # Errors
    /// As [`Mailroom::deliver_by`].
    pub async fn deliver(&self, raw: Vec<u8>, envelope: &Envelope) -> Result<Intake> {
        self.deliver_by(&Way::Pipe, raw, envelope).await
    }

    /// Takes a letter in and answers when it is durable, with what became of it. The same letter again changes nothing.
    ///
    /// A letter that fails three times is kept in *Mail to check* with what was wrong; it is lost to nobody.
    ///
    /// # Errors
    /// `NotFound` when the envelope names no mailbox of ours; `Busy` and `Unavailable` when it is worth trying later; a failure when the letter
    /// could not even be kept. Nothing is done then, and the sender should try again.
    pub async fn deliver_by(&self, way: &Way, raw: Vec<u8>, envelope: &Envelope) -> Result<Intake> {
        let prepared = self.prepare(way, raw, envelope).await?;
        self.commit(prepared).await
    }

    /// The slow part: reads, looks into the sender, stores the files. Nothing is decided yet.
    pub(crate) async fn prepare(&self, way: &Way, raw: Vec<u8>, envelope: &Envelope) -> Result<Prepared> {
        let bytes = raw.clone();
        let read = tokio::task::spawn_blocking(move || read(&bytes)).await.ok();
        let headers = read.as_ref().map(|read| read.letter.clone()).unwrap_or_default();
        let verdicts = match &self.senders {
            Some(senders) => senders.look_into(way, &raw, &headers, envelope.from.as_deref()).await,
            None => mail::Verdicts::default(),
        };
        let (way, to) = (way.clone(), envelope.to.clone());
        let (old, cut_from) = match way {
            Way::Fetched { old, cut_from, .. } => (old, cut_from),
            _ => (false, None),
        };
        let found = self
            .db()
            .read(move |conn| match way {
                Way::Fetched { mailbox, .. } => fetched_from(conn, mailbox, &headers),
                _ => Ok(mail::mailbox_of(conn, to.as_deref(), &headers)?.map(|(mailbox, to)| (mailbox.id, to))),
            })
            .await?;
        let (mailbox, to) = found.ok_or(Refusal::NotFound)?;
        let raw = self.store.put(raw).await?;
        let at = mail::Arrival { mailbox, envelope_from: envelope.from.clone(), envelope_to: to, raw, verdicts, old };
        let Some(read) = read else {
            tracing::error!(raw = at.raw.sha256, "a letter could not be read; it is kept for a person to look at");
            return Ok(Prepared { arrived: Arrived::unread(at), held: Some(Why::new("mail-why-unreadable")) });
        };
        let held = cut_from.map(|_| Why::new("mail-why-too-large").with("max", at.raw.bytes.div_ceil(MIB)));
        Ok(Prepared { arrived: self.with_files(read, at).await?, held })
    }

    /// Decides what becomes of a prepared letter, durably.
    pub(crate) async fn commit(&self, prepared: Prepared) -> Result<Intake> {
        let arrived = prepared.arrived;
        if let Some(why) = prepared.held {
            return self.quarantine(&arrived, why).await;
        }
        let mut tries = 1;
        loop {
            let letter = arrived.clone();
            match self.db().write(move |tx| mail::take_in(tx, &letter)).await {
                Ok(intake) => return Ok(intake),
                Err(Error::Refused(refused)) if refused.passes() => return Err(refused.into()),
                Err(Error::Refused(refused)) => {
                    tracing::info!(%refused, "a letter is held: the desk's rules refuse what it asks");
                    return self.quarantine(&arrived, Why::new("mail-why-refused")).await;
                }
                Err(Error::Failed(error)) if tries == TRIES_MAX => {
                    tracing::error!(
                        error = format!("{error:#}"),
                        raw = arrived.at.raw.sha256,
                        "a letter failed; it is kept for a person to look at"
                    );
                    return self.quarantine(&arrived, Why::new("mail-why-failed")).await;
                }
                Err(Error::Failed(error)) => tracing::warn!(error = format!("{error:#}"), tries, "a letter could not be taken in"),
            }
            tries += 1;
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn quarantine(&self, arrived: &Arrived, why: Why) -> Result<Intake> {
        let arrived = arrived.clone();
        self.db().write(move |tx| mail::quarantine(tx, &arrived, why.clone())).await
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

/// The mailbox a letter was fetched from, and which of its addresses the letter was sent to: its headers say, sub-address included.
fn fetched_from(conn: &db::Conn, mailbox: MailboxId, letter: &email::Letter) -> Result<Option<(MailboxId, String)>> {
    let system = people::Actor::system(people::Door::Mail);
    let own = mail::mailbox(conn, &system, mailbox)?.address;
    for address in letter.delivered_to.iter().chain(letter.recipients()) {
        if mail::mailbox_for(conn, &address.email)?.is_some_and(|found| found.id == mailbox) {
            return Ok(Some((mailbox, address.email.clone())));
        }
    }
    Ok(Some((mailbox, own)))
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
