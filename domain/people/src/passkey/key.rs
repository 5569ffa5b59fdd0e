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

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;

    /// The modulus of a key made for this test, whose private half is gone.
    const MODULUS: &str = "\
        cb36e3dba5255af2461b3d932cc4996757cfe635b95eb78d437bae04bc3c5b8e7c8c610a958890eb9912077e033bf0e324fda2af3d5fb1\
        1a4f5d4d54c23bd67e0d0d45f9ebef5c2832c9e45b5faa5473bd032c50df13be43dddef05e4da22a2345ea65d522e81a0868c034009394\
        8b5f3c585f4dc021c1ca02e5ef66a2e665c88e79a81fd472b4905bc5a160aa89ee0cb5fdf27f2030a5a41f6d833296feb3dd5969d5bff5\
        e397173611b900de23ddf24f841ff580217735161393f0f7749c2ecb438ef397f2b57b86212e5eba4ad0f0ba10489e8cf7aead9897f6dd\
        95f76efba7bdbb451fcb492da41f7b32586ba47acc0b2929249c3d93ec62afc5bae45f87";
    /// Its signature (RSASSA-PKCS1-v1_5, SHA-256).
    const SIGNATURE: &str = "\
        7d4f93073d8a019ea0204b99cc0520a55e0c1b95064ecad38319a71617f6727836233b6cbdab24de3af28350c3d297a028e0bd30b939fa\
        26167b98ac41e0d98ce21587da84eeb75ecc36f5ca05d4b89430500d735161c08b05acc89a5f9bd87d3bc72ba0fe07ff94b9d98b5bd94a\
        c79724a7d445780a0b9b6c59c5a25dec6574bf62e73400963ea37e4544380a4642ddb323f9db6b62746feb2bc0065caced97bb571fc39b\
        6991a132ee4a3d49261b054bc44e4b2f1617e1f05a9830bc39256fe5e78bf5e28262226fa0ca1a97d0c87eaf1b83e0013aca8fab7a1714\
        48fbf9e0a5cc1367bac117bcd443ed6ad3dbb3834e6506b5c1cdef52d7f29b722d323d82";

    /// {1: 3, 3: -257, -1: modulus, -2: 65537}, the modulus with the zero byte that some chips put before it.
    fn of_a_security_chip() -> Vec<u8> {
        let modulus = HEXLOWER.decode(MODULUS.as_bytes()).unwrap();
        [&[0xa4, 1, 3, 3, 0x39, 1, 0, 0x20, 0x59, 1, 1, 0], &modulus[..], &[0x21, 0x43, 1, 0, 1]].concat()
    }

    #[test]
    fn the_rsa_keys_of_older_security_chips_verify() {
        let (key, signature) = (Key::read(&of_a_security_chip()).unwrap(), HEXLOWER.decode(SIGNATURE.as_bytes()).unwrap());
        assert!(key.signed(b"a message of an old security chip", &signature));
        assert!(!key.signed(b"a message of another chip", &signature));
    }

    #[test]
    fn keys_of_other_kinds_and_lengths_are_refused() {
        let short = [&[0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 31][..], &[7; 31]].concat();
        let es256_on_another_curve = [&[0xa5, 1, 2, 3, 0x26, 0x20, 2, 0x21, 0x58, 32][..], &[7; 32], &[0x22, 0x58, 32], &[7; 32]].concat();
        let trailing = [of_a_security_chip(), vec![0]].concat();
        for bytes in [vec![], vec![0xa0], short, es256_on_another_curve, trailing] {
            assert!(Key::read(&bytes).is_err(), "{bytes:02x?}");
        }
    }

    #[test]
    fn a_point_that_is_not_on_the_curve_signs_nothing() {
        let nowhere = [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32][..], &[7; 32], &[0x22, 0x58, 32], &[7; 32]].concat();
        assert!(!Key::read(&nowhere).unwrap().signed(b"", &[0x30, 6, 2, 1, 1, 2, 1, 1]));
    }
}
