//! The folder of a mailbox: gone through by UID, in order, each letter durable before it is marked, and resumed where it was left.

mod letters;
mod mark;

use std::time::Duration;

use async_imap::extensions::idle::IdleResponse;
use async_imap::types::{Capabilities, UnsolicitedResponse};
use db::Moment;
use futures_util::TryStreamExt;
use mail::{Fetch, MailboxId, WaitsBy};

use super::account::Session;
use super::worker::of_ours;
use super::{Tools, folder_name};
use crate::connect::Trouble;

/// Letters whose sizes are asked for at once.
const SIZES_AT_ONCE: usize = 500;
/// Letters that are fetched at once.
const BATCH_LETTERS: usize = 25;
/// Bytes that are fetched at once, if more than one letter is.
const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// Letters that are fetched one by one after a failure, to find the one that broke it.
const CAREFUL_LETTERS: usize = 2 * BATCH_LETTERS;
/// The size of a letter that was not asked for.
const SIZE_UNKNOWN: usize = 0;
/// How long we wait to be told before we ask anyway: networks forget silent connections, servers end them after 30 minutes.
const IDLE_FOR: Duration = Duration::from_secs(9 * 60);
/// How far behind the last look letters are looked for when a folder counts anew: dates of arrival have days, and zones.
const LOOK_BACK_MS: i64 = 2 * db::DAY_MS;

/// A folder that is open.
pub(super) struct Folder<'t> {
    tools: &'t Tools,
    mailbox: MailboxId,
    fetch: Fetch,
    /// Always there, but while we wait to be told.
    session: Option<Session>,
    abilities: Capabilities,
    uid_validity: u32,
    /// The last UID that was dealt with.
    uid: u32,
    /// UIDs up to this one lay there before we did.
    old_uid: u32,
    /// A further condition for the first search: of a folder that counts anew, only what came lately.
    since: Option<String>,
    /// Why letters cannot be marked, if they cannot.
    unmarked: Option<String>,
}

impl<'t> Folder<'t> {
    /// Opens the folder and finds where it was left.
    pub(super) async fn open(tools: &'t Tools, mailbox: MailboxId, fetch: Fetch, mut session: Session) -> Result<Self, Trouble> {
        let within = tools.limits.answer_within;
        let abilities = answer(within, "what it can do", session.capabilities()).await?;
        if !fetch.processed_folder.is_empty() {
            // That it exists already is the usual answer; that it cannot be used shows when the first letter is moved.
            let _ = tokio::time::timeout(within, session.create(folder_name(&fetch.processed_folder))).await;
        }
        let opened = tokio::time::timeout(within, session.select(folder_name(&fetch.folder))).await.map_err(|_| silent("the folder"))?;
        let opened = opened.map_err(|error| no_folder(&fetch.folder, &error.to_string()))?;
        let Some(uid_validity) = opened.uid_validity else {
            return Err(no_folder(&fetch.folder, "the server gives its letters no lasting numbers"));
        };
        let last = opened.uid_next.unwrap_or(1).saturating_sub(1);
        let number = |n: i64| u32::try_from(n).unwrap_or_default();
        let known = number(fetch.uid_validity);
        let (uid, old_uid, since) = match known {
            _ if known == uid_validity => (number(fetch.uid), number(fetch.old_uid), None),
            0 if fetch.old_letters => (0, last, None),
            0 => (last, last, None),
            // Nobody can say which of its letters are new: those that came since the last look are asked for, and known ones known.
            _ => (0, 0, fetch.looked_at.map(since)),
        };
        let folder = Self { tools, mailbox, fetch, session: Some(session), abilities, uid_validity, uid, old_uid, since, unmarked: None };
        if known != uid_validity {
            folder.began(0).await?;
        }
        Ok(folder)
    }

    /// Goes through all letters that were not dealt with.
    pub(super) async fn catch_up(&mut self, careful: &mut bool) -> Result<(), Trouble> {
        let within = self.tools.limits.answer_within;
        while self.session().unsolicited_responses.try_recv().is_ok() {}
        let mut query = format!("UID {}:*", self.uid.saturating_add(1));
        if let Some(since) = &self.since {
            query = format!("{query} SINCE {since}");
        }
        let found = answer(within, "its letters", self.session().uid_search(query)).await?;
        // `n:*` names the last letter even when its number is smaller (RFC 9051, 9, seq-range).
        let mut uids: Vec<u32> = found.into_iter().filter(|uid| *uid > self.uid).collect();
        if uids.is_empty() {
            return Ok(());
        }
        uids.sort_unstable();
        self.began(uids.len()).await?;
        for stretch in uids.chunks(SIZES_AT_ONCE) {
            // What broke with several at once is looked for one by one, without asking for sizes: even that may be what breaks.
            let (single, rest) = stretch.split_at(if *careful { CAREFUL_LETTERS.min(stretch.len()) } else { 0 });
            for uid in single {
                self.take_in(&[(*uid, SIZE_UNKNOWN)], true).await?;
            }
            *careful = true;
            self.take_in_lots(rest).await?;
            *careful = false;
        }
        self.since = None;
        Ok(())
    }

    /// Letters in lots, each as large as may be fetched at once.
    async fn take_in_lots(&mut self, uids: &[u32]) -> Result<(), Trouble> {
        let Some(&last) = uids.last() else { return Ok(()) };
        let waiting = self.sizes(uids).await?;
        let mut rest = waiting.as_slice();
        while !rest.is_empty() {
            let (lot, after) = rest.split_at(batch(rest));
            self.take_in(lot, false).await?;
            rest = after;
        }
        let gone = uids.len() - waiting.len();
        if gone > 0 { self.advanced(last, gone).await } else { Ok(()) }
    }

    /// Tries those letters again that could not be fetched and are due; when the next one is.
    pub(super) async fn try_stuck_again(&mut self) -> Result<Option<Moment>, Trouble> {
        let (mailbox, uid_validity) = (self.mailbox, self.uid_validity);
        let read = self.tools.mailroom.db().read(move |conn| mail::stuck_due(conn, mailbox, uid_validity)).await;
        let (due, next) = read.map_err(|error| of_ours(&error.to_string()))?;
        for uid in due {
            self.take_in(&[(uid, SIZE_UNKNOWN)], true).await?;
        }
        Ok(next)
    }

    /// Waits for news: told by the server where it can, asking where it cannot. `next` is when a letter is to be tried again.
    pub(super) async fn wait(&mut self, next: Option<Moment>) -> Result<(), Trouble> {
        let limits = &self.tools.limits;
        let told = !limits.always_poll && self.abilities.has_str("IDLE");
        self.waits(if told { WaitsBy::Idle } else { WaitsBy::Poll }).await?;
        let now = self.tools.mailroom.db().clock().now();
        let until_next = next.map(|at| Duration::from_millis(u64::try_from(at.since_ms(now)).unwrap_or_default().max(1_000)));
        let longest = if told { IDLE_FOR } else { limits.poll_every };
        let longest = until_next.map_or(longest, |next| next.min(longest));
        if told {
            return self.be_told(longest).await;
        }
        tokio::time::sleep(longest).await;
        answer(limits.answer_within, "whether it is still there", self.session().run_command_and_check_ok("NOOP")).await
    }

    async fn be_told(&mut self, longest: Duration) -> Result<(), Trouble> {
        let within = self.tools.limits.answer_within;
        let session = self.session.take().ok_or_else(|| of_ours("the session is gone"))?;
        let told = session.unsolicited_responses.clone();
        let mut idle = session.idle();
        answer(within, "IDLE", idle.init()).await?;
        // What came between our last look and now was told before we listened.
        let already = std::iter::from_fn(|| told.try_recv().ok()).any(|news| matches!(news, UnsolicitedResponse::Exists(_)));
        if !already {
            let (news, _interrupt) = idle.wait_with_timeout(longest);
            match tokio::time::timeout(longest, news).await {
                Ok(Ok(IdleResponse::NewData(_) | IdleResponse::Timeout)) | Err(_) => {}
                Ok(Ok(IdleResponse::ManualInterrupt)) => return Err(lost("it hangs up")),
                Ok(Err(error)) => return Err(lost(&error.to_string())),
            }
        }
        self.session = Some(answer(within, "the end of IDLE", idle.done()).await?);
        Ok(())
    }

    /// Notes that the folder was gone through to its end.
    pub(super) async fn all_seen(&self) -> Result<(), Trouble> {
        let (mailbox, unmarked) = (self.mailbox, self.unmarked.clone());
        self.note(move |tx| {
            mail::fetch_all_seen(tx, mailbox)?;
            unmarked.as_ref().map_or(Ok(()), |says| mail::fetch_failed(tx, mailbox, says))
        })
        .await
    }

    async fn began(&self, total: usize) -> Result<(), Trouble> {
        let (mailbox, uid_validity, uid, old_uid) = (self.mailbox, self.uid_validity, self.uid, self.old_uid);
        self.note(move |tx| mail::fetch_began(tx, mailbox, uid_validity, uid, old_uid, total)).await
    }

    async fn advanced(&mut self, uid: u32, done: usize) -> Result<(), Trouble> {
        self.uid = self.uid.max(uid);
        let (mailbox, uid) = (self.mailbox, self.uid);
        self.note(move |tx| mail::fetch_advanced(tx, mailbox, uid, done)).await
    }

    async fn unstuck(&self, uid: u32) -> Result<(), Trouble> {
        let (mailbox, uid_validity) = (self.mailbox, self.uid_validity);
        self.note(move |tx| mail::letter_unstuck(tx, mailbox, uid_validity, uid)).await
    }

    async fn waits(&mut self, by: WaitsBy) -> Result<(), Trouble> {
        if self.fetch.waits_by == by {
            return Ok(());
        }
        self.fetch.waits_by = by;
        let mailbox = self.mailbox;
        self.note(move |tx| mail::fetch_waits(tx, mailbox, by)).await
    }

    async fn note(&self, f: impl Fn(&mut db::Tx<'_>) -> outcome::Result<()> + Send + 'static) -> Result<(), Trouble> {
        self.tools.mailroom.db().write(f).await.map_err(|error| of_ours(&error.to_string()))
    }

    fn session(&mut self) -> &mut Session {
        self.session.as_mut().expect("the session is away only inside `be_told`, which ends the folder when it does not come back")
    }

    /// Numbers and sizes of those of these letters that are still there.
    async fn sizes(&mut self, uids: &[u32]) -> Result<Vec<(u32, usize)>, Trouble> {
        let (Some(first), Some(last)) = (uids.first(), uids.last()) else { return Ok(Vec::new()) };
        let (within, range) = (self.tools.limits.answer_within, format!("{first}:{last}"));
        let asked = async {
            let stream = self.session().uid_fetch(range, "(UID RFC822.SIZE)").await?;
            stream.map_ok(|f| (f.uid, f.size)).try_collect::<Vec<_>>().await
        };
        let found = answer(within, "the sizes of letters", asked).await?;
        let mut sizes: Vec<(u32, usize)> = found
            .into_iter()
            .filter_map(|(uid, size)| Some((uid?, usize::try_from(size?).ok()?)))
            .filter(|(uid, _)| uids.contains(uid))
            .collect();
        sizes.sort_unstable();
        sizes.dedup_by_key(|(uid, _)| *uid);
        if sizes.len() < uids.len() {
            let listed = self.listed(*first, *last).await?;
            let sized = |uid: &u32| sizes.binary_search_by_key(uid, |(uid, _)| *uid).is_ok();
            if listed.iter().any(|uid| uids.contains(uid) && !sized(uid)) {
                return Err(lost("the server left out the sizes of letters that it lists"));
            }
        }
        Ok(sizes)
    }

    /// Those from `first` to `last` that are in the folder. An answer that is cut off looks like an empty one, and a letter taken for
    /// gone is a letter lost; so nothing counts as empty without proof: `first:*` names the last letter whatever its number (RFC 9051,
    /// 9, seq-range), and a folder without any letter says so when it is opened again, over a connection that still answers.
    async fn listed(&mut self, first: u32, last: u32) -> Result<Vec<u32>, Trouble> {
        let (within, folder) = (self.tools.limits.answer_within, folder_name(&self.fetch.folder));
        let found = answer(within, "its letters", self.session().uid_search(format!("UID {first}:*"))).await?;
        if found.is_empty() {
            let opened = answer(within, "the folder", self.session().select(folder)).await?;
            answer(within, "whether it is still there", self.session().run_command_and_check_ok("NOOP")).await?;
            if opened.exists > 0 {
                return Err(lost("the server lists nothing of a folder that holds letters"));
            }
        }
        Ok(found.into_iter().filter(|uid| (first..=last).contains(uid)).collect())
    }
}

/// How many of the letters that wait are fetched together.
fn batch(waiting: &[(u32, usize)]) -> usize {
    let mut bytes = 0;
    let fit = waiting.iter().take(BATCH_LETTERS).take_while(|(_, size)| {
        bytes += size;
        bytes <= BATCH_BYTES
    });
    fit.count().max(1)
}

/// `SINCE` of IMAP: a day, such as `21-Nov-2026`.
fn since(at: Moment) -> String {
    let at = jiff::Timestamp::from_millisecond(at.0 - LOOK_BACK_MS).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    at.to_zoned(jiff::tz::TimeZone::UTC).strftime("%d-%b-%Y").to_string()
}

/// An answer of the server, in time.
async fn answer<T>(within: Duration, what: &str, asked: impl Future<Output = async_imap::error::Result<T>>) -> Result<T, Trouble> {
    match tokio::time::timeout(within, asked).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(lost(&format!("asked for {what}: {error}"))),
        Err(_) => Err(silent(what)),
    }
}

fn lost(says: &str) -> Trouble {
    Trouble::new("receive", "lost", &[("says", says)], format!("the connection broke: {says}"))
}

fn silent(what: &str) -> Trouble {
    Trouble::new("receive", "slow", &[("what", what)], format!("the server does not answer in time, asked for {what}"))
}

fn no_folder(folder: &str, says: &str) -> Trouble {
    Trouble::new("folder", "folder", &[("folder", folder), ("says", says)], format!("the folder {folder} cannot be opened: {says}"))
}
