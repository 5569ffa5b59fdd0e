//! A block of header fields (RFC 5322), found in whatever stands at the beginning of a letter or part.

use crate::charset::{self, Hint};
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
    /// Lines of words between the fields, which belong to the text if to anything.
    pub stray: String,
    /// Something was left out for a limit's sake.
    pub cut: bool,
}

impl Headers {
    /// Reads the block at the beginning of a letter, behind what a mailbox file or a pipe may have put before it;
    /// returns it and where the body starts.
    pub fn parse(letter: &[u8]) -> (Self, usize) {
        let start = skip_envelope_line(letter);
        let (headers, body_at) = Self::parse_part(&letter[start..], letter);
        (headers, start + body_at)
    }

    /// Reads the block at the beginning of a part, where a blank line first means that there are no fields. `letter` is
    /// what the part is of: it tells the charset of fields that nobody encoded.
    pub fn parse_part(bytes: &[u8], letter: &[u8]) -> (Self, usize) {
        let mut block = Block::default();
        let body_at = block.read(bytes);
        (block.finish(letter), body_at)
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

/// A block being read: names, and values in whatever charset they came.
#[derive(Default)]
struct Block {
    fields: Vec<(String, Vec<u8>)>,
    stray: Vec<u8>,
    bytes: usize,
    cut: bool,
}

impl Block {
    /// Reads the fields; returns where the body starts.
    fn read(&mut self, bytes: &[u8]) -> usize {
        let mut offset = 0;
        let mut field: Option<Vec<u8>> = None;
        while offset < bytes.len() {
            let (line, next) = line_at(bytes, offset);
            if line.is_empty() {
                self.keep(field);
                return next;
            }
            if line.trim_ascii().is_empty() {
                // A separator with a stray space: a folded blank line would have something to go on with.
                let (following, _) = line_at(bytes, next);
                if !following.is_empty() && !starts_field(following) && !following[0].is_ascii_whitespace() {
                    self.keep(field);
                    return next;
                }
            } else if line[0].is_ascii_whitespace() && field.is_some() {
                if let Some(field) = &mut field {
                    // RFC 5322 unfolds by deleting the line break and keeping the space behind it.
                    field.extend_from_slice(line);
                }
            } else if starts_field(line) {
                self.keep(field.replace(line.to_vec()));
            } else if let Some(open) = field.as_mut().filter(|open| goes_on(open, line)) {
                open.push(b' ');
                open.extend_from_slice(line);
            } else {
                let (following, _) = line_at(bytes, next);
                let stray = field.is_some() && next < bytes.len() && (following.is_empty() || starts_field(following));
                if !stray {
                    self.keep(field);
                    return offset;
                }
                if is_prose(line) {
                    self.stray.extend_from_slice(line);
                    self.stray.push(b'\n');
                }
            }
            offset = next;
        }
        self.keep(field);
        bytes.len()
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
        self.fields.push((String::from_utf8_lossy(&field[..colon]).trim().to_owned(), value.trim_ascii().to_vec()));
    }

    /// Makes text of the values. Those that nobody encoded and that are not UTF-8 are decoded together: one letter is
    /// written in one charset, and together they tell more about it.
    fn finish(self, whole: &[u8]) -> Headers {
        let raw = |value: &[u8]| !value.is_ascii() && std::str::from_utf8(value).is_err();
        let unclear: Vec<&[u8]> = self.fields.iter().map(|(_, value)| value.as_slice()).filter(|value| raw(value)).collect();
        let mut decoded = if unclear.is_empty() {
            Vec::new()
        } else {
            let top_level = self.top_level();
            let likely = charset::likely_of(whole, top_level.as_deref());
            let hint = Hint { charset: likely.as_deref(), top_level: top_level.as_deref() };
            let together = charset::decode_with(&unclear.join(&b'\n'), None, hint).0;
            together.split('\n').map(str::to_owned).collect()
        };
        decoded.reverse();
        let text = |value: Vec<u8>| match String::from_utf8(value) {
            Ok(text) if !text.contains('\u{1b}') => text,
            Ok(text) => charset::decode(text.as_bytes(), None).0,
            Err(unclear) => decoded.pop().unwrap_or_else(|| charset::decode(unclear.as_bytes(), None).0),
        };
        let (names, values): (Vec<_>, Vec<_>) = self.fields.into_iter().unzip();
        let values = values.into_iter().map(text).collect::<Vec<_>>();
        Headers { fields: names.into_iter().zip(values).collect(), stray: charset::decode(&self.stray, None).0, cut: self.cut }
    }

    /// The last label of the sender's domain.
    fn top_level(&self) -> Option<String> {
        let (_, from) = self.fields.iter().find(|(name, _)| name.eq_ignore_ascii_case("from"))?;
        let domain = &from[from.iter().rposition(|&b| b == b'@')?..];
        let label = domain.rsplit(|&b| b == b'.').next()?;
        let label: String = label.iter().take_while(|b| b.is_ascii_alphanumeric()).map(|b| char::from(b.to_ascii_lowercase())).collect();
        (!label.is_empty()).then_some(label)
    }
}

/// Whether a line is of words, rather than the broken rest of a field.
fn is_prose(line: &[u8]) -> bool {
    const WORDS_MIN: usize = 3;
    let words = line.split(u8::is_ascii_whitespace).filter(|word| word.iter().any(|b| b.is_ascii_alphabetic() || *b >= 0x80)).count();
    words >= WORDS_MIN && !line.contains(&b'=') && !line.contains(&b'@')
}

/// Whether a line without an indent belongs to the field above it: a parameter of a Content-Type that lost its indent.
fn goes_on(field: &[u8], line: &[u8]) -> bool {
    let is_content = field.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"content-"));
    let name = line.split(|&b| b == b'=').next().unwrap_or_default();
    let is_parameter = name.len() < line.len()
        && ["boundary", "charset", "name", "filename"].iter().any(|known| {
            let name = name.trim_ascii();
            name.len() >= known.len()
                && name[..known.len()].eq_ignore_ascii_case(known.as_bytes())
                && name[known.len()..].iter().all(|b| b"*0123456789".contains(b))
        });
    is_content && is_parameter
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
        assert_eq!(Headers::parse(b"A: b\nwords of a text\nC: d\n\nbody").0.stray, "words of a text\n");
        assert_eq!(Headers::parse(b"A: b\nbroken=\nC: d\n\nbody").0.stray, "");
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
