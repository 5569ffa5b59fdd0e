//! Fetching: which folder, what becomes of a letter there, and how far we are.

use db::{Conn, Moment, Subject, Tx, params, row, words};
use outcome::{Check, Refusal, Result, Sentence};
use people::Actor;
use seal::Key;

use super::server::{self, ServerInput, Side, server};
use crate::event::MailEvent;
use crate::limits::{ERROR_CHARS_MAX, FOLDER_CHARS_MAX, TELL_OF_FAILURE_AFTER_MS};
use crate::mailbox::{Mailbox, MailboxId, WayIn};
use crate::outgoing::inside;
use crate::policy::{self, Action};

words! {
    /// How news of a letter reaches us.
    pub enum WaitsBy {
        /// Not yet.
        Nothing = "",
        /// The server tells us (IDLE, RFC 2177).
        Idle = "idle",
        /// We ask every so often.
        Poll = "poll",
    }
}

row! {
    /// Where the fetching of a mailbox stands.
    pub struct Fetch {
        /// The mailbox.
        pub mailbox_id: MailboxId,
        /// The folder letters are fetched from.
        pub folder: String,
        /// Where letters go once they are kept; marked as read where they are when empty.
        pub processed_folder: String,
        /// Are letters fetched that lay there before?
        pub old_letters: bool,
        /// The folder's UIDVALIDITY; 0 before the first look.
        pub uid_validity: i64,
        /// The last UID that was dealt with.
        pub uid: i64,
        /// UIDs up to this one lay there before we did.
        pub old_uid: i64,
        /// Letters of the stretch under way; 0 when there is none.
        pub total: i64,
        /// Those of them that are done.
        pub done: i64,
        /// Since when the stretch is under way.
        pub started_at: Moment,
        /// How news reaches us.
        pub waits_by: WaitsBy,
        /// When the folder was last looked at.
        pub looked_at: Option<Moment>,
        /// When the last letter was fetched.
        pub letter_at: Option<Moment>,
        /// Since when it does not work.
        pub failing_since: Option<Moment>,
        /// What was said then.
        pub last_error: String,
        /// Since when it is set up as it is.
        pub changed_at: Moment,
    }
}

/// A stretch of letters under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Letters in all.
    pub total: i64,
    /// Letters done.
    pub done: i64,
    /// How much longer it takes at the pace so far, in milliseconds; `None` while nobody can tell.
    pub left_ms: Option<i64>,
}

impl Fetch {
    /// The stretch under way, with how much longer it takes.
    #[must_use]
    pub fn stretch(&self, now: Moment) -> Option<Stretch> {
        if self.total == 0 {
            return None;
        }
        let took = now.since_ms(self.started_at).max(0);
        let left_ms = (self.done > 0).then(|| took.saturating_mul((self.total - self.done).max(0)) / self.done);
        Some(Stretch { total: self.total, done: self.done, left_ms })
    }
}

/// How a mailbox is to be fetched.
#[derive(Debug, Clone, Default)]
pub struct FetchInput {
    /// The IMAP server.
    pub server: ServerInput,
    /// The folder; `INBOX` when empty.
    pub folder: String,
    /// Where letters go once they are kept; marked as read where they are when empty.
    pub processed_folder: String,
    /// Fetch letters that lie there already?
    pub old_letters: bool,
}

/// The page's subject for news about a mailbox.
pub(super) fn announce(tx: &mut Tx<'_>, mailbox: MailboxId) {
    tx.announce(Subject::new("mailbox", mailbox.0), "state");
}

/// Lets letters come by the SMTP door or the pipe; nothing is fetched any more.
///
/// # Errors
/// Refused when the actor may not; invalid for `WayIn::Imap`, which [`set_fetch`] sets.
pub fn set_way_in(tx: &mut Tx<'_>, actor: &Actor, mailbox: MailboxId, way: WayIn) -> Result<()> {
    policy::allow(actor, Action::ManageMailboxes)?;
    Mailbox::of(tx, mailbox)?.ok_or(Refusal::NotFound)?;
    Check::new().that(way != WayIn::Imap, "way_in", "mail-way-in").done()?;
    tx.execute_one("UPDATE mailboxes SET way_in = $2 WHERE id = $1", params![mailbox, way])?;
    tx.record(actor, &MailEvent::MailboxEdited { mailbox })?;
    announce(tx, mailbox);
    Ok(())
}

/// Lets a mailbox be fetched by IMAP. Another server, name or folder begins anew; letters that are known stay one record.
///
/// # Errors
/// Refused when the actor may not, or the input does not hold.
pub fn set_fetch(tx: &mut Tx<'_>, actor: &Actor, key: &Key, mailbox: MailboxId, input: &FetchInput) -> Result<()> {
    policy::allow(actor, Action::ManageMailboxes)?;
    let folder = if input.folder.trim().is_empty() { "INBOX" } else { input.folder.trim() };
    let processed = input.processed_folder.trim();
    let holds = |name: &str| name.chars().count() <= FOLDER_CHARS_MAX && !name.chars().any(char::is_control);
    Check::new()
        .that(holds(folder), "folder", Sentence::new("mail-folder").with("max", FOLDER_CHARS_MAX))
        .that(holds(processed), "processed_folder", Sentence::new("mail-folder").with("max", FOLDER_CHARS_MAX))
        .that(processed != folder, "processed_folder", "mail-folder-same")
        .done()?;
    let before = (server(tx, mailbox, Side::In)?, fetch(tx, mailbox)?);
    server::put(tx, key, mailbox, Side::In, &input.server)?;
    tx.execute_one("UPDATE mailboxes SET way_in = 'imap' WHERE id = $1", params![mailbox])?;
    let now = tx.now();
    tx.execute_one(
        "INSERT INTO mailbox_fetches (mailbox_id, folder, processed_folder, old_letters, changed_at) VALUES ($1,$2,$3,$4,$5) \
         ON CONFLICT (mailbox_id) DO UPDATE SET folder = excluded.folder, processed_folder = excluded.processed_folder, \
         old_letters = excluded.old_letters, changed_at = excluded.changed_at, failing_since = NULL, told = 0, last_error = ''",
        params![mailbox, folder, processed, input.old_letters, now],
    )?;
    let after = server(tx, mailbox, Side::In)?;
    let place = |s: &Option<server::Server>| s.as_ref().map(|s| (s.host.clone(), s.user_name.clone()));
    let moved = place(&before.0) != place(&after) || before.1.as_ref().is_none_or(|f| f.folder != folder);
    if moved || before.1.is_some_and(|f| !f.old_letters && input.old_letters) {
        begin_anew(tx, mailbox)?;
    }
    tx.record(actor, &MailEvent::MailboxEdited { mailbox })?;
    announce(tx, mailbox);
    Ok(())
}

/// Goes through the folder from its first letter again; letters that are known stay one record.
///
/// # Errors
/// Refused when the actor may not, or the mailbox is not fetched.
pub fn fetch_anew(tx: &mut Tx<'_>, actor: &Actor, mailbox: MailboxId) -> Result<()> {
    policy::allow(actor, Action::ManageMailboxes)?;
    fetch(tx, mailbox)?.ok_or(Refusal::NotFound)?;
    begin_anew(tx, mailbox)?;
    let now = tx.now();
    tx.execute_one("UPDATE mailbox_fetches SET old_letters = 1, changed_at = $2 WHERE mailbox_id = $1", params![mailbox, now])?;
    tx.record(actor, &MailEvent::MailboxEdited { mailbox })?;
    announce(tx, mailbox);
    Ok(())
}

fn begin_anew(tx: &mut Tx<'_>, mailbox: MailboxId) -> Result<()> {
    tx.execute("DELETE FROM mailbox_stuck WHERE mailbox_id = $1", params![mailbox])?;
    let sql = "UPDATE mailbox_fetches SET uid_validity = 0, uid = 0, old_uid = 0, total = 0, done = 0 WHERE mailbox_id = $1";
    tx.execute_one(sql, params![mailbox])
}

/// Where the fetching of a mailbox stands; for doors, asks no policy.
///
/// # Errors
/// What the engine answers.
pub fn fetch(conn: &Conn, mailbox: MailboxId) -> Result<Option<Fetch>> {
    conn.first(&format!("SELECT {} FROM mailbox_fetches f WHERE f.mailbox_id = $1", Fetch::columns("f")), params![mailbox])
}

/// The mailboxes that are fetched, with when each was set up as it is; for the workers.
///
/// # Errors
/// What the engine answers.
pub fn fetched_mailboxes(conn: &Conn) -> Result<Vec<(MailboxId, Moment)>> {
    let sql = "SELECT m.id, f.changed_at FROM mailboxes m JOIN mailbox_fetches f ON f.mailbox_id = m.id \
               WHERE m.way_in = 'imap' AND m.archived_at IS NULL ORDER BY m.id";
    conn.all(sql, params![])
}

/// A stretch begins: `total` letters lie in the folder that were not dealt with. A folder with another UIDVALIDITY counts its
/// letters anew (RFC 9051, 2.3.1.1), from `uid` on; those up to `old_uid` lay there before we did.
///
/// # Errors
/// What the engine answers.
pub fn fetch_began(tx: &mut Tx<'_>, mailbox: MailboxId, uid_validity: u32, uid: u32, old_uid: u32, total: usize) -> Result<()> {
    let (now, total) = (tx.now(), i64::try_from(total).unwrap_or(i64::MAX));
    tx.execute_one(
        "UPDATE mailbox_fetches SET uid_validity = $2, uid = $3, old_uid = $4, total = $5, done = 0, started_at = $6, looked_at = $6 \
         WHERE mailbox_id = $1",
        params![mailbox, i64::from(uid_validity), i64::from(uid), i64::from(old_uid), total, now],
    )?;
    announce(tx, mailbox);
    Ok(())
}

/// Letters up to `uid` are dealt with, `done` of them since the last time.
///
/// # Errors
/// What the engine answers.
pub fn fetch_advanced(tx: &mut Tx<'_>, mailbox: MailboxId, uid: u32, done: usize) -> Result<()> {
    let (now, done) = (tx.now(), i64::try_from(done).unwrap_or(i64::MAX));
    let sql =
        "UPDATE mailbox_fetches SET uid = CASE WHEN uid < $2 THEN $2 ELSE uid END, done = done + $3, letter_at = $4 WHERE mailbox_id = $1";
    tx.execute_one(sql, params![mailbox, i64::from(uid), done, now])?;
    announce(tx, mailbox);
    Ok(())
}

/// The folder was gone through to its end.
///
/// # Errors
/// What the engine answers.
pub fn fetch_all_seen(tx: &mut Tx<'_>, mailbox: MailboxId) -> Result<()> {
    let now = tx.now();
    let sql = "UPDATE mailbox_fetches SET total = 0, done = 0, looked_at = $2, failing_since = NULL, told = 0, last_error = '' \
               WHERE mailbox_id = $1";
    tx.execute_one(sql, params![mailbox, now])?;
    announce(tx, mailbox);
    Ok(())
}

/// How news of the next letter reaches us.
///
/// # Errors
/// What the engine answers.
pub fn fetch_waits(tx: &mut Tx<'_>, mailbox: MailboxId, by: WaitsBy) -> Result<()> {
    tx.execute_one("UPDATE mailbox_fetches SET waits_by = $2 WHERE mailbox_id = $1", params![mailbox, by])?;
    announce(tx, mailbox);
    Ok(())
}

/// Fetching does not work; it is tried again. Administrators are told once, when it has not worked for a while.
///
/// # Errors
/// What the engine answers.
pub fn fetch_failed(tx: &mut Tx<'_>, mailbox: MailboxId, says: &str) -> Result<()> {
    let Some(fetch) = fetch(tx, mailbox)? else { return Ok(()) };
    let (now, says) = (tx.now(), text::plain::excerpt(says, ERROR_CHARS_MAX));
    let since = fetch.failing_since.unwrap_or(now);
    let sql = "UPDATE mailbox_fetches SET failing_since = $2, last_error = $3 WHERE mailbox_id = $1";
    tx.execute_one(sql, params![mailbox, since, says])?;
    let due = now.since_ms(since) >= TELL_OF_FAILURE_AFTER_MS;
    if due && tx.execute("UPDATE mailbox_fetches SET told = 1 WHERE mailbox_id = $1 AND told = 0", params![mailbox])? == 1 {
        tx.record(&inside(), &MailEvent::MailboxFailing { mailbox })?;
    }
    announce(tx, mailbox);
    Ok(())
}
