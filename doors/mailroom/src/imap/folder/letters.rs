//! Letters out of a folder: fetched, handed in one after the other, marked once they are durable.

use std::collections::BTreeMap;
use std::time::Duration;

use async_imap::error::Error as ImapError;
use futures_util::{StreamExt, stream};
use outcome::Error;

use super::{Folder, SIZE_UNKNOWN, lost, silent};
use crate::connect::Trouble;
use crate::deliver::{Envelope, Prepared, Way};
use crate::imap::worker::of_ours;

/// Letters that are read and stored side by side; they are committed in their order.
const PREPARED_AT_ONCE: usize = 4;
/// Pause while the database has too much to do.
const BUSY_PAUSE: Duration = Duration::from_secs(2);
/// Times it is asked in a row.
const BUSY_TRIES: u32 = 30;

impl Folder<'_> {
    /// Fetches these letters, makes them durable, marks them. With `one_by_one`, a letter that cannot be fetched is noted and
    /// passed over; otherwise the whole lot fails, for the caller to go through it one by one.
    pub(super) async fn take_in(&mut self, letters: &[(u32, usize)], one_by_one: bool) -> Result<(), Trouble> {
        let Some(&(last, _)) = letters.last() else { return Ok(()) };
        let fetched = match self.fetch_letters(letters).await {
            Ok(fetched) => fetched,
            Err((trouble, broken)) if one_by_one => {
                let (mailbox, uid_validity, says) = (self.mailbox, self.uid_validity, trouble.plain.clone());
                self.note(move |tx| mail::letter_stuck(tx, mailbox, uid_validity, last, &says)).await?;
                self.advanced(last, 1).await?;
                return if broken { Err(trouble) } else { Ok(()) };
            }
            Err((trouble, _)) => return Err(trouble),
        };
        let prepared: Vec<_> =
            stream::iter(fetched.into_iter().map(|(uid, raw)| self.prepare(letters, uid, raw))).buffered(PREPARED_AT_ONCE).collect().await;
        let mut durable = Vec::with_capacity(prepared.len());
        for letter in prepared {
            let (uid, prepared) = letter?;
            self.commit(prepared).await?;
            durable.push(uid);
        }
        self.mark(&durable).await?;
        if one_by_one {
            self.unstuck(last).await?;
        }
        self.advanced(last, letters.len()).await
    }

    async fn prepare(&self, letters: &[(u32, usize)], uid: u32, raw: Vec<u8>) -> Result<(u32, Prepared), Trouble> {
        let size = letters.iter().find(|(known, _)| *known == uid).map_or(SIZE_UNKNOWN, |(_, size)| *size);
        let bytes_max = self.tools.limits.letter_bytes_max;
        let cut = size > bytes_max || (size == SIZE_UNKNOWN && raw.len() == bytes_max);
        let cut_from = cut.then_some(size.max(raw.len()) as u64);
        let way = Way::Fetched { mailbox: self.mailbox, old: uid <= self.old_uid, cut_from };
        // Who the envelope named, the letter's own trace says, if anybody does.
        let unknown = Envelope::default();
        let prepared = self.patiently(|| self.tools.mailroom.prepare(&way, raw.clone(), &unknown)).await?;
        Ok((uid, prepared))
    }

    async fn commit(&self, prepared: Prepared) -> Result<(), Trouble> {
        self.patiently(|| self.tools.mailroom.commit(prepared.clone())).await.map(drop)
    }

    /// Does what may be refused for now, and waits in between: a busy database is no letter's fault.
    async fn patiently<T, F: Future<Output = outcome::Result<T>>>(&self, mut deed: impl FnMut() -> F) -> Result<T, Trouble> {
        for _ in 0..BUSY_TRIES {
            match deed().await {
                Ok(done) => return Ok(done),
                Err(Error::Refused(refused)) if refused.passes() => tokio::time::sleep(BUSY_PAUSE).await,
                Err(error) => return Err(of_ours(&format!("a letter could not be kept: {error}"))),
            }
        }
        Err(of_ours("the database has too much to do"))
    }

    /// The bytes of these letters by UID; of those that are too large, the beginning. Letters that are gone are left out. The
    /// trouble comes with whether the session is broken by it.
    async fn fetch_letters(&mut self, letters: &[(u32, usize)]) -> Result<BTreeMap<u32, Vec<u8>>, (Trouble, bool)> {
        let bytes_max = self.tools.limits.letter_bytes_max;
        let (large, whole): (Vec<_>, Vec<_>) =
            letters.iter().copied().partition(|(_, size): &(u32, usize)| *size > bytes_max || *size == SIZE_UNKNOWN);
        let mut fetched = BTreeMap::new();
        if !whole.is_empty() {
            self.fetch_into(&mut fetched, &set(&whole), "(UID BODY.PEEK[])").await?;
        }
        for letter in &large {
            self.fetch_into(&mut fetched, &set(&[*letter]), &format!("(UID BODY.PEEK[]<0.{bytes_max}>)")).await?;
        }
        if fetched.is_empty() && letters.len() == 1 {
            // No content: either the letter is gone, or the server could not give it.
            let uid = letters[0].0;
            if !self.listed(uid, uid).await.map_err(|trouble| (trouble, true))?.is_empty() {
                return Err((Trouble::new("receive", "no-content", &[], "the server lists the letter and gives no content"), false));
            }
        } else if fetched.len() < letters.len() {
            return Err((lost("the server left out letters that it lists"), true));
        }
        Ok(fetched)
    }

    async fn fetch_into(&mut self, fetched: &mut BTreeMap<u32, Vec<u8>>, set: &str, what: &str) -> Result<(), (Trouble, bool)> {
        let within = self.tools.limits.answer_within;
        let asked = tokio::time::timeout(within, self.session().uid_fetch(set, what)).await;
        let mut answers = match asked {
            Ok(Ok(answers)) => answers,
            Ok(Err(error)) => return Err(trouble(&error)),
            Err(_) => return Err((silent("letters"), true)),
        };
        loop {
            // Each letter has its time: many small ones may take longer together than one may alone.
            match tokio::time::timeout(within, answers.next()).await {
                Ok(Some(Ok(answer))) => {
                    if let (Some(uid), Some(body)) = (answer.uid, answer.body()) {
                        fetched.insert(uid, body.to_vec());
                    }
                }
                Ok(Some(Err(error))) => return Err(trouble(&error)),
                Ok(None) => return Ok(()),
                Err(_) => return Err((silent("a letter"), true)),
            }
        }
    }
}

/// A refusal leaves the session whole; anything else breaks it.
fn trouble(error: &ImapError) -> (Trouble, bool) {
    let broken = !matches!(error, ImapError::No(_) | ImapError::Bad(_));
    (lost(&error.to_string()), broken)
}

/// A set of UIDs as IMAP writes it.
pub(super) fn set(letters: &[(u32, usize)]) -> String {
    letters.iter().map(|(uid, _)| uid.to_string()).collect::<Vec<_>>().join(",")
}
