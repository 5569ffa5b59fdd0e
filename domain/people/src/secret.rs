//! Secrets that travel once: sessions, links, invitations, tokens. 256 random bits each; only their SHA-256 is kept.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use outcome::Result;
use sha2::{Digest, Sha256};

/// Random bytes of a secret.
const SECRET_BYTES: usize = 32;
/// Longest secret of a feed that is looked up, in bytes; ours are shorter.
const CARRIED_BYTES_MAX: usize = 100;

/// A secret as its owner carries it. It is shown once and never logged: `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new secret behind `prefix`, which tells people and scanners what it is.
    pub(crate) fn new(prefix: &str) -> Result<Self> {
        Ok(Self(format!("{prefix}{}", BASE64URL_NOPAD.encode(&random::<SECRET_BYTES>()?))))
    }

    /// A new secret for the address of a feed that a calendar program reads.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn of_feed() -> Result<Self> {
        Self::new("")
    }

    /// What is kept of a feed's secret, in hexadecimal digits; none for what is too long to be one of ours.
    #[must_use]
    pub fn digest_of_feed(carried: &str) -> Option<String> {
        (carried.len() <= CARRIED_BYTES_MAX).then(|| HEXLOWER.encode(&hash_of(carried)))
    }

    /// The secret itself, for a cookie, a link or the one page that shows it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub(crate) fn hash(&self) -> Vec<u8> {
        hash_of(&self.0)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// What is kept of a secret that somebody carries. Looking it up by its hash tells a guesser nothing by the time it takes.
pub(crate) fn hash_of(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Random bytes of the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("the system gives no random bytes: {e}"))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_secrets_differ_and_neither_shows_itself() {
        let (a, b) = (Secret::new("flt_").unwrap(), Secret::new("flt_").unwrap());
        assert_ne!(a, b);
        assert_eq!((a.reveal().len(), a.hash().len()), (4 + 43, 32));
        assert_eq!(format!("{a:?}"), "Secret(..)");
    }
}
