//! Encoded words in headers (RFC 2047), read generously.

use crate::charset;
use crate::decode::{base64, quoted_printable};

/// The longest encoded word that is read; RFC 2047 allows 75 bytes, mailers write more.
const WORD_BYTES_MAX: usize = 8 * 1024;

/// The longest label of a charset in one.
const LABEL_BYTES_MAX: usize = 60;

/// Resolves the encoded words of a header's text and leaves the rest as it is.
///
/// Neighbouring words in one charset are joined before they are decoded, because mailers cut characters in half; words
/// inside quotes, words containing spaces and words nobody closed are read too, because mailers write them.
pub(crate) fn decode_words(text: &str) -> String {
    if !text.contains("=?") {
        return text.to_owned();
    }
    let once = resolve(text);
    // A program on the way encoded what was encoded already.
    if once != text && once.contains("=?") && once.contains("?=") { resolve(&once) } else { once }
}

/// How long the encoded word at the start of `text` is, if one stands there.
pub(crate) fn word_length(text: &str) -> Option<usize> {
    parse_word(text).map(|(_, length)| length)
}

fn resolve(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pending: Vec<Word<'_>> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("=?") {
        let Some((word, length)) = parse_word(&rest[start..]) else {
            flush(&mut pending, &mut out);
            out.push_str(&rest[..start + 2]);
            rest = &rest[start + 2..];
            continue;
        };
        let between = &rest[..start];
        if !(pending.is_empty() || between.trim().is_empty()) || pending.is_empty() {
            flush(&mut pending, &mut out);
            out.push_str(between);
        } else if !pending[0].charset.eq_ignore_ascii_case(word.charset) {
            flush(&mut pending, &mut out);
        }
        pending.push(word);
        rest = &rest[start + length..];
    }
    flush(&mut pending, &mut out);
    out.push_str(rest);
    out
}

struct Word<'t> {
    charset: &'t str,
    base64: bool,
    content: &'t str,
}

impl Word<'_> {
    fn bytes(&self) -> Vec<u8> {
        if self.base64 { base64(self.content.as_bytes()) } else { quoted_printable(self.content.replace('_', " ").as_bytes()) }
    }
}

fn flush(pending: &mut Vec<Word<'_>>, out: &mut String) {
    let words = std::mem::take(pending);
    let Some(first) = words.first() else { return };
    let label = Some(first.charset).filter(|label| !label.is_empty());
    let joined: Vec<u8> = words.iter().flat_map(Word::bytes).collect();
    let (text, certain) = charset::decode(&joined, label);
    // Base64 cut between words without regard to its groups of four reads only in one piece.
    let cut = |word: &Word<'_>| word.base64 && !word.content.ends_with('=') && !word.content.trim().len().is_multiple_of(4);
    if words.len() > 1 && words.iter().all(|word| word.base64) && words[..words.len() - 1].iter().any(cut) {
        let whole: String = words.iter().map(|word| word.content.trim()).collect();
        let (in_one, reads) = charset::decode(&base64(whole.as_bytes()), label);
        if reads && !certain {
            out.push_str(&in_one);
            return;
        }
    }
    out.push_str(&text);
}

/// `=?charset*language?B?text?=` at the start of `text`, and its length.
fn parse_word(text: &str) -> Option<(Word<'_>, usize)> {
    let inner = text.strip_prefix("=?")?;
    let inner = &inner[..inner.floor_char_boundary(WORD_BYTES_MAX)];
    let (label, after) = inner.split_once('?')?;
    let (encoding, after) = after.split_once('?')?;
    if label.len() > LABEL_BYTES_MAX || label.contains(|c: char| c.is_whitespace() || "<>@\"".contains(c)) {
        return None;
    }
    let base64 = match encoding.trim() {
        "B" | "b" => true,
        "Q" | "q" => false,
        _ => return None,
    };
    let (content, closed) = content(after, base64)?;
    let charset = label.split('*').next().unwrap_or(label);
    let length = 2 + label.len() + 1 + encoding.len() + 1 + content.len() + if closed { 2 } else { 0 };
    Some((Word { charset, base64, content }, length))
}

/// What stands between the second question mark and the end of the word, and whether the end was written.
fn content(text: &str, base64: bool) -> Option<(&str, bool)> {
    let next = text.find("=?").filter(|at| *at > 0 && !text[..*at].ends_with('?'));
    let mut from = 0;
    while let Some(found) = text[from..].find("?=") {
        let end = from + found;
        if next.is_some_and(|next| next < end && text[next..].starts_with("=?") && text[..next].ends_with(char::is_whitespace)) {
            break;
        }
        // `a?=20b?=`: a question mark nobody encoded, and then an encoded character.
        let behind = &text[end + 2..];
        let is_code = behind.len() >= 2 && behind.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit);
        let goes_on = !base64 && is_code && behind.split("=?").next().is_some_and(|more| more.contains("?="));
        if !goes_on {
            return Some((&text[..end], true));
        }
        from = end + 1;
    }
    // Nobody closed it: it goes as far as an encoded word can.
    let end = text.find(|c: char| c.is_whitespace() || "<>\"".contains(c) || (base64 && !c.is_ascii_alphanumeric() && !"+/=".contains(c)));
    let content = &text[..end.unwrap_or(text.len())];
    let content = content.strip_suffix('?').unwrap_or(content);
    let is_one = !content.is_empty() && content.len() >= 4 && (base64 || content.contains('=') || content.contains('_'));
    is_one.then_some((content, false)).map(|(content, _)| {
        let marked = text[content.len()..].starts_with('?');
        (if marked { &text[..=content.len()] } else { content }, false)
    })
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
            ("=?utf-8?Q?=E2=82?= =?utf-8?B?rA==?=", "€"),
            // Each word with a mark of its byte order.
            ("=?utf-16?B?//5BAA==?= =?utf-16?B?//5CAA==?=", "AB"),
            // Base64 cut between its groups.
            ("=?utf-8?B?R3LDvM?= =?utf-8?B?OfZQ==?=", "Grüße"),
            ("=?utf-8?Q?two words?=", "two words"),
            ("=?utf-8?X?a?= =? ?= =?", "=?utf-8?X?a?= =? ?= =?"),
            ("=?koi8-r?B?89DJ08/LLmRvYw==?=", "Список.doc"),
            ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
            ("=?nonsense?Q?=C3=BC?=", "ü"),
            ("=?utf-8?Q??= x", " x"),
            ("=??Q?=C3=BC?=", "ü"),
            ("\"=?utf-8?Q?in=20quotes?=\"", "\"in quotes\""),
        ] {
            assert_eq!(decode_words(given), expected, "{given}");
        }
    }

    #[test]
    fn words_as_they_should_not_be() {
        for (given, expected) in [
            ("=?utf-8?Q?nobody_closed_this", "nobody closed this"),
            ("=?utf-8?B?R3LDvMOfZQ==", "Grüße"),
            ("=?utf-8?B?R3LDvMOfZQ== <a@x>", "Grüße <a@x>"),
            ("=?utf-8?Q?Wie_geht's?=20es?=", "Wie geht's? es"),
            ("=?utf-8?Q?=3D=3Futf-8=3FQ=3FJ=3DC3=3DBC=3F=3D?=", "Jü"),
            ("What =?", "What =?"),
            ("a =?b?c", "a =?b?c"),
        ] {
            assert_eq!(decode_words(given), expected, "{given}");
        }
    }
}
