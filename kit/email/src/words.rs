//! Encoded words in headers (RFC 2047), read generously.

use crate::decode::{base64, charset, quoted_printable};

/// Resolves the encoded words of a header's text and leaves the rest as it is.
///
/// Neighbouring words in one charset are joined before they are decoded, because mailers cut characters in half; words
/// inside quotes and words containing spaces are read too, because mailers write them.
pub(crate) fn decode_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pending: Option<Word> = None;
    let mut rest = text;
    while let Some(start) = rest.find("=?") {
        let Some((word, length)) = parse_word(&rest[start..]) else {
            flush(&mut pending, &mut out);
            out.push_str(&rest[..start + 2]);
            rest = &rest[start + 2..];
            continue;
        };
        let between = &rest[..start];
        match &mut pending {
            Some(last) if between.trim().is_empty() => {
                if last.charset.eq_ignore_ascii_case(&word.charset) {
                    last.bytes.extend_from_slice(&word.bytes);
                } else {
                    flush(&mut pending, &mut out);
                    pending = Some(word);
                }
            }
            _ => {
                flush(&mut pending, &mut out);
                out.push_str(between);
                pending = Some(word);
            }
        }
        rest = &rest[start + length..];
    }
    flush(&mut pending, &mut out);
    out.push_str(rest);
    out
}

/// The longest encoded word that is read; RFC 2047 allows 75 bytes, mailers write more.
const WORD_BYTES_MAX: usize = 8 * 1024;

struct Word {
    charset: String,
    bytes: Vec<u8>,
}

fn flush(pending: &mut Option<Word>, out: &mut String) {
    if let Some(word) = pending.take() {
        out.push_str(&charset(&word.bytes, Some(&word.charset)).0);
    }
}

/// `=?charset*language?B?text?=` at the start of `text`, and its length.
fn parse_word(text: &str) -> Option<(Word, usize)> {
    let inner = &text[2..];
    let (label, after) = inner.split_once('?')?;
    let (encoding, after) = after.split_once('?')?;
    let (content, _) = after[..after.floor_char_boundary(WORD_BYTES_MAX)].split_once("?=")?;
    if label.is_empty() || label.len() > 60 || label.contains(char::is_whitespace) {
        return None;
    }
    let bytes = match encoding {
        "B" | "b" => base64(content.as_bytes()),
        "Q" | "q" => quoted_printable(content.replace('_', " ").as_bytes()),
        _ => return None,
    };
    let charset = label.split('*').next().unwrap_or(label).to_owned();
    let length = 2 + label.len() + 1 + encoding.len() + 1 + content.len() + 2;
    Some((Word { charset, bytes }, length))
}

#[cfg(test)]
mod tests {
    use super::decode_words;

    #[test]
    fn words_and_the_text_between_them() {
        for (given, expected) in [
            ("plain", "plain"),
            ("=?utf-8?Q?J=C3=BCrgen?= Lee", "Jürgen Lee"),
            ("=?iso-8859-1?q?a_b?= =?ISO-8859-1?Q?=E4?=", "a bä"),
            ("Re: =?UTF-8?B?w7Y=?=: x", "Re: ö: x"),
            ("=?utf-8?B?4oKs?==?utf-8?B?4oKs?=", "€€"),
            ("=?utf-8*de?Q?a?=", "a"),
            // One character cut in half between two words.
            ("=?utf-8?B?4oI=?= =?utf-8?B?rA==?=", "€"),
            ("=?utf-8?Q?two words?=", "two words"),
            ("=?utf-8?X?a?= =? ?= =?", "=?utf-8?X?a?= =? ?= =?"),
            ("=?koi8-r?B?89DJ08/LLmRvYw==?=", "Список.doc"),
            ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
            ("=?nonsense?Q?=C3=BC?=", "ü"),
        ] {
            assert_eq!(decode_words(given), expected, "{given}");
        }
    }
}
