//! The parts of a letter (RFC 2046): a tree cut out of the bytes, however badly its boundaries are drawn.

use crate::decode;
use crate::headers::{Headers, line_at};
use crate::letter::Defect;
use crate::media::Media;
use std::borrow::Cow;

/// Multiparts inside one another; deeper ones are kept as attachments in one piece.
pub const DEPTH_MAX: usize = 32;

/// Parts of one letter; what follows stays inside the last of them.
pub const PARTS_MAX: usize = 1_000;

/// One part: its fields, and either its bytes, still encoded, or the parts inside.
pub(crate) struct Part<'a> {
    pub headers: Headers,
    pub media: Media,
    pub disposition: Media,
    pub content: Content<'a>,
}

pub(crate) enum Content<'a> {
    Leaf(Cow<'a, [u8]>),
    Parts(Vec<Part<'a>>),
}

impl Content<'_> {
    fn into_owned<'a>(self) -> Content<'a> {
        match self {
            Content::Leaf(bytes) => Content::Leaf(bytes.into_owned().into()),
            Content::Parts(parts) => Content::Parts(parts.into_iter().map(Part::into_owned).collect()),
        }
    }
}

impl Part<'_> {
    fn into_owned<'a>(self) -> Part<'a> {
        let Part { headers, media, disposition, content } = self;
        Part { headers, media, disposition, content: content.into_owned() }
    }
}

/// Cuts a letter into its parts.
pub(crate) fn parse<'a>(bytes: &'a [u8], defects: &mut Vec<Defect>) -> Part<'a> {
    let mut parser = Parser { parts: 0, letter: bytes, defects };
    parser.part(bytes, "text/plain", 0)
}

struct Parser<'d> {
    parts: usize,
    /// All of it, for what a part leaves open.
    letter: &'d [u8],
    defects: &'d mut Vec<Defect>,
}

impl Parser<'_> {
    fn part<'a>(&mut self, bytes: &'a [u8], default: &str, depth: usize) -> Part<'a> {
        self.parts += 1;
        let (headers, body_at) = if depth == 0 { Headers::parse(bytes) } else { Headers::parse_part(bytes, self.letter) };
        if headers.cut {
            self.note(Defect::HeadersCut);
        }
        let body = &bytes[body_at..];
        let declared = headers.get("Content-Type").map(Media::parse_type);
        let undeclared = declared.as_ref().is_none_or(|media| media.kind.is_empty());
        let mut media = declared.unwrap_or_default();
        if media.kind.is_empty() {
            media.kind = default.to_owned();
        }
        let disposition = headers.get("Content-Disposition").map(Media::parse).unwrap_or_default();
        let content = if media.is_multipart() {
            let encoding = headers.get("Content-Transfer-Encoding");
            self.multipart(body, encoding, &mut media, depth)
        } else if depth == 0 && undeclared {
            self.lost_type(body, &mut media)
        } else {
            Content::Leaf(body.into())
        };
        Part { headers, media, disposition, content }
    }

    fn multipart<'a>(&mut self, body: &'a [u8], encoding: Option<&str>, media: &mut Media, depth: usize) -> Content<'a> {
        if depth >= DEPTH_MAX {
            self.note(Defect::TooDeep);
            media.kind = "application/octet-stream".into();
            return Content::Leaf(body.into());
        }
        let pieces = self.pieces(body, media);
        if !pieces.is_empty() {
            return self.parts(pieces, &media.kind, depth);
        }
        // RFC 2045 forbids to encode a multipart as a whole; some programs do.
        if let Cow::Owned(decoded) = decode::transfer(encoding, body, false) {
            let pieces = self.pieces(&decoded, media);
            if !pieces.is_empty() {
                return self.parts(pieces, &media.kind, depth).into_owned();
            }
        }
        self.note(Defect::NoBoundary);
        *media = Media::of("text/plain");
        Content::Leaf(body.into())
    }

    fn pieces<'a>(&mut self, body: &'a [u8], media: &Media) -> Vec<&'a [u8]> {
        let declared = media.parameter("boundary").unwrap_or_default().as_bytes();
        // Spaces around the declared boundary are a slip, unless the delimiters have them too; so are its dashes.
        let spelled = [declared, declared.trim_ascii(), declared.strip_prefix(b"--").unwrap_or_default()];
        if let Some(pieces) = spelled.into_iter().map(|boundary| split(body, boundary)).find(|pieces| !pieces.is_empty()) {
            return pieces;
        }
        let guessed = guess_boundary(body).map(|boundary| split(body, &boundary)).unwrap_or_default();
        if !guessed.is_empty() {
            self.note(Defect::NoBoundary);
        }
        guessed
    }

    fn parts<'a>(&mut self, pieces: Vec<&'a [u8]>, kind: &str, depth: usize) -> Content<'a> {
        let default = if kind == "multipart/digest" { "message/rfc822" } else { "text/plain" };
        let mut parts = Vec::new();
        for piece in pieces {
            if self.parts >= PARTS_MAX {
                self.note(Defect::TooManyParts);
                break;
            }
            parts.push(self.part(piece, default, depth + 1));
        }
        Content::Parts(parts)
    }

    /// A letter whose Content-Type got lost on the way, while its parts still have theirs.
    fn lost_type<'a>(&mut self, body: &'a [u8], media: &mut Media) -> Content<'a> {
        // A preamble says no more than that MIME follows; a letter quoted or returned in a text stands behind words.
        const PREAMBLE_BYTES_MAX: usize = 200;
        let boundary = guess_boundary(body).filter(|boundary| {
            let delimiter = [b"--", boundary.as_slice()].concat();
            let last = [&delimiter, &b"--"[..]].concat();
            let at = |wanted: &[u8]| body.windows(wanted.len()).position(|window| window == wanted);
            let preamble = body[..at(&delimiter).unwrap_or(0)].trim_ascii();
            let announced = preamble.is_empty() || preamble.len() <= PREAMBLE_BYTES_MAX && preamble.windows(4).any(|w| w == b"MIME");
            announced && at(&last).is_some()
        });
        let Some(boundary) = boundary else { return Content::Leaf(body.into()) };
        self.note(Defect::NoBoundary);
        media.kind = "multipart/mixed".into();
        self.parts(split(body, &boundary), "multipart/mixed", 0)
    }

    fn note(&mut self, defect: Defect) {
        if !self.defects.contains(&defect) {
            self.defects.push(defect);
        }
    }
}

/// The pieces between the delimiter lines; a missing last delimiter ends with the bytes.
fn split<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    if boundary.is_empty() {
        return pieces;
    }
    let mut start = None;
    let mut offset = 0;
    while offset < body.len() {
        let (line, next) = line_at(body, offset);
        if let Some(last) = is_delimiter(line, boundary) {
            if let Some(start) = start.take() {
                pieces.push(without_line_end(&body[start..offset.max(start)]));
            }
            // Behind the last delimiter stands nothing, but for what a program on the way added with its own fields.
            if last && !goes_on(&body[next..], boundary) {
                return pieces;
            }
            start = (!last).then_some(next);
        }
        offset = next;
    }
    if let Some(start) = start {
        pieces.push(&body[start..]);
    }
    pieces
}

/// Whether a line is the delimiter, and whether it is the last one.
fn is_delimiter(line: &[u8], boundary: &[u8]) -> Option<bool> {
    let after = line.strip_prefix(b"--")?.strip_prefix(boundary)?;
    match after.trim_ascii_end() {
        b"" => Some(false),
        after if after.starts_with(b"--") => Some(true),
        _ => None,
    }
}

/// Whether another delimiter with fields behind it follows the last one.
fn goes_on(behind: &[u8], boundary: &[u8]) -> bool {
    let mut offset = 0;
    while offset < behind.len() {
        let (line, next) = line_at(behind, offset);
        if is_delimiter(line, boundary) == Some(false) {
            return line_at(behind, next).0.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"content-"));
        }
        offset = next;
    }
    false
}

fn without_line_end(piece: &[u8]) -> &[u8] {
    let piece = piece.strip_suffix(b"\n").unwrap_or(piece);
    piece.strip_suffix(b"\r").unwrap_or(piece)
}

/// The boundary a letter uses without declaring it: the first line that looks like a delimiter with a field behind it.
fn guess_boundary(body: &[u8]) -> Option<Vec<u8>> {
    let mut offset = 0;
    while offset < body.len() {
        let (line, next) = line_at(body, offset);
        let (following, _) = line_at(body, next);
        if line.len() > 2 && line.starts_with(b"--") && following.to_ascii_lowercase().starts_with(b"content-") {
            return Some(line[2..].trim_ascii_end().to_vec());
        }
        offset = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        fn write(part: &Part<'_>, out: &mut String) {
            match &part.content {
                Content::Leaf(bytes) => out.push_str(&format!("[{} {}]", part.media.kind, String::from_utf8_lossy(bytes))),
                Content::Parts(parts) => {
                    out.push('(');
                    parts.iter().for_each(|part| write(part, out));
                    out.push(')');
                }
            }
        }
        let mut out = String::new();
        write(&parse(text.as_bytes(), &mut Vec::new()), &mut out);
        out
    }

    #[test]
    fn parts_inside_parts() {
        let text = "Content-Type: multipart/mixed; boundary=ab\r\n\r\npreamble\r\n--ab\r\n\r\none\r\n--abc\r\nstill one\r\n--ab \r\n\
                    Content-Type: multipart/alternative; boundary=\"cd\"\r\n\r\n--cd\r\nContent-Type: text/html\r\n\r\ntwo\r\n--ab--\r\nend";
        assert_eq!(shape(text), "([text/plain one\r\n--abc\r\nstill one]([text/html two]))");
    }

    #[test]
    fn boundaries_wrong_or_missing() {
        assert_eq!(shape("Content-Type: multipart/mixed\n\n--x\nContent-Type: text/html\n\none\n--x--\n"), "([text/html one])");
        assert_eq!(shape("Content-Type: multipart/mixed; boundary=y\n\nno part"), "[text/plain no part]");
        assert_eq!(shape("Content-Type: multipart/mixed; boundary=y\n\n--y\n\none"), "([text/plain one])");
        assert_eq!(
            shape("Content-Type: multipart/digest; boundary=y\n\n--y\n\nSubject: a\n\nb\n--y--"),
            "([message/rfc822 Subject: a\n\nb])"
        );
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let deep = "Content-Type: multipart/mixed; boundary=y\n\n--y\n".repeat(10_000);
        assert!(shape(&deep).matches('(').count() <= DEPTH_MAX);
        let wide = format!("Content-Type: multipart/mixed; boundary=y\n\n{}", "--y\n\nx\n".repeat(50_000));
        let mut defects = Vec::new();
        let _ = parse(wide.as_bytes(), &mut defects);
        assert_eq!(defects, [Defect::TooManyParts]);
    }

    #[test]
    fn what_programs_do_to_multiparts() {
        // Encoded as a whole.
        let inner = data_encoding::BASE64.encode(b"--y\n\none\n--y--\n");
        assert_eq!(
            shape(&format!("Content-Type: multipart/mixed; boundary=y\nContent-Transfer-Encoding: base64\n\n{inner}")),
            "([text/plain one])"
        );
        // The type lost.
        assert_eq!(shape("Subject: a\n\nThis is MIME\n--y\nContent-Type: text/html\n\none\n--y--\n"), "([text/html one])");
        assert_eq!(shape("Subject: a\n\n-- \nContent-minded"), "[text/plain -- \nContent-minded]");
        // A scanner's note behind the end.
        let noted = "Content-Type: multipart/mixed; boundary=y\n\n--y\n\none\n--y--\n\n--y\nContent-Type: text/plain\n\nno virus\n--y--\n";
        assert_eq!(shape(noted), "([text/plain one][text/plain no virus])");
        // The boundary parameter without its indent.
        assert_eq!(shape("Content-Type: multipart/mixed;\nboundary=\"y\"\n\n--y\n\none\n--y--"), "([text/plain one])");
        // No blank line behind the fields.
        assert_eq!(
            shape("Content-Type: multipart/mixed; boundary=y\n\n--y\nContent-Type: text/html\n<b>one</b>\n--y--"),
            "([text/html <b>one</b>])"
        );
    }
}
