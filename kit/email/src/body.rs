//! What of a letter's parts is its text, what its HTML and what a file beside them.

use crate::attachment::{self, Attachment};
use crate::calendar::{self, Invitation};
use crate::charset::{self, Hint};
use crate::decode;
use crate::flowed::unflow;
use crate::letter::Defect;
use crate::mime::{Content, Part};
use crate::signed;
use crate::tnef;
use crate::uuencoded::take_files;
use std::borrow::Cow;
use std::collections::HashSet;
use text::plain;

/// Where HTML without a declared charset says which one it is written in: within its first bytes.
const META_CHARSET_BYTES_MAX: usize = 2_048;

/// Opaque signatures inside of one another that are opened.
const SIGNED_DEPTH_MAX: usize = 3;

/// The longest Content-ID looked for in HTML.
const CONTENT_ID_BYTES_MAX: usize = 500;

/// The readable half of a letter.
#[derive(Default)]
pub(crate) struct Body {
    pub text: String,
    pub html: Option<String>,
    pub attachments: Vec<Attachment>,
    pub invitation: Option<Invitation>,
}

/// A stretch of the letter in one or both forms.
#[derive(Default)]
struct Section {
    text: Option<String>,
    html: Option<String>,
}

/// Reads the parts. `hint` stands in for charsets that are not declared.
pub(crate) fn read(root: &Part<'_>, hint: Hint<'_>, defects: &mut Vec<Defect>) -> Body {
    let stray = root.headers.stray.trim_end();
    let mut reader = Reader { sections: Vec::new(), attachments: Vec::new(), invitation: None, hint, depth: 0, defects };
    if !stray.is_empty() {
        reader.sections.push(Section { text: Some(stray.to_owned()), html: None });
    }
    reader.part(root, true);
    let Reader { sections, mut attachments, invitation, .. } = reader;
    let text = sections.iter().map(Section::as_text).filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("\n\n");
    let html = sections.iter().any(|section| section.html.is_some()).then(|| sections.iter().map(Section::as_html).collect::<String>());
    let shown = html.as_deref().map(shown_ids).unwrap_or_default();
    for file in &mut attachments {
        file.inline = file.content_id.as_ref().is_some_and(|id| shown.contains(&id.to_lowercase()));
    }
    Body { text, html, attachments, invitation }
}

/// The Content-IDs that HTML shows in place, in lower case.
fn shown_ids(html: &str) -> HashSet<String> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | ')' | '<');
    let ids = html.match_indices(':').filter(|(at, _)| html.get(at.wrapping_sub(3)..*at).is_some_and(|s| s.eq_ignore_ascii_case("cid")));
    ids.map(|(at, _)| {
        let id = &html[at + 1..];
        id[..id.find(ends).unwrap_or(id.len()).min(id.floor_char_boundary(CONTENT_ID_BYTES_MAX))]
            .to_lowercase()
            .replace("&amp;", "&")
            .replace("%40", "@")
    })
    .collect()
}

struct Reader<'d> {
    sections: Vec<Section>,
    attachments: Vec<Attachment>,
    invitation: Option<Invitation>,
    hint: Hint<'d>,
    /// Signed letters opened inside of one another.
    depth: usize,
    defects: &'d mut Vec<Defect>,
}

impl Reader<'_> {
    fn part(&mut self, part: &Part<'_>, is_root: bool) {
        match &part.content {
            Content::Parts(parts) if part.media.kind == "multipart/alternative" => self.alternative(parts),
            Content::Parts(parts) => parts.iter().for_each(|part| self.part(part, false)),
            Content::Leaf(bytes) => match self.readable(part, bytes, is_root) {
                Some(section) => self.sections.push(section),
                None => self.attach(part, bytes),
            },
        }
    }

    /// One stretch of text in several forms: the last of each kind wins, what is neither text nor HTML is a file.
    fn alternative(&mut self, parts: &[Part<'_>]) {
        let before = self.sections.len();
        let mut chosen = Section::default();
        for part in parts {
            self.part(part, false);
            // A form of several stretches (`multipart/mixed` inside) is one all the same.
            let form = Section::joined(self.sections.drain(before..).collect());
            let says_something = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
            if says_something(&form.text) || chosen.text.is_none() {
                chosen.text = form.text.or(chosen.text);
            }
            if says_something(&form.html) || chosen.html.is_none() {
                chosen.html = form.html.or(chosen.html);
            }
        }
        if chosen.html.is_some() && chosen.text.as_ref().is_some_and(|text| text.trim().is_empty() || is_stub(text)) {
            // An empty text beside real HTML says nothing, nor does one that says "your program cannot show this".
            chosen.text = None;
        }
        self.sections.push(chosen);
    }

    /// The text of a part that is meant to be read in place.
    fn readable(&mut self, part: &Part<'_>, bytes: &[u8], is_root: bool) -> Option<Section> {
        let is_file = part.disposition.kind == "attachment"
            || part.disposition.parameter("filename").is_some()
            || (part.media.parameter("name").is_some() && !self.sections.is_empty());
        if is_file && !is_root {
            return None;
        }
        match part.media.kind.as_str() {
            "text/html" | "application/xhtml+xml" => Some(Section { text: None, html: Some(self.decoded_text(part, bytes)) }),
            "text/plain" | "text/enriched" | "text/richtext" => {
                let text = self.decoded_text(part, bytes);
                if is_html(&text) {
                    return Some(Section { text: None, html: Some(text) });
                }
                let flowed = part.media.parameter("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
                let delete = part.media.parameter("delsp").is_some_and(|value| value.eq_ignore_ascii_case("yes"));
                let text = match part.media.kind.as_str() {
                    "text/plain" if flowed => unflow(&text, delete),
                    "text/plain" => text,
                    _ => unenriched(&text),
                };
                Some(Section { text: Some(text), html: None })
            }
            _ => None,
        }
    }

    fn decoded_text(&mut self, part: &Part<'_>, bytes: &[u8]) -> String {
        let mut bytes = transferred(part, bytes, true);
        if part.media.kind == "text/plain"
            && let Some((kept, files)) = take_files(&bytes)
        {
            bytes = kept.into();
            for file in files {
                let name = charset::decode_with(&file.name, part.media.parameter("charset"), self.hint).0;
                self.keep(&name, "application/octet-stream", None, file.bytes);
            }
        }
        let mut label = part.media.parameter("charset").map(str::to_owned);
        if label.is_none() && part.media.kind.contains("html") {
            label = meta_charset(&bytes);
        }
        let (text, certain) = charset::decode_with(&bytes, label.as_deref(), self.hint);
        if !certain && !self.defects.contains(&Defect::CharsetGuessed) {
            self.defects.push(Defect::CharsetGuessed);
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
    }

    fn attach(&mut self, part: &Part<'_>, bytes: &[u8]) {
        let bytes = transferred(part, bytes, false);
        if tnef::is_tnef(&bytes) && self.unpack(&bytes) || signed::is_signed(part) && self.open(&bytes) {
            return;
        }
        let name = attachment::name(part, &bytes, self.attachments.len() + 1);
        if self.invitation.is_none() && is_calendar(&part.media.kind, &name) {
            let (text, _) = charset::decode_with(&bytes, part.media.parameter("charset"), self.hint);
            self.invitation = calendar::read(&text);
        }
        let content_id = part.headers.get("Content-ID").map(|id| id.trim().trim_start_matches('<').trim_end_matches('>').trim().to_owned());
        self.attachments.push(Attachment {
            name,
            media_type: part.media.kind.clone(),
            bytes: bytes.into_owned(),
            content_id: content_id.filter(|id| !id.is_empty()),
            inline: false,
        });
    }

    /// Keeps a file that did not come as a part of its own.
    fn keep(&mut self, name: &str, media_type: &str, content_id: Option<String>, bytes: Vec<u8>) {
        let name = attachment::named(name, media_type, self.attachments.len() + 1);
        self.attachments.push(Attachment { name, media_type: media_type.to_owned(), bytes, content_id, inline: false });
    }

    /// Takes the files and, where the letter has none, the text out of a `winmail.dat`. False if nothing is in it.
    fn unpack(&mut self, bytes: &[u8]) -> bool {
        let tnef::Enclosure { text, html, files } = tnef::read(bytes);
        let has_text = self.sections.iter().any(|section| !section.as_text().trim().is_empty());
        let brings_text = !has_text && (text.is_some() || html.is_some());
        if files.is_empty() && !brings_text && !has_text {
            return false;
        }
        if brings_text {
            self.sections.push(Section { text, html });
        }
        for file in files {
            let media_type = file.media_type.unwrap_or_else(|| "application/octet-stream".into());
            self.keep(&file.name, &media_type, file.content_id, file.bytes);
        }
        true
    }

    /// Reads the letter inside of an opaque signature. False if it is none.
    fn open(&mut self, bytes: &[u8]) -> bool {
        let Some(inner) = signed::content(bytes).filter(|_| self.depth < SIGNED_DEPTH_MAX) else { return false };
        self.depth += 1;
        let root = crate::mime::parse(&inner, self.defects);
        self.part(&root, false);
        self.depth -= 1;
        true
    }
}

fn is_calendar(media_type: &str, name: &str) -> bool {
    matches!(media_type, "text/calendar" | "application/ics" | "text/x-vcalendar") || name.to_ascii_lowercase().ends_with(".ics")
}

/// The bytes of a part without their transfer encoding.
fn transferred<'b>(part: &Part<'_>, bytes: &'b [u8], is_text: bool) -> Cow<'b, [u8]> {
    decode::transfer(part.headers.get("Content-Transfer-Encoding"), bytes, is_text)
}

/// HTML that is declared as plain text.
fn is_html(text: &str) -> bool {
    let start = text.trim_start();
    let start = start[..start.floor_char_boundary(15)].to_ascii_lowercase();
    (start.starts_with("<!doctype html") || start.starts_with("<html")) && text.contains("</")
}

/// A text that only says that there is HTML beside it.
fn is_stub(text: &str) -> bool {
    const STUB_BYTES_MAX: usize = 400;
    if text.len() > STUB_BYTES_MAX {
        return false;
    }
    let text = text.to_lowercase();
    let about = ["html", "mime"].iter().any(|word| text.contains(word));
    let regrets = [
        "not support",
        "unable to",
        "cannot display",
        "can't display",
        "viewer",
        "compatible",
        "nicht anzeigen",
        "unterstützt",
        "ne prend pas en charge",
        "no admite",
        "no soporta",
    ];
    about && regrets.iter().any(|word| text.contains(word))
}

/// The text of `text/enriched` (RFC 1896): commands in angle brackets go, single line ends are spaces.
fn unenriched(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(behind) = rest.strip_prefix("<<") {
            out.push('<');
            rest = behind;
        } else if let Some(end) = rest.find('>') {
            let parameter = rest[..end].eq_ignore_ascii_case("<param");
            rest = &rest[end + 1..];
            if parameter {
                rest = rest.to_ascii_lowercase().find("</param>").map_or("", |end| &rest[end + 8..]);
            }
        } else {
            break;
        }
    }
    out.push_str(rest);
    let mut lines = String::with_capacity(out.len());
    let mut ends = 0_usize;
    for c in out.chars() {
        match c {
            '\n' => ends += 1,
            c => {
                if ends == 1 {
                    lines.push(' ');
                }
                lines.extend(std::iter::repeat_n('\n', ends.saturating_sub(1)));
                ends = 0;
                lines.push(c);
            }
        }
    }
    lines
}

/// The charset HTML declares about itself.
fn meta_charset(html: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&html[..html.len().min(META_CHARSET_BYTES_MAX)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label: String =
        after.trim_start_matches(['"', '\'']).chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    (!label.is_empty()).then_some(label)
}

impl Section {
    /// Stretches that follow one another as one, in each form that any of them has.
    fn joined(mut sections: Vec<Self>) -> Self {
        if sections.len() <= 1 {
            return sections.pop().unwrap_or_default();
        }
        let html = sections.iter().any(|section| section.html.is_some());
        let texts: Vec<String> = sections.iter().map(Self::as_text).filter(|text| !text.trim().is_empty()).collect();
        let has_text = sections.iter().any(|section| section.text.is_some());
        Self { text: has_text.then(|| texts.join("\n\n")), html: html.then(|| sections.iter().map(Self::as_html).collect()) }
    }

    fn as_text(&self) -> String {
        match (&self.text, &self.html) {
            (Some(text), _) => text.clone(),
            (None, Some(html)) => plain::from_html(html),
            (None, None) => String::new(),
        }
    }

    fn as_html(&self) -> String {
        match (&self.html, &self.text) {
            (Some(html), _) => html.clone(),
            (None, Some(text)) => {
                let escaped = text.trim().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                format!("<p>{}</p>", escaped.replace('\n', "<br>\n"))
            }
            (None, None) => String::new(),
        }
    }
}
