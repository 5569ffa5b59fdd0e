//! Asking for a grant: by a visit to the provider's page (RFC 6749 with PKCE, RFC 7636), or by a second device (RFC 8628).

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use db::{MINUTE_MS, Promise, SECOND_MS, Subject, Tx, params};
use outcome::{Error, Refusal, Result};
use people::Actor;
use seal::Key;
use sha2::{Digest, Sha256};
use url::Url;

use super::fetch::announce;
use super::grant::{Provider, grant, place};
use super::grant_renew::{GRANT, grant_refused};
use crate::limits::SECRET_CHARS_MAX;
use crate::mailbox::{Mailbox, MailboxId};
use crate::policy::{self, Action};

/// How long a visit to the provider's page may take, in milliseconds.
const VISIT_MS: i64 = 15 * MINUTE_MS;
/// Length of what is made up for a visit, in bytes.
const MADE_UP_BYTES: usize = 32;

/// Begins a visit: the address of the provider's page. The answer comes back to `redirect_url`, which the provider must know.
///
/// # Errors
/// Refused when the actor may not, or no grant is set up.
pub fn ask_grant(tx: &mut Tx<'_>, actor: &Actor, key: &Key, id: MailboxId, redirect_url: &str) -> Result<String> {
    policy::allow(actor, Action::ManageMailboxes)?;
    let mailbox = Mailbox::of(tx, id)?.ok_or(Refusal::NotFound)?;
    let grant = grant(tx, id)?.ok_or_else(|| Error::conflict("mail-grant-not-set-up"))?;
    let (state, verifier) = (made_up()?, made_up()?);
    let challenge = BASE64URL_NOPAD.encode(&Sha256::digest(verifier.as_bytes()));
    let mut page = Url::parse(&grant.authorize_url).map_err(|_| Error::conflict("mail-grant-url"))?;
    page.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &grant.client_id)
        .append_pair("redirect_uri", redirect_url)
        .append_pair("scope", &grant.scope)
        .append_pair("state", &state)
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256")
        .append_pair("login_hint", &mailbox.address);
    match grant.provider {
        // Without these words Google gives no refresh token.
        Provider::Google => page.query_pairs_mut().append_pair("access_type", "offline").append_pair("prompt", "consent"),
        Provider::Microsoft => page.query_pairs_mut().append_pair("prompt", "select_account"),
        Provider::Other => &mut page.query_pairs_mut(),
    };
    let (now, sealed) = (tx.now(), key.seal(&place(id, "verifier"), &verifier)?);
    let sql = "UPDATE mailbox_grants SET visit = $2, visit_ends_at = $3, verifier = $4, redirect_url = $5, code = '', device_code = '', \
               user_code = '', user_url = '', last_error = '' WHERE mailbox_id = $1";
    tx.execute_one(sql, params![id, digest(&state), now.plus_ms(VISIT_MS), sealed, redirect_url])?;
    mark_asked(tx, id)?;
    Ok(page.into())
}

/// The provider's page answered. The code becomes tokens a moment later, by a job; a refusal is kept with its words.
/// Answers the mailbox the visit was for.
///
/// # Errors
/// Refused when the actor may not, or nobody is on such a visit.
pub fn grant_answered(tx: &mut Tx<'_>, actor: &Actor, key: &Key, state: &str, code: std::result::Result<&str, &str>) -> Result<MailboxId> {
    policy::allow(actor, Action::ManageMailboxes)?;
    let now = tx.now();
    let sql = "SELECT mailbox_id FROM mailbox_grants WHERE visit = $1 AND visit <> '' AND visit_ends_at > $2";
    let found = tx.first::<(MailboxId,)>(sql, params![digest(state), now])?;
    let (id,) = found.ok_or_else(|| Error::conflict("mail-grant-visit-over"))?;
    // One answer for a visit.
    tx.execute_one("UPDATE mailbox_grants SET visit = '' WHERE mailbox_id = $1", params![id])?;
    match code {
        Ok(code) if !code.is_empty() && code.len() <= SECRET_CHARS_MAX => {
            let sealed = key.seal(&place(id, "code"), code)?;
            tx.execute_one("UPDATE mailbox_grants SET code = $2 WHERE mailbox_id = $1", params![id, sealed])?;
            promise(tx, id, 0)?;
        }
        Ok(_) => grant_refused(tx, id, "the provider answered without a code", true)?,
        Err(says) => grant_refused(tx, id, says, true)?,
    }
    announce(tx, id);
    Ok(id)
}

/// Asks by a second device: a job fetches the code that is to be typed there.
///
/// # Errors
/// Refused when the actor may not, or the provider has no such way.
pub fn ask_grant_by_device(tx: &mut Tx<'_>, actor: &Actor, id: MailboxId) -> Result<()> {
    policy::allow(actor, Action::ManageMailboxes)?;
    let grant = grant(tx, id)?.ok_or_else(|| Error::conflict("mail-grant-not-set-up"))?;
    if grant.device_url.is_empty() {
        return Err(Error::conflict("mail-grant-no-device"));
    }
    let until = tx.now().plus_ms(VISIT_MS);
    let sql = "UPDATE mailbox_grants SET visit = 'device', visit_ends_at = $2, code = '', device_code = '', user_code = '', \
               user_url = '', last_error = '' WHERE mailbox_id = $1";
    tx.execute_one(sql, params![id, until])?;
    mark_asked(tx, id)?;
    promise(tx, id, 0)
}

/// What a provider says to a sign-in by a second device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceBegun {
    /// What we ask with.
    pub device_code: String,
    /// What the person types.
    pub user_code: String,
    /// Where they type it.
    pub user_url: String,
    /// How long it holds, in seconds.
    pub lasts_s: i64,
    /// How often we may ask, in seconds.
    pub poll_s: i64,
}

/// The code to be typed is there; from now on we ask whether it was.
///
/// # Errors
/// What the engine answers.
pub fn device_begun(tx: &mut Tx<'_>, key: &Key, id: MailboxId, begun: &DeviceBegun) -> Result<()> {
    let (until, sealed) =
        (tx.now().plus_ms(begun.lasts_s.clamp(60, 3_600) * SECOND_MS), key.seal(&place(id, "device"), &begun.device_code)?);
    let poll_s = begun.poll_s.clamp(1, 60);
    let sql =
        "UPDATE mailbox_grants SET visit_ends_at = $2, device_code = $3, user_code = $4, user_url = $5, poll_s = $6 WHERE mailbox_id = $1";
    tx.execute_one(sql, params![id, until, sealed, &begun.user_code, &begun.user_url, poll_s])?;
    announce(tx, id);
    promise(tx, id, poll_s * SECOND_MS)
}

/// Lets the job have its turn, in `after_ms` milliseconds.
pub(super) fn promise(tx: &mut Tx<'_>, id: MailboxId, after_ms: i64) -> Result<()> {
    let at = tx.now().plus_ms(after_ms);
    let key = Some(format!("{id}/{}", at.0));
    tx.promise(&Promise { not_before: Some(at), key, ..Promise::new(GRANT, Subject::new("mailbox", id.0)) }).map(drop)
}

/// A grant that works stays given while it is asked for anew.
fn mark_asked(tx: &mut Tx<'_>, id: MailboxId) -> Result<()> {
    let sql = "UPDATE mailbox_grants SET state = 'asked' WHERE mailbox_id = $1 AND state IN ('unasked', 'ended')";
    tx.execute(sql, params![id])?;
    announce(tx, id);
    Ok(())
}

fn made_up() -> Result<String> {
    let mut bytes = [0_u8; MADE_UP_BYTES];
    getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no randomness for a sign-in: {e}"))?;
    Ok(BASE64URL_NOPAD.encode(&bytes))
}

fn digest(state: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(state.as_bytes()))
}
