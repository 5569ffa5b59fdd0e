//! The secret of a webhook, and the signature by which its receiver knows that we wrote: HMAC-SHA256 over time and body.

use anyhow::anyhow;
use data_encoding::{BASE32_NOPAD, BASE64};
use hmac::{Hmac, KeyInit, Mac};
use outcome::Result;
use sha2::Sha256;

/// Bytes of randomness in a secret.
const SECRET_BYTES: usize = 30;

/// A secret that nobody had before.
pub(crate) fn fresh() -> Result<String> {
    let mut bytes = [0_u8; SECRET_BYTES];
    getrandom::fill(&mut bytes).map_err(|e| anyhow!("no randomness for a webhook's secret: {e}"))?;
    Ok(BASE32_NOPAD.encode(&bytes).to_lowercase())
}

/// The signature of a body sent at this time, as `X-Zendesk-Webhook-Signature` carries it: base64 of HMAC-SHA256 over the timestamp
/// followed by the body.
///
/// # Panics
/// Never: HMAC takes keys of any length.
#[must_use]
pub fn signature(secret: &str, timestamp: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(timestamp.as_bytes());
    mac.update(body.as_bytes());
    BASE64.encode(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::{fresh, signature};

    #[test]
    fn a_signature_is_that_of_other_programs() {
        // printf '2026-11-23T09:00:00Z{}' | openssl dgst -sha256 -hmac dGhpc19zZWNyZXQ -binary | base64
        assert_eq!(signature("dGhpc19zZWNyZXQ", "2026-11-23T09:00:00Z", "{}"), "ABFY6H/cHDjnyLWGiZ7MB5wj75r0qtJQ7zk28ZXYk9Q=");
        assert_ne!(fresh().unwrap(), fresh().unwrap());
        assert_eq!(fresh().unwrap().len(), 48);
    }
}
