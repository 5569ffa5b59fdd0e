//! Delivery reports: which letter did not arrive, where, why, and whether trying again helps.
//!
//! Two readers. `report` reads what RFC 3464 (delivery status) and RFC 5965 (feedback) define; `prose` reads the many
//! notices that were written for people. `reason` turns what servers said into a reason.

mod prose;
mod reason;
mod report;
mod status;

use crate::letter::Letter;
pub use reason::Reason;

/// Recipients taken from one report.
pub const RECIPIENTS_MAX: usize = 200;

/// Bytes read of a notice for people; what matters stands at its beginning.
pub const NOTICE_BYTES_MAX: usize = 16 * 1024;

/// Characters kept of what a server said.
pub const DIAGNOSTIC_CHARS_MAX: usize = 1_000;

/// What a report means for the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nobody is there: do not write to this address again.
    Hard,
    /// Not this letter, not now, or not from us; the address may be fine.
    Soft,
    /// Still being tried; another report may follow.
    Delayed,
    /// It arrived, and the recipient complains about it.
    Feedback,
}

impl Kind {
    /// The kind as one word, for logs, JSON and catalogue keys.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Soft => "soft",
            Self::Delayed => "delayed",
            Self::Feedback => "feedback",
        }
    }
}

/// One recipient a report speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The address, if the report names it.
    pub address: String,
    /// The enhanced status code (RFC 3463) such as `5.1.1`; empty if neither given nor to be concluded.
    pub status: String,
    /// What the server said, on one line; empty if it said nothing.
    pub diagnostic: String,
    /// What it means for this address.
    pub kind: Kind,
    /// Why.
    pub reason: Reason,
}

/// A delivery report, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounce {
    /// The gravest kind among the recipients.
    pub kind: Kind,
    /// The reason that goes with it.
    pub reason: Reason,
    /// Who it concerns.
    pub recipients: Vec<Recipient>,
    /// The Message-ID of the letter it is about, without angle brackets.
    pub original_message_id: Option<String>,
}

/// Reads a letter as a delivery report; `None` if it is none. Absence notes, read receipts and reports of success are none.
#[must_use]
pub fn read(letter: &Letter) -> Option<Bounce> {
    let original = report::original(letter);
    let mut recipients = report::feedback(letter).or_else(|| report::delivery_status(letter));
    if recipients.as_ref().is_some_and(Vec::is_empty) {
        return None;
    }
    let from_prose = if recipients.is_none() || original.is_none() { prose::read(letter) } else { None };
    if recipients.is_none() {
        recipients = from_prose.as_ref().map(|found| found.recipients.clone());
    }
    let mut recipients = recipients?;
    let original = original.or_else(|| from_prose.map(|found| found.original));
    let (original_message_id, original_to) = original.map(|headers| (headers.message_id, headers.to)).unwrap_or_default();
    if recipients.len() == 1 && recipients[0].address.is_empty() {
        recipients[0].address = original_to.into_iter().next().unwrap_or_default();
    }
    let gravest = recipients
        .iter()
        .min_by_key(|recipient| [Kind::Hard, Kind::Soft, Kind::Delayed, Kind::Feedback].iter().position(|kind| *kind == recipient.kind))?;
    Some(Bounce { kind: gravest.kind, reason: gravest.reason, original_message_id, recipients })
}

/// What is known of the letter a report is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Original {
    message_id: Option<String>,
    to: Vec<String>,
}

/// A recipient from what was said about it.
fn recipient(address: String, said: &Said<'_>) -> Recipient {
    let said = &Said { diagnostic: &said.diagnostic[..said.diagnostic.floor_char_boundary(NOTICE_BYTES_MAX)], ..*said };
    let reason = reason::of(said);
    let status = status::of(said, reason);
    let kind = if said.delayed {
        Kind::Delayed
    } else if reason.is_permanent() && (reason == Reason::UserUnknown || !status.starts_with('4')) {
        // A domain that could not be found just now may be found tomorrow; a server that knows no such user knows.
        Kind::Hard
    } else {
        Kind::Soft
    };
    let diagnostic = crate::headers::tidy(said.diagnostic);
    Recipient { address, status, diagnostic: diagnostic.chars().take(DIAGNOSTIC_CHARS_MAX).collect(), kind, reason }
}

/// Everything said about one recipient.
#[derive(Clone, Copy, Debug, Default)]
struct Said<'r> {
    /// The status field of a delivery status.
    status: &'r str,
    /// What the remote server answered.
    diagnostic: &'r str,
    /// The notice for people around it.
    notice: &'r str,
    /// The sending server has not given up.
    delayed: bool,
}
