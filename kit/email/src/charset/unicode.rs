//! Unicode in other forms than UTF-8, and the tables of single-byte charsets.

use super::label::Order;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// UTF-7 (RFC 2152): `+AOQ-` is `ä`, `+-` a plus sign.
pub(super) fn utf7(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, behind)) = rest.split_first() {
        rest = behind;
        if first != b'+' {
            out.push(char::from(first));
            continue;
        }
        let length = rest.iter().position(|b| !(b.is_ascii_alphanumeric() || b"+/".contains(b))).unwrap_or(rest.len());
        let (encoded, behind) = rest.split_at(length);
        let closed = behind.first() == Some(&b'-');
        rest = if closed { &behind[1..] } else { behind };
        if encoded.is_empty() {
            out.push('+');
            if !closed {
                continue;
            }
        }
        let units: Vec<u16> = crate::decode::base64(encoded).chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        out.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    }
    out
}

/// Whether bytes declared as UTF-16 can be: with a mark, or with zeros, or at least not as plain ASCII words.
pub(super) fn may_be_utf16(bytes: &[u8]) -> bool {
    bytes.len() >= 2
        && (Encoding::for_bom(bytes).is_some() || bytes.contains(&0) || !bytes.is_ascii() && std::str::from_utf8(bytes).is_err())
}

/// UTF-16; without a mark and a declared order, the one in which more characters are zero in their upper half. Where pieces were joined
/// that each bore a mark, only the text is left.
pub(super) fn utf16(bytes: &[u8], order: Order) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.replace('\u{feff}', "");
    }
    let zeros = |first: usize| bytes.iter().skip(first).step_by(2).filter(|&&b| b == 0).count();
    let big = match order {
        Order::Big => true,
        Order::Little => false,
        Order::Open => zeros(0) > zeros(1),
    };
    let encoding = if big { UTF_16BE } else { UTF_16LE };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// UTF-32.
pub(super) fn utf32(bytes: &[u8], order: Order) -> String {
    let big = match order {
        Order::Big => true,
        Order::Little => false,
        Order::Open => !bytes.starts_with(&[0xFF, 0xFE, 0, 0]) && bytes.first() == Some(&0),
    };
    let wide = bytes.chunks_exact(4).map(|c| {
        let c = [c[0], c[1], c[2], c[3]];
        if big { u32::from_be_bytes(c) } else { u32::from_le_bytes(c) }
    });
    wide.filter(|&c| c != 0xFEFF).map(|c| char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Text that tells its charset by a mark at its beginning, or is UTF-16 by its zeros.
pub(super) fn marked(bytes: &[u8]) -> Option<String> {
    if bytes.len() >= 2 && Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != encoding_rs::UTF_8) {
        return Some(utf16(bytes, Order::Open));
    }
    let zeros = |first: usize| bytes.iter().skip(first).step_by(2).filter(|&&b| b == 0).count();
    let wide = bytes.len() >= 4 && (zeros(0) * 3 > bytes.len() || zeros(1) * 3 > bytes.len()) && !(zeros(0) > 0 && zeros(1) > 0);
    wide.then(|| utf16(bytes, Order::Open))
}

/// A single-byte charset by the 128 characters of its upper half.
pub(super) fn by_table(bytes: &[u8], table: &str) -> String {
    let upper: Vec<char> = table.chars().collect();
    let read =
        |b: u8| if b < 0x80 { char::from(b) } else { upper.get(usize::from(b - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER) };
    bytes.iter().map(|&b| read(b)).collect()
}
