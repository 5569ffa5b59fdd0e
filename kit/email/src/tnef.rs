//! `winmail.dat`: what Outlook encloses in its own format (TNEF, MS-OXTNEF) instead of MIME. Files, their names, the text.

mod properties;
mod rtf;

use crate::charset;
use properties::{Property, Value};

/// Letters inside of one another that are opened.
const DEPTH_MAX: usize = 4;

/// Files taken out of one enclosure, those of inner letters included.
const FILES_MAX: usize = 500;

/// The number every such stream begins with.
const SIGNATURE: [u8; 4] = 0x223E_9F78_u32.to_le_bytes();

/// What was found in an enclosure.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Enclosure {
    /// The letter's plain text, if it holds one.
    pub text: Option<String>,
    /// The letter's HTML, if it holds one.
    pub html: Option<String>,
    /// The files.
    pub files: Vec<File>,
}

/// One file.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct File {
    pub name: String,
    pub media_type: Option<String>,
    pub content_id: Option<String>,
    pub bytes: Vec<u8>,
}

/// Whether these bytes are such a stream.
pub(crate) fn is_tnef(bytes: &[u8]) -> bool {
    bytes.starts_with(&SIGNATURE)
}

/// Reads a stream as far as it can be read; cut or damaged ones give what stands before the damage.
pub(crate) fn read(bytes: &[u8]) -> Enclosure {
    let mut budget = FILES_MAX;
    read_at(bytes, 0, &mut budget)
}

/// One attribute of the stream.
struct Attribute<'a> {
    of_attachment: bool,
    id: u16,
    data: &'a [u8],
}

/// The attributes this reader knows, by the lower half of their number.
mod id {
    pub const BODY: u16 = 0x800C;
    pub const ATTACHMENT_DATA: u16 = 0x800F;
    pub const ATTACHMENT_TITLE: u16 = 0x8010;
    pub const ATTACHMENT_BEGINS: u16 = 0x9002;
    pub const MESSAGE_PROPERTIES: u16 = 0x9003;
    pub const ATTACHMENT_PROPERTIES: u16 = 0x9005;
    pub const CODE_PAGE: u16 = 0x9007;
}

/// The MAPI properties this reader knows.
mod tag {
    pub const BODY: u16 = 0x1000;
    pub const RTF: u16 = 0x1009;
    pub const HTML: u16 = 0x1013;
    pub const DISPLAY_NAME: u16 = 0x3001;
    pub const DATA: u16 = 0x3701;
    pub const FILE_NAME: u16 = 0x3704;
    pub const LONG_FILE_NAME: u16 = 0x3707;
    pub const MIME_TYPE: u16 = 0x370E;
    pub const CONTENT_ID: u16 = 0x3712;
    pub const CODE_PAGE: u16 = 0x3FDE;
}

fn read_at(bytes: &[u8], depth: usize, budget: &mut usize) -> Enclosure {
    let mut found = Enclosure::default();
    if depth > DEPTH_MAX || !is_tnef(bytes) {
        return found;
    }
    let attributes = attributes(bytes.get(6..).unwrap_or_default());
    let code_page = attributes.iter().find(|a| a.id == id::CODE_PAGE).and_then(|a| number(a.data)).unwrap_or(1252);
    let mut files: Vec<Building> = Vec::new();
    for attribute in &attributes {
        match (attribute.of_attachment, attribute.id) {
            (_, id::ATTACHMENT_BEGINS) => files.push(Building::default()),
            (false, id::BODY) => {
                let text = trimmed(&text_of(attribute.data, code_page));
                found.text = found.text.take().or(Some(text)).filter(|text| !text.is_empty());
            }
            (false, id::MESSAGE_PROPERTIES) => message(&properties::read(attribute.data), code_page, &mut found),
            (true, id::ATTACHMENT_TITLE) => last(&mut files).title = trimmed(&text_of(attribute.data, code_page)),
            (true, id::ATTACHMENT_DATA) => last(&mut files).bytes = attribute.data.to_vec(),
            (true, id::ATTACHMENT_PROPERTIES) => last(&mut files).take(&properties::read(attribute.data), code_page),
            _ => {}
        }
    }
    for file in files {
        if *budget == 0 {
            break;
        }
        *budget -= 1;
        file.finish(depth, budget, &mut found.files);
    }
    found
}

/// Cuts the stream: level, number, length, data, checksum.
fn attributes(mut rest: &[u8]) -> Vec<Attribute<'_>> {
    let mut found = Vec::new();
    while let Some((head, behind)) = rest.split_at_checked(9) {
        let level = head[0];
        let id = u16::from_le_bytes([head[1], head[2]]);
        let length = u32::from_le_bytes([head[5], head[6], head[7], head[8]]) as usize;
        if !matches!(level, 1 | 2) {
            break;
        }
        // A stream cut off in the middle of a file gives what there is of it.
        let data = &behind[..length.min(behind.len())];
        found.push(Attribute { of_attachment: level == 2, id, data });
        rest = behind.get(length.saturating_add(2)..).unwrap_or_default();
    }
    found
}

/// A file whose attributes are being read.
#[derive(Default)]
struct Building {
    title: String,
    long_name: String,
    name: String,
    display_name: String,
    media_type: Option<String>,
    content_id: Option<String>,
    bytes: Vec<u8>,
    letter: Option<Vec<u8>>,
}

fn last(files: &mut Vec<Building>) -> &mut Building {
    if files.is_empty() {
        files.push(Building::default());
    }
    files.last_mut().expect("one was just pushed")
}

impl Building {
    fn take(&mut self, properties: &[Property<'_>], code_page: u32) {
        for property in properties {
            let text = || trimmed(&property.text(code_page).unwrap_or_default());
            match property.tag {
                tag::LONG_FILE_NAME => self.long_name = text(),
                tag::FILE_NAME => self.name = text(),
                tag::DISPLAY_NAME => self.display_name = text(),
                tag::MIME_TYPE => self.media_type = Some(text().to_ascii_lowercase()).filter(|t| t.contains('/')),
                tag::CONTENT_ID => self.content_id = Some(text().trim_matches(['<', '>']).to_owned()).filter(|id| !id.is_empty()),
                tag::DATA => match property.value {
                    // An inner letter: the interface's number, then a stream of its own.
                    Value::Object(data) if data.get(16..).is_some_and(is_tnef) => self.letter = Some(data[16..].to_vec()),
                    Value::Object(data) | Value::Binary(data) if self.bytes.is_empty() => self.bytes = data.to_vec(),
                    _ => {}
                },
                _ => {}
            }
        }
    }

    fn finish(self, depth: usize, budget: &mut usize, files: &mut Vec<File>) {
        let name = [self.long_name, self.name, self.title, self.display_name].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let Some(letter) = self.letter else {
            files.push(File { name, media_type: self.media_type, content_id: self.content_id, bytes: self.bytes });
            return;
        };
        let inner = read_at(&letter, depth + 1, budget);
        let readable = inner.html.map(|html| (html, "html")).or(inner.text.map(|text| (text, "txt")));
        if let Some((text, extension)) = readable {
            let name = if name.is_empty() { format!("letter.{extension}") } else { format!("{name}.{extension}") };
            let media_type = if extension == "html" { "text/html" } else { "text/plain" };
            files.push(File { name, media_type: Some(media_type.into()), content_id: None, bytes: text.into_bytes() });
        }
        files.extend(inner.files);
    }
}

/// The text of a letter: HTML as such, HTML wrapped in RTF, or RTF.
fn message(properties: &[Property<'_>], code_page: u32, found: &mut Enclosure) {
    let property = |wanted: u16| properties.iter().find(|property| property.tag == wanted);
    let page = property(tag::CODE_PAGE)
        .and_then(|p| if let Value::Number(n) = p.value { u32::try_from(n).ok() } else { None })
        .unwrap_or(code_page);
    if let Some(text) = property(tag::BODY).and_then(|body| body.text(code_page)).map(|text| trimmed(&text)).filter(|text| !text.is_empty())
    {
        found.text = Some(text);
    }
    if let Some(html) = property(tag::HTML).and_then(|html| html.text(page)).map(|html| trimmed(&html)) {
        found.html = Some(html).filter(|html| !html.is_empty());
    }
    let compressed = property(tag::RTF).and_then(|rtf| if let Value::Binary(bytes) = rtf.value { rtf::decompress(bytes) } else { None });
    match compressed.map(|rtf| rtf::read(&rtf)) {
        Some(rtf::Body::Html(html)) if found.html.is_none() => found.html = Some(html),
        Some(rtf::Body::Text(text)) if found.text.is_none() && !text.trim().is_empty() => found.text = Some(text),
        _ => {}
    }
}

fn number(data: &[u8]) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(..4)?.try_into().ok()?))
}

/// Text of eight bits in a Windows code page.
fn text_of(bytes: &[u8], code_page: u32) -> String {
    charset::decode(bytes, Some(&format!("cp{code_page}"))).0
}

fn trimmed(text: &str) -> String {
    text.trim_end_matches('\0').replace('\0', "").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(level: u8, id: u16, data: &[u8]) -> Vec<u8> {
        let mut out = vec![level];
        out.extend(id.to_le_bytes());
        out.extend([6, 0]);
        out.extend((data.len() as u32).to_le_bytes());
        out.extend(data);
        out.extend(data.iter().fold(0_u16, |sum, b| sum.wrapping_add(u16::from(*b))).to_le_bytes());
        out
    }

    fn stream(attributes: &[Vec<u8>]) -> Vec<u8> {
        let mut out = SIGNATURE.to_vec();
        out.extend([1, 0]);
        out.extend(attributes.concat());
        out
    }

    /// `count`, then one property after the other: type, number, for text one value with its length.
    fn properties(list: &[(u16, u16, &[u8])]) -> Vec<u8> {
        let mut out = (list.len() as u32).to_le_bytes().to_vec();
        for (kind, tag, data) in list {
            out.extend(kind.to_le_bytes());
            out.extend(tag.to_le_bytes());
            out.extend(1_u32.to_le_bytes());
            out.extend((data.len() as u32).to_le_bytes());
            out.extend(*data);
            out.resize(out.len().next_multiple_of(4), 0);
        }
        out
    }

    #[test]
    fn files_and_text_are_found() {
        let name: Vec<u8> = "Übersicht März.pdf\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let bytes = stream(&[
            attribute(1, id::CODE_PAGE, &1251_u64.to_le_bytes()),
            attribute(1, id::MESSAGE_PROPERTIES, &properties(&[(0x1E, tag::BODY, b"\xCF\xF0\xE8\xE2\xE5\xF2\0")])),
            attribute(2, id::ATTACHMENT_BEGINS, &[0; 14]),
            attribute(2, id::ATTACHMENT_TITLE, b"UBERSI~1.PDF\0"),
            attribute(2, id::ATTACHMENT_DATA, b"%PDF"),
            attribute(
                2,
                id::ATTACHMENT_PROPERTIES,
                &properties(&[(0x1F, tag::LONG_FILE_NAME, &name), (0x1E, tag::MIME_TYPE, b"application/pdf\0")]),
            ),
            attribute(2, id::ATTACHMENT_BEGINS, &[0; 14]),
            attribute(2, id::ATTACHMENT_TITLE, b"b.txt\0"),
            attribute(2, id::ATTACHMENT_DATA, b"second"),
        ]);
        let found = read(&bytes);
        assert_eq!(found.text.as_deref(), Some("Привет"));
        let names: Vec<_> = found.files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())).collect();
        assert_eq!(names, [("Übersicht März.pdf", &b"%PDF"[..]), ("b.txt", b"second")]);
        for cut in 0..bytes.len() {
            let _ = read(&bytes[..cut]);
        }
    }

    #[test]
    fn a_letter_inside_is_opened_but_not_forever() {
        let mut inner = stream(&[attribute(2, id::ATTACHMENT_BEGINS, &[]), attribute(2, id::ATTACHMENT_TITLE, b"deep.txt\0")]);
        for _ in 0..20 {
            let object = [&[0; 16][..], &inner].concat();
            inner = stream(&[
                attribute(2, id::ATTACHMENT_BEGINS, &[]),
                attribute(2, id::ATTACHMENT_PROPERTIES, &properties(&[(0x0D, tag::DATA, &object)])),
            ]);
        }
        assert_eq!(read(&inner).files, []);
        let one = stream(&[
            attribute(1, id::BODY, b"inside\0"),
            attribute(2, id::ATTACHMENT_BEGINS, &[]),
            attribute(2, id::ATTACHMENT_TITLE, b"x.txt\0"),
        ]);
        let object = [&[0; 16][..], &one].concat();
        let outer = stream(&[
            attribute(2, id::ATTACHMENT_BEGINS, &[]),
            attribute(2, id::ATTACHMENT_PROPERTIES, &properties(&[(0x0D, tag::DATA, &object), (0x1E, tag::DISPLAY_NAME, b"A letter\0")])),
        ]);
        let names: Vec<_> = read(&outer).files.into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["A letter.txt", "x.txt"]);
    }
}
