//! Keeping a grant: what the job has to do next with the provider, renewal in good time, and words before anything ends.

use db::{Conn, DAY_MS, HOUR_MS, MINUTE_MS, Moment, Promise, SECOND_MS, Subject, Tx, params};
use outcome::Result;
use people::Actor;
use seal::Key;

use super::fetch::announce;
use super::grant::{Grant, GrantState, Tokens, grant, opened, place};
use super::grant_ask::promise;
use crate::event::MailEvent;
use crate::limits::{ERROR_CHARS_MAX, TELL_OF_END_BEFORE_MS};
use crate::mailbox::MailboxId;
use crate::outgoing::inside;

/// The job that talks to a provider.
pub const GRANT: &str = "mail.grant";

/// How long before its end an access token is renewed, in milliseconds.
const RENEW_BEFORE_MS: i64 = 20 * MINUTE_MS;
/// How often a renewal that fails is tried again, in milliseconds.
const RENEW_AGAIN_MS: i64 = 5 * MINUTE_MS;
/// An access token's life when the provider does not say, and the longest that is believed, in seconds.
const ACCESS_S: (i64, i64) = (HOUR_MS / SECOND_MS, 7 * DAY_MS / SECOND_MS);

/// What is to be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrantStep {
    /// Turn a code into tokens.
    Exchange {
        /// The code.
        code: String,
        /// What proves that we asked (PKCE).
        verifier: String,
        /// Where the answer came to.
        redirect_url: String,
    },
    /// Fetch the code that is typed on a second device.
    BeginDevice,
    /// Ask whether it was typed.
    PollDevice {
        /// What we ask with.
        device_code: String,
    },
    /// Renew the access token.
    Renew {
        /// With this.
        refresh_token: String,
    },
}

/// What the job has to do next for a mailbox, with our secret there; `None` when nothing is due.
///
/// # Errors
/// When a secret was sealed with another key; what the engine answers.
pub fn next_grant_step(conn: &Conn, key: &Key, id: MailboxId) -> Result<Option<(Grant, String, GrantStep)>> {
    let Some(grant) = grant(conn, id)? else { return Ok(None) };
    let sql =
        "SELECT client_secret, code, verifier, redirect_url, visit, device_code, refresh_token FROM mailbox_grants WHERE mailbox_id = $1";
    type Secrets = (String, String, String, String, String, String, String);
    let (client, code, verifier, redirect_url, visit, device, refresh) = conn.one::<Secrets>(sql, params![id])?;
    let secret = opened(key, id, "client", &client)?;
    let asked = grant.visit_ends_at > conn.now();
    let step = if !code.is_empty() {
        let (code, verifier) = (opened(key, id, "code", &code)?, opened(key, id, "verifier", &verifier)?);
        Some(GrantStep::Exchange { code, verifier, redirect_url })
    } else if visit == "device" && asked && device.is_empty() {
        Some(GrantStep::BeginDevice)
    } else if visit == "device" && asked {
        Some(GrantStep::PollDevice { device_code: opened(key, id, "device", &device)? })
    } else if !refresh.is_empty() && grant.state != GrantState::Ended && is_due(&grant, conn.now()) {
        Some(GrantStep::Renew { refresh_token: opened(key, id, "refresh", &refresh)? })
    } else {
        None
    };
    Ok(step.map(|step| (grant, secret, step)))
}

fn is_due(grant: &Grant, now: Moment) -> bool {
    // A token that lives for less than the usual margin is renewed in the last third of its life.
    let life = grant.renewed_at.map_or(i64::MAX, |at| grant.access_ends_at.since_ms(at));
    grant.access_ends_at.since_ms(now) <= RENEW_BEFORE_MS.min(life / 3)
}

/// The provider gave tokens.
///
/// # Errors
/// When the system has no randomness; what the engine answers.
pub fn grant_given(tx: &mut Tx<'_>, key: &Key, id: MailboxId, tokens: &Tokens) -> Result<()> {
    let now = tx.now();
    let access_s = if tokens.access_s > 0 { tokens.access_s.min(ACCESS_S.1) } else { ACCESS_S.0 };
    let access = key.seal(&place(id, "access"), &tokens.access)?;
    tx.execute_one(
        "UPDATE mailbox_grants SET state = 'given', access_token = $2, access_ends_at = $3, renewed_at = $4, given_at = CASE WHEN code <> '' \
         OR visit <> '' OR given_at IS NULL THEN $4 ELSE given_at END, failing_since = NULL, told_of = 0, last_error = '', visit = '', \
         visit_ends_at = 0, verifier = '', code = '', device_code = '', user_code = '', user_url = '' WHERE mailbox_id = $1",
        params![id, access, now.plus_ms(access_s * SECOND_MS), now],
    )?;
    if let Some(refresh) = &tokens.refresh {
        let (sealed, ends_at) = (key.seal(&place(id, "refresh"), refresh)?, tokens.refresh_s.map(|s| now.plus_ms(s * SECOND_MS)));
        let sql = "UPDATE mailbox_grants SET refresh_token = $2, refresh_ends_at = $3 WHERE mailbox_id = $1";
        tx.execute_one(sql, params![id, sealed, ends_at])?;
    }
    announce(tx, id);
    Ok(())
}

/// The provider refused, or does not answer. `for_good`: somebody must be asked again, and administrators are told at once.
///
/// # Errors
/// What the engine answers.
pub fn grant_refused(tx: &mut Tx<'_>, id: MailboxId, says: &str, for_good: bool) -> Result<()> {
    let Some(grant) = grant(tx, id)? else { return Ok(()) };
    let (now, says) = (tx.now(), text::plain::excerpt(says, ERROR_CHARS_MAX));
    // An asking that is refused leaves the grant that works alone.
    let works = grant.state == GrantState::Given && grant.access_ends_at > now && !is_due(&grant, now);
    let state = match (for_good, works) {
        (_, true) => GrantState::Given,
        (true, false) => GrantState::Ended,
        (false, false) => GrantState::Failing,
    };
    let since = if works { None } else { Some(grant.failing_since.unwrap_or(now)) };
    let asked = "visit = '', visit_ends_at = 0, verifier = '', code = '', device_code = '', user_code = '', user_url = ''";
    let forget = if for_good { format!(", {asked}") } else { String::new() };
    let sql = format!("UPDATE mailbox_grants SET state = $2, failing_since = $3, last_error = $4{forget} WHERE mailbox_id = $1");
    tx.execute_one(&sql, params![id, state, since, says])?;
    if !works && tx.execute("UPDATE mailbox_grants SET told_of = $2 WHERE mailbox_id = $1 AND told_of = 0", params![id, now])? == 1 {
        tx.record(&inside(), &MailEvent::GrantFailing { mailbox: id })?;
    }
    announce(tx, id);
    Ok(())
}

/// Asks again for those grants whose access ends soon, and tells administrators of secrets that end in the next weeks. A timer
/// calls it.
///
/// # Errors
/// What the engine answers.
pub fn renew_grants(tx: &mut Tx<'_>, actor: &Actor) -> Result<bool> {
    let now = tx.now();
    let columns = Grant::columns("g");
    let sql = format!(
        "SELECT {columns} FROM mailbox_grants g JOIN mailboxes m ON m.id = g.mailbox_id WHERE m.archived_at IS NULL \
         AND g.state IN ('given', 'failing') AND g.refresh_token <> ''"
    );
    for grant in tx.all::<Grant>(&sql, params![])? {
        if is_due(&grant, now) {
            // Named by its turn: asked for twice in a turn, it is one promise.
            let turn = Some(format!("{}/renew {}", grant.mailbox_id, now.0 / RENEW_AGAIN_MS));
            tx.promise(&Promise { key: turn, ..Promise::new(GRANT, Subject::new("mailbox", grant.mailbox_id.0)) })?;
        }
        let ends = [grant.client_secret_ends_at, grant.refresh_ends_at].into_iter().flatten().min();
        if ends.is_some_and(|at| at.since_ms(now) <= TELL_OF_END_BEFORE_MS) {
            let week = now.0 / (7 * DAY_MS);
            let told = tx.done_before("grant ends", &format!("{} {week}", grant.mailbox_id))?;
            if told.is_none() {
                tx.remember_done("grant ends", &format!("{} {week}", grant.mailbox_id), "")?;
                tx.record(actor, &MailEvent::GrantEnding { mailbox: grant.mailbox_id })?;
            }
        }
    }
    Ok(false)
}

/// Nobody typed the code of the second device yet: it is asked for again after the pause the provider wants, a little longer when
/// it says that we ask too often.
///
/// # Errors
/// What the engine answers.
pub fn grant_pending(tx: &mut Tx<'_>, id: MailboxId, too_often: bool) -> Result<()> {
    if too_often {
        tx.execute_one("UPDATE mailbox_grants SET poll_s = poll_s + 5 WHERE mailbox_id = $1", params![id])?;
    }
    let (poll_s,) = tx.one::<(i64,)>("SELECT poll_s FROM mailbox_grants WHERE mailbox_id = $1", params![id])?;
    promise(tx, id, poll_s * SECOND_MS)
}

/// A server refused a token that should hold: it is renewed now, unless it is fresh.
///
/// # Errors
/// What the engine answers.
pub fn doubt_grant(tx: &mut Tx<'_>, id: MailboxId) -> Result<()> {
    let now = tx.now();
    let sql = "UPDATE mailbox_grants SET access_ends_at = $2 WHERE mailbox_id = $1 AND refresh_token <> '' AND state IN ('given', 'failing') \
               AND (renewed_at IS NULL OR renewed_at < $3)";
    if tx.execute(sql, params![id, now, now.plus_ms(-RENEW_AGAIN_MS)])? == 1 {
        promise(tx, id, 0)?;
    }
    Ok(())
}
