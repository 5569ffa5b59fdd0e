//! The parts of a letter (RFC 2046): a tree cut out of the bytes, however badly its boundaries are drawn.

use crate::headers::{Headers, line_at};
use crate::letter::Defect;
use mail_parser::HeaderValue;
use mail_parser::parsers::MessageStream;

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
    Leaf(&'a [u8]),
    Parts(Vec<Part<'a>>),
}

/// The value of Content-Type or Content-Disposition: a word in lower case and its parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Media {
    pub kind: String,
    pub parameters: Vec<(String, String)>,
}

impl Media {
    fn of(kind: &str) -> Self {
        Self { kind: kind.to_owned(), parameters: Vec::new() }
    }

    /// Reads a field; continued and encoded parameters (RFC 2231) are put together.
    pub fn parse(value: &str) -> Self {
        let line = format!("{}\n", value.replace(['\r', '\n'], " "));
        let HeaderValue::ContentType(read) = MessageStream::new(line.as_bytes()).parse_content_type() else {
            return Self::default();
        };
        let kind = match &read.c_subtype {
            Some(subtype) => format!("{}/{subtype}", read.c_type),
            None => read.c_type.to_string(),
        };
        let parameters = read.attributes().unwrap_or_default();
        Self {
            kind: kind.trim().to_ascii_lowercase(),
            parameters: parameters.iter().map(|p| (p.name.to_ascii_lowercase(), p.value.to_string())).collect(),
        }
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub fn is_multipart(&self) -> bool {
        self.kind.starts_with("multipart/")
    }
}

/// Cuts a letter into its parts.
pub(crate) fn parse<'a>(bytes: &'a [u8], defects: &mut Vec<Defect>) -> Part<'a> {
    let mut parser = Parser { parts: 0, defects };
    parser.part(bytes, "text/plain", 0)
}

struct Parser<'d> {
    parts: usize,
    defects: &'d mut Vec<Defect>,
}

impl Parser<'_> {
    fn part<'a>(&mut self, bytes: &'a [u8], default: &str, depth: usize) -> Part<'a> {
        self.parts += 1;
        let (headers, body_at) = if depth == 0 { Headers::parse(bytes) } else { Headers::parse_part(bytes) };
        if headers.cut {
            self.note(Defect::HeadersCut);
        }
        let body = &bytes[body_at..];
        let declared = headers.get("Content-Type").map(Media::parse).filter(|media| media.kind.contains('/'));
        let mut media = declared.unwrap_or_else(|| Media::of(default));
        let disposition = headers.get("Content-Disposition").map(Media::parse).unwrap_or_default();
        let content = if media.is_multipart() { self.multipart(body, &mut media, depth) } else { Content::Leaf(body) };
        Part { headers, media, disposition, content }
    }

    fn multipart<'a>(&mut self, body: &'a [u8], media: &mut Media, depth: usize) -> Content<'a> {
        if depth >= DEPTH_MAX {
            self.note(Defect::TooDeep);
            media.kind = "application/octet-stream".into();
            return Content::Leaf(body);
        }
        let declared = media.parameter("boundary").map(|boundary| boundary.as_bytes().to_vec());
        let mut pieces = declared.as_ref().map(|boundary| split(body, boundary)).unwrap_or_default();
        if pieces.is_empty()
            && let Some(boundary) = &declared
        {
            // Spaces around the declared boundary are a slip, unless the delimiters have them too.
            pieces = split(body, boundary.trim_ascii());
        }
        if pieces.is_empty() {
            self.note(Defect::NoBoundary);
            pieces = guess_boundary(body).map(|boundary| split(body, &boundary)).unwrap_or_default();
        }
        if pieces.is_empty() {
            *media = Media::of("text/plain");
            return Content::Leaf(body);
        }
        let default = if media.kind == "multipart/digest" { "message/rfc822" } else { "text/plain" };
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
            if last {
                return pieces;
            }
            start = Some(next);
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
    fn parameters_are_put_together() {
        let media = Media::parse("Application/PDF; name*0*=utf-8''Rechnung%20; name*1*=M%C3%A4rz.pdf; x=\"a;b\"");
        assert_eq!(media.kind, "application/pdf");
        assert_eq!(media.parameter("name"), Some("Rechnung März.pdf"));
        assert_eq!(media.parameter("x"), Some("a;b"));
        assert_eq!(Media::parse("").kind, "");
    }
}
