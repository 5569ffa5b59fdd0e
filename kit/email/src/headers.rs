//! A block of header fields (RFC 5322), found in whatever stands at the beginning of a letter or part.

use crate::decode::charset;
use crate::words::decode_words;

/// Fields kept of one header block; a letter with more is broken or hostile, and says so among its defects.
pub const FIELDS_MAX: usize = 1_000;

/// Bytes kept of one field's value.
pub const FIELD_BYTES_MAX: usize = 64 * 1024;

/// Bytes kept of all values of one header block.
pub const BLOCK_BYTES_MAX: usize = 512 * 1024;

/// The fields of one header block, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Headers {
    fields: Vec<(String, String)>,
    bytes: usize,
    /// Something was left out for a limit's sake.
    pub cut: bool,
}

impl Headers {
    /// Reads the block at the beginning of a letter, behind what a mailbox file or a pipe may have put before it;
    /// returns it and where the body starts.
    pub fn parse(letter: &[u8]) -> (Self, usize) {
        let start = skip_envelope_line(letter);
        let (headers, body_at) = Self::parse_part(&letter[start..]);
        (headers, start + body_at)
    }

    /// Reads the block at the beginning of a part, where a blank line first means that there are no fields.
    pub fn parse_part(bytes: &[u8]) -> (Self, usize) {
        let mut headers = Self::default();
        let mut offset = 0;
        let mut field: Option<Vec<u8>> = None;
        while offset < bytes.len() {
            let (line, next) = line_at(bytes, offset);
            if line.is_empty() {
                headers.keep(field);
                return (headers, next);
            }
            if line.trim_ascii().is_empty() {
                // A separator with a stray space: a folded blank line would have something to go on with.
                let (following, _) = line_at(bytes, next);
                if !following.is_empty() && !starts_field(following) && !following[0].is_ascii_whitespace() {
                    headers.keep(field);
                    return (headers, next);
                }
            } else if line[0].is_ascii_whitespace() && field.is_some() {
                if let Some(field) = &mut field {
                    // RFC 5322 unfolds by deleting the line break and keeping the space behind it.
                    field.extend_from_slice(line);
                }
            } else if starts_field(line) {
                headers.keep(field.replace(line.to_vec()));
            } else {
                let (following, _) = line_at(bytes, next);
                let stray = field.is_some() && (following.is_empty() || starts_field(following));
                if !stray {
                    headers.keep(field);
                    return (headers, offset);
                }
            }
            offset = next;
        }
        headers.keep(field);
        (headers, bytes.len())
    }

    fn keep(&mut self, field: Option<Vec<u8>>) {
        let Some(field) = field else { return };
        self.bytes += field.len().min(FIELD_BYTES_MAX);
        if self.fields.len() >= FIELDS_MAX || self.bytes > BLOCK_BYTES_MAX {
            self.cut = true;
            return;
        }
        let colon = field.iter().position(|&b| b == b':').unwrap_or(field.len());
        let mut value = field[colon..].strip_prefix(b":").unwrap_or_default();
        if value.len() > FIELD_BYTES_MAX {
            value = &value[..FIELD_BYTES_MAX];
            self.cut = true;
        }
        let name = String::from_utf8_lossy(&field[..colon]).trim().to_owned();
        self.fields.push((name, charset(value.trim_ascii(), None).0));
    }

    /// The first field of this name, unfolded, encoded words as they came.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Every field of this name, from the top.
    pub fn all<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h str> {
        self.fields.iter().filter(move |(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The first field of this name as people read it.
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(|value| tidy(&decode_words(value)))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// One line of text: white space collapsed, control characters gone.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The line at `offset` without its end, and where the next one begins. CRLF, LF and CR all end a line.
pub(crate) fn line_at(bytes: &[u8], offset: usize) -> (&[u8], usize) {
    let rest = &bytes[offset.min(bytes.len())..];
    match rest.iter().position(|&b| b == b'\n' || b == b'\r') {
        Some(end) if rest[end] == b'\r' && rest.get(end + 1) == Some(&b'\n') => (&rest[..end], offset + end + 2),
        Some(end) => (&rest[..end], offset + end + 1),
        None => (rest, bytes.len()),
    }
}

/// Whether a line begins with a field name and a colon.
fn starts_field(line: &[u8]) -> bool {
    let Some(colon) = line.iter().position(|&b| b == b':') else { return false };
    let name = line[..colon].trim_ascii_end();
    !name.is_empty() && name.iter().all(|&b| b.is_ascii_graphic())
}

/// Where the header block begins: behind the `From ` line of a mailbox file and blank lines before the first field.
fn skip_envelope_line(bytes: &[u8]) -> usize {
    let mut offset = 0;
    loop {
        let (line, next) = line_at(bytes, offset);
        let envelope = line.starts_with(b"From ") || line.starts_with(b">From ");
        if (envelope || line.is_empty()) && next < bytes.len() && next > offset {
            offset = next;
        } else if starts_field(line) {
            return offset;
        } else {
            return 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Vec<(String, String)>, &str) {
        let (headers, offset) = Headers::parse(text.as_bytes());
        (headers.fields, &text[offset..])
    }

    #[test]
    fn a_block_ends_where_it_should() {
        assert_eq!(parse("A: b\r\nC: d\r\n e\r\n\r\nbody").0, [("A".into(), "b".into()), ("C".into(), "d e".into())]);
        assert_eq!(parse("A: b\n\nbody\n").1, "body\n");
        assert_eq!(parse("A: b\rC: d\r\rbody").1, "body");
        assert_eq!(parse("no header at all\nreally").1, "no header at all\nreally");
        assert_eq!(parse("A: b\n \nThis is the body: yes\n").1, "This is the body: yes\n");
        assert_eq!(parse("A: b\nwhat is this\nC: d\n\nbody").0.len(), 2);
        assert_eq!(parse("A: b\nwhat is this\nand this\n").1, "what is this\nand this\n");
        assert_eq!(parse("From ann@x Mon\nA: b\n\nbody").1, "body");
        assert_eq!(parse("\n\nA: b\n\nbody").1, "body");
        assert_eq!(parse("A: b").1, "");
        assert_eq!(parse("").1, "");
    }

    #[test]
    fn eight_bit_headers_are_read() {
        let (headers, _) = Headers::parse(b"Subject: Gr\xFC\xDFe\r\nFrom: J\xC3\xBCrgen <j@x>\r\n\r\n");
        assert_eq!(headers.get("subject"), Some("Grüße"));
        assert_eq!(headers.get("from"), Some("Jürgen <j@x>"));
    }
}
