//! Letters inside of an opaque signature (S/MIME, RFC 8551: `smime.p7m`): the signature is not checked, the letter is read.

use crate::mime::Part;

/// Elements inside of one another that are followed.
const DEPTH_MAX: usize = 16;

/// The numbers of "signed data" and "data" (RFC 5652), as they are encoded.
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
const DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01];

/// Whether a part may be one.
pub(crate) fn is_signed(part: &Part<'_>) -> bool {
    matches!(part.media.kind.as_str(), "application/pkcs7-mime" | "application/x-pkcs7-mime")
        && part.media.parameter("smime-type").is_none_or(|kind| kind.eq_ignore_ascii_case("signed-data"))
}

/// What was signed; `None` if this is encrypted, or no such structure.
pub(crate) fn content(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut outer = Elements(element(bytes)?.content);
    (outer.next()?.content == SIGNED_DATA).then_some(())?;
    let signed = element(outer.next()?.content)?;
    // Version, digests, then what was signed: its kind, and its bytes in an element of their own.
    let inside = Elements(signed.content).nth(2)?;
    let mut inside = Elements(inside.content);
    (inside.next()?.content == DATA).then_some(())?;
    let mut out = Vec::new();
    octets(element(inside.next()?.content)?, &mut out, 0);
    (!out.is_empty()).then_some(out)
}

/// One element of BER: its tag, whether others are inside, its bytes.
struct Element<'a> {
    constructed: bool,
    content: &'a [u8],
    length: usize,
}

/// The elements one after the other.
struct Elements<'a>(&'a [u8]);

impl<'a> Iterator for Elements<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let found = element(self.0).filter(|_| !self.0.starts_with(&[0, 0]))?;
        self.0 = self.0.get(found.length..).unwrap_or_default();
        Some(found)
    }
}

fn element(bytes: &[u8]) -> Option<Element<'_>> {
    element_at(bytes, 0)
}

fn element_at(bytes: &[u8], depth: usize) -> Option<Element<'_>> {
    let (&tag, &first) = (bytes.first()?, bytes.get(1)?);
    let constructed = tag & 0x20 != 0;
    if tag & 0x1f == 0x1f || depth > DEPTH_MAX {
        return None;
    }
    if first == 0x80 {
        // Of indefinite length: up to the two zeros behind its last element.
        let mut at = 2;
        while !bytes.get(at..)?.starts_with(&[0, 0]) {
            at += element_at(&bytes[at..], depth + 1)?.length;
        }
        return Some(Element { constructed, content: &bytes[2..at], length: at + 2 });
    }
    let (length, head) = match first {
        0..=0x7f => (usize::from(first), 2),
        0x81..=0x84 => {
            let count = usize::from(first - 0x80);
            let digits = bytes.get(2..2 + count)?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), 2 + count)
        }
        _ => return None,
    };
    let content = bytes.get(head..head.checked_add(length)?)?;
    Some(Element { constructed, content, length: head + length })
}

/// The bytes of an octet string, whole or in pieces.
fn octets(element: Element<'_>, out: &mut Vec<u8>, depth: usize) {
    if !element.constructed {
        out.extend_from_slice(element.content);
    } else if depth < DEPTH_MAX {
        Elements(element.content).for_each(|piece| octets(piece, out, depth + 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrap(tag: u8, content: &[u8]) -> Vec<u8> {
        assert!(content.len() < 128);
        [&[tag, content.len() as u8], content].concat()
    }

    #[test]
    fn the_letter_inside_is_found() {
        let data = wrap(0x30, &[wrap(0x06, DATA), wrap(0xA0, &wrap(0x04, b"Subject: x\n\nhi"))].concat());
        let signed = wrap(0x30, &[wrap(0x02, &[1]), wrap(0x31, &[]), data].concat());
        let whole = wrap(0x30, &[wrap(0x06, SIGNED_DATA), wrap(0xA0, &signed)].concat());
        assert_eq!(content(&whole).as_deref(), Some(&b"Subject: x\n\nhi"[..]));
        // In pieces, and of indefinite length.
        let pieces = [&[0x24, 0x80][..], &wrap(0x04, b"one "), &wrap(0x04, b"two"), &[0, 0]].concat();
        let data = [&[0x30, 0x80][..], &wrap(0x06, DATA), &[0xA0, 0x80], &pieces, &[0, 0], &[0, 0]].concat();
        let signed = [&[0x30, 0x80][..], &wrap(0x02, &[1]), &wrap(0x31, &[]), &data, &[0, 0]].concat();
        let whole = [&[0x30, 0x80][..], &wrap(0x06, SIGNED_DATA), &[0xA0, 0x80], &signed, &[0, 0], &[0, 0]].concat();
        assert_eq!(content(&whole).as_deref(), Some(&b"one two"[..]));
        for end in 0..whole.len() {
            let _ = content(&whole[..end]);
        }
        assert_eq!(content(b"no such thing"), None);
    }
}
