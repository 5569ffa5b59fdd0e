//! What of a letter's parts is its text, what its HTML and what a file beside them.

use crate::attachment::{self, Attachment};
use crate::decode;
use crate::flowed::unflow;
use crate::letter::Defect;
use crate::mime::{Content, Part};
use std::collections::HashSet;
use text::plain;

/// Where HTML without a declared charset says which one it is written in: within its first bytes.
const META_CHARSET_BYTES_MAX: usize = 2_048;

/// The longest Content-ID looked for in HTML.
const CONTENT_ID_BYTES_MAX: usize = 500;

/// The readable half of a letter.
#[derive(Default)]
pub(crate) struct Body {
    pub text: String,
    pub html: Option<String>,
    pub attachments: Vec<Attachment>,
}

/// A stretch of the letter in one or both forms.
#[derive(Default)]
struct Section {
    text: Option<String>,
    html: Option<String>,
}

/// Reads the parts.
pub(crate) fn read(root: &Part<'_>, defects: &mut Vec<Defect>) -> Body {
    let mut reader = Reader { sections: Vec::new(), attachments: Vec::new(), defects };
    reader.part(root, true);
    let Reader { sections, mut attachments, .. } = reader;
    let text = sections.iter().map(Section::as_text).filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("\n\n");
    let html = sections.iter().any(|section| section.html.is_some()).then(|| sections.iter().map(Section::as_html).collect::<String>());
    let shown = html.as_deref().map(shown_ids).unwrap_or_default();
    for file in &mut attachments {
        file.inline = file.content_id.as_ref().is_some_and(|id| shown.contains(&id.to_lowercase()));
    }
    Body { text, html, attachments }
}

/// The Content-IDs that HTML shows in place, in lower case.
fn shown_ids(html: &str) -> HashSet<String> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | ')' | '<');
    let ids = html.match_indices(':').filter(|(at, _)| html.get(at.wrapping_sub(3)..*at).is_some_and(|s| s.eq_ignore_ascii_case("cid")));
    ids.map(|(at, _)| {
        let id = &html[at + 1..];
        id[..id.find(ends).unwrap_or(id.len()).min(id.floor_char_boundary(CONTENT_ID_BYTES_MAX))].to_lowercase().replace("%40", "@")
    })
    .collect()
}

struct Reader<'d> {
    sections: Vec<Section>,
    attachments: Vec<Attachment>,
    defects: &'d mut Vec<Defect>,
}

impl Reader<'_> {
    fn part(&mut self, part: &Part<'_>, is_root: bool) {
        match &part.content {
            Content::Parts(parts) if part.media.kind == "multipart/alternative" => self.alternative(parts),
            Content::Parts(parts) => parts.iter().for_each(|part| self.part(part, false)),
            Content::Leaf(bytes) => {
                let section = self.readable(part, bytes, is_root);
                match section {
                    Some(section) => self.sections.push(section),
                    None => self.attach(part, bytes),
                }
            }
        }
    }

    /// One stretch of text in several forms: the last of each kind wins, what is neither text nor HTML is a file.
    fn alternative(&mut self, parts: &[Part<'_>]) {
        let before = self.sections.len();
        parts.iter().for_each(|part| self.part(part, false));
        let mut chosen = Section::default();
        let mut forms = Vec::new();
        for section in self.sections.drain(before..) {
            // A form of several stretches (`multipart/mixed` inside) goes on with the one before it.
            match (&section.text, &section.html) {
                (Some(_), None) if chosen.text.is_none() => chosen.text = section.text,
                (None, Some(_)) if chosen.html.is_none() => chosen.html = section.html,
                (Some(text), Some(html)) => {
                    chosen.text.get_or_insert_with(|| text.clone());
                    chosen.html.get_or_insert_with(|| html.clone());
                }
                _ => forms.push(section),
            }
        }
        if chosen.text.as_ref().is_some_and(|text| text.trim().is_empty()) && chosen.html.is_some() {
            // An empty text beside real HTML says nothing.
            chosen.text = None;
        }
        if let (Some(html), false) = (&mut chosen.html, forms.is_empty()) {
            forms.iter().filter_map(|form| form.html.as_ref()).for_each(|more| html.push_str(more));
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
            "text/plain" | "text" | "text/enriched" => {
                let text = self.decoded_text(part, bytes);
                let flowed = part.media.parameter("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
                let delete = part.media.parameter("delsp").is_some_and(|value| value.eq_ignore_ascii_case("yes"));
                let text = if flowed { unflow(&text, delete) } else { text };
                Some(Section { text: Some(text), html: None })
            }
            _ => None,
        }
    }

    fn decoded_text(&mut self, part: &Part<'_>, bytes: &[u8]) -> String {
        let bytes = decoded(part, bytes);
        let mut label = part.media.parameter("charset").map(str::to_owned);
        if label.is_none() && part.media.kind.contains("html") {
            label = meta_charset(&bytes);
        }
        let (text, certain) = decode::charset(&bytes, label.as_deref());
        if !certain && !self.defects.contains(&Defect::CharsetGuessed) {
            self.defects.push(Defect::CharsetGuessed);
        }
        text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
    }

    fn attach(&mut self, part: &Part<'_>, bytes: &[u8]) {
        let bytes = decoded(part, bytes);
        let name = attachment::name(part, &bytes, self.attachments.len() + 1);
        let content_id = part.headers.get("Content-ID").map(|id| id.trim().trim_start_matches('<').trim_end_matches('>').trim().to_owned());
        self.attachments.push(Attachment {
            name,
            media_type: part.media.kind.clone(),
            bytes,
            content_id: content_id.filter(|id| !id.is_empty()),
            inline: false,
        });
    }
}

/// The bytes of a part without their transfer encoding.
fn decoded(part: &Part<'_>, bytes: &[u8]) -> Vec<u8> {
    let encoding = part.headers.get("Content-Transfer-Encoding").unwrap_or_default();
    let encoding = encoding.split(['(', ';', ' ']).next().unwrap_or_default().to_ascii_lowercase();
    match encoding.as_str() {
        "base64" => decode::base64(bytes),
        "quoted-printable" => decode::quoted_printable(bytes),
        "x-uuencode" | "uuencode" | "x-uue" | "uue" => decode::uuencoded(bytes),
        _ => bytes.to_vec(),
    }
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
