//! Reports by the book: delivery status (RFC 3464) and feedback (RFC 5965).

use super::{Kind, NOTICE_BYTES_MAX, Original, RECIPIENTS_MAX, Reason, Recipient, Said, recipient};
use crate::address::Address;
use crate::headers::Headers;
use crate::letter::{Letter, message_ids};

/// Reads the delivery status, wherever it stands: as a part, or in the text of a letter whose parts are not declared.
/// `None` if there is none; empty if all that it reports is success.
pub(super) fn delivery_status(letter: &Letter) -> Option<Vec<Recipient>> {
    let part = letter
        .attachments
        .iter()
        .find(|file| matches!(file.media_type.as_str(), "message/delivery-status" | "message/global-delivery-status"));
    let head = &letter.text[..letter.text.floor_char_boundary(NOTICE_BYTES_MAX)];
    let inside_text = || head.to_lowercase().contains("\nfinal-recipient:").then(|| head.as_bytes().to_vec());
    let bytes = part.map(|file| file.bytes.clone()).or_else(inside_text)?;
    let notice = super::prose::notice(letter);
    let groups = groups(&bytes);
    let recipients = groups.iter().filter_map(|group| one(group, &notice)).take(RECIPIENTS_MAX);
    (!groups.is_empty()).then(|| recipients.collect())
}

/// The blocks of fields that tell of a recipient. A block ends with a blank line, or, from servers that forget it, where
/// the next recipient begins.
fn groups(bytes: &[u8]) -> Vec<Headers> {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let mut blocks = vec![String::new()];
    let begins = |line: &str| line.to_ascii_lowercase().starts_with("final-recipient:");
    for line in text.lines() {
        let told = blocks.last().is_some_and(|block| block.lines().any(begins));
        if line.trim().is_empty() || (begins(line) && told) {
            blocks.push(String::new());
        }
        if let Some(block) = blocks.last_mut().filter(|_| !line.trim().is_empty()) {
            block.push_str(line);
            block.push('\n');
        }
    }
    let fields = blocks.iter().map(|block| Headers::parse(block.as_bytes()).0);
    fields.filter(|fields| fields.get("Final-Recipient").or(fields.get("Original-Recipient")).is_some()).collect()
}

fn one(fields: &Headers, notice: &str) -> Option<Recipient> {
    let action = fields.get("Action").unwrap_or_default().trim().to_ascii_lowercase();
    if matches!(action.as_str(), "delivered" | "relayed" | "expanded") {
        return None;
    }
    let field = ["X-Actual-Recipient", "Final-Recipient", "Original-Recipient"]
        .into_iter()
        .find_map(|name| fields.get(name).and_then(typed_address));
    let said = Said {
        status: fields.get("Status").unwrap_or_default(),
        diagnostic: fields.get("Diagnostic-Code").unwrap_or_default(),
        notice,
        delayed: action == "delayed",
    };
    Some(recipient(field.unwrap_or_default(), &said))
}

/// `rfc822; ann@example.org`.
fn typed_address(value: &str) -> Option<String> {
    let address = value.split_once(';').map_or(value, |(_, address)| address);
    Address::parse(address).map(|address| address.email)
}

/// Reads a feedback report: someone pressed "this is spam".
pub(super) fn feedback(letter: &Letter) -> Option<Vec<Recipient>> {
    let report = letter.attachments.iter().find(|file| file.media_type == "message/feedback-report");
    let by_header = letter.header("X-HmXmrOriginalRecipient").is_some()
        || original_headers(letter).is_some_and(|h| h.get("X-HmXmrOriginalRecipient").is_some());
    if report.is_none() && !by_header {
        return None;
    }
    let fields = report.map(|file| Headers::parse(&file.bytes).0).unwrap_or_default();
    let mut addresses: Vec<String> = fields
        .all("Original-Rcpt-To")
        .chain(fields.all("Removal-Recipient"))
        .filter_map(|value| Address::parse(value).map(|a| a.email))
        .collect();
    if addresses.is_empty() {
        addresses = original(letter).map(|original| original.to).unwrap_or_default();
    }
    if addresses.is_empty() {
        addresses.push(String::new());
    }
    let kind = fields.get("Feedback-Type").unwrap_or("abuse");
    let complaint = |address| Recipient {
        address,
        status: String::new(),
        diagnostic: crate::headers::tidy(kind),
        kind: Kind::Feedback,
        reason: Reason::Complaint,
    };
    Some(addresses.into_iter().take(RECIPIENTS_MAX).map(complaint).collect())
}

/// The letter the report is about, if it or its headers are enclosed.
pub(super) fn original(letter: &Letter) -> Option<Original> {
    original_headers(letter).map(|headers| of_headers(&headers))
}

fn original_headers(letter: &Letter) -> Option<Headers> {
    let is_original = |kind: &str| {
        matches!(kind, "message/rfc822" | "text/rfc822-headers" | "message/global" | "message/global-headers" | "message/rfc822-headers")
    };
    let file = letter.attachments.iter().find(|file| is_original(&file.media_type))?;
    Some(Headers::parse(&file.bytes).0)
}

pub(super) fn of_headers(headers: &Headers) -> Original {
    let to = headers.all("To").flat_map(Address::parse_list).map(|address| address.email).collect();
    Original { message_id: headers.get("Message-ID").and_then(|id| message_ids(id).into_iter().next()), to }
}
