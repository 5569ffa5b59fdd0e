//! Registering a passkey (Level 3, 7.1). No attestation is asked for: which maker's device it is, is nobody's business here.

use data_encoding::BASE64URL_NOPAD;
use db::{Conn, Tx, params};
use outcome::{Check, Error, Refusal, Result, Sentence};
use serde::Deserialize;
use serde_json::json;

use super::cbor::Cbor;
use super::client_data::{base64, challenge_of};
use super::key::{ALGORITHMS, Key};
use super::{
    ANSWER_BYTES_MAX, PASSKEY_WAIT_MS, PASSKEYS_MAX, Party, PasskeyId, Purpose, attested, new_challenge, not_accepted, take_challenge,
};
use crate::event::PeopleEvent;
use crate::person::{NAME_CHARS_MAX, too_long};
use crate::policy::{self, Action};
use crate::secret::random;
use crate::{Actor, PersonId, directory};

/// Random bytes by which an authenticator knows its person.
const HANDLE_BYTES: usize = 16;

/// A browser's answer to [`begin_passkey`].
#[derive(Debug, Clone)]
pub struct RegisterPasskey {
    /// What its person calls it.
    pub name: String,
    /// `PublicKeyCredential.toJSON()`, as text.
    pub answer: String,
}

/// The answer, as far as we read it (Level 3, 5.1.8, RegistrationResponseJSON).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    raw_id: String,
    r#type: String,
    response: Response,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    attestation_object: String,
    #[serde(default)]
    transports: Vec<String>,
}

/// Begins a registration for the actor: JSON for `PublicKeyCredential.parseCreationOptionsFromJSON`.
///
/// # Errors
/// Refused when the actor may not.
pub fn begin_passkey(tx: &mut Tx<'_>, actor: &Actor, party: &Party) -> Result<String> {
    let own = actor.person().ok_or(Refusal::SignInNeeded)?;
    let person = policy::permit(tx, actor, Action::ManageSecondFactor, own)?;
    let challenge = new_challenge(tx, Purpose::Register, Some(person.id))?;
    let handle = handle_of(tx, person.id)?;
    let account = directory::primary_email(tx, person.id)?.unwrap_or_else(|| person.name.clone());
    let known = tx.all::<(Vec<u8>,)>("SELECT credential_id FROM passkeys WHERE person_id = $1", params![person.id])?;
    let options = json!({
        "rp": { "id": party.id, "name": party.name },
        "user": { "id": BASE64URL_NOPAD.encode(&handle), "name": account, "displayName": person.name },
        "challenge": BASE64URL_NOPAD.encode(&challenge),
        "pubKeyCredParams": ALGORITHMS.map(|alg| json!({ "type": "public-key", "alg": alg })),
        "timeout": PASSKEY_WAIT_MS,
        "excludeCredentials": known.iter().map(|(id,)| json!({ "type": "public-key", "id": BASE64URL_NOPAD.encode(id) })).collect::<Vec<_>>(),
        "authenticatorSelection": { "residentKey": "required", "requireResidentKey": true, "userVerification": "required" },
        "attestation": "none",
    });
    Ok(options.to_string())
}

/// Registers a passkey for the actor.
///
/// # Errors
/// Refused when the actor may not, took too long, has too many, or when anything in the answer does not hold.
pub fn register_passkey(tx: &mut Tx<'_>, actor: &Actor, party: &Party, input: &RegisterPasskey) -> Result<PasskeyId> {
    let own = actor.person().ok_or(Refusal::SignInNeeded)?;
    let person = policy::permit(tx, actor, Action::ManageSecondFactor, own)?;
    let name = input.name.trim();
    let (count,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM passkeys WHERE person_id = $1", params![person.id])?;
    Check::new()
        .that(!name.is_empty(), "name", "name-missing")
        .that(name.chars().count() <= NAME_CHARS_MAX, "name", too_long(NAME_CHARS_MAX))
        .that(count < PASSKEYS_MAX, "passkey", Sentence::new("passkeys-too-many").with("max", PASSKEYS_MAX))
        .that(input.answer.len() <= ANSWER_BYTES_MAX, "passkey", "passkey-not-accepted")
        .done()?;

    let answer: Answer = serde_json::from_str(&input.answer).map_err(|_| not_accepted("the answer is no credential"))?;
    let challenge = challenge_of(&base64(&answer.response.client_data)?, "webauthn.create", party)?;
    if !take_challenge(tx, &challenge, Purpose::Register, Some(person.id))? {
        return Err(Error::conflict("passkey-ceremony-over"));
    }
    let object = base64(&answer.response.attestation_object)?;
    let (object, _) = Cbor::read(&object).ok_or_else(|| not_accepted("the attestation does not read"))?;
    let data = object.named("authData").and_then(Cbor::bytes).ok_or_else(|| not_accepted("the attestation holds no data"))?;
    let attested = attested::read(data, party)?;
    let credential = attested.credential.ok_or_else(|| not_accepted("the attestation holds no credential"))?;
    Key::read(credential.key)?;
    if answer.r#type != "public-key" || base64(&answer.raw_id)? != credential.id {
        return Err(not_accepted("the credential's number is another"));
    }
    let known = "SELECT 1 FROM passkeys WHERE credential_id = $1";
    if tx.first::<(i64,)>(known, params![credential.id])?.is_some() {
        return Err(Error::conflict("passkey-known"));
    }
    let now = tx.now();
    let sql = "INSERT INTO passkeys (person_id, credential_id, public_key, sign_count, backup_eligible, backed_up, transports, name, created_at) \
               VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9) RETURNING id";
    let transports = transports_of(&answer.response.transports);
    let backup = (attested.backup_eligible, attested.backed_up);
    let id: PasskeyId =
        tx.insert(sql, params![person.id, credential.id, credential.key, attested.sign_count, backup.0, backup.1, transports, name, now])?;
    tx.record(actor, &PeopleEvent::PasskeyAdded { person: person.id })?;
    Ok(id)
}

/// How the authenticator is reached, of the words the standard knows (Level 3, 5.8.4).
fn transports_of(words: &[String]) -> String {
    const KNOWN: [&str; 6] = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"];
    KNOWN.into_iter().filter(|word| words.iter().any(|w| w == word)).collect::<Vec<_>>().join(",")
}

/// By what an authenticator knows this person; made at the first registration.
fn handle_of(tx: &mut Tx<'_>, person: PersonId) -> Result<Vec<u8>> {
    let made = random::<HANDLE_BYTES>()?.to_vec();
    let sql = "INSERT INTO passkey_users (person_id, handle) VALUES ($1, $2) ON CONFLICT (person_id) DO NOTHING";
    tx.execute(sql, params![person, made])?;
    let conn: &Conn = tx;
    Ok(conn.one::<(Vec<u8>,)>("SELECT handle FROM passkey_users WHERE person_id = $1", params![person])?.0)
}
