//! When a certificate ends: read out of its DER (RFC 5280, 4.1), where TLS libraries keep it to themselves.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// The instant after which a certificate holds no more; `None` when the bytes are none.
pub(crate) fn ends_at(der: &[u8]) -> Option<Timestamp> {
    let (certificate, _) = value(der, SEQUENCE)?;
    let (mut rest, _) = value(certificate, SEQUENCE)?;
    if rest.first() == Some(&VERSION) {
        rest = value(rest, VERSION)?.1;
    }
    // Serial number, signature algorithm, issuer; then the validity.
    for _ in 0..3 {
        let tag = *rest.first()?;
        rest = value(rest, tag)?.1;
    }
    let (validity, _) = value(rest, SEQUENCE)?;
    let (_, after_begin) = value(validity, *validity.first()?)?;
    let tag = *after_begin.first()?;
    time(tag, value(after_begin, tag)?.0)
}

/// The value behind a tag, and what follows it.
fn value(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    let (&length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(length), rest),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(length - 0x80))?;
            (digits.iter().fold(0_usize, |sum, digit| (sum << 8) | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    (first == tag).then(|| rest.split_at_checked(length)).flatten()
}

fn time(tag: u8, text: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let long = match tag {
        // Years of two digits are those from 1950 to 2049.
        UTC_TIME => format!("{}{text}", if text.get(..2)? >= "50" { "19" } else { "20" }),
        GENERALIZED_TIME => text.to_owned(),
        _ => return None,
    };
    DateTime::strptime("%Y%m%d%H%M%S", &long).ok()?.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_certificate_is_read_and_nonsense_is_none() {
        let key = rcgen::KeyPair::generate().unwrap();
        for (year, text) in [(2031, "2031-02-03T00:00:00Z"), (2071, "2071-02-03T00:00:00Z")] {
            let mut params = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
            params.not_after = rcgen::date_time_ymd(year, 2, 3);
            let made = params.self_signed(&key).unwrap();
            assert_eq!(ends_at(made.der()), Some(text.parse().unwrap()));
            for length in 0..made.der().len() - 1 {
                let _ = ends_at(&made.der()[..length]);
            }
        }
        for nonsense in [&[][..], &[0x30], &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], &[0x30, 0x80]] {
            assert_eq!(ends_at(nonsense), None);
        }
    }
}
