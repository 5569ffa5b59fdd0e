//! A credential's public key: the three kinds that authenticators make, and their signatures.

use outcome::Result;
use ring::signature::{ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey};

use super::cbor::Cbor;
use super::not_accepted;

/// COSE's numbers of what we take, the preferred first: ES256, EdDSA, RS256 (RFC 9053, 2; RFC 8812, 2).
pub(super) const ALGORITHMS: [i64; 3] = [-7, -8, -257];

/// Bytes of a coordinate of P-256 and of an Ed25519 key.
const COORDINATE_BYTES: usize = 32;

/// A public key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// A point of P-256, uncompressed.
    Es256(Vec<u8>),
    /// An Ed25519 key.
    EdDsa(Vec<u8>),
    /// Modulus and exponent.
    Rs256(Vec<u8>, Vec<u8>),
}

impl Key {
    /// Reads a COSE key (RFC 9053, 7).
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        let read = || -> Option<Self> {
            let (map, rest) = Cbor::read(bytes)?;
            let int = |label: i64| map.at(label).and_then(Cbor::int);
            let coordinate = |label: i64| map.at(label).and_then(Cbor::bytes).filter(|x| x.len() == COORDINATE_BYTES);
            match (rest.is_empty(), int(1)?, int(3)?) {
                (true, 2, -7) if int(-1)? == 1 => Some(Self::Es256([&[4], coordinate(-2)?, coordinate(-3)?].concat())),
                (true, 1, -8) if int(-1)? == 6 => Some(Self::EdDsa(coordinate(-2)?.to_vec())),
                (true, 3, -257) => Some(Self::Rs256(map.at(-1)?.bytes()?.to_vec(), map.at(-2)?.bytes()?.to_vec())),
                _ => None,
            }
        };
        read().ok_or_else(|| not_accepted("the key is of no kind we asked for"))
    }

    /// Is `signature` this key's, over `message`?
    pub(super) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Es256(point) => UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature).is_ok(),
            Self::EdDsa(key) => UnparsedPublicKey::new(&ED25519, key).verify(message, signature).is_ok(),
            Self::Rs256(n, e) => {
                let without_zeros = |x: &[u8]| x[x.iter().take_while(|b| **b == 0).count()..].to_vec();
                let key = RsaPublicKeyComponents { n: without_zeros(n), e: without_zeros(e) };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
            }
        }
    }
}
