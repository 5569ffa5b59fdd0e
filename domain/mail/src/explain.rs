//! A letter explained without a desk: everything that is read in it, and what a desk that has nothing yet would do with it.

use email::auto_reply::{self, Reason};
use email::bounce::{self, Bounce};
use email::{Address, Letter, new_text, thread};
use serde::Serialize;
use text::sanitize::{ImagePolicy, letter_html};

use crate::letter::Outcome;
use crate::why::Why;

/// Everything read in one letter. Its JSON is what `firstline mail explain` prints; docs/mail.md lists the fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Who says they wrote it.
    pub from: Option<Party>,
    /// To.
    pub to: Vec<Party>,
    /// Cc.
    pub cc: Vec<Party>,
    /// Where answers should go, if not to the sender.
    pub reply_to: Vec<Party>,
    /// The subject on one line.
    pub subject: String,
    /// When it was written, RFC 3339 in UTC.
    pub date: Option<String>,
    /// The plain text, made from the HTML where the letter has none.
    pub text: String,
    /// The HTML made safe; images that came along point to their part as `cid:`.
    pub html: Option<String>,
    /// What its author wrote for this letter.
    pub new_text: String,
    /// Older letters in it.
    pub quoted: String,
    /// Signature, what the device added, legal notices.
    pub signature: String,
    /// The files.
    pub attachments: Vec<File>,
    /// A program wrote it in answer to a letter, or says that none is wanted.
    pub auto_reply: bool,
    /// The delivery or feedback report it is.
    pub bounce: Option<Report>,
    /// What it belongs to.
    pub thread: Thread,
    /// What would become of it.
    pub verdict: Verdict,
    /// The appointment it proposes, changes or calls off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation: Option<Appointment>,
}

/// A name and an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
    /// As the letter gives it.
    pub name: Option<String>,
    /// `local@domain`.
    pub email: String,
}

/// A file of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct File {
    /// Safe to show and to save.
    pub name: String,
    /// As the letter declares it.
    #[serde(rename = "type")]
    pub media_type: String,
    /// In bytes, decoded.
    pub size: usize,
}

/// A delivery or feedback report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// `hard`, `soft`, `delayed` or `feedback`.
    pub kind: &'static str,
    /// Such as `user_unknown` or `mailbox_full`.
    pub reason: &'static str,
    /// Whom it concerns.
    pub recipients: Vec<Concerned>,
}

/// One recipient of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Concerned {
    /// The address, if the report names it.
    pub address: String,
    /// The enhanced status code (RFC 3463).
    pub status: String,
    /// What the server said.
    pub diagnostic: String,
}

/// What a letter belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Thread {
    /// The reply token it carries; only the desk that signed it can tell whether it holds.
    pub token: Option<String>,
    /// The letter it answers, without angle brackets.
    pub in_reply_to: Option<String>,
    /// Its ancestors, oldest first, without angle brackets.
    pub references: Vec<String>,
}

/// What would become of a letter, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// `opened`, `joined`, `held` or `ignored`.
    pub outcome: &'static str,
    /// In words.
    pub why: String,
}

/// An appointment in a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Appointment {
    /// `request`, `cancel`, `reply`…
    pub method: String,
    /// What it is about.
    pub summary: String,
    /// When it begins, with `Z` or its zone in square brackets.
    pub start: String,
    /// When it ends.
    pub end: String,
    /// Where.
    pub place: String,
    /// Who proposes it.
    pub organizer: Option<Party>,
}

/// Explains any bytes as a letter, in the language of `say`. Never fails.
#[must_use]
pub fn explain(raw: &[u8], say: &catalogue::Say) -> Explanation {
    let letter = Letter::parse(raw);
    let bounce = bounce::read(&letter);
    let parts = new_text::split(&letter.text);
    let automatic = auto_reply::is_automatic(&letter, None);
    let token = thread::token_in(&letter);
    let (outcome, why) = verdict(&letter, bounce.as_ref(), automatic, token.is_some());
    Explanation {
        from: letter.from.as_ref().map(party),
        to: parties(&letter.to),
        cc: parties(&letter.cc),
        reply_to: parties(&letter.reply_to),
        subject: letter.subject.clone(),
        date: letter.date.and_then(|at| jiff::Timestamp::from_millisecond(at).ok()).map(|at| at.to_string()),
        html: letter.html.as_deref().map(|html| safe(html, &letter)),
        new_text: parts.new_text,
        quoted: parts.quoted,
        signature: parts.signature,
        attachments: letter.attachments.iter().map(file).collect(),
        auto_reply: automatic.is_some_and(auto_reply::Reason::is_answer),
        bounce: bounce.as_ref().map(report),
        thread: Thread { token, in_reply_to: letter.in_reply_to.first().cloned(), references: letter.references.clone() },
        verdict: Verdict { outcome: outcome.as_str(), why: why.said(say) },
        invitation: letter.invitation.as_ref().map(appointment),
        text: letter.text,
    }
}

/// The verdict of a desk without mailboxes, people and tickets: the questions of the intake that a letter alone can answer.
fn verdict(letter: &Letter, bounce: Option<&Bounce>, automatic: Option<Reason>, token: bool) -> (Outcome, Why) {
    let answers = token || !letter.in_reply_to.is_empty() || !letter.references.is_empty();
    let named = letter.from.as_ref().is_some_and(|from| people::normal_email(&from.email).is_some());
    let empty = letter.text.trim().is_empty() && letter.attachments.is_empty();
    match automatic.filter(|reason| reason.is_reply() || replied(letter)) {
        _ if bounce.is_some() => (Outcome::Ignored, Why::new("mail-why-bounce-unknown")),
        Some(Reason::Subject | Reason::NullReturnPath) if !answers => (Outcome::Held, Why::new("mail-why-seems-automatic")),
        Some(_) => (Outcome::Ignored, Why::new("mail-why-auto-reply")),
        None if !named => (Outcome::Held, Why::new("mail-why-no-sender")),
        None if empty => (Outcome::Held, Why::new("mail-why-empty")),
        None if token => (Outcome::Opened, Why::new("mail-explain-token")),
        None if answers => (Outcome::Opened, Why::new("mail-explain-answers")),
        None => (Outcome::Opened, Why::new("mail-explain-opens")),
    }
}

/// Says `Auto-Submitted` that the letter answers another one?
pub(crate) fn replied(letter: &Letter) -> bool {
    letter.header_all("Auto-Submitted").any(|value| value.trim().to_ascii_lowercase().starts_with("auto-replied"))
}

fn parties(addresses: &[Address]) -> Vec<Party> {
    addresses.iter().map(party).collect()
}

fn party(address: &Address) -> Party {
    Party { name: address.name.clone(), email: address.email.clone() }
}

fn file(attachment: &email::Attachment) -> File {
    File { name: attachment.name.clone(), media_type: attachment.media_type.clone(), size: attachment.bytes.len() }
}

fn report(bounce: &Bounce) -> Report {
    let concerned =
        |r: &bounce::Recipient| Concerned { address: r.address.clone(), status: r.status.clone(), diagnostic: r.diagnostic.clone() };
    Report { kind: bounce.kind.word(), reason: bounce.reason.word(), recipients: bounce.recipients.iter().map(concerned).collect() }
}

fn appointment(invitation: &email::calendar::Invitation) -> Appointment {
    Appointment {
        method: invitation.method.clone(),
        summary: invitation.summary.clone(),
        start: invitation.start.clone(),
        end: invitation.end.clone(),
        place: invitation.place.clone(),
        organizer: invitation.organizer.as_ref().map(party),
    }
}

/// The letter's HTML made safe, its images where they were.
fn safe(html: &str, letter: &Letter) -> String {
    let shown =
        || letter.attachments.iter().enumerate().filter_map(|(n, file)| Some((n, file.content_id.as_deref().filter(|_| file.inline)?)));
    let place = |n: usize| format!("/part-{n}-of-letter");
    let images = shown().fold(ImagePolicy::none(), |images, (n, id)| images.inline(id, place(n)));
    let safe = letter_html(html, &images).html.into_string();
    shown().fold(safe, |html, (n, id)| {
        let id = id.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
        html.replace(&format!("\"{}\"", place(n)), &format!("\"cid:{id}\""))
    })
}
