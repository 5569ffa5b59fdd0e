//! Who really wrote a letter that a form or a mailing list sent in its own name: whoever it says that answers go to.

use email::{Address, Letter};

use crate::outgoing::is_nobody;

/// What lists put between the writer's name and their own, to hold DMARC: `'Ann Lee' via Support <support@lists.example>`.
const VIA: &str = " via ";

/// The writer behind the sender, if it is somebody else: the one address that answers go to, of a letter from an address that nobody
/// reads or from a list that writes in its members' place.
pub(super) fn behind(letter: &Letter) -> Option<Address> {
    let from = letter.from.as_ref()?;
    let name = from.name.as_deref().unwrap_or_default();
    let by_list = name.contains(VIA);
    if !by_list && !is_nobody(from) {
        return None;
    }
    let original = letter.header_text("X-Original-From").filter(|_| by_list).and_then(|text| Address::parse(&text));
    let others = || letter.reply_to.iter().filter(|address| address.normalised() != from.normalised() && !is_nobody(address));
    let only = || others().next().filter(|_| others().count() == 1).cloned();
    let mut writer = original.or_else(only).filter(|address| address.normalised() != from.normalised())?;
    if by_list && writer.name.is_none() {
        let own = name.split(VIA).next().unwrap_or_default().trim_matches(['\'', '"', ' ']);
        writer.name = (!own.is_empty()).then(|| own.to_owned());
    }
    Some(writer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behind_of(headers: &str) -> Option<String> {
        behind(&Letter::parse(format!("{headers}\nSubject: x\n\ny").as_bytes()))
            .map(|a| format!("{} {}", a.name.unwrap_or_default(), a.email))
    }

    #[test]
    fn forms_and_lists_write_for_somebody() {
        let form = "From: Web form <no-reply@forms.example>\nReply-To: Ann Lee <ann@example.org>";
        assert_eq!(behind_of(form).as_deref(), Some("Ann Lee ann@example.org"));
        let google = "From: \"'Ann Lee' via Support\" <support@lists.example>\nReply-To: Ann Lee <ann@example.org>\nX-Original-From: Ann Lee <ann@example.org>";
        assert_eq!(behind_of(google).as_deref(), Some("Ann Lee ann@example.org"));
        let mailman = "From: Ann Lee via Help <help@lists.example>\nReply-To: ann@example.org, help@lists.example";
        assert_eq!(behind_of(mailman).as_deref(), Some("Ann Lee ann@example.org"));
    }

    #[test]
    fn nobody_else_does() {
        for own in [
            "From: Ann <ann@example.org>\nReply-To: ann@home.example",
            "From: no-reply@forms.example",
            "From: no-reply@forms.example\nReply-To: no-reply@forms.example",
            "From: no-reply@forms.example\nReply-To: ann@example.org, eve@example.org",
            "From: Ann <ann@example.org>",
            "",
        ] {
            assert_eq!(behind_of(own), None, "{own}");
        }
    }
}
