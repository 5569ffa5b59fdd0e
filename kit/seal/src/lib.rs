//! Secrets at rest: sealed with a key that is not in the database, so that a copy of the database opens nothing.
//!
//! AES-256-GCM (NIST SP 800-38D) with a random nonce for each seal. What is sealed is bound to its place: a text sealed for one
//! mailbox's password does not open as another's.

mod key_file;

use std::fmt;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use data_encoding::{BASE64_NOPAD, HEXLOWER_PERMISSIVE};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

/// Length of the key, in bytes.
pub const KEY_BYTES: usize = 32;
/// What every sealed text begins with: the form it is sealed in.
const FORM: &str = "s1.";

/// The key; cheap to clone.
#[derive(Clone)]
pub struct Key(Arc<LessSafeKey>);

/// Says nothing of the key.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

impl Key {
    /// The key of these bytes.
    ///
    /// # Panics
    /// Never: every 32 bytes are a key.
    #[must_use]
    pub fn new(bytes: &[u8; KEY_BYTES]) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, bytes).expect("32 bytes are a key of AES-256");
        Self(Arc::new(LessSafeKey::new(key)))
    }

    /// The key of this text: 64 hexadecimal digits, as `openssl rand -hex 32` prints them.
    ///
    /// # Errors
    /// When the text is none.
    pub fn parse(text: &str) -> Result<Self> {
        let bytes = HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes()).ok().and_then(|bytes| <[u8; KEY_BYTES]>::try_from(bytes).ok());
        Ok(Self::new(&bytes.context("a secret key is 64 hexadecimal digits, as `openssl rand -hex 32` prints them")?))
    }

    /// Seals a secret for one place, such as `mailbox 3 in`. The same secret sealed twice looks different.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn seal(&self, place: &str, secret: &str) -> Result<String> {
        let mut nonce = [0_u8; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(|e| anyhow!("no randomness to seal a secret: {e}"))?;
        let mut sealed = secret.as_bytes().to_vec();
        let nonce_of_this = Nonce::assume_unique_for_key(nonce);
        let done = self.0.seal_in_place_append_tag(nonce_of_this, Aad::from(place.as_bytes()), &mut sealed);
        done.map_err(|_| anyhow!("a secret is too long to be sealed"))?;
        Ok(format!("{FORM}{}", BASE64_NOPAD.encode(&[nonce.as_slice(), &sealed].concat())))
    }

    /// Opens what was sealed for this place.
    ///
    /// # Errors
    /// When it was sealed with another key or for another place, or was changed.
    pub fn open(&self, place: &str, sealed: &str) -> Result<String> {
        let Some(text) = sealed.strip_prefix(FORM) else { bail!("a sealed secret is in a form that this version does not know") };
        let mut bytes = BASE64_NOPAD.decode(text.as_bytes()).context("a sealed secret is damaged")?;
        anyhow::ensure!(bytes.len() > NONCE_LEN, "a sealed secret is damaged");
        let mut body = bytes.split_off(NONCE_LEN);
        let nonce = Nonce::try_assume_unique_for_key(&bytes).map_err(|_| anyhow!("a sealed secret is damaged"))?;
        let opened = self.0.open_in_place(nonce, Aad::from(place.as_bytes()), &mut body);
        let opened =
            opened.map_err(|_| anyhow!("a secret was sealed with another key: give back the key it was sealed with, or type it anew"))?;
        Ok(std::str::from_utf8(opened).context("a sealed secret is damaged")?.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_in_its_place_with_its_key_and_nowhere_else() {
        let (key, other) = (Key::new(&[7; KEY_BYTES]), Key::parse(&"0a".repeat(KEY_BYTES)).unwrap());
        let sealed = key.seal("mailbox 3 in", "vier kalte Enten").unwrap();
        assert!(!sealed.contains("kalte") && sealed.starts_with("s1."));
        assert_eq!(key.open("mailbox 3 in", &sealed).unwrap(), "vier kalte Enten");
        assert_ne!(sealed, key.seal("mailbox 3 in", "vier kalte Enten").unwrap());
        assert!(key.open("mailbox 4 in", &sealed).is_err());
        assert!(other.open("mailbox 3 in", &sealed).is_err());
        for damaged in ["", "s1.", "s1.AAAA", "s2.x", &sealed[..sealed.len() - 2]] {
            assert!(key.open("mailbox 3 in", damaged).is_err(), "{damaged}");
        }
    }

    #[test]
    fn what_is_no_key_is_named() {
        for text in ["", "zz", &"0a".repeat(31)] {
            assert!(Key::parse(text).unwrap_err().to_string().contains("64 hexadecimal digits"));
        }
        assert_eq!(format!("{:?}", Key::new(&[1; KEY_BYTES])), "Key(..)");
    }
}
