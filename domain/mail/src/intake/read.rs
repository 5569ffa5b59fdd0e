//! What a letter says, prepared for the conversation: new text apart from old, HTML made safe, everything within its limits.

use email::new_text;
use email::thread::ancestors;
use files::FileRef;
use text::sanitize::{self, ImagePolicy};
use tickets::{ATTACHMENTS_MAX, BODY_BYTES_MAX, BODY_HTML_BYTES_MAX};

use crate::letter::{Enclosed, Said};
use crate::limits::ANCESTORS_MAX;

/// The path below which pages show a file, by its attachment's number and then its name; inline images of letters point there.
pub const INLINE_PATH: &str = "/attachments/";

/// Most that escaping can lengthen a plain text.
const ESCAPING_FACTOR: usize = 6;

/// The name of the raw letter where it goes along because something of it did not fit.
const RAW_NAME: &str = "letter.eml";

/// Stands for an attachment's number until it has one.
pub(super) fn placeholder(index: usize) -> String {
    format!("inline-{index}-part")
}

/// Prepares a letter. Where text or files exceed what a message holds, the raw letter goes along as a file: nothing is lost.
pub(super) fn read(letter: &email::Letter, mut files: Vec<Enclosed>, raw: &FileRef) -> Said {
    let again = deduplicate(&mut files);
    let split = new_text::split(&letter.text);
    let whole = split.new_text.trim().is_empty();
    let mut text = if whole { letter.text.trim().to_owned() } else { split.new_text };
    let mut quoted = if whole { String::new() } else { [split.quoted.as_str(), split.signature.as_str()].join("\n\n").trim().to_owned() };
    let formatted = letter.html.as_deref().filter(|_| whole || split.quoted.trim().is_empty()).map(|html| safe(html, &files, &again));
    let mut cut = cut_to(&mut text, BODY_BYTES_MAX) | cut_to(&mut quoted, BODY_BYTES_MAX);
    let html = match formatted.filter(|html| html.len() <= BODY_HTML_BYTES_MAX && !html.trim().is_empty()) {
        Some(html) => {
            // The letter's own form shows its signature in place.
            quoted.clear();
            html
        }
        None => {
            let html = html_of_text(&text);
            if html.len() > BODY_HTML_BYTES_MAX {
                cut |= cut_to(&mut text, BODY_HTML_BYTES_MAX / ESCAPING_FACTOR);
                html_of_text(&text)
            } else {
                html
            }
        }
    };
    if cut || files.len() > ATTACHMENTS_MAX {
        files.truncate(ATTACHMENTS_MAX - 1);
        files.push(Enclosed {
            file: raw.sha256.clone(),
            bytes: i64::try_from(raw.bytes).unwrap_or(i64::MAX),
            name: RAW_NAME.to_owned(),
            media_type: "message/rfc822".to_owned(),
            content_id: None,
            inline: false,
        });
    }
    let ancestors = ancestors(letter).into_iter().take(ANCESTORS_MAX).collect();
    Said { text, quoted, html, files, ancestors }
}

/// The letter's HTML made safe; its inline images point to where their attachments will be.
fn safe(html: &str, files: &[Enclosed], again: &[(String, usize)]) -> String {
    let mut images = ImagePolicy::none();
    for (index, file) in files.iter().enumerate() {
        if let Some(id) = file.content_id.as_ref().filter(|_| file.inline) {
            images = images.inline(id, format!("{INLINE_PATH}{}", placeholder(index)));
        }
    }
    for (id, index) in again {
        images = images.inline(id, format!("{INLINE_PATH}{}", placeholder(*index)));
    }
    sanitize::letter_html(html, &images).html.into_string()
}

/// Leaves out pictures that came along more than once, as logos do in long conversations; answers under which further ids the
/// kept ones are shown.
fn deduplicate(files: &mut Vec<Enclosed>) -> Vec<(String, usize)> {
    let mut kept: Vec<Enclosed> = Vec::with_capacity(files.len());
    let mut again = Vec::new();
    for file in files.drain(..) {
        let same = kept.iter().position(|known| known.inline && file.inline && known.file == file.file);
        match (same, &file.content_id) {
            (Some(index), Some(id)) => again.push((id.clone(), index)),
            _ => kept.push(file),
        }
    }
    *files = kept;
    again
}

fn cut_to(text: &mut String, bytes_max: usize) -> bool {
    let cut = text.len() > bytes_max;
    text.truncate(text.floor_char_boundary(bytes_max));
    cut
}

/// Plain text as HTML: paragraphs, line breaks, addresses of pages as links. Not Markdown: nobody meant their asterisks.
pub(super) fn html_of_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 5 / 4);
    for paragraph in text.split("\n\n").filter(|p| !p.trim().is_empty()) {
        out.push_str("<p>");
        for (index, line) in paragraph.trim_matches('\n').split('\n').enumerate() {
            if index > 0 {
                out.push_str("<br>");
            }
            for piece in line.split_inclusive(' ') {
                link_or_text(piece, &mut out);
            }
        }
        out.push_str("</p>");
    }
    sanitize::letter_html(&out, &ImagePolicy::none()).html.into_string()
}

fn link_or_text(piece: &str, out: &mut String) {
    let word = piece.trim_end();
    let (lead, rest) = word.split_at(word.find("http").unwrap_or(word.len()));
    let address = rest.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '>', ']', '"', '\'']);
    let is_address = (address.starts_with("https://") || address.starts_with("http://")) && address.len() > "https://".len();
    if !is_address || !lead.chars().all(|c| "<([\"'".contains(c)) {
        return escape(piece, out);
    }
    escape(lead, out);
    out.push_str("<a href=\"");
    escape(address, out);
    out.push_str("\">");
    escape(address, out);
    out.push_str("</a>");
    escape(&piece[lead.len() + address.len()..], out);
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw() -> FileRef {
        FileRef::of(b"raw")
    }

    #[test]
    fn plain_text_is_shown_as_it_was_written() {
        let said =
            read(&email::Letter::parse(b"Subject: a\n\n*not bold* <b>\nsee https://x.example/a?b=1&c=2.\n\nBye"), Vec::new(), &raw());
        assert!(said.html.contains("*not bold* &lt;b&gt;<br>see <a href=\"https://x.example/a?b=1&amp;c=2\""), "{}", said.html);
        assert!(said.html.contains("</a>.</p><p>Bye</p>"), "{}", said.html);
    }

    #[test]
    fn a_reply_shows_only_what_is_new_and_keeps_the_rest() {
        let letter = email::Letter::parse(b"In-Reply-To: <a@x>\n\nStill broken.\n\nOn Monday Ann wrote:\n> Try again\n");
        let said = read(&letter, Vec::new(), &raw());
        assert_eq!(said.text, "Still broken.");
        assert!(said.quoted.contains("> Try again") && !said.html.contains("Try again"));
    }

    #[test]
    fn a_logo_that_comes_forty_times_is_one_file() {
        let image = |n: usize| Enclosed {
            file: "same".into(),
            bytes: 3,
            name: format!("image{n:03}.png"),
            media_type: "image/png".into(),
            content_id: Some(format!("logo{n}@x")),
            inline: true,
        };
        let html: String = (0..40).map(|n| format!("<p>{n} <img src='cid:logo{n}@x'></p>")).collect();
        let letter = email::Letter::parse(format!("Content-Type: text/html\n\n{html}").as_bytes());
        let said = read(&letter, (0..40).map(image).collect(), &raw());
        assert_eq!(said.files.len(), 1);
        assert_eq!(said.html.matches(&placeholder(0)).count(), 40);
    }

    #[test]
    fn what_does_not_fit_goes_along_as_a_file() {
        let long = format!("Subject: long\n\n{}", "<&>\n".repeat(100_000));
        let said = read(&email::Letter::parse(long.as_bytes()), Vec::new(), &raw());
        assert!(said.text.len() <= BODY_BYTES_MAX && said.html.len() <= BODY_HTML_BYTES_MAX);
        assert_eq!(said.files.len(), 1);
        assert_eq!((said.files[0].name.as_str(), said.files[0].file.as_str()), ("letter.eml", raw().sha256.as_str()));
    }
}
