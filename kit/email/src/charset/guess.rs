//! The charset of text nobody described.

use super::{Hint, label, unreadable};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// Bytes of a letter in which another declaration of a charset is looked for.
const HINT_BYTES_MAX: usize = 16 * 1024;

/// Bytes of a letter that are looked at for what it is written in.
const SAMPLE_BYTES_MAX: usize = 64 * 1024;

/// Text from bytes that are not UTF-8 throughout and whose label, if any, did not fit.
///
/// Lines are looked at one by one, because letters are put together: a footer in Latin-1 below a text in UTF-8.
pub(super) fn guess(bytes: &[u8], hint: Hint<'_>) -> String {
    let (utf8, _) = UTF_8.decode_without_bom_handling(bytes);
    let (bad, good) = unreadable(&utf8);
    let is_right = |line: &[u8]| std::str::from_utf8(line).is_ok();
    let lines: Vec<&[u8]> = bytes.split_inclusive(|&b| b == b'\n').collect();
    let wrong: Vec<u8> = lines.iter().filter(|line| !is_right(line)).flat_map(|line| line.iter().copied()).collect();
    let (_, good_in_wrong) = unreadable(&UTF_8.decode_without_bom_handling(&wrong).0);
    if good > bad && good_in_wrong > bad {
        // Broken UTF-8, cut in the middle of characters, rather than anything else.
        return utf8.into_owned();
    }
    let decode = decoder(&wrong, hint);
    let mut out = String::with_capacity(bytes.len() * 2);
    if good <= bad {
        return decode(bytes);
    }
    for line in lines {
        match std::str::from_utf8(line) {
            Ok(line) => out.push_str(line),
            Err(_) => out.push_str(&decode(line)),
        }
    }
    out
}

type Decode = Box<dyn Fn(&[u8]) -> String>;

fn decoder(sample: &[u8], hint: Hint<'_>) -> Decode {
    if let Some(charset) = hint.charset.and_then(label::resolve)
        && super::by_label(sample, charset).is_some()
    {
        return Box::new(move |bytes| {
            super::by_label(bytes, charset).unwrap_or_else(|| encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned())
        });
    }
    let encoding = detect(sample, hint.top_level);
    Box::new(move |bytes| encoding.decode_without_bom_handling(bytes).0.into_owned())
}

/// What the bytes look like, in the eyes of a browser.
fn detect(sample: &[u8], top_level: Option<&str>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let is_label = |t: &&str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    detector.guess(top_level.filter(is_label).map(str::as_bytes), Utf8Detection::Deny)
}

/// The charset a letter is likely written in where it does not say so: what it declares elsewhere, or what all its lines
/// that are not UTF-8 look like together. `None` if there is nothing to go by.
pub(crate) fn likely_of(letter: &[u8], top_level: Option<&str>) -> Option<String> {
    let head = &letter[..letter.len().min(SAMPLE_BYTES_MAX)];
    hint_in(letter).or_else(|| {
        let lines = head.split_inclusive(|&b| b == b'\n').filter(|line| std::str::from_utf8(line).is_err());
        let sample: Vec<u8> = lines.flat_map(|line| line.iter().copied()).collect();
        (!sample.is_empty()).then(|| detect(&sample, top_level).name().to_ascii_lowercase())
    })
}

/// A charset that a letter declares anywhere near its beginning, in a Content-Type or an encoded word, and that says more
/// than UTF-8 or ASCII would.
fn hint_in(letter: &[u8]) -> Option<String> {
    let head = &letter[..letter.len().min(HINT_BYTES_MAX)];
    let lower = head.to_ascii_lowercase();
    let mut offset = 0;
    while let Some(found) = find(&lower[offset..], b"charset=")
        .map(|at| (at + 8, b';'))
        .into_iter()
        .chain(find(&lower[offset..], b"=?").map(|at| (at + 2, b'?')))
        .min()
    {
        let start = offset + found.0;
        let label: String = lower[start..]
            .iter()
            .take(40)
            .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
            .take_while(|b| b.is_ascii_alphanumeric() || b"-_:.".contains(b))
            .map(|b| char::from(*b))
            .collect();
        if label::resolve(&label).is_some_and(|charset| charset != label::Charset::Encoding(UTF_8)) {
            return Some(label);
        }
        offset = start;
    }
    None
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::hint_in;

    #[test]
    fn a_declaration_is_found() {
        assert_eq!(hint_in(b"Content-Type: text/plain;\n charset=\"KOI8-R\"\n").as_deref(), Some("koi8-r"));
        assert_eq!(hint_in(b"Subject: =?utf-8?Q?a?= =?Big5?B?pKQ=?=\n").as_deref(), Some("big5"));
        assert_eq!(hint_in(b"Content-Type: text/plain; charset=utf-8\n\nx"), None);
    }
}
