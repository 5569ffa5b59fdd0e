//! What the browser vouches for: which ceremony, which challenge, which page (Level 3, 5.8.1).

use data_encoding::BASE64URL_NOPAD;
use outcome::Result;
use serde::Deserialize;

use super::{Party, not_accepted};

/// The browser's own account, as it was signed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// The challenge that was answered, if `json` is about `ceremony` on a page of ours (Level 3, 7.1 steps 7 to 11, 7.2 steps 10 to 14).
pub(super) fn challenge_of(json: &[u8], ceremony: &str, party: &Party) -> Result<Vec<u8>> {
    let data: ClientData = serde_json::from_slice(json).map_err(|_| not_accepted("the client data is no JSON"))?;
    if data.r#type != ceremony {
        return Err(not_accepted("the client data is of another ceremony"));
    }
    if data.cross_origin || !party.origins.contains(&data.origin) {
        return Err(not_accepted("the client data is of another page"));
    }
    base64(&data.challenge)
}

/// Reads base64url as browsers write it: without padding.
pub(super) fn base64(text: &str) -> Result<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.trim_end_matches('=').as_bytes()).map_err(|_| not_accepted("a field is no base64url"))
}
