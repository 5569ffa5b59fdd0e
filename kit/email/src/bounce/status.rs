//! Enhanced status codes (RFC 3463) and reply codes (RFC 5321) in what servers say.

use super::{Reason, Said};

/// The code that says most: the one right behind a reply code, else the status field, else any other in the text; without
/// one, the general code of the reason.
pub(super) fn of(said: &Said<'_>, reason: Reason) -> String {
    let field = enhanced(said.status).into_iter().next();
    let field_says_more = field.as_ref().filter(|code| !code.ends_with(".0.0"));
    let answered = behind_reply_code(said.diagnostic);
    let anywhere = |text: &str| enhanced(text).into_iter().find(|code| !code.ends_with(".0.0"));
    answered
        .filter(|code| !code.ends_with(".0.0") || field_says_more.is_none())
        .or_else(|| field_says_more.cloned())
        .or_else(|| anywhere(said.diagnostic))
        .or_else(|| if field.is_none() { behind_reply_code(said.notice).or_else(|| anywhere(said.notice)) } else { None })
        .or(field)
        .unwrap_or_else(|| general(said, reason))
}

/// Every `class.subject.detail` in a text, in order; parts of IP addresses and version numbers are none.
pub(super) fn enhanced(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let starts = matches!(bytes[at], b'2' | b'4' | b'5') && bytes.get(at + 1) == Some(&b'.') && (at == 0 || !is_part(bytes[at - 1]));
        let Some(length) = starts.then(|| code_length(&bytes[at..])).flatten() else {
            at += 1;
            continue;
        };
        found.push(text[at..at + length].to_owned());
        at += length;
    }
    found
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'.'
}

fn code_length(bytes: &[u8]) -> Option<usize> {
    let subject = digits(&bytes[2..])?;
    let dot = 2 + subject;
    if bytes.get(dot) != Some(&b'.') {
        return None;
    }
    let detail = digits(&bytes[dot + 1..])?;
    let end = dot + 1 + detail;
    let goes_on = bytes.get(end).is_some_and(|b| b.is_ascii_alphanumeric())
        || (bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit));
    (!goes_on).then_some(end)
}

fn digits(bytes: &[u8]) -> Option<usize> {
    let count = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    (1..=3).contains(&count).then_some(count)
}

/// The longest enhanced code (RFC 3463, 2), and a little of what stands beside it.
const CODE_BYTES_MAX: usize = 12;

/// `550 5.1.1`, `550-5.7.26`, `550 #5.1.0`: the enhanced code that comes with a reply code.
fn behind_reply_code(text: &str) -> Option<String> {
    reply_codes(text).into_iter().find_map(|(code, behind)| {
        let rest = text[behind..].trim_start_matches([' ', '-', '#', '\'', '(']);
        let end = rest.find(' ').unwrap_or(rest.len()).min(rest.floor_char_boundary(CODE_BYTES_MAX));
        let first = enhanced(&rest[..end]).into_iter().next()?;
        (first.as_bytes()[0] == code.as_bytes()[0]).then_some(first)
    })
}

/// Every reply code in a text, and where it ends.
pub(super) fn reply_codes(text: &str) -> Vec<(&str, usize)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for at in 0..bytes.len().saturating_sub(2) {
        let code = &bytes[at..at + 3];
        let fits = matches!(code[0], b'4' | b'5') && matches!(code[1], b'0'..=b'7') && code[2].is_ascii_digit();
        let alone = (at == 0 || !(is_part(bytes[at - 1]) || b"-:/@#".contains(&bytes[at - 1])))
            && bytes.get(at + 3).is_none_or(|b| matches!(b, b' ' | b'-' | b'\r' | b'\n' | b',' | b'<' | b';'));
        if fits && alone {
            found.push((&text[at..at + 3], at + 3));
        }
    }
    found
}

/// Without any code: what RFC 3463 has for the reason, temporary if the server's answer was.
fn general(said: &Said<'_>, reason: Reason) -> String {
    let temporary = said.delayed || reply_codes(said.diagnostic).first().is_some_and(|(code, _)| code.starts_with('4'));
    let class = if temporary { '4' } else { '5' };
    format!("{class}.{}", reason.status_detail())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_in_text() {
        assert_eq!(enhanced("550 5.1.1 (#5.7.26) 5.2.2, x5.1.1 1.5.1.1 5.1.1.1 5.1 4.4.7."), ["5.1.1", "5.7.26", "5.2.2", "4.4.7"]);
        assert_eq!(reply_codes("550 a 550-b 192.0.2.550 1550 55 421").iter().map(|(c, _)| *c).collect::<Vec<_>>(), ["550", "550", "421"]);
        assert_eq!(behind_reply_code("5.1.0 - Unknown 550-'5.2.2 <a@b>").as_deref(), Some("5.2.2"));
        assert_eq!(behind_reply_code("550 unknown user 5.1.1"), None);
        // Found by the fuzzer: the place to cut lay within a letter.
        assert_eq!(behind_reply_code("552 lÚñ\u{ad}õß–ÒÒt0"), None);
    }

    #[test]
    fn the_most_telling_code_wins() {
        let said = |status, diagnostic| Said { status, diagnostic, ..Said::default() };
        for (status, diagnostic, expected) in [
            ("5.1.1", "smtp; 550 No such user", "5.1.1"),
            ("5.0.0", "smtp; 550 5.1.1 User unknown", "5.1.1"),
            ("4.4.7", "smtp; 450 4.7.1 Client host rejected", "4.7.1"),
            ("5.0.0", "smtp; 554 rejected", "5.0.0"),
            ("", "", "5.0.0"),
        ] {
            assert_eq!(of(&said(status, diagnostic), Reason::Unknown), expected, "{status} {diagnostic}");
        }
    }
}
