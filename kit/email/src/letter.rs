//! `Letter`: what a letter says, read from any bytes. Parsing is total: there is no input it refuses.

use crate::address::Address;
use crate::attachment::Attachment;
use crate::body;
use crate::calendar::Invitation;
use crate::charset::{self, Hint};
use crate::date;
use crate::headers::{Headers, tidy};
use crate::media::Media;
use crate::mime;

/// Bytes of one letter that are read; doors refuse longer ones, so this is a last line of defence.
pub const LETTER_BYTES_MAX: usize = 128 * 1024 * 1024;

/// Message-IDs kept of References; from a longer list the first one and the last ones are kept.
pub const REFERENCES_MAX: usize = 100;

/// Something a limit or a mistake of the sender cost; what was lost is still in the raw letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    /// Longer than [`LETTER_BYTES_MAX`]; the end is missing.
    TooLong,
    /// More or longer header fields than [`crate::limits`] allow.
    HeadersCut,
    /// Multiparts nested deeper than allowed; the inner ones are one attachment.
    TooDeep,
    /// More parts than allowed; the last ones are missing.
    TooManyParts,
    /// A multipart without its boundary; where the parts begin was guessed.
    NoBoundary,
    /// Text in a charset that was not declared, or declared wrongly; it was guessed.
    CharsetGuessed,
}

/// A letter, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// Without angle brackets.
    pub message_id: Option<String>,
    /// Message-IDs this letter answers, without angle brackets.
    pub in_reply_to: Vec<String>,
    /// The ancestors the sender's program names, oldest first, without angle brackets.
    pub references: Vec<String>,
    /// Who says they wrote it; the first address of From, else of Sender.
    pub from: Option<Address>,
    /// Who sent it on behalf of [`Self::from`].
    pub sender: Option<Address>,
    /// Where answers should go, if not to [`Self::from`].
    pub reply_to: Vec<Address>,
    /// To.
    pub to: Vec<Address>,
    /// Cc.
    pub cc: Vec<Address>,
    /// One line; empty if there is none.
    pub subject: String,
    /// When it was written, by the sender's clock: Unix milliseconds.
    pub date: Option<i64>,
    /// The plain text; made from the HTML where the letter has none.
    pub text: String,
    /// The HTML as it came: unsafe, to be sanitised before anybody sees it.
    pub html: Option<String>,
    /// The files, in their order.
    pub attachments: Vec<Attachment>,
    /// The envelope's sender as the receiving server noted it (Return-Path); `Some("")` is the null path of bounces.
    pub return_path: Option<String>,
    /// The envelope's recipients as servers noted them (Delivered-To, X-Original-To, Envelope-To).
    pub delivered_to: Vec<Address>,
    /// Content-Type of the whole, in lower case, such as `multipart/report`.
    pub media_type: String,
    /// An appointment that a calendar part proposes, changes or calls off.
    pub invitation: Option<Invitation>,
    /// What was odd.
    pub defects: Vec<Defect>,
    pub(crate) report_type: Option<String>,
    pub(crate) headers: Headers,
}

impl Letter {
    /// Reads a letter. Any bytes give one; an empty input gives an empty letter.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        let mut letter = Self::default();
        let bytes = if bytes.len() > LETTER_BYTES_MAX {
            letter.defects.push(Defect::TooLong);
            &bytes[..LETTER_BYTES_MAX]
        } else {
            bytes
        };
        let root = mime::parse(bytes, &mut letter.defects);
        letter.read_headers(&root.headers);
        let domain = letter.from.as_ref().map(Address::domain).unwrap_or_default();
        let top_level = domain.rsplit('.').next();
        // Only letters with bytes above 127 leave anything open.
        let likely = if bytes.is_ascii() { None } else { charset::likely_of(bytes, top_level) };
        let hint = Hint { charset: likely.as_deref(), top_level };
        let body = body::read(&root, hint, &mut letter.defects);
        letter.report_type = root.media.parameter("report-type").map(str::to_ascii_lowercase);
        letter.media_type = root.headers.get("Content-Type").map(|value| Media::parse_type(value).kind).unwrap_or_default();
        letter.headers = root.headers;
        letter.text = body.text;
        letter.html = body.html;
        letter.attachments = body.attachments;
        letter.invitation = body.invitation;
        letter
    }

    /// The first header field of this name as it came, unfolded, encoded words not resolved.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)
    }

    /// Every header field of this name, from the top.
    pub fn header_all<'l>(&'l self, name: &'l str) -> impl Iterator<Item = &'l str> {
        self.headers.all(name)
    }

    /// The first header field of this name as people read it: encoded words resolved, on one line.
    #[must_use]
    pub fn header_text(&self, name: &str) -> Option<String> {
        self.headers.text(name)
    }

    /// All header fields, name and value, from the top.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter()
    }

    /// To and Cc together.
    pub fn recipients(&self) -> impl Iterator<Item = &Address> {
        self.to.iter().chain(&self.cc)
    }

    fn read_headers(&mut self, headers: &Headers) {
        let addresses = |name: &str| headers.all(name).flat_map(Address::parse_list).collect::<Vec<_>>();
        self.message_id = headers.get("Message-ID").and_then(|value| message_ids(value).into_iter().next());
        self.in_reply_to = headers.get("In-Reply-To").map(message_ids).unwrap_or_default();
        self.references = headers.get("References").map(message_ids).unwrap_or_default();
        self.sender = addresses("Sender").into_iter().next();
        self.reply_to = addresses("Reply-To");
        self.from = addresses("From").into_iter().next().or_else(|| self.otherwise_from(headers));
        self.to = addresses("To");
        self.cc = addresses("Cc");
        self.subject = headers.text("Subject").unwrap_or_default();
        // Without a usable Date, when the first server had it is the next best thing.
        let received = || headers.all("Received").last().and_then(|value| date::parse(value.rsplit(';').next()?));
        self.date = headers.get("Date").and_then(date::parse).or_else(received);
        self.return_path = headers.get("Return-Path").map(|value| value.trim().trim_matches(['<', '>']).to_owned());
        self.delivered_to =
            ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To"].into_iter().flat_map(addresses).collect();
    }
}

impl Letter {
    /// Who wrote it where From holds no address: the name From gives, and the address of the next field that has one.
    fn otherwise_from(&self, headers: &Headers) -> Option<Address> {
        let noted = ["Return-Path", "X-Envelope-From", "X-Original-From", "Apparently-From"];
        let noted = || noted.into_iter().find_map(|name| headers.get(name).and_then(Address::parse));
        let found = self.sender.clone().or_else(|| self.reply_to.first().cloned()).or_else(noted)?;
        let name = headers.text("From").map(|name| name.replace(['<', '>', '"'], "").trim().to_owned()).filter(|name| !name.is_empty());
        Some(Address { name: name.or(found.name), ..found })
    }
}

/// The Message-IDs in a field, without angle brackets; words without brackets count if they hold an `@`.
pub(crate) fn message_ids(value: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let mut rest = value;
    while let Some((_, after)) = rest.split_once('<') {
        let (id, next) = after.split_once('>').unwrap_or((after, ""));
        ids.push(id.chars().filter(|c| !c.is_whitespace()).collect());
        rest = next;
    }
    if ids.is_empty() {
        ids = tidy(value).split(' ').filter(|word| word.contains('@')).map(|word| word.trim_matches(['"', ',']).to_owned()).collect();
    }
    ids.retain(|id| !id.is_empty());
    if ids.len() > REFERENCES_MAX {
        let excess = ids.len() - REFERENCES_MAX;
        ids.drain(1..=excess);
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_ids_with_and_without_brackets() {
        assert_eq!(message_ids("<a@x> <b@x>\t<c @x>"), ["a@x", "b@x", "c@x"]);
        assert_eq!(message_ids("a@x"), ["a@x"]);
        assert_eq!(message_ids("Your message of Monday"), Vec::<String>::new());
        assert_eq!(message_ids("<a@x"), ["a@x"]);
        let many: String = (0..500).map(|n| format!("<{n}@x>")).collect();
        let kept = message_ids(&many);
        assert_eq!((kept.len(), kept[0].as_str(), kept[99].as_str()), (100, "0@x", "499@x"));
    }

    #[test]
    fn nothing_is_a_letter_too() {
        let letter = Letter::parse(b"");
        assert_eq!((letter.text.as_str(), letter.subject.as_str(), letter.from), ("", "", None));
        assert_eq!(Letter::parse(b"just words").text, "just words");
        assert_eq!(Letter::parse(&[0xff; 100]).text.chars().count(), 100);
    }
}
