//! A file that came with a letter, and a name for it that is safe to show and to save.

use crate::headers::{Headers, tidy};
use crate::media::percent_decode;
use crate::mime::Part;
use crate::words::decode_words;

/// Characters kept of a file's name, its extension included.
pub const NAME_CHARS_MAX: usize = 120;

/// A file, decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// A file name without folders or control characters; never empty.
    pub name: String,
    /// As the letter declares it, in lower case, such as `image/png`. A claim, not a fact.
    pub media_type: String,
    /// The content.
    pub bytes: Vec<u8>,
    /// The Content-ID (RFC 2392) without angle brackets.
    pub content_id: Option<String>,
    /// The HTML of the letter shows it in place.
    pub inline: bool,
}

/// The name of a part, or one made from its type and number.
pub(crate) fn name(part: &Part<'_>, bytes: &[u8], number: usize) -> String {
    let declared = [part.disposition.parameter("filename"), part.media.parameter("name"), part.disposition.parameter("name")];
    if let Some(name) = declared.into_iter().flatten().map(resolved).find_map(|name| clean(&name)) {
        return name;
    }
    if part.media.kind == "message/rfc822" {
        let subject = Headers::parse(bytes).0.text("Subject").unwrap_or_default();
        let subject = clean(&subject.replace(['/', '\\'], "-"));
        return subject.map_or_else(|| format!("attachment-{number}.eml"), |subject| clean(&format!("{subject}.eml")).unwrap_or(subject));
    }
    // Programs that forget the name may still tell it in words, or as the place the file came from.
    let told = ["Content-Description", "Content-Location"].into_iter().filter_map(|field| part.headers.text(field));
    let told = told.map(|name| resolved(&name)).filter_map(|name| clean(&name)).find(|name| has_extension(name));
    told.unwrap_or_else(|| format!("attachment-{number}.{}", extension(&part.media.kind)))
}

/// A safe name for a file that came with one but not as a part.
pub(crate) fn named(name: &str, media_type: &str, number: usize) -> String {
    clean(name).unwrap_or_else(|| format!("attachment-{number}.{}", extension(media_type)))
}

/// A name as it was meant: encoded words, percent signs and references of HTML resolved, where programs write them.
fn resolved(declared: &str) -> String {
    let name = decode_words(declared);
    if name.matches('%').count() < 2 || !name.is_ascii() {
        return references(&name);
    }
    // Percent signs are part of some names; only what reads as UTF-8 beyond ASCII was surely encoded.
    let mut bytes = Vec::new();
    percent_decode(
        name.split_once("''").filter(|(charset, _)| charset.eq_ignore_ascii_case("utf-8")).map_or(&name, |(_, rest)| rest),
        &mut bytes,
    );
    match String::from_utf8(bytes) {
        Ok(decoded) if !decoded.is_ascii() => decoded,
        _ => name,
    }
}

/// `&#1055;` as the letter it stands for.
fn references(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(at) = rest.find("&#") {
        let number = rest[at + 2..].split(';').next().unwrap_or_default();
        let c = (number.len() <= 7 && rest[at + 2 + number.len()..].starts_with(';'))
            .then(|| number.parse().ok().and_then(char::from_u32))
            .flatten();
        match c {
            Some(c) => {
                out.push_str(&rest[..at]);
                out.push(c);
                rest = &rest[at + 3 + number.len()..];
            }
            None => {
                out.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn has_extension(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty() && (2..=5).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

/// A file name without folders, control characters, characters that turn text around, and dots that hide it.
fn clean(name: &str) -> Option<String> {
    let name = tidy(name);
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name
        .chars()
        .filter(|c| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'))
        .map(|c| if "<>:\"|?*".contains(c) { '_' } else { c })
        .collect();
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if name.is_empty() {
        return None;
    }
    let chars = name.chars().count();
    if chars <= NAME_CHARS_MAX {
        return Some(name.to_owned());
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension).filter(|e| e.chars().count() <= 10);
    let kept = NAME_CHARS_MAX - extension.map_or(0, |e| e.chars().count() + 1);
    let stem: String = name.chars().take(kept).collect();
    Some(extension.map_or(stem.clone(), |extension| format!("{stem}.{extension}")))
}

fn extension(media_type: &str) -> &'static str {
    match media_type {
        "image/png" => "png",
        "image/jpeg" | "image/jpg" | "image/pjpeg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/svg+xml" => "svg",
        "image/bmp" => "bmp",
        "image/tiff" => "tif",
        "text/html" => "html",
        "text/calendar" => "ics",
        "text/csv" => "csv",
        "text/vcard" | "text/x-vcard" => "vcf",
        "text/rtf" | "application/rtf" => "rtf",
        "application/pdf" => "pdf",
        "application/zip" => "zip",
        "application/json" => "json",
        "application/xml" | "text/xml" => "xml",
        "application/ms-tnef" => "dat",
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => "p7s",
        "application/pgp-signature" => "asc",
        "audio/mpeg" => "mp3",
        "video/mp4" => "mp4",
        "message/rfc822" => "eml",
        kind if kind.starts_with("text/") || kind.starts_with("message/") => "txt",
        _ => "bin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe() {
        for (given, expected) in [
            ("report.pdf", Some("report.pdf")),
            ("C:\\Users\\ann\\report.pdf", Some("report.pdf")),
            ("../../etc/passwd", Some("passwd")),
            ("invoice\u{202E}fdp.exe", Some("invoicefdp.exe")),
            (".htaccess", Some("htaccess")),
            ("a\r\nb: c?.txt", Some("a b_ c_.txt")),
            ("...", None),
            ("", None),
        ] {
            assert_eq!(clean(given).as_deref(), expected, "{given}");
        }
        let long = clean(&format!("{}.jpeg", "é".repeat(500))).expect("a name");
        assert_eq!(long.chars().count(), NAME_CHARS_MAX);
        assert!(long.ends_with(".jpeg"));
    }
}
