//! Mail addresses and telephone numbers in the one form in which they are kept and compared.

use outcome::{Result, Sentence};

/// Longest address, in bytes (RFC 5321, 4.5.3.1.3, without the angle brackets).
pub const EMAIL_BYTES_MAX: usize = 254;
/// Longest part before the `@`, in bytes (RFC 5321, 4.5.3.1.1).
const LOCAL_BYTES_MAX: usize = 64;
/// Fewest digits of a number somebody could call; extensions are short.
const PHONE_DIGITS_MIN: usize = 2;
/// Most digits (E.164 has 15; the rest is room for an extension).
const PHONE_DIGITS_MAX: usize = 24;
/// Longest number as it was written, in characters.
const PHONE_CHARS_MAX: usize = 40;

/// The form in which an address is kept: trimmed, lower case. `None` when no letter could be sent there.
///
/// Local parts are case sensitive by RFC 5321 and by no mailbox anybody uses; two people are never one letter's case apart.
#[must_use]
pub fn normal_email(typed: &str) -> Option<String> {
    let email = typed.trim().to_lowercase();
    let (local, domain) = email.rsplit_once('@')?;
    let local_holds = !local.is_empty()
        && local.len() <= LOCAL_BYTES_MAX
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"()<>[]:;@\\,\"".contains(c));
    (email.len() <= EMAIL_BYTES_MAX && local_holds && is_domain(domain)).then_some(email)
}

/// Is `domain` (lower case) a name that mail can be sent to?
#[must_use]
pub fn is_domain(domain: &str) -> bool {
    let label_holds = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c == '-' || c == '_' || c.is_alphanumeric())
    };
    domain.len() <= 253 && domain.split('.').all(label_holds)
}

/// [`normal_email`] for a field of a form.
///
/// # Errors
/// `Refusal::Invalid` for the field `email`.
pub(crate) fn email_of(typed: &str) -> Result<String> {
    normal_email(typed).ok_or_else(|| outcome::Error::invalid("email", email_problem(typed)))
}

/// What is wrong with an address that does not hold.
pub(crate) fn email_problem(typed: &str) -> Sentence {
    if typed.trim().is_empty() { "email-missing".into() } else { "email-not-an-address".into() }
}

/// The domain of an address in its normal form.
pub(crate) fn domain_of(email: &str) -> &str {
    email.rsplit_once('@').map_or("", |(_, domain)| domain)
}

/// A telephone number: as it was written, and its digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    pub written: String,
    pub digits: String,
}

/// Reads a number that somebody typed.
///
/// # Errors
/// `Refusal::Invalid` for the field `phone`.
pub(crate) fn phone_of(typed: &str) -> Result<Number> {
    let written = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let fits = (PHONE_DIGITS_MIN..=PHONE_DIGITS_MAX).contains(&digits.len()) && written.chars().count() <= PHONE_CHARS_MAX;
    let reads = written.chars().all(|c| c.is_ascii_alphanumeric() || "+-/(). #*".contains(c));
    if fits && reads { Ok(Number { written, digits }) } else { Err(outcome::Error::invalid("phone", "phone-not-a-number")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_in_lower_case_without_blanks() {
        assert_eq!(normal_email(" Ann.Lee+desk@Example.ORG "), Some("ann.lee+desk@example.org".to_owned()));
        assert_eq!(normal_email("jürgen@müller.example"), Some("jürgen@müller.example".to_owned()));
        assert_eq!(normal_email("root@localhost"), Some("root@localhost".to_owned()));
    }

    #[test]
    fn what_no_letter_reaches_is_no_address() {
        for wrong in ["", "ann", "@example.org", "ann@", "a b@example.org", "a@b@c", "ann@ex ample.org", "ann@-x.org", "a..b@example.org"] {
            assert_eq!(normal_email(wrong), None, "{wrong:?}");
        }
        assert_eq!(normal_email(&format!("{}@example.org", "a".repeat(65))), None);
    }

    #[test]
    fn a_number_keeps_its_spelling_and_is_compared_by_digits() {
        let number = phone_of(" +49 (0)30  123-45 ext. 6").unwrap();
        assert_eq!((number.written.as_str(), number.digits.as_str()), ("+49 (0)30 123-45 ext. 6", "49030123456"));
        assert!(phone_of("call me").is_err() && phone_of("1").is_err() && phone_of("<12345>").is_err());
    }
}
