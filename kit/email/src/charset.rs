//! Text from bytes (charsets), read generously: any bytes give some text, whatever their label says or does not say.

mod guess;
mod iso_2022;
mod label;
mod tables;
mod unicode;

use encoding_rs::Encoding;
use label::Charset;

pub(crate) use guess::likely_of;

/// What is known about text beside its own bytes, for guessing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hint<'h> {
    /// A charset that the same letter declares somewhere else.
    pub charset: Option<&'h str>,
    /// The last label of the sender's domain, in lower case: `ru` makes Cyrillic likelier.
    pub top_level: Option<&'h str>,
}

/// Text from bytes in a charset, and whether nothing had to be guessed or replaced.
pub(crate) fn decode(bytes: &[u8], label: Option<&str>) -> (String, bool) {
    decode_with(bytes, label, Hint::default())
}

/// The same, with something to go by where the label is missing or wrong.
///
/// UTF-8 that reads as UTF-8 is taken as such whatever its label says: no real text in another charset does by accident.
pub(crate) fn decode_with(bytes: &[u8], label: Option<&str>, hint: Hint<'_>) -> (String, bool) {
    let declared = label.map(label::resolve);
    let seven_bit = bytes.is_ascii();
    let plain = seven_bit && !bytes.contains(&0x1b);
    match declared {
        Some(Some(Charset::Utf7)) if seven_bit => return (unicode::utf7(bytes), true),
        Some(Some(Charset::Hz)) if seven_bit => return (iso_2022::hz(bytes), true),
        Some(Some(Charset::Utf16(order))) if unicode::may_be_utf16(bytes) => return (unicode::utf16(bytes, order), true),
        Some(Some(Charset::Utf32(order))) if bytes.contains(&0) => return (unicode::utf32(bytes, order), true),
        Some(Some(Charset::Iso2022)) => {
            if let Some(text) = iso_2022::decode(bytes) {
                return (text, true);
            }
        }
        _ => {}
    }
    if plain && !bytes.contains(&0) {
        return (String::from_utf8_lossy(bytes).into_owned(), true);
    }
    if seven_bit && let Some(text) = iso_2022::decode(bytes) {
        return (text, false);
    }
    if let Some(text) = utf8(bytes) {
        return (text, true);
    }
    let by_label = declared.flatten().and_then(|charset| by_label(bytes, charset));
    if let Some(text) = by_label {
        return (text, true);
    }
    if let Some(text) = unicode::marked(bytes) {
        return (text, false);
    }
    let lossy = match declared.flatten() {
        Some(Charset::Encoding(encoding)) if encoding != encoding_rs::UTF_8 => mostly(bytes, encoding),
        _ => None,
    };
    (lossy.unwrap_or_else(|| guess::guess(bytes, hint)), false)
}

/// Bytes that are UTF-8 from beginning to end, without the mark at their beginning.
fn utf8(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // Two-byte text of Latin letters is valid UTF-8, with a zero in every other place.
    let zeros = bytes.iter().filter(|&&b| b == 0).count();
    if zeros * 4 > bytes.len() && bytes.len() >= 4 {
        return None;
    }
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}

fn by_label(bytes: &[u8], charset: Charset) -> Option<String> {
    match charset {
        Charset::Encoding(encoding) => {
            encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
        }
        Charset::Table(table) => Some(unicode::by_table(bytes, table)),
        _ => None,
    }
}

/// Text in a declared charset with few mistakes in it.
fn mostly(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    /// One unreadable character in so many of those that are not ASCII is a slip, not another charset.
    const READABLE_TO_ONE: usize = 8;
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let (bad, good) = unreadable(&text);
    (good > bad * READABLE_TO_ONE).then(|| text.into_owned())
}

/// How many characters beyond ASCII are replacements, and how many are not.
fn unreadable(text: &str) -> (usize, usize) {
    text.chars().filter(|c| !c.is_ascii()).fold((0, 0), |(bad, good), c| if c == '\u{fffd}' { (bad + 1, good) } else { (bad, good + 1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charsets_declared_wrong_and_missing() {
        for (bytes, label, expected) in [
            (&b"gr\xFC\xDF"[..], Some("iso-8859-1"), "grüß"),
            (b"gr\xC3\xBC", Some("iso-8859-1"), "grü"),
            (b"gr\xC3\xBC", None, "grü"),
            (b"gr\xFC", None, "grü"),
            (b"gr\xFC\xDFe aus M\xFCnchen", Some("utf-8"), "grüße aus München"),
            (b"gr\xFC\xDFe", Some("us-ascii"), "grüße"),
            (b"\x1b$BF|K\\\x1b(B", None, "日本"),
            (b"\x1b$BF|K\\\x1b(B", Some("shift_jis"), "日本"),
            (b"\xC8\xD5\xB1\xBE", Some("gb2312"), "日本"),
            (b"+AGEA5A-", Some("utf-7"), "aä"),
            (b"a\xE4b", Some("no-such-charset"), "aäb"),
            (b"\xFF\xFEa\0b\0", None, "ab"),
            (b"a\0b\0", Some("utf-16"), "ab"),
            (b"\0a\0b", Some("utf-16"), "ab"),
            (b"\x93Caf\xE9\x94", Some("iso-8859-1"), "“Café”"),
            (b"caf\x82", Some("cp850"), "café"),
            (b"caf\x8E", Some("x-mac-roman"), "café"),
            (b"\xCA\xC7\xD1\xCA\xB4\xD5", Some("tis-620"), "สวัสดี"),
        ] {
            assert_eq!(decode(bytes, label).0, expected, "{label:?} {bytes:?}");
        }
    }

    #[test]
    fn undeclared_text_is_guessed() {
        for (bytes, expected) in [
            (
                &b"\xCF\xF0\xE8\xED\xF2\xE5\xF0 \xED\xE5 \xEF\xE5\xF7\xE0\xF2\xE0\xE5\xF2, \xEF\xEE\xEC\xEE\xE3\xE8\xF2\xE5"[..],
                "Принтер не печатает, помогите",
            ),
            (
                b"\xF0\xD2\xC9\xCE\xD4\xC5\xD2 \xCE\xC5 \xD0\xC5\xDE\xC1\xD4\xC1\xC5\xD4, \xD0\xCF\xCD\xCF\xC7\xC9\xD4\xC5",
                "Принтер не печатает, помогите",
            ),
            (b"\x83v\x83\x8A\x83\x93\x83^\x82\xAA\x93\xAE\x82\xAB\x82\xDC\x82\xB9\x82\xF1", "プリンタが動きません"),
        ] {
            assert_eq!(decode(bytes, None).0, expected);
        }
    }

    #[test]
    fn a_footer_in_another_charset_spoils_nothing() {
        let mixed = "Привет, мир\n".as_bytes().iter().copied().chain(*b"Gr\xFC\xDFe\n").collect::<Vec<_>>();
        assert_eq!(decode(&mixed, Some("utf-8")).0, "Привет, мир\nGrüße\n");
    }

    #[test]
    fn a_hint_decides_what_the_bytes_leave_open() {
        let hint = Hint { charset: Some("iso-8859-2"), top_level: None };
        assert_eq!(decode_with(b"\xB9koda", None, hint).0, "škoda");
    }
}
