//! Signing in with a passkey (Level 3, 7.2): the passkey itself says who it is, so no name is typed and none can be guessed.

use data_encoding::BASE64URL_NOPAD;
use db::{Tx, params, row};
use outcome::{Error, Result};
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::client_data::{base64, challenge_of};
use super::key::Key;
use super::{ANSWER_BYTES_MAX, PASSKEY_WAIT_MS, Party, PasskeyId, Purpose, attested, new_challenge, not_accepted, take_challenge};
use crate::event::PeopleEvent;
use crate::session::{Method, open};
use crate::sign_in::{SignIn, active};
use crate::{PersonId, Visit};

/// The answer, as far as we read it (Level 3, 5.1.8, AuthenticationResponseJSON).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    raw_id: String,
    response: Response,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    authenticator_data: String,
    signature: String,
    user_handle: Option<String>,
}

row! {
    /// What is kept of a passkey, and by what its authenticator knows its person.
    pub struct Kept {
        /// Its number.
        pub id: PasskeyId,
        /// Whose it is.
        pub person_id: PersonId,
        /// The COSE key.
        pub public_key: Vec<u8>,
        /// How often it signed, if it counts.
        pub sign_count: i64,
        /// May it be copied?
        pub backup_eligible: bool,
        /// By what the authenticator knows the person.
        pub handle: Vec<u8>,
    }
}

/// Begins a sign-in: JSON for `PublicKeyCredential.parseRequestOptionsFromJSON`.
///
/// # Errors
/// `TooMany` when this network asked too often.
pub fn begin_passkey_sign_in(tx: &mut Tx<'_>, visit: &Visit, party: &Party) -> Result<String> {
    visit.spend_unnamed(tx)?;
    let challenge = new_challenge(tx, Purpose::SignIn, None)?;
    let options = json!({
        "challenge": BASE64URL_NOPAD.encode(&challenge),
        "rpId": party.id,
        "timeout": PASSKEY_WAIT_MS,
        "allowCredentials": [],
        "userVerification": "required",
    });
    Ok(options.to_string())
}

/// Opens a session with a passkey: `answer` is `PublicKeyCredential.toJSON()`, as text. No second factor is owed.
///
/// # Errors
/// `TooMany` when this network tried too often; a passkey that does not hold is no error but [`SignIn::Refused`].
pub fn sign_in_by_passkey(tx: &mut Tx<'_>, visit: &Visit, party: &Party, answer: &str) -> Result<SignIn> {
    match prove(tx, party, answer) {
        Ok(person) => {
            let Some(person) = active(tx, person)? else { return refuse(tx, visit, Some(person)) };
            Ok(SignIn::Opened(Box::new(open(tx, visit, person, Method::Passkey, true)?)))
        }
        Err(Error::Refused(_)) => refuse(tx, visit, None),
        Err(failed) => Err(failed),
    }
}

/// Only what is refused costs a try.
fn refuse(tx: &mut Tx<'_>, visit: &Visit, person: Option<PersonId>) -> Result<SignIn> {
    visit.spend_unnamed(tx)?;
    tx.record(&visit.nobody(), &PeopleEvent::SignInRefused { person, method: Method::Passkey, network: visit.network() })?;
    Ok(SignIn::Refused("passkey-not-accepted".into()))
}

/// Whose passkey signed our challenge. Nothing but the challenge is used up before everything holds.
fn prove(tx: &mut Tx<'_>, party: &Party, answer: &str) -> Result<PersonId> {
    if answer.len() > ANSWER_BYTES_MAX {
        return Err(not_accepted("the answer is too long"));
    }
    let answer: Answer = serde_json::from_str(answer).map_err(|_| not_accepted("the answer is no assertion"))?;
    let (client_data, data) = (base64(&answer.response.client_data)?, base64(&answer.response.authenticator_data)?);
    let challenge = challenge_of(&client_data, "webauthn.get", party)?;
    if !take_challenge(tx, &challenge, Purpose::SignIn, None)? {
        return Err(not_accepted("the challenge is not open"));
    }
    let sql = "SELECT k.id, k.person_id, k.public_key, k.sign_count, k.backup_eligible, u.handle \
               FROM passkeys k JOIN passkey_users u ON u.person_id = k.person_id WHERE k.credential_id = $1";
    let kept: Kept = tx.first(sql, params![base64(&answer.raw_id)?])?.ok_or_else(|| not_accepted("the passkey is not registered"))?;
    let handle = answer.response.user_handle.as_deref().map(base64).transpose()?;
    if handle.as_deref() != Some(&kept.handle) {
        return Err(not_accepted("the passkey is somebody else's"));
    }
    let attested = attested::read(&data, party)?;
    if attested.backup_eligible != kept.backup_eligible {
        return Err(not_accepted("whether the passkey can be copied has changed"));
    }
    let message = [data.as_slice(), Sha256::digest(&client_data).as_slice()].concat();
    if !Key::read(&kept.public_key)?.signed(&message, &base64(&answer.response.signature)?) {
        return Err(not_accepted("the signature is not the passkey's"));
    }
    // A counter that does not grow means two devices with one key (Level 3, 6.1.1); most passkeys do not count and stay at 0.
    let count = i64::from(attested.sign_count);
    if (count != 0 || kept.sign_count != 0) && count <= kept.sign_count {
        return Err(not_accepted("the passkey's counter went back"));
    }
    let now = tx.now();
    let sql = "UPDATE passkeys SET sign_count = $2, backed_up = $3, last_used_at = $4 WHERE id = $1";
    tx.execute_one(sql, params![kept.id, count, attested.backed_up, now])?;
    Ok(kept.person_id)
}
