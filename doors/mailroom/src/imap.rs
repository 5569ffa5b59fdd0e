//! Mailboxes fetched by IMAP (RFC 9051): one worker for each, so that a slow one delays no other; one process for each, by a lease.
//!
//! A letter counts as fetched when it is durable with us, and only then is it marked or moved in its mailbox. Whatever breaks in
//! between, the same letter comes again and is known.

mod account;
mod folder;
mod name;
mod worker;

use std::collections::HashMap;
use std::time::Duration;

use db::Moment;
use mail::MailboxId;
use seal::Key;
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub(crate) use account::{Secret, secret_of, sign_in};
pub(crate) use name::encode as folder_name;

use crate::Mailroom;

/// How often the list of mailboxes is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(3);
/// How long workers may take to end when the server stops.
const FAREWELL: Duration = Duration::from_secs(15);

/// How mailboxes are fetched.
#[derive(Debug, Clone)]
pub struct FetchLimits {
    /// Longest letter that is taken whole, in bytes; of a longer one the beginning is kept, and it is held for a person.
    pub letter_bytes_max: usize,
    /// How often a server that cannot tell is asked.
    pub poll_every: Duration,
    /// Longest wait for one answer of a server.
    pub answer_within: Duration,
    /// Pause after a failure; doubled with each one that follows, up to [`FetchLimits::pause_max`].
    pub pause: Duration,
    /// Longest pause after a failure.
    pub pause_max: Duration,
    /// Ask instead of being told, even where the server offers to tell.
    pub always_poll: bool,
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self {
            letter_bytes_max: mail::LETTER_BYTES_MAX,
            poll_every: Duration::from_secs(60),
            answer_within: Duration::from_secs(120),
            pause: Duration::from_secs(5),
            pause_max: Duration::from_secs(300),
            always_poll: false,
        }
    }
}

/// Everything a worker works with.
#[derive(Debug, Clone)]
pub(crate) struct Tools {
    pub(crate) mailroom: Mailroom,
    pub(crate) key: Key,
    pub(crate) limits: FetchLimits,
    /// Tells this process from others on the same database.
    pub(crate) holder: String,
}

/// A worker, and the set-up it works for.
struct Hired {
    since: Moment,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// Whoever hired a worker and is gone has no worker any more.
impl Drop for Hired {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Fetches every mailbox that is to be fetched until `stop` turns true. `holder` tells processes apart.
pub async fn fetch_mailboxes(mailroom: Mailroom, key: Key, limits: FetchLimits, holder: String, mut stop: watch::Receiver<bool>) {
    let tools = Tools { mailroom, key, limits, holder };
    let mut hired: HashMap<MailboxId, Hired> = HashMap::new();
    while !*stop.borrow() {
        match tools.mailroom.db().read(mail::fetched_mailboxes).await {
            Ok(wanted) => {
                let old = |id: &MailboxId, hired: &Hired| !wanted.contains(&(*id, hired.since)) || hired.task.is_finished();
                for (id, hired) in &hired {
                    if old(id, hired) {
                        let _ = hired.stop.send(true);
                    }
                }
                hired.retain(|_, hired| !hired.task.is_finished());
                for (id, since) in wanted {
                    hired.entry(id).or_insert_with(|| {
                        let (stop, stopped) = watch::channel(false);
                        Hired { since, stop, task: tokio::spawn(worker::work(tools.clone(), id, stopped)) }
                    });
                }
            }
            Err(error) => tracing::warn!(%error, "the list of mailboxes could not be read; it is read again"),
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
    for hired in hired.values() {
        let _ = hired.stop.send(true);
    }
    let all = async {
        for hired in hired.values_mut() {
            let _ = (&mut hired.task).await;
        }
    };
    if tokio::time::timeout(FAREWELL, all).await.is_err() {
        tracing::warn!("a mailbox was left in the middle of a letter; it is fetched again at the next start");
    }
}
