//! Transfer encodings (RFC 2045) and charsets, read generously: any bytes give some bytes, any bytes give some text.

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use mail_parser::decoders::charsets::map::charset_decoder;

/// Decodes base64: what is not of its alphabet is skipped, missing padding is not missed, concatenated pieces go on.
pub(crate) fn base64(input: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(input.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u8);
    for &byte in input {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                finish(bits, count, &mut out);
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 1;
        if count == 4 {
            out.extend_from_slice(&bits.to_be_bytes()[1..]);
            (bits, count) = (0, 0);
        }
    }
    finish(bits, count, &mut out);
    out
}

fn finish(bits: u32, count: u8, out: &mut Vec<u8>) {
    match count {
        2 => out.push((bits >> 4) as u8),
        3 => out.extend_from_slice(&[(bits >> 10) as u8, (bits >> 2) as u8]),
        _ => {}
    }
}

/// Decodes quoted-printable: an equals sign that encodes nothing stands for itself.
pub(crate) fn quoted_printable(input: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(input.len());
    for line in input.split_inclusive(|&b| b == b'\n') {
        let content = line.trim_ascii_end();
        let ending: &[u8] = if line.ends_with(b"\r\n") {
            b"\r\n"
        } else if line.ends_with(b"\n") {
            b"\n"
        } else {
            // Trailing spaces of an encoded word, or of a last line, are its own.
            &line[content.len()..]
        };
        let soft = content.ends_with(b"=") && line.ends_with(b"\n");
        let content = if soft { &content[..content.len() - 1] } else { content };
        let mut index = 0;
        while index < content.len() {
            let pair = content.get(index + 1..index + 3).and_then(|pair| Some(hex(pair[0])? << 4 | hex(pair[1])?));
            match (content[index], pair) {
                (b'=', Some(byte)) => {
                    out.push(byte);
                    index += 3;
                }
                (byte, _) => {
                    out.push(byte);
                    index += 1;
                }
            }
        }
        if !soft {
            out.extend_from_slice(ending);
        }
    }
    out
}

pub(crate) fn hex(digit: u8) -> Option<u8> {
    (digit as char).to_digit(16).map(|value| value as u8)
}

/// Decodes the first uuencoded file in `input` (`begin 644 name` … `end`); without one the bytes stay as they are.
pub(crate) fn uuencoded(input: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut inside = false;
    for line in input.split(|&b| b == b'\n') {
        let line = line.trim_ascii_end();
        if !inside {
            inside = line.starts_with(b"begin ");
            continue;
        }
        if line == b"end" {
            return out;
        }
        let Some((&first, data)) = line.split_first() else { continue };
        let wanted = usize::from(first.wrapping_sub(32) & 63);
        let mut bytes = Vec::with_capacity(wanted + 2);
        for group in data.chunks(4) {
            let value = |n: usize| u32::from(group.get(n).map_or(0, |b| b.wrapping_sub(32) & 63));
            let bits = value(0) << 18 | value(1) << 12 | value(2) << 6 | value(3);
            bytes.extend_from_slice(&bits.to_be_bytes()[1..]);
        }
        bytes.truncate(wanted);
        out.extend_from_slice(&bytes);
    }
    if inside { out } else { input.to_vec() }
}

/// Text from bytes in a charset, and whether nothing had to be guessed or replaced.
///
/// UTF-8 that reads as UTF-8 is taken as such whatever its label says: no real text in another charset does by accident.
pub(crate) fn charset(bytes: &[u8], label: Option<&str>) -> (String, bool) {
    let label = label.map(|label| label.trim().trim_matches(['"', '\'']).to_ascii_lowercase()).unwrap_or_default();
    let seven_bit = bytes.iter().all(|&b| b < 0x80);
    let escapes = bytes.contains(&0x1b);
    if seven_bit && !escapes && !is_seven_bit_code(&label) {
        return (String::from_utf8_lossy(bytes).into_owned(), true);
    }
    let declared = Encoding::for_label(label.as_bytes());
    if !seven_bit
        && declared.is_none_or(|e| e.is_ascii_compatible())
        && let Ok(text) = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
    {
        return (text.to_owned(), true);
    }
    let is_ascii_label = matches!(label.as_str(), "" | "us-ascii" | "ascii" | "ansi_x3.4-1968" | "unknown-8bit" | "x-unknown");
    if let Some(encoding) = declared.filter(|_| !is_ascii_label) {
        let (text, _, replaced) = encoding.decode(bytes);
        let mostly_right = text.chars().filter(|&c| c == '\u{fffd}').count() * 20 <= text.chars().count();
        if !replaced || mostly_right {
            return (text.into_owned(), !replaced);
        }
    } else if let Some(decoder) = charset_decoder(label.as_bytes()).filter(|_| !is_ascii_label) {
        return (decoder(bytes), true);
    }
    (guess(bytes), false)
}

/// Charsets whose bytes are all below 128 and still not ASCII.
fn is_seven_bit_code(label: &str) -> bool {
    label.starts_with("utf-7")
        || label.starts_with("utf-16")
        || label.starts_with("utf-32")
        || label.contains("utf-7")
        || label == "hz-gb-2312"
}

/// Text from bytes nobody described.
fn guess(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    if [&b"\x1b$B"[..], b"\x1b$@", b"\x1b(J"].iter().any(|escape| bytes.windows(escape.len()).any(|window| &window == escape)) {
        return ISO_2022_JP.decode_without_bom_handling(bytes).0.into_owned();
    }
    // Two-byte text of mostly Latin letters has a zero in every other place.
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    if bytes.len() >= 4 && zeros(0) * 3 > bytes.len() {
        return UTF_16BE.decode_without_bom_handling(bytes).0.into_owned();
    }
    if bytes.len() >= 4 && zeros(1) * 3 > bytes.len() {
        return UTF_16LE.decode_without_bom_handling(bytes).0.into_owned();
    }
    let (utf8, _) = UTF_8.decode_without_bom_handling(bytes);
    let (replaced, read) = utf8
        .chars()
        .filter(|c| !c.is_ascii())
        .fold((0, 0), |(bad, good), c| if c == '\u{fffd}' { (bad + 1, good) } else { (bad, good + 1) });
    if read > replaced { utf8.into_owned() } else { WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_generously() {
        assert_eq!(base64(b"SGFs\r\nbG8="), b"Hallo");
        assert_eq!(base64(b"SGFsbG8"), b"Hallo");
        assert_eq!(base64(b"SGE=\nbGxv"), b"Hallo");
        assert_eq!(base64(b"!S*G#F=s"), b"Ha");
    }

    #[test]
    fn quoted_printable_is_read_generously() {
        assert_eq!(quoted_printable(b"a=3Db=\r\nc  \r\nd=e=\n=E4"), b"a=bc\r\nd=e\xE4");
        assert_eq!(quoted_printable(b"=="), b"==");
        assert_eq!(quoted_printable(b"a =\n"), b"a ");
    }

    #[test]
    fn uuencoded_files() {
        assert_eq!(uuencoded(b"begin 644 cat.txt\n#0V%T\n`\nend\n"), b"Cat");
        assert_eq!(uuencoded(b"no file"), b"no file");
    }

    #[test]
    fn charsets_declared_wrong_and_missing() {
        for (bytes, label, expected) in [
            (&b"gr\xFC\xDF"[..], Some("iso-8859-1"), "grüß"),
            (b"gr\xC3\xBC", Some("iso-8859-1"), "grü"),
            (b"gr\xC3\xBC", None, "grü"),
            (b"gr\xFC", None, "grü"),
            (b"gr\xFC", Some("utf-8"), "grü"),
            (b"gr\xFC", Some("us-ascii"), "grü"),
            (b"\x1b$BF|K\\\x1b(B", None, "日本"),
            (b"\xC8\xD5\xB1\xBE", Some("gb2312"), "日本"),
            (b"+AGEA5A-", Some("utf-7"), "aä"),
            (b"a\xE4", Some("no-such-charset"), "aä"),
            (b"\xFF\xFEa\0b\0", None, "ab"),
        ] {
            assert_eq!(charset(bytes, label).0, expected, "{label:?} {bytes:?}");
        }
    }
}
