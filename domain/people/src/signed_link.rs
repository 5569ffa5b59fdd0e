//! Links in letters that let one person do one thing without signing in: numbers that say what they are about, and a mark that only
//! this desk can make. Who reads one still asks whether its time is over and its person may.

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use db::{Conn, Tx};
use hmac::{Hmac, KeyInit, Mac};
use outcome::Result;
use sha2::Sha256;

use crate::secret::random;

/// Random bytes of a key.
const KEY_BYTES: usize = 32;
/// Longest link that is looked at, in bytes; one of three numbers is shorter than half of it.
const LINK_BYTES_MAX: usize = 200;

/// One kind of signed link, with a key of its own that is made with the first.
#[derive(Debug, Clone, Copy)]
pub struct SignedLink {
    /// Under which setting its key is kept.
    pub setting: &'static str,
    /// What its mark is for, so that none passes as another's.
    pub purpose: &'static str,
}

impl SignedLink {
    /// The last part of the address, saying these numbers.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn make(&self, tx: &mut Tx<'_>, numbers: &[i64]) -> Result<String> {
        let key = match self.key(tx)? {
            Some(key) => key,
            None => {
                let bytes = random::<KEY_BYTES>()?;
                db::put_setting(tx, self.setting, &BASE32_NOPAD.encode(&bytes))?;
                bytes.to_vec()
            }
        };
        let said = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(".");
        Ok(format!("{said}.{}", BASE64URL_NOPAD.encode(&self.signed(&key, &said)?.finalize().into_bytes())))
    }

    /// The numbers of a link; nothing when it was not made here, for this.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn read<const N: usize>(&self, conn: &Conn, link: &str) -> Result<Option<[i64; N]>> {
        if link.len() > LINK_BYTES_MAX {
            return Ok(None);
        }
        let (Some(key), Some((said, mark))) = (self.key(conn)?, link.rsplit_once('.')) else { return Ok(None) };
        let Ok(mark) = BASE64URL_NOPAD.decode(mark.as_bytes()) else { return Ok(None) };
        // Compared in the same time whatever is wrong.
        if self.signed(&key, said)?.verify_slice(&mark).is_err() {
            return Ok(None);
        }
        let numbers: Option<Vec<i64>> = said.split('.').map(|part| part.parse().ok()).collect();
        Ok(numbers.and_then(|numbers| numbers.try_into().ok()))
    }

    fn key(&self, conn: &Conn) -> Result<Option<Vec<u8>>> {
        let Some(kept) = db::setting::<String>(conn, self.setting)? else { return Ok(None) };
        Ok(Some(BASE32_NOPAD.decode(kept.as_bytes()).map_err(|_| anyhow::anyhow!("the setting {} holds no key", self.setting))?))
    }

    fn signed(&self, key: &[u8], said: &str) -> Result<Hmac<Sha256>> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).map_err(|e| anyhow::anyhow!("a key of links does not fit: {e}"))?;
        mac.update(self.purpose.as_bytes());
        mac.update(said.as_bytes());
        Ok(mac)
    }
}
