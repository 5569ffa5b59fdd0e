//! What the authenticator vouches for: for which site, who was present, and, when it registers, its new key (Level 3, 6.1).

use outcome::Result;
use sha2::{Digest, Sha256};

use super::cbor::Cbor;
use super::{Party, not_accepted};

/// Longest number of a credential (Level 3, 7.1 step 25).
const CREDENTIAL_BYTES_MAX: usize = 1023;

const USER_PRESENT: u8 = 1 << 0;
const USER_VERIFIED: u8 = 1 << 2;
const BACKUP_ELIGIBLE: u8 = 1 << 3;
const BACKED_UP: u8 = 1 << 4;
const HAS_CREDENTIAL: u8 = 1 << 6;
const HAS_EXTENSIONS: u8 = 1 << 7;

/// The authenticator's account.
#[derive(Debug)]
pub(super) struct Attested<'a> {
    pub backup_eligible: bool,
    pub backed_up: bool,
    pub sign_count: u32,
    pub credential: Option<Credential<'a>>,
}

/// A new credential.
#[derive(Debug)]
pub(super) struct Credential<'a> {
    pub id: &'a [u8],
    /// The COSE key, as it stands in the bytes.
    pub key: &'a [u8],
}

/// Reads authenticator data; refuses what is of another site, or made without the person's presence and verification
/// (Level 3, 7.1 steps 13 to 18, 7.2 steps 15 to 19).
pub(super) fn read<'a>(bytes: &'a [u8], party: &Party) -> Result<Attested<'a>> {
    let read = || -> Option<(&'a [u8], u8, Attested<'a>)> {
        let (site, rest) = bytes.split_at_checked(32)?;
        let (&flags, rest) = rest.split_first()?;
        let (count, rest) = rest.split_at_checked(4)?;
        let (credential, rest) = if flags & HAS_CREDENTIAL == 0 { (None, rest) } else { credential(rest).map(|(c, r)| (Some(c), r))? };
        let rest = if flags & HAS_EXTENSIONS == 0 { rest } else { Cbor::read(rest)?.1 };
        let attested = Attested {
            backup_eligible: flags & BACKUP_ELIGIBLE != 0,
            backed_up: flags & BACKED_UP != 0,
            sign_count: u32::from_be_bytes(count.try_into().ok()?),
            credential,
        };
        rest.is_empty().then_some((site, flags, attested))
    };
    let (site, flags, attested) = read().ok_or_else(|| not_accepted("the authenticator data does not read"))?;
    if site != Sha256::digest(party.id.as_bytes()).as_slice() {
        return Err(not_accepted("the authenticator data is of another site"));
    }
    if flags & USER_PRESENT == 0 || flags & USER_VERIFIED == 0 {
        return Err(not_accepted("nobody was verified"));
    }
    if attested.backed_up && !attested.backup_eligible {
        return Err(not_accepted("a key that cannot be copied claims to be"));
    }
    Ok(attested)
}

/// Attested credential data: the authenticator's model (not asked for), the credential's number, its key.
fn credential(bytes: &[u8]) -> Option<(Credential<'_>, &[u8])> {
    let (_model, rest) = bytes.split_at_checked(16)?;
    let (length, rest) = rest.split_at_checked(2)?;
    let length = usize::from(u16::from_be_bytes(length.try_into().ok()?));
    let (id, rest) = rest.split_at_checked(length)?;
    let (_, after) = Cbor::read(rest)?;
    let key = &rest[..rest.len() - after.len()];
    (!id.is_empty() && length <= CREDENTIAL_BYTES_MAX).then_some((Credential { id, key }, after))
}
