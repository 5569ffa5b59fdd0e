//! Letters that could not be fetched: tried three times, then shown to people, and never in the way of the next one.

use db::{Conn, HOUR_MS, MINUTE_MS, Moment, Tx, id, params, row};
use outcome::{Refusal, Result};
use people::Actor;

use super::fetch::announce;
use crate::event::MailEvent;
use crate::limits::{ERROR_CHARS_MAX, FETCH_TRIES_MAX, PAGE_MAX};
use crate::mailbox::MailboxId;
use crate::outgoing::inside;
use crate::policy::{self, Action};

id!(
    /// The number of a letter that could not be fetched.
    StuckId
);

/// Pauses before the next try, in milliseconds, by tries so far.
const PAUSES_MS: [i64; 2] = [MINUTE_MS, 10 * MINUTE_MS];
/// How long a letter that is given up is left alone: a person says when it is tried again.
const GIVEN_UP_MS: i64 = 100 * 365 * 24 * HOUR_MS;

row! {
    /// A letter that could not be fetched.
    pub struct Stuck {
        /// Its number.
        pub id: StuckId,
        /// The mailbox it lies in.
        pub mailbox_id: MailboxId,
        /// The folder's UIDVALIDITY.
        pub uid_validity: i64,
        /// Its UID there.
        pub uid: i64,
        /// Tries that failed.
        pub tries: i64,
        /// What the last one said.
        pub last_error: String,
        /// When the first one failed.
        pub first_at: Moment,
        /// When the next one is due.
        pub try_at: Moment,
    }
}

impl Stuck {
    /// Is it not tried any more, until a person says so?
    #[must_use]
    pub fn is_given_up(&self) -> bool {
        self.tries >= FETCH_TRIES_MAX
    }
}

/// Notes a try that failed.
///
/// # Errors
/// What the engine answers.
pub fn letter_stuck(tx: &mut Tx<'_>, mailbox: MailboxId, uid_validity: u32, uid: u32, says: &str) -> Result<()> {
    let (now, says) = (tx.now(), text::plain::excerpt(says, ERROR_CHARS_MAX));
    let sql = "SELECT tries FROM mailbox_stuck WHERE mailbox_id = $1 AND uid_validity = $2 AND uid = $3";
    let tries = 1 + tx.first::<(i64,)>(sql, params![mailbox, i64::from(uid_validity), i64::from(uid)])?.map_or(0, |(tries,)| tries);
    let pause = usize::try_from(tries - 1).ok().and_then(|n| PAUSES_MS.get(n)).copied().unwrap_or(GIVEN_UP_MS);
    tx.execute_one(
        "INSERT INTO mailbox_stuck (mailbox_id, uid_validity, uid, tries, last_error, first_at, try_at) VALUES ($1,$2,$3,$4,$5,$6,$7) \
         ON CONFLICT (mailbox_id, uid_validity, uid) DO UPDATE SET tries = excluded.tries, last_error = excluded.last_error, \
         try_at = excluded.try_at",
        params![mailbox, i64::from(uid_validity), i64::from(uid), tries, says, now, now.plus_ms(pause)],
    )?;
    if tries == FETCH_TRIES_MAX {
        tx.record(&inside(), &MailEvent::LetterStuck { mailbox, uid })?;
    }
    announce(tx, mailbox);
    Ok(())
}

/// A letter was fetched after all, or is gone.
///
/// # Errors
/// What the engine answers.
pub fn letter_unstuck(tx: &mut Tx<'_>, mailbox: MailboxId, uid_validity: u32, uid: u32) -> Result<()> {
    let sql = "DELETE FROM mailbox_stuck WHERE mailbox_id = $1 AND uid_validity = $2 AND uid = $3";
    tx.execute(sql, params![mailbox, i64::from(uid_validity), i64::from(uid)])?;
    announce(tx, mailbox);
    Ok(())
}

/// The UIDs that are to be tried again now, and when the next one is due; those of an earlier UIDVALIDITY are gone.
///
/// # Errors
/// What the engine answers.
pub fn stuck_due(conn: &Conn, mailbox: MailboxId, uid_validity: u32) -> Result<(Vec<u32>, Option<Moment>)> {
    let sql = "SELECT uid, try_at FROM mailbox_stuck WHERE mailbox_id = $1 AND uid_validity = $2 AND tries < $3 ORDER BY try_at LIMIT $4";
    let all = conn.all::<(u32, Moment)>(sql, params![mailbox, i64::from(uid_validity), FETCH_TRIES_MAX, PAGE_MAX])?;
    let now = conn.now();
    let next = all.iter().map(|(_, at)| *at).find(|at| *at > now);
    Ok((all.into_iter().filter(|(_, at)| *at <= now).map(|(uid, _)| uid).collect(), next))
}

/// The letters of a mailbox that are given up, newest first.
///
/// # Errors
/// What the engine answers.
pub fn stuck(conn: &Conn, mailbox: MailboxId) -> Result<Vec<Stuck>> {
    let sql = format!(
        "SELECT {} FROM mailbox_stuck s WHERE s.mailbox_id = $1 AND s.tries >= $2 ORDER BY s.id DESC LIMIT $3",
        Stuck::columns("s")
    );
    conn.all(&sql, params![mailbox, FETCH_TRIES_MAX, PAGE_MAX])
}

/// Tries the letters that are given up once more.
///
/// # Errors
/// Refused when the actor may not.
pub fn try_stuck(tx: &mut Tx<'_>, actor: &Actor, mailbox: MailboxId) -> Result<u64> {
    policy::allow(actor, Action::ManageMailboxes)?;
    let now = tx.now();
    let again = tx.execute("UPDATE mailbox_stuck SET tries = 0, try_at = $2 WHERE mailbox_id = $1", params![mailbox, now])?;
    // The worker begins its session anew, and with it the tries.
    tx.execute("UPDATE mailbox_fetches SET changed_at = $2 WHERE mailbox_id = $1", params![mailbox, now])?;
    announce(tx, mailbox);
    Ok(again)
}

/// Forgets the letters that are given up: a person looked at them in the mailbox itself.
///
/// # Errors
/// Refused when the actor may not.
pub fn forget_stuck(tx: &mut Tx<'_>, actor: &Actor, mailbox: MailboxId) -> Result<u64> {
    policy::allow(actor, Action::ManageMailboxes)?;
    crate::mailbox::Mailbox::of(tx, mailbox)?.ok_or(Refusal::NotFound)?;
    let gone = tx.execute("DELETE FROM mailbox_stuck WHERE mailbox_id = $1 AND tries >= $2", params![mailbox, FETCH_TRIES_MAX])?;
    announce(tx, mailbox);
    Ok(gone)
}
