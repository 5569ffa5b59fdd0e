//! What a letter belongs to: signed reply tokens in addresses and Message-IDs, and the ancestors a letter names.
//!
//! A token says "this answer belongs to subject 42 and was asked of party 7" and cannot be made without the key. It
//! travels in the sub-address answers go to (`support+r-TOKEN@example.org`) and in our Message-IDs
//! (`r-TOKEN.N@example.org`), which come back in In-Reply-To and References. It proves where a letter came from no more
//! than a forwarded letter does: whoever sees it may answer. What the two numbers mean is the caller's affair.

use crate::address::Address;
use crate::letter::Letter;
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;
use subtle::ConstantTimeEq;

/// Bytes of the signature kept in a token: 80 bits, beyond guessing for something asked one letter at a time.
const TAG_BYTES: usize = 10;

/// Characters of the shortest token: two numbers of one byte, and the signature.
const TOKEN_CHARS_MIN: usize = ((2 + TAG_BYTES) * 8).div_ceil(5);

/// What stands before a token in a local part.
const MARK: &str = "r-";

/// Separates purposes, should the same key ever sign anything else.
const PURPOSE: &[u8] = b"email reply token 1";

/// The secret that signs tokens. Whoever changes it breaks the thread of every letter already sent.
#[derive(Clone)]
pub struct ReplyKey([u8; 32]);

impl ReplyKey {
    /// A key from 32 random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// Never shows the secret.
impl fmt::Debug for ReplyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReplyKey(..)")
    }
}

/// Where a letter says what it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In an address it was sent to.
    Recipient,
    /// In In-Reply-To or References.
    Ancestor,
}

/// A valid token found in a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What it belongs to.
    pub subject: i64,
    /// Who was written to.
    pub party: i64,
    /// Where the token stood.
    pub place: Place,
}

/// A token for a subject and a party: some twenty lower-case letters and digits, safe in a local part, and readable after
/// a mail server changed its case. The same arguments give the same token.
#[must_use]
pub fn token(key: &ReplyKey, subject: i64, party: i64) -> String {
    let mut bytes = Vec::with_capacity(2 * 5 + TAG_BYTES);
    push_number(&mut bytes, subject);
    push_number(&mut bytes, party);
    bytes.extend_from_slice(&tag(key, subject, party));
    BASE32_NOPAD.encode(&bytes).to_ascii_lowercase()
}

/// The subject and party of a token, if this key signed it. Takes the same time for any wrong signature.
#[must_use]
pub fn verify(key: &ReplyKey, token: &str) -> Option<(i64, i64)> {
    let bytes = BASE32_NOPAD.decode(token.to_ascii_uppercase().as_bytes()).ok()?;
    let (numbers, signature) = bytes.split_at_checked(bytes.len().checked_sub(TAG_BYTES)?)?;
    let (subject, rest) = take_number(numbers)?;
    let (party, rest) = take_number(rest)?;
    let signed = bool::from(tag(key, subject, party).ct_eq(signature));
    (rest.is_empty() && signed).then_some((subject, party))
}

/// The address that answers to a token go to: `support@example.org` becomes `support+r-TOKEN@example.org`.
#[must_use]
pub fn reply_address(mailbox: &str, token: &str) -> String {
    match mailbox.rsplit_once('@') {
        Some((local, domain)) => format!("{local}+{MARK}{token}@{domain}"),
        None => format!("{mailbox}+{MARK}{token}"),
    }
}

/// The Message-ID, without angle brackets, of the letter with this number about a token's subject.
#[must_use]
pub fn message_id(token: &str, number: i64, domain: &str) -> String {
    format!("{MARK}{token}.{number}@{domain}")
}

/// The valid token of a letter: in an address it was sent to first, then in what it answers, the closest first.
#[must_use]
pub fn find(key: &ReplyKey, letter: &Letter) -> Option<Reply> {
    in_recipients(key, letter).or_else(|| in_ancestors(key, letter))
}

/// The valid token in To, Cc, or what servers noted of the envelope (Delivered-To, X-Original-To).
#[must_use]
pub fn in_recipients(key: &ReplyKey, letter: &Letter) -> Option<Reply> {
    letter.delivered_to.iter().chain(letter.recipients()).find_map(|address| in_address(key, &address.email))
}

/// The valid token in one address, for instance an envelope's recipient.
#[must_use]
pub fn in_address(key: &ReplyKey, email: &str) -> Option<Reply> {
    let address = Address::new(email);
    let (subject, party) = verify(key, strip_mark(detail(&address)?)?)?;
    Some(Reply { subject, party, place: Place::Recipient })
}

/// What looks like a reply token in a letter, whoever signed it: in an address first, then in what it answers.
#[must_use]
pub fn token_in(letter: &Letter) -> Option<String> {
    let is_token = |token: &&str| token.len() >= TOKEN_CHARS_MIN && token.bytes().all(|b| b.is_ascii_alphanumeric());
    let of_address = |address: &Address| detail(address).and_then(strip_mark).filter(is_token).map(str::to_ascii_lowercase);
    let of_id = |id: &String| strip_mark(id)?.split_once(['.', '@']).map(|(token, _)| token).filter(is_token).map(str::to_ascii_lowercase);
    letter.delivered_to.iter().chain(letter.recipients()).find_map(of_address).or_else(|| ancestors(letter).iter().find_map(of_id))
}

/// What stands behind `+` in an address; some servers are set to `-` or `=` and rewrite it.
fn detail(address: &Address) -> Option<&str> {
    let (_, detail) = address.local().rsplit_once(['+', '=']).or_else(|| address.local().split_once('-'))?;
    Some(detail)
}

/// The valid token in the Message-IDs a letter answers.
#[must_use]
pub fn in_ancestors(key: &ReplyKey, letter: &Letter) -> Option<Reply> {
    ancestors(letter).iter().find_map(|id| {
        let (token, _) = strip_mark(id)?.split_once(['.', '@'])?;
        let (subject, party) = verify(key, token)?;
        Some(Reply { subject, party, place: Place::Ancestor })
    })
}

/// The Message-IDs a letter descends from, the closest first: In-Reply-To, then References from its end. Each once,
/// its own left out.
#[must_use]
pub fn ancestors(letter: &Letter) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for id in letter.in_reply_to.iter().chain(letter.references.iter().rev()) {
        if Some(id) != letter.message_id.as_ref() && !found.contains(id) {
            found.push(id.clone());
        }
    }
    found
}

fn strip_mark(text: &str) -> Option<&str> {
    let mark = text.get(..MARK.len())?;
    mark.eq_ignore_ascii_case(MARK).then(|| &text[MARK.len()..])
}

fn tag(key: &ReplyKey, subject: i64, party: i64) -> [u8; TAG_BYTES] {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("HMAC takes keys of any length");
    mac.update(PURPOSE);
    mac.update(&subject.to_be_bytes());
    mac.update(&party.to_be_bytes());
    let full = mac.finalize().into_bytes();
    std::array::from_fn(|index| full[index])
}

/// Seven bits a byte, the lowest first, the top bit saying that more follow (LEB128): small numbers stay short.
fn push_number(bytes: &mut Vec<u8>, number: i64) {
    let mut rest = number as u64;
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

fn take_number(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let mut number = 0_u64;
    for (index, &byte) in bytes.iter().enumerate().take(10) {
        number |= u64::from(byte & 0x7f).checked_shl(7 * index as u32)?;
        if byte < 0x80 {
            return Some((number as i64, &bytes[index + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> ReplyKey {
        ReplyKey::new([7; 32])
    }

    #[test]
    fn a_token_says_what_was_signed() {
        for (subject, party) in [(1, 1), (42, 7), (1_000_000, 20_000), (i64::MAX, i64::MAX), (0, -1)] {
            let token = token(&key(), subject, party);
            assert_eq!(verify(&key(), &token), Some((subject, party)), "{token}");
            assert_eq!(verify(&key(), &token.to_uppercase()), Some((subject, party)));
            assert!(token.len() <= 48 && token.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{token}");
        }
        assert!(token(&key(), 100_000, 20_000).len() <= 26);
    }

    #[test]
    fn no_other_token_is_valid() {
        let good = token(&key(), 42, 7);
        assert_eq!(verify(&ReplyKey::new([8; 32]), &good), None);
        for index in 0..good.len() {
            for letter in "abcdefghijklmnopqrstuvwxyz234567".chars() {
                let mut changed: Vec<char> = good.chars().collect();
                changed[index] = letter;
                let changed: String = changed.into_iter().collect();
                assert_eq!(verify(&key(), &changed).is_some(), changed == good, "{changed}");
            }
        }
        for bad in ["", "a", "aa", &good[1..], &format!("{good}aa"), "🦀", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] {
            assert_eq!(verify(&key(), bad), None, "{bad}");
        }
    }

    #[test]
    fn tokens_are_found_where_mailers_leave_them() {
        let token = token(&key(), 42, 7);
        let address = reply_address("support@example.org", &token);
        let id = message_id(&token, 3, "example.org");
        for (header, place) in [
            (format!("To: Ann <ann@x.example>, <{address}>"), Place::Recipient),
            (format!("Cc: {}", address.to_uppercase()), Place::Recipient),
            (format!("To: a@b.example\nDelivered-To: {address}"), Place::Recipient),
            (format!("To: support-r-{token}@example.org"), Place::Recipient),
            (format!("In-Reply-To: <{id}>"), Place::Ancestor),
            (format!("References: <a@b> <{id}> <c@d>"), Place::Ancestor),
        ] {
            let letter = Letter::parse(format!("{header}\n\nhello").as_bytes());
            assert_eq!(find(&key(), &letter), Some(Reply { subject: 42, party: 7, place }), "{header}");
        }
        let stranger = Letter::parse(b"To: support+r-aaaaaaaaaaaaaaaaaaaaaa@example.org\nIn-Reply-To: <r-x.1@example.org>\n\n");
        assert_eq!(find(&key(), &stranger), None);
    }

    #[test]
    fn ancestors_come_closest_first() {
        let letter = Letter::parse(b"Message-ID: <d@x>\nIn-Reply-To: <c@x>\nReferences: <a@x> <b@x>\n <c@x> <d@x>\n\n");
        assert_eq!(ancestors(&letter), ["c@x", "b@x", "a@x"]);
    }
}
