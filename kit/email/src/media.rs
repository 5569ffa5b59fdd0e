//! The value of Content-Type and Content-Disposition: a word and its parameters (RFC 2045, RFC 2231), read generously.

use crate::charset;
use crate::decode::hex;

/// Parameters read of one field; what follows is left out.
const PARAMETERS_MAX: usize = 200;

/// The value of Content-Type or Content-Disposition: a word in lower case and its parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Media {
    pub kind: String,
    pub parameters: Vec<(String, String)>,
}

impl Media {
    pub fn of(kind: &str) -> Self {
        Self { kind: kind.to_owned(), parameters: Vec::new() }
    }

    /// Reads a field; continued and encoded parameters (RFC 2231) are put together.
    pub fn parse(value: &str) -> Self {
        let value = without_comments(&value.replace(['\r', '\n'], " "));
        let value = value.trim();
        let end = value.find(|c: char| c == ';' || c.is_whitespace()).unwrap_or(value.len());
        let (kind, rest) = value.split_at(end);
        // `charset=utf-8` without a type before it.
        let (kind, rest) = if kind.contains('=') { ("", value) } else { (kind, rest) };
        let kind = kind.trim_matches(|c: char| c.is_whitespace() || "\"'<>,:".contains(c)).to_ascii_lowercase();
        Self { kind, parameters: combine(raw_parameters(rest)) }
    }

    /// The same with the slips of Content-Type mended: `text`, `html`, `text/plain/utf-8`, `multipart`.
    pub fn parse_type(value: &str) -> Self {
        let mut media = Self::parse(value);
        let mut words = media.kind.split(['/', '\\']);
        let (main, sub) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        media.kind = match (main, sub) {
            ("text" | "plain", "") => "text/plain".into(),
            ("html", "") => "text/html".into(),
            ("multipart", "") => "multipart/mixed".into(),
            (main, sub) if main.is_empty() || sub.is_empty() => String::new(),
            (main, sub) => format!("{main}/{sub}"),
        };
        media
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub fn is_multipart(&self) -> bool {
        self.kind.starts_with("multipart/")
    }
}

/// The text without its comments; parentheses in quotes are none, nor is one that nobody closes.
fn without_comments(text: &str) -> String {
    if !text.contains('(') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut depth) = (false, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '"' if depth == 0 => quoted = !quoted,
            // In an unquoted file name, `report (1).pdf`, parentheses are part of the name.
            '(' if !quoted && (depth > 0 || text[at..].contains(')') && !is_in_value(&text[..at])) => {
                depth += 1;
                continue;
            }
            ')' if depth > 0 => {
                depth -= 1;
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            out.push(c);
        }
    }
    out
}

/// Whether what stands before ends within the value of a parameter in which parentheses are no comment.
fn is_in_value(before: &str) -> bool {
    let last = before.rsplit(';').next().unwrap_or_default();
    last.split_once('=').is_some_and(|(name, _)| ["name", "boundary"].iter().any(|known| name.to_ascii_lowercase().contains(known)))
}

/// Names in lower case and values without quotes, in their order.
fn raw_parameters(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while found.len() < PARAMETERS_MAX {
        rest = rest.trim_start_matches(|c: char| c == ';' || c == ',' || c.is_whitespace());
        let Some(end) = rest.find(['=', ';']) else { break };
        let name = rest[..end].trim();
        if rest[end..].starts_with(';') {
            rest = &rest[end..];
            continue;
        }
        // Of `stray words name=x` the last word is the name.
        let name = name.rsplit(char::is_whitespace).next().unwrap_or_default().to_ascii_lowercase();
        let (value, behind) = take_value(rest[end + 1..].trim_start());
        if !name.is_empty() {
            found.push((name, value));
        }
        rest = behind;
    }
    found
}

fn take_value(text: &str) -> (String, &str) {
    if let Some(inner) = text.strip_prefix('"') {
        return take_quoted(inner, '"');
    }
    if let Some(inner) = text.strip_prefix('\'').filter(|inner| inner.contains('\'')) {
        return take_quoted(inner, '\'');
    }
    // Encoded words may hold anything, semicolons included.
    let mut from = 0;
    while text[from..].trim_start().starts_with("=?") {
        let start = from + (text[from..].len() - text[from..].trim_start().len());
        let Some(end) = crate::words::word_length(&text[start..]) else { break };
        from = start + end;
    }
    let end = (from..text.len()).find(|&at| text.is_char_boundary(at) && ends_value(&text[at..])).unwrap_or(text.len());
    (text[..end].trim().to_owned(), &text[end..])
}

/// An unquoted value ends with a semicolon, or where the next parameter begins although none was written.
fn ends_value(text: &str) -> bool {
    text.starts_with(';') || text.starts_with(char::is_whitespace) && begins_parameter(text.trim_start())
}

fn begins_parameter(text: &str) -> bool {
    let Some((name, value)) = text.split_once('=') else { return false };
    let is_name = !name.is_empty() && name.len() <= 20 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-*_".contains(&b));
    is_name && !value.starts_with('?')
}

/// A quoted value ends with a quote that something sensible follows; others are part of a name whose author quoted.
fn take_quoted(inner: &str, quote: char) -> (String, &str) {
    let mut value = String::new();
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            // Only quotes and backslashes need one before them; any other backslash is of a Windows path.
            '\\' if chars.peek().is_some_and(|(_, next)| *next == quote || *next == '\\') => {
                let starts_path = value.is_empty() && inner.starts_with("\\\\");
                let (_, next) = chars.next().expect("just seen");
                value.push(next);
                if starts_path {
                    value.push(next);
                }
            }
            c if c == quote => {
                let behind = &inner[at + c.len_utf8()..];
                let next = behind.trim_start();
                if next.is_empty() || next.starts_with([';', ',']) || begins_parameter(next) || !inner[at + 1..].contains(quote) {
                    return (value, behind);
                }
                value.push(c);
            }
            c => value.push(c),
        }
    }
    // Nobody closed it: the next parameter ends it.
    let end = inner.match_indices(';').map(|(at, _)| at).find(|at| begins_parameter(inner[at + 1..].trim_start())).unwrap_or(inner.len());
    (inner[..end].trim().to_owned(), &inner[end..])
}

/// One piece of a parameter: which piece, whether it is percent-encoded, and its value.
struct Piece {
    number: u32,
    encoded: bool,
    value: String,
}

/// Puts continued parameters together and decodes encoded ones; these stand before plain ones of the same name.
fn combine(raw: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut plain = Vec::new();
    let mut extended: Vec<(String, Vec<Piece>)> = Vec::new();
    for (name, value) in raw {
        let Some((base, tail)) = name.split_once('*') else {
            plain.push((name, value));
            continue;
        };
        let encoded = tail.is_empty() || tail.ends_with('*');
        let number = tail.trim_end_matches('*').parse().unwrap_or(0);
        let piece = Piece { number, encoded, value };
        match extended.iter_mut().find(|(known, _)| known == base) {
            Some((_, pieces)) => pieces.push(piece),
            None => extended.push((base.to_owned(), vec![piece])),
        }
    }
    let mut combined: Vec<(String, String)> = extended.into_iter().map(|(name, pieces)| (name, join(pieces))).collect();
    combined.extend(plain);
    combined
}

fn join(mut pieces: Vec<Piece>) -> String {
    pieces.sort_by_key(|piece| piece.number);
    pieces.dedup_by(|later, earlier| later.number == earlier.number && later.value == earlier.value);
    let mut label: Option<String> = None;
    let mut bytes = Vec::new();
    for (nth, piece) in pieces.iter().enumerate() {
        let mut value = piece.value.as_str();
        if nth == 0
            && let Some((charset, rest)) = value.split_once('\'')
            && let Some((_, text)) = rest.split_once('\'')
            && charset.len() <= 40
        {
            label = Some(charset.to_owned()).filter(|charset| !charset.is_empty());
            value = text;
        }
        if piece.encoded || label.is_some() && value.contains('%') {
            percent_decode(value, &mut bytes);
        } else {
            bytes.extend_from_slice(value.as_bytes());
        }
    }
    charset::decode(&bytes, label.as_deref()).0
}

/// Bytes of a percent-encoded text; a percent sign that encodes nothing stands for itself.
pub(crate) fn percent_decode(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes.get(at + 1..at + 3).and_then(|pair| Some(hex(pair[0])? << 4 | hex(pair[1])?));
        match (bytes[at], pair) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(value: &str) -> String {
        Media::parse(value).parameter("filename").unwrap_or("-").to_owned()
    }

    #[test]
    fn parameters_are_put_together() {
        let media = Media::parse("Application/PDF; name*0*=utf-8''Rechnung%20; name*1*=M%C3%A4rz.pdf; x=\"a;b\"");
        assert_eq!(media.kind, "application/pdf");
        assert_eq!(media.parameter("name"), Some("Rechnung März.pdf"));
        assert_eq!(media.parameter("x"), Some("a;b"));
        assert_eq!(Media::parse("").kind, "");
    }

    #[test]
    fn names_in_every_known_form() {
        for (value, expected) in [
            ("attachment; filename=a.pdf", "a.pdf"),
            ("attachment; filename=\"a b.pdf\"; size=3", "a b.pdf"),
            ("attachment; filename=a b c.pdf", "a b c.pdf"),
            ("attachment; filename=a b c.pdf; size=3", "a b c.pdf"),
            ("attachment; filename=report (1).pdf", "report (1).pdf"),
            ("attachment; filename=\"report (1).pdf\" (a comment)", "report (1).pdf"),
            ("attachment; filename=\"a \"quoted\" name.pdf\"; size=3", "a \"quoted\" name.pdf"),
            ("attachment; filename=\"a \\\"quoted\\\" name.pdf\"", "a \"quoted\" name.pdf"),
            ("attachment; filename=\"never closed.pdf; size=3", "never closed.pdf"),
            ("attachment; filename=\"C:\\temp\\new.pdf\"", "C:\\temp\\new.pdf"),
            ("attachment; filename='single.pdf'", "single.pdf"),
            ("attachment; filename = spaced.pdf ", "spaced.pdf"),
            ("attachment filename=no-semicolon.pdf", "no-semicolon.pdf"),
            ("attachment; size=3 filename=\"no-semicolon.pdf\"", "no-semicolon.pdf"),
            ("attachment; filename==?utf-8?Q?a;b=C3=A4.pdf?=; size=3", "=?utf-8?Q?a;b=C3=A4.pdf?="),
            ("attachment; filename*=utf-8''%E2%82%AC%20rates.pdf", "€ rates.pdf"),
            ("attachment; filename*=UTF-8'en'%E2%82%AC.pdf; filename=\"EUR.pdf\"", "€.pdf"),
            ("attachment; filename=\"EUR.pdf\"; filename*=iso-8859-1''%A3.pdf", "£.pdf"),
            ("attachment; filename*=\"utf-8''quoted%20too.pdf\"", "quoted too.pdf"),
            ("attachment; filename*=no%20charset.pdf", "no charset.pdf"),
            ("attachment; filename*1*=%C3%A4.pdf; filename*0*=utf-8''a", "aä.pdf"),
            ("attachment; filename*0=\"plain \"; filename*1=\"pieces.pdf\"", "plain pieces.pdf"),
            ("attachment; filename*0*=utf-8''%C3; filename*1*=%A4.pdf", "ä.pdf"),
            ("attachment; filename*0*=utf-8''a%20; filename*1=\"b.pdf\"", "a b.pdf"),
            ("attachment; filename*1=one.pdf", "one.pdf"),
            ("attachment; filename*=%ZZ%.pdf", "%ZZ%.pdf"),
        ] {
            assert_eq!(name(value), expected, "{value}");
        }
    }

    #[test]
    fn types_as_they_come() {
        for (value, kind, charset) in [
            ("text/plain; charset=utf-8", "text/plain", "utf-8"),
            ("text/plain charset=utf-8", "text/plain", "utf-8"),
            ("text/plain; charset=\"utf-8", "text/plain", "utf-8"),
            ("text/plain; charset=\"utf-8\" format=flowed", "text/plain", "utf-8"),
            ("TEXT/PLAIN (a comment); CHARSET = us-ascii", "text/plain", "us-ascii"),
            ("text", "text/plain", "-"),
            ("html; charset=big5", "text/html", "big5"),
            ("text/html/utf-8", "text/html", "-"),
            ("charset=utf-8", "", "utf-8"),
            ("text/", "text/plain", "-"),
            ("/plain", "", "-"),
            ("text/plain; charset=", "text/plain", ""),
            ("text/plain;;;charset=utf-8;", "text/plain", "utf-8"),
        ] {
            let media = Media::parse_type(value);
            assert_eq!((media.kind.as_str(), media.parameter("charset").unwrap_or("-")), (kind, charset), "{value}");
        }
        let boundary = |value: &str| Media::parse_type(value).parameter("boundary").unwrap_or("-").to_owned();
        assert_eq!(boundary("multipart/mixed; boundary=\"a b=c;d?e\""), "a b=c;d?e");
        assert_eq!(boundary("multipart/mixed; boundary=--=_next(1)"), "--=_next(1)");
        assert_eq!(boundary("multipart/mixed; boundary==_a/b+c"), "=_a/b+c");
    }
}
