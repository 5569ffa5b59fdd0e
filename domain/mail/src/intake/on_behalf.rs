//! A colleague forwards somebody's letter to the desk: the ticket is the other one's, in their own words.

use db::{Conn, Tx};
use email::new_text::{self, Forwarded};
use outcome::Result;
use people::{Person, PersonId, directory};

use super::{Arrived, reader};
use crate::letter::Said;
use crate::mailbox;

/// How subjects of forwarded letters begin, folded, in the languages mail programs write them.
#[rustfmt::skip]
const FORWARDED: &[&str] = &[
    "fwd", "fw", "wg", "tr", "rv", "enc", "rif", "i", "vl", "vb", "vs", "vid", "doorst", "pd", "prep", "tov", "tovabbitva", "ilt",
    "πρθ", "пересл", "fs", "转发", "轉寄", "轉發", "転送", "전달", "fwd.", "videresendt",
];

/// Somebody's letter that a colleague sent on.
#[derive(Debug)]
pub(super) struct Behalf {
    /// Whose letter it is.
    pub requester: PersonId,
    /// Their name or address.
    pub name: String,
    /// What they wrote about.
    pub subject: String,
    /// What they wrote; what the colleague wrote above it is [`Self::comment`].
    pub said: Said,
    /// The colleague's own words, if any.
    pub comment: String,
}

/// The forwarded letter in what a colleague sent, if it is one: its subject says so, and its fields name somebody else.
pub(super) fn behalf(tx: &mut Tx<'_>, arrived: &Arrived, writer: PersonId) -> Result<Option<Behalf>> {
    let Some(writer) = directory::person(tx, writer)?.filter(Person::is_staff) else { return Ok(None) };
    let Some(subject) = sent_on(&arrived.letter.subject) else { return Ok(None) };
    let Some(found) = new_text::forwarded(&arrived.letter.text) else { return Ok(None) };
    let Some(from) = found.from.clone().filter(|from| people::normal_email(&from.email).is_some()) else { return Ok(None) };
    if !is_requester(tx, &from.email, &writer)? {
        return Ok(None);
    }
    let name = from.name.clone().unwrap_or_default();
    let requester = people::ensure_by_email(tx, &reader(), &name, &from.email)?;
    let subject = found.subject.clone().map_or_else(|| subject.to_owned(), |own| sent_on(&own).unwrap_or(&own).to_owned());
    Ok(Some(Behalf {
        requester,
        name: if name.is_empty() { from.email } else { name },
        subject,
        comment: new_text::split(&found.before).new_text,
        said: said(&found, arrived),
    }))
}

/// Neither the colleague, nor another one, nor the desk itself.
fn is_requester(conn: &Conn, email: &str, writer: &Person) -> Result<bool> {
    if mailbox::is_ours(conn, email)? {
        return Ok(false);
    }
    let known = directory::person_by_email(conn, email)?;
    Ok(known.is_none_or(|known| known.id != writer.id && !known.is_staff() && known.is_active()))
}

fn said(found: &Forwarded, arrived: &Arrived) -> Said {
    let parts = new_text::split(&found.text);
    let whole = parts.new_text.trim().is_empty();
    let text = if whole { found.text.clone() } else { parts.new_text };
    let quoted = if whole { String::new() } else { [parts.quoted.as_str(), parts.signature.as_str()].join("\n\n").trim().to_owned() };
    Said { html: super::read::html_of_text(&text), text, quoted, ..arrived.said.clone() }
}

/// The subject without the word that says that it was forwarded; `None` if it says no such thing.
fn sent_on(subject: &str) -> Option<&str> {
    let (mark, rest) = subject.split_once([':', '：'])?;
    let mark = text::plain::fold(mark.trim_matches(|c: char| c.is_whitespace() || "[(".contains(c)));
    FORWARDED.contains(&mark.as_str()).then(|| rest.trim().trim_end_matches([']', ')']))
}

#[cfg(test)]
mod tests {
    use super::sent_on;

    #[test]
    fn subjects_say_that_they_were_forwarded() {
        for (subject, expected) in [
            ("Fwd: Printer", Some("Printer")),
            ("WG: Drucker", Some("Drucker")),
            ("TR : Imprimante", Some("Imprimante")),
            ("转发：打印机", Some("打印机")),
            ("Re: Printer", None),
            ("Printer: broken", None),
            ("Printer", None),
        ] {
            assert_eq!(sent_on(subject), expected, "{subject}");
        }
    }
}
