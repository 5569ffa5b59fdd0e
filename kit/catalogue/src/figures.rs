//! Numbers and sizes as a language writes them: "1,204" and "3.4 MB", "1.204" and "3,4 MB".

use crate::Language;

/// Sizes are shown in powers of 1000 (IEC 80000-13), as mail programs and file pickers show them.
const SIZE_STEP: f64 = 1_000.0;
const SIZE_UNITS: [&str; 6] = ["B", "kB", "MB", "GB", "TB", "PB"];

/// A number with the language's decimal sign; `places` digits after it, or as many as the number has when `None`.
pub(crate) fn written(number: f64, places: Option<usize>, grouping: bool, language: Language) -> String {
    let (group, decimal) = match language {
        Language::En => (',', '.'),
        Language::De => ('.', ','),
    };
    let plain = match places {
        Some(places) => format!("{:.places$}", number.abs()),
        None => number.abs().to_string(),
    };
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::with_capacity(plain.len() + whole.len() / 3 + 1);
    if number < 0.0 && plain.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0') {
        text.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if grouping && at > 0 && (whole.len() - at).is_multiple_of(3) && digit.is_ascii_digit() {
            text.push(group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(decimal);
        text.push_str(fraction);
    }
    text
}

/// A size in bytes in the largest unit that leaves at least 1: "812 B", "3.4 MB", "12 MB". One decimal below ten, none above.
pub(crate) fn size(bytes: u64, language: Language) -> String {
    let mut amount = bytes as f64;
    let mut unit = 0;
    // 999.5 of a unit would round to "1000": the next unit says it better.
    while amount >= SIZE_STEP - 0.5 && unit + 1 < SIZE_UNITS.len() {
        amount /= SIZE_STEP;
        unit += 1;
    }
    let places = usize::from(unit > 0 && amount < 9.95);
    let figure = written(amount, Some(places), true, language);
    format!("{figure}\u{a0}{}", SIZE_UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::{size, written};
    use crate::Language::{De, En};

    #[test]
    fn amounts_are_grouped_and_keep_their_sign() {
        for (number, places, english, german) in [
            (0.0, None, "0", "0"),
            (999.0, None, "999", "999"),
            (1_204.0, None, "1,204", "1.204"),
            (-48_220.5, None, "-48,220.5", "-48.220,5"),
            (1_000_000.0, None, "1,000,000", "1.000.000"),
            (97.25, Some(1), "97.2", "97,2"),
            (-0.04, Some(1), "0.0", "0,0"),
        ] {
            assert_eq!(written(number, places, true, En), english);
            assert_eq!(written(number, places, true, De), german);
        }
        assert_eq!(written(48_220.0, None, false, En), "48220");
    }

    #[test]
    fn sizes_read_like_a_file_pickers() {
        for (bytes, english) in [
            (0, "0\u{a0}B"),
            (812, "812\u{a0}B"),
            (1_000, "1.0\u{a0}kB"),
            (3_440_000, "3.4\u{a0}MB"),
            (9_999_999, "10\u{a0}MB"),
            (999_999, "1.0\u{a0}MB"),
            (12_345_678, "12\u{a0}MB"),
            (u64::MAX, "18,447\u{a0}PB"),
        ] {
            assert_eq!(size(bytes, En), english);
        }
        assert_eq!(size(3_440_000, De), "3,4\u{a0}MB");
    }
}
