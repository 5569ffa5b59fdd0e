//! Letters out: MIME a strict server accepts and an old program reads, with no way to smuggle a header in.

use crate::address::{Address, is_deliverable};
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address as BuilderAddress;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};

/// Message-IDs written into References; from a longer line of ancestors the first and the last ones are kept.
pub const REFERENCES_MAX: usize = 20;

/// The longest Message-ID repeated in a letter, in bytes. Nobody needs longer ones, and lines end at 998 (RFC 5322).
pub const MESSAGE_ID_BYTES_MAX: usize = 250;

/// Whether a person or a program writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Author {
    /// A person wrote it.
    #[default]
    Person,
    /// Sent by itself in answer to a letter, as an acknowledgement is (`Auto-Submitted: auto-replied`).
    Replying,
    /// Sent by itself on an occasion of its own, as a notification is (`Auto-Submitted: auto-generated`).
    Generating,
}

/// A file to go with a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enclosure {
    /// Its file name.
    pub name: String,
    /// Such as `image/png`; anything malformed becomes `application/octet-stream`.
    pub media_type: String,
    /// The content.
    pub bytes: Vec<u8>,
    /// Set for an image the HTML shows as `cid:` with this id, without angle brackets.
    pub content_id: Option<String>,
}

/// A letter to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Who writes; required.
    pub from: Option<Address>,
    /// To.
    pub to: Vec<Address>,
    /// Cc.
    pub cc: Vec<Address>,
    /// Where answers go, such as [`crate::thread::reply_address`].
    pub reply_to: Option<Address>,
    /// Without angle brackets; required.
    pub message_id: String,
    /// The Message-ID this letter answers, without angle brackets.
    pub in_reply_to: Option<String>,
    /// The ancestors, oldest first, without angle brackets.
    pub references: Vec<String>,
    /// The subject.
    pub subject: String,
    /// When it is written: Unix milliseconds.
    pub date: i64,
    /// The plain text.
    pub text: String,
    /// The same in HTML.
    pub html: Option<String>,
    /// The files.
    pub enclosures: Vec<Enclosure>,
    /// Who speaks.
    pub author: Author,
    /// Further header fields, such as `X-Loop`.
    pub extra: Vec<(String, String)>,
}

/// What keeps a draft from being a letter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// There is no From.
    #[error("the letter has no sender")]
    NoSender,
    /// Neither To nor Cc.
    #[error("the letter has no recipient")]
    NoRecipient,
    /// An address no server would take.
    #[error("{0:?} is not an address")]
    BadAddress(String),
    /// The Message-ID is not of the form `left@right`, or too long.
    #[error("{0:?} is not a Message-ID")]
    BadMessageId(String),
    /// The name of an extra header field is none, or one this module writes itself.
    #[error("{0:?} cannot be an extra header field")]
    BadHeader(String),
}

impl Draft {
    /// Writes the letter: UTF-8, lines of at most 998 octets ended by CRLF.
    ///
    /// # Errors
    /// [`DraftError`] if something required is missing or an address or field name is malformed.
    pub fn write(&self) -> Result<Vec<u8>, DraftError> {
        let from = self.from.as_ref().ok_or(DraftError::NoSender)?;
        if self.to.is_empty() && self.cc.is_empty() {
            return Err(DraftError::NoRecipient);
        }
        if !is_message_id(&self.message_id) {
            return Err(DraftError::BadMessageId(self.message_id.clone()));
        }
        let mut builder = MessageBuilder::new()
            .message_id(self.message_id.as_str())
            .date(self.date.div_euclid(1_000))
            .from(address(from)?)
            .subject(one_line(&self.subject));
        if !self.to.is_empty() {
            builder = builder.to(addresses(&self.to)?);
        }
        if !self.cc.is_empty() {
            builder = builder.cc(addresses(&self.cc)?);
        }
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(address(reply_to)?);
        }
        if let Some(parent) = self.in_reply_to.as_deref().filter(|id| is_message_id(id)) {
            builder = builder.in_reply_to(parent);
        }
        let references = self.ancestors();
        if !references.is_empty() {
            builder = builder.header("References", MessageId::new_list(references.into_iter()));
        }
        for (name, value) in self.automatic_headers() {
            builder = builder.header(name, Text::new(value));
        }
        for (name, value) in &self.extra {
            if !is_extra_header(name) {
                return Err(DraftError::BadHeader(name.clone()));
            }
            builder = builder.header(name.as_str(), Text::new(one_line(value)));
        }
        Ok(builder.body(self.body()).write_to_vec().expect("writing into memory does not fail"))
    }

    fn automatic_headers(&self) -> Vec<(&'static str, &'static str)> {
        match self.author {
            Author::Person => Vec::new(),
            Author::Replying => vec![("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All"), ("Precedence", "auto_reply")],
            Author::Generating => vec![("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All")],
        }
    }

    /// References with the parent at its end, as RFC 5322, section 3.6.4 wants it.
    fn ancestors(&self) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for id in self.references.iter().chain(&self.in_reply_to).filter(|id| is_message_id(id)) {
            ids.retain(|known| known != id);
            ids.push(id.clone());
        }
        if ids.len() > REFERENCES_MAX {
            let excess = ids.len() - REFERENCES_MAX;
            ids.drain(1..=excess);
        }
        ids
    }

    fn body(&self) -> MimePart<'_> {
        let (inline, attached): (Vec<_>, Vec<_>) =
            self.enclosures.iter().partition(|file| file.content_id.is_some() && self.html.is_some());
        let text = MimePart::new("text/plain", clean_text(&self.text));
        let readable = match &self.html {
            None => text,
            Some(html) => {
                let html = MimePart::new("text/html", clean_text(html));
                let html = if inline.is_empty() {
                    html
                } else {
                    let parts = std::iter::once(html).chain(inline.into_iter().map(inline_part)).collect::<Vec<_>>();
                    MimePart::new(ContentType::new("multipart/related").attribute("type", "text/html"), parts)
                };
                MimePart::new("multipart/alternative", vec![text, html])
            }
        };
        if attached.is_empty() {
            return readable;
        }
        let parts = std::iter::once(readable).chain(attached.into_iter().map(attached_part)).collect::<Vec<_>>();
        MimePart::new("multipart/mixed", parts)
    }
}

fn inline_part(file: &Enclosure) -> MimePart<'_> {
    let id: String = file.content_id.iter().flat_map(|id| id.chars()).filter(|c| c.is_ascii_graphic() && !"<>".contains(*c)).collect();
    MimePart::new(media_type(&file.media_type), BodyPart::Binary(file.bytes.as_slice().into()))
        .header("Content-Disposition", ContentType::new("inline").attribute("filename", one_line(&file.name)))
        .cid(id)
        .transfer_encoding_base64(&file.bytes)
}

fn attached_part(file: &Enclosure) -> MimePart<'_> {
    MimePart::new(media_type(&file.media_type), BodyPart::Binary(file.bytes.as_slice().into()))
        .attachment(one_line(&file.name))
        .transfer_encoding_base64(&file.bytes)
}

/// Files keep every byte: base64 whatever their type, so that no line end is translated on the way.
trait Exact<'x> {
    fn transfer_encoding_base64(self, bytes: &'x [u8]) -> Self;
}

impl<'x> Exact<'x> for MimePart<'x> {
    fn transfer_encoding_base64(mut self, bytes: &'x [u8]) -> Self {
        let encoded = data_encoding::BASE64_MIME.encode(bytes);
        self.contents = BodyPart::Text(encoded.into());
        self.transfer_encoding("base64")
    }
}

fn address(address: &Address) -> Result<BuilderAddress<'_>, DraftError> {
    let email = address.email.trim();
    if !is_deliverable(email) {
        return Err(DraftError::BadAddress(address.email.clone()));
    }
    let name = address.name.as_deref().map(one_line).filter(|name| !name.is_empty());
    Ok(BuilderAddress::new_address(name, email))
}

fn addresses(list: &[Address]) -> Result<BuilderAddress<'_>, DraftError> {
    Ok(BuilderAddress::new_list(list.iter().map(address).collect::<Result<_, _>>()?))
}

fn is_message_id(id: &str) -> bool {
    let well_formed = id.split_once('@').is_some_and(|(left, right)| !left.is_empty() && !right.is_empty());
    well_formed && id.len() <= MESSAGE_ID_BYTES_MAX && id.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>".contains(c))
}

fn is_extra_header(name: &str) -> bool {
    const OURS: [&str; 14] = [
        "from",
        "to",
        "cc",
        "bcc",
        "sender",
        "reply-to",
        "date",
        "message-id",
        "in-reply-to",
        "references",
        "subject",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
    ];
    !name.is_empty()
        && name.len() <= 70
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !OURS.contains(&name.to_ascii_lowercase().as_str())
}

fn media_type(declared: &str) -> String {
    let fine = declared.split_once('/').is_some_and(|(kind, subtype)| {
        let is_token = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-+._".contains(&b));
        is_token(kind) && is_token(subtype) && !kind.eq_ignore_ascii_case("multipart") && !kind.eq_ignore_ascii_case("message")
    });
    if fine { declared.to_ascii_lowercase() } else { "application/octet-stream".into() }
}

/// No line break, no control character: nothing a header could end or begin with.
fn one_line(text: &str) -> String {
    crate::headers::tidy(text)
}

fn clean_text(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "").replace('\n', "\r\n")
}
