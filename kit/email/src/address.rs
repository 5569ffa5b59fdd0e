//! Addresses of mail (RFC 5322, RFC 6531): read from any text, compared in one form.

use crate::headers::tidy;
use crate::words::{decode_words, word_length};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest address accepted, in bytes: a local part of 64, `@`, a domain of 255.
pub const EMAIL_BYTES_MAX: usize = 320;

/// Addresses read from one field; what follows is left out.
pub const ADDRESSES_MAX: usize = 1_000;

/// A mailbox: who is to be addressed, and how to call them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Address {
    /// The display name as people write it, if there was one that says more than the address.
    pub name: Option<String>,
    /// `local@domain`, as it was written.
    pub email: String,
}

impl Address {
    /// An address without a name.
    #[must_use]
    pub fn new(email: impl Into<String>) -> Self {
        Self { name: None, email: email.into() }
    }

    /// An address with a display name.
    #[must_use]
    pub fn named(name: impl Into<String>, email: impl Into<String>) -> Self {
        Self { name: Some(name.into()), email: email.into() }
    }

    /// The first address in a text such as `Ann Lee <ann@example.org>`; `None` where there is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_list(text).into_iter().next()
    }

    /// Every address in the value of a field such as To: quoted names, comments, groups, encoded words and the usual
    /// mistakes (unquoted commas, semicolons, bare words) included.
    #[must_use]
    pub fn parse_list(text: &str) -> Vec<Self> {
        let mut addresses = Vec::new();
        let mut prefix = String::new();
        for mailbox in mailboxes(text) {
            if addresses.len() == ADDRESSES_MAX {
                break;
            }
            if mailbox.angle.is_none() && !mailbox.phrase.contains('@') && !mailbox.phrase.contains("=?") {
                // Half a name: `Lee, Ann <ann@example.org>` without the quotes it needs.
                prefix = mailbox.phrase;
                continue;
            }
            let phrase = match std::mem::take(&mut prefix) {
                prefix if prefix.is_empty() || mailbox.angle.is_none() => mailbox.phrase,
                prefix => format!("{prefix}, {}", mailbox.phrase),
            };
            addresses.extend(assemble(&phrase, mailbox.angle.as_deref(), &mailbox.comment, true));
        }
        addresses
    }

    /// The form for comparing and for keys: local part and domain in lower case, an international domain in its ASCII
    /// form (RFC 5891), so that `Ann@Bücher.example` and `ann@xn--bcher-kva.example` are one.
    #[must_use]
    pub fn normalised(&self) -> String {
        let email = self.email.trim().to_lowercase();
        match email.rsplit_once('@') {
            Some((local, domain)) => {
                let domain = domain.trim_end_matches('.');
                let ascii = match url::Host::parse(domain) {
                    Ok(url::Host::Domain(ascii)) => ascii,
                    _ => domain.to_owned(),
                };
                format!("{local}@{ascii}")
            }
            None => email,
        }
    }

    /// What stands behind the `@`, in lower case; empty if nothing does.
    #[must_use]
    pub fn domain(&self) -> String {
        self.email.rsplit_once('@').map(|(_, domain)| domain.to_lowercase()).unwrap_or_default()
    }

    /// What stands before the `@`.
    #[must_use]
    pub fn local(&self) -> &str {
        self.email.rsplit_once('@').map_or(&self.email, |(local, _)| local)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.email),
            None => f.write_str(&self.email),
        }
    }
}

/// Whether a text is an address letters can go to: one `@`, something before it, a sensible domain behind it.
#[must_use]
pub fn is_deliverable(email: &str) -> bool {
    let Some((local, domain)) = email.rsplit_once('@') else { return false };
    let quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let local_ok =
        !local.is_empty() && (quoted || !local.chars().any(|c| c.is_whitespace() || c.is_control() || "()<>[]:;@\\,\"".contains(c)));
    let literal = domain.starts_with('[') && domain.ends_with(']');
    let domain_ok = literal
        || domain.split('.').all(|label| {
            !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
    email.len() <= EMAIL_BYTES_MAX && local_ok && domain_ok
}

/// One mailbox, cut out but not yet understood.
#[derive(Default)]
struct Mailbox {
    phrase: String,
    angle: Option<String>,
    comment: String,
}

/// Cuts a list at its commas, minding quotes, comments, angle brackets and group names.
fn mailboxes(text: &str) -> Vec<Mailbox> {
    let mut found = Vec::new();
    let mut current = Mailbox::default();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            // An encoded word may hold any sign; it is read later.
            '=' if chars.as_str().starts_with('?') => {
                let rest = &text[text.len() - chars.as_str().len() - 1..];
                let length = word_length(rest).unwrap_or(1);
                current.phrase.push_str(&rest[..length]);
                chars = rest[length..].chars();
            }
            '"' => {
                let quoted = take_until(&mut chars, '"');
                // Quotes around a local part belong to the address: `"ann lee"@example.org`.
                let is_local_part = chars.as_str().starts_with('@');
                current.phrase.push_str(&if is_local_part { format!("\"{quoted}\"") } else { quoted });
            }
            '(' => {
                let comment = take_comment(&mut chars);
                if current.comment.is_empty() {
                    current.comment = comment;
                }
            }
            '<' => {
                let inner = take_until(&mut chars, '>');
                if current.angle.as_ref().is_none_or(|angle| !angle.contains('@')) {
                    current.angle = Some(inner);
                }
            }
            ',' | ';' => found.push(std::mem::take(&mut current)),
            // The name of a group says nothing about its members. In `mailto:ann@…` the colon is no group's.
            ':' if current.angle.is_none() && !current.phrase.contains('@') && !current.phrase.contains("=?") => {
                current = Mailbox::default()
            }
            c if c.is_control() => current.phrase.push(' '),
            c => current.phrase.push(c),
        }
    }
    found.push(current);
    found.retain(|mailbox| mailbox.angle.is_some() || !mailbox.phrase.trim().is_empty());
    for mailbox in &mut found {
        mailbox.phrase = mailbox.phrase.trim().to_owned();
    }
    found
}

fn take_until(chars: &mut std::str::Chars<'_>, end: char) -> String {
    let mut taken = String::new();
    while let Some(c) = chars.next() {
        match c {
            '\\' if end == '"' => taken.extend(chars.next()),
            c if c == end => break,
            c => taken.push(c),
        }
    }
    taken
}

fn take_comment(chars: &mut std::str::Chars<'_>) -> String {
    let mut taken = String::new();
    let mut depth = 1_usize;
    while let Some(c) = chars.next() {
        match c {
            '\\' => taken.extend(chars.next()),
            '(' => depth += 1,
            ')' if depth == 1 => break,
            ')' => depth -= 1,
            c => taken.push(c),
        }
    }
    taken
}

/// Makes an address of the pieces of a mailbox, if they hold one.
fn assemble(phrase: &str, angle: Option<&str>, comment: &str, may_decode: bool) -> Option<Address> {
    if let Some(email) = angle.and_then(clean_email) {
        let name = [phrase, comment].into_iter().find(|name| !name.trim().is_empty()).unwrap_or_default();
        return Some(Address { name: clean_name(name, &email), email });
    }
    let decoded = decode_words(phrase);
    if may_decode && decoded != phrase && decoded.contains('@') {
        // A mailer that encoded the whole mailbox, address and all.
        return mailboxes(&decoded).into_iter().find_map(|m| assemble(&m.phrase, m.angle.as_deref(), &m.comment, false));
    }
    let quoted = phrase.starts_with('"').then(|| clean_email(phrase)).flatten();
    let email = quoted.or_else(|| phrase.split_whitespace().find_map(clean_email))?;
    let others: Vec<&str> = phrase.split_whitespace().filter(|word| !word.contains(&email)).collect();
    let name = if others.is_empty() || email.contains(' ') { comment.to_owned() } else { others.join(" ") };
    Some(Address { name: clean_name(&name, &email), email })
}

/// An address without what people and programs leave around it; `None` if it is none.
fn clean_email(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:")).map_or(text, |_| &text[7..]);
    // `<@relay,@relay2:ann@example.org>`: the route is obsolete (RFC 5322, section 4.4).
    let text = if text.starts_with('@') { text.rsplit_once(':').map_or(text, |(_, last)| last) } else { text };
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || "<>,;'".contains(c)).trim_end_matches('.');
    let quoted = text.starts_with('"');
    let email: String = text.chars().filter(|c| !c.is_control() && (quoted || !c.is_whitespace())).collect();
    let (local, domain) = email.rsplit_once('@')?;
    (!local.is_empty() && !domain.is_empty() && email.len() <= EMAIL_BYTES_MAX && !email.contains(['<', '>'])).then_some(email)
}

fn clean_name(name: &str, email: &str) -> Option<String> {
    let name = tidy(&decode_words(name));
    let unquoted = ['"', '\''].iter().find_map(|&quote| name.strip_prefix(quote)?.strip_suffix(quote));
    let name = unquoted.unwrap_or(&name).trim();
    (!name.is_empty() && !name.eq_ignore_ascii_case(email)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<(String, String)> {
        Address::parse_list(text).into_iter().map(|a| (a.name.unwrap_or_default(), a.email)).collect()
    }

    #[test]
    fn addresses_as_they_should_be() {
        for (given, name, email) in [
            ("ann@example.org", "", "ann@example.org"),
            ("<ann@example.org>", "", "ann@example.org"),
            ("Ann Lee <ann@example.org>", "Ann Lee", "ann@example.org"),
            ("\"Lee, Ann \\\"A\\\"\" <ann@example.org>", "Lee, Ann \"A\"", "ann@example.org"),
            ("ann@example.org (Ann (A.) Lee)", "Ann A. Lee", "ann@example.org"),
            ("=?utf-8?Q?J=C3=BCrgen?= =?utf-8?Q?_Lee?= <j@b\u{fc}cher.example>", "Jürgen Lee", "j@bücher.example"),
            ("\"ann lee\"@example.org", "", "\"ann lee\"@example.org"),
            ("<@relay.example,@b.example:ann@example.org>", "", "ann@example.org"),
            ("用户@例子.广告", "", "用户@例子.广告"),
        ] {
            assert_eq!(list(given), [(name.to_owned(), email.to_owned())], "{given}");
        }
    }

    #[test]
    fn addresses_as_they_come() {
        for (given, name, email) in [
            ("Lee, Ann <ann@example.org>", "Lee, Ann", "ann@example.org"),
            ("'Ann Lee' <ann@example.org>", "Ann Lee", "ann@example.org"),
            ("ann@example.org <ann@example.org>", "", "ann@example.org"),
            ("\"ann@example.org\" <mailto:ann@example.org>", "", "ann@example.org"),
            ("Ann ann@example.org", "Ann", "ann@example.org"),
            ("=?utf-8?Q?Ann_<ann@example.org>?=", "Ann", "ann@example.org"),
            ("\"=?utf-8?Q?J=C3=BC?=\" <j@example.org>", "Jü", "j@example.org"),
            ("Ann <ann@example.org", "Ann", "ann@example.org"),
            ("Ann <ann@example.org><mailto:ann@example.org>", "Ann", "ann@example.org"),
            ("Ann < ann @example.org >", "Ann", "ann@example.org"),
            ("mailto:ann@example.org", "", "ann@example.org"),
        ] {
            assert_eq!(list(given), [(name.to_owned(), email.to_owned())], "{given}");
        }
        for nothing in ["", " , ;", "undisclosed-recipients:;", "Ann", "<>", "@", "a@", "\"", "((", "<<<"] {
            assert_eq!(list(nothing), [], "{nothing}");
        }
    }

    #[test]
    fn lists_and_groups() {
        assert_eq!(list("a@x, B <b@x>; c@x").len(), 3);
        assert_eq!(list("Team: a@x, B <b@x>;, c@x").len(), 3);
        assert_eq!(list("a@x, localname, b@x").len(), 2);
    }

    #[test]
    fn one_form_for_comparing() {
        assert_eq!(Address::new("Ann@Bücher.Example").normalised(), "ann@xn--bcher-kva.example");
        assert_eq!(Address::new("ANN@xn--bcher-kva.example.").normalised(), "ann@xn--bcher-kva.example");
        assert_eq!(Address::new("root").normalised(), "root");
    }

    #[test]
    fn deliverable_or_not() {
        for email in ["ann@example.org", "a+b@localhost", "\"a b\"@example.org", "用户@例子.广告", "a@[192.0.2.1]"] {
            assert!(is_deliverable(email), "{email}");
        }
        for email in ["", "ann", "@x", "a@", "a b@x", "a@x..y", "a@-x", "a@x y", "a<b@x", "a@b@c"] {
            assert!(!is_deliverable(email), "{email}");
        }
    }
}
