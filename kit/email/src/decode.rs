//! Transfer encodings (RFC 2045), read generously: any bytes give some bytes.

use crate::uuencoded::take_files;
use std::borrow::Cow;

/// The bytes of a body without its transfer encoding. What is declared wrongly, or not at all, is seen by what it looks like.
pub(crate) fn transfer<'b>(encoding: Option<&str>, body: &'b [u8], is_text: bool) -> Cow<'b, [u8]> {
    let encoding: String = encoding.unwrap_or_default().split(['(', ';', ',']).next().unwrap_or_default().to_ascii_lowercase();
    let encoding: String = encoding.chars().filter(char::is_ascii_alphanumeric).collect();
    match encoding.as_str() {
        "base64" | "b64" | "b" if looks_like_base64(body) || !is_text => base64_body(body, is_text).into(),
        "base64" | "b64" | "b" => body.into(),
        "quotedprintable" | "qp" | "quoted" | "q" => quoted_printable(body).into(),
        "xuuencode" | "uuencode" | "xuue" | "uue" => uuencoded(body).into(),
        _ if is_text && is_surely_quoted_printable(body) => quoted_printable(body).into(),
        _ if is_text && is_surely_base64(body) => base64(body).into(),
        _ => body.into(),
    }
}

/// Whether text declared as base64 is not plainly something else: it begins with lines of base64, and these are whole.
fn looks_like_base64(body: &[u8]) -> bool {
    let mut lines = body.split(|&b| b == b'\n').map(<[u8]>::trim_ascii).skip_while(|line| line.is_empty());
    let (mut count, mut bytes, mut foreign) = (0, 0, false);
    for line in lines.by_ref() {
        if line.is_empty() || !is_base64_line(line) {
            foreign = !line.is_empty() || lines.any(|line| !line.is_empty() && !is_base64_line(line));
            break;
        }
        count += 1;
        bytes += line.iter().filter(|b| b.is_ascii_alphanumeric() || b"+/=".contains(b)).count();
    }
    count > 0 && (!foreign || bytes % 4 == 0 || count > 1 && bytes > 80)
}

/// A line of base64, perhaps with some dirt in it, but no words.
fn is_base64_line(line: &[u8]) -> bool {
    let dirt = line.iter().filter(|b| !(b.is_ascii_alphanumeric() || b"+/=".contains(b))).count();
    dirt * 8 <= line.len() && !line.windows(2).any(|pair| pair[0] != b' ' && pair[1] == b' ')
}

/// Decodes a body in base64. What somebody on the way put below it in plain words stays as it is in a text, and is left out
/// of a file.
fn base64_body(body: &[u8], is_text: bool) -> Vec<u8> {
    let mut offset = 0;
    let mut end = body.len();
    let mut padded = false;
    for line in body.split_inclusive(|&b| b == b'\n') {
        let content = line.trim_ascii();
        if !content.is_empty() {
            let ended = padded && (content.len() % 4 != 0 || content.iter().any(|b| !(b.is_ascii_alphanumeric() || b"+/=".contains(b))));
            if ended || offset > 0 && !is_base64_line(content) {
                end = offset;
                break;
            }
            padded = content.ends_with(b"=");
        }
        offset += line.len();
    }
    let (encoded, behind) = body.split_at(end);
    let mut out = base64(encoded);
    if !behind.is_empty() {
        if is_text && behind.iter().any(u8::is_ascii_alphanumeric) {
            out.push(b'\n');
            out.extend_from_slice(behind);
        } else if !is_text && !padded {
            // Dirt in the middle of a file: what can be read goes on.
            return base64(body);
        }
    }
    out
}

/// Quoted-printable that nobody declared: soft line ends, every equals sign an encoding, nothing above 127.
fn is_surely_quoted_printable(body: &[u8]) -> bool {
    const CODES_MIN: usize = 3;
    if !body.is_ascii() || !body.contains(&b'=') {
        return false;
    }
    let (mut soft, mut codes) = (0, 0);
    for (at, _) in body.iter().enumerate().filter(|(_, b)| **b == b'=') {
        match body.get(at + 1..).unwrap_or_default() {
            [b'\n', ..] | [b'\r', b'\n', ..] => soft += 1,
            [a, b, ..] if is_upper_hex(*a) && is_upper_hex(*b) => {
                codes += usize::from(*a >= b'8' || (*a, *b) == (b'3', b'D') || (*a, *b) == (b'2', b'0'))
            }
            _ => return false,
        }
    }
    codes >= CODES_MIN && (soft > 0 || codes >= 2 * CODES_MIN)
}

fn is_upper_hex(byte: u8) -> bool {
    byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte)
}

/// Base64 that nobody declared: nothing but full lines of it, and a text inside.
fn is_surely_base64(body: &[u8]) -> bool {
    const LINE_BYTES_MIN: usize = 60;
    let lines: Vec<&[u8]> = body.trim_ascii().split(|&b| b == b'\n').map(<[u8]>::trim_ascii_end).collect();
    let Some((last, full)) = lines.split_last() else { return false };
    let fits = |line: &[u8]| line.iter().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(b));
    let width = full.first().map_or(0, |line| line.len());
    let whole = full.len() >= 2 && width >= LINE_BYTES_MIN && width % 4 == 0 && full.iter().all(|line| line.len() == width && fits(line));
    whole && last.len() <= width && fits(last) && std::str::from_utf8(&base64(body)).is_ok_and(|text| !text.contains(|c: char| c < '\t'))
}

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
    match take_files(input).map(|(_, files)| files.into_iter().next()) {
        Some(Some(file)) => file.bytes,
        _ => input.to_vec(),
    }
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
    fn wrong_declarations_are_seen_through() {
        let read = |encoding: Option<&str>, body: &str| String::from_utf8_lossy(&transfer(encoding, body.as_bytes(), true)).into_owned();
        assert_eq!(read(Some("base64"), "SGFsbG8=\n\n_____\nA list of ours\n"), "Hallo\n_____\nA list of ours\n");
        assert_eq!(read(Some("base64"), "This was never encoded, it seems.\n"), "This was never encoded, it seems.\n");
        assert_eq!(read(Some("Base-64 (a comment)"), "SGFs\nbG8="), "Hallo");
        assert_eq!(read(Some("quoted/printable"), "a=3Db"), "a=b");
        assert_eq!(read(Some("7bit"), "Gr=C3=BC=C3=9Fe aus =\nM=C3=BCnchen"), "Grüße aus München");
        assert_eq!(read(None, "x = 1; y=2"), "x = 1; y=2");
        let encoded = data_encoding::BASE64_MIME.encode("ein langer Satz, der sich wiederholt. ".repeat(8).as_bytes());
        assert!(read(None, &encoded).starts_with("ein langer Satz"));
        assert_eq!(&*transfer(Some("base64"), b"SGFs\nbG8=\nfooter of a list\n", false), b"Hallo");
    }
}
