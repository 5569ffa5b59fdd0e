//! A letter forwarded inside another one: who wrote it, and what.

use super::kind::{is_quote, without_marks};
use super::old_letter::{self, Field};
use super::signature;
use crate::address::Address;

/// An older letter found in a text by its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forwarded {
    /// The text above it, without the line that announces it.
    pub before: String,
    /// The older letter, its fields included, without marks of quotation.
    pub embedded: String,
    /// Who wrote it, if its fields hold an address.
    pub from: Option<Address>,
    /// Its subject.
    pub subject: Option<String>,
    /// Its text, without the fields.
    pub text: String,
}

/// Finds the first older letter that is introduced by its fields (From, Sent, To, Subject in any of many languages).
#[must_use]
pub fn forwarded(text: &str) -> Option<Forwarded> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').take(super::LINES_MAX).collect();
    let bare: Vec<&str> = lines.iter().map(|line| without_marks(line)).collect();
    let (start, count) = (0..lines.len()).find_map(|at| match old_letter::block_at(&bare, at) {
        0 => None,
        count => Some((at, count)),
    })?;
    let quoted = is_quote(lines[start]);
    let unquoted =
        |line: &str| if quoted { line.strip_prefix("> ").or(line.strip_prefix('>')).unwrap_or(line).to_owned() } else { line.to_owned() };
    let announces = |line: &str| {
        let line = without_marks(line);
        line.is_empty() || old_letter::is_marker(line) || signature::separator(line).is_some()
    };
    let above = lines[..start].iter().rposition(|line| !announces(line)).map_or(0, |last| last + 1);
    let value = |wanted: Field| {
        let line = bare[start..start + count].iter().position(|line| old_letter::field(line).is_some_and(|(found, _)| found == wanted))?;
        let (_, value) = old_letter::field(bare[start + line])?;
        let more = bare[start + line + 1..start + count].iter().take_while(|line| old_letter::field(line).is_none() && !line.is_empty());
        Some(std::iter::once(value).chain(more.copied()).collect::<Vec<_>>().join(" ").trim().to_owned())
    };
    let join = |lines: &[&str]| lines.iter().map(|line| unquoted(line)).collect::<Vec<_>>().join("\n").trim().to_owned();
    Some(Forwarded {
        before: lines[..above].join("\n").trim().to_owned(),
        embedded: join(&lines[start..]),
        from: value(Field::From).and_then(|from| Address::parse(&from.replace("[mailto:", "<").replace(']', ">"))),
        subject: value(Field::Subject).filter(|subject| !subject.is_empty()),
        text: join(&lines[start + count..]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agent_forwards_a_requesters_letter() {
        let found = forwarded(
            "Can you take this?\n\nVon: Rita Roe [mailto:rita@example.org]\nGesendet: Montag\nAn: Ann\nBetreff: Drucker\n\nEr druckt nicht.\n",
        )
        .expect("a forwarded letter");
        assert_eq!(found.before, "Can you take this?");
        assert_eq!(found.from, Some(Address::named("Rita Roe", "rita@example.org")));
        assert_eq!(found.subject.as_deref(), Some("Drucker"));
        assert_eq!(found.text, "Er druckt nicht.");
        assert_eq!(forwarded("Nothing here.\n> quoted"), None);
    }

    #[test]
    fn quoted_fields_are_found_too() {
        let found = forwarded("FYI\n\n> Begin forwarded message:\n>\n> From: Rita <rita@example.org>\n> Subject: A very\n> long subject\n> Date: today\n> To: Ann\n>\n> Hello").expect("found");
        assert_eq!((found.before.as_str(), found.text.as_str()), ("FYI", "Hello"));
        assert_eq!(found.subject.as_deref(), Some("A very long subject"));
    }
}
