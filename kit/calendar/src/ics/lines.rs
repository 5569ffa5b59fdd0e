//! The content lines of an iCalendar file, unfolded (RFC 5545, section 3.1).

use crate::limits::ICS_LINE_BYTES_MAX;

/// A content line: `NAME;PARAM=value:value`.
pub(super) struct Line {
    /// Where it begins in the file, counted from 1.
    pub(super) number: usize,
    /// The name, in capitals.
    pub(super) name: String,
    /// The parameters, names in capitals.
    params: Vec<(String, String)>,
    /// The value as it stands.
    pub(super) value: String,
}

impl Line {
    /// The value of a parameter.
    pub(super) fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The value as a text, its escapes resolved (section 3.3.11).
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.value.len());
        let mut letters = self.value.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next() {
                    Some('n' | 'N') => text.push(' '),
                    Some(other) => text.push(other),
                    None => {}
                },
                letter if letter.is_control() => text.push(' '),
                letter => text.push(letter),
            }
        }
        text.trim().to_owned()
    }
}

/// Every line that reads; the others are left out.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut raw: Vec<(usize, String)> = Vec::new();
    for (n, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        match (line.strip_prefix([' ', '\t']), raw.last_mut()) {
            (Some(more), Some((_, last))) => {
                if last.len() + more.len() <= ICS_LINE_BYTES_MAX {
                    last.push_str(more);
                }
            }
            _ => raw.push((n + 1, line.chars().take(ICS_LINE_BYTES_MAX).collect())),
        }
    }
    raw.into_iter().filter_map(|(number, line)| split(number, &line)).collect()
}

/// Splits a line at its first colon and semicolons outside quotes.
fn split(number: usize, line: &str) -> Option<Line> {
    let mut quoted = false;
    let mut parts = Vec::new();
    let mut from = 0;
    let mut value = None;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b';' | b':' if !quoted => {
                parts.push(&line[from..at]);
                from = at + 1;
                if byte == b':' {
                    value = Some(&line[from..]);
                    break;
                }
            }
            _ => {}
        }
    }
    let value = value?.to_owned();
    let mut parts = parts.into_iter();
    let name = parts.next()?.trim().to_ascii_uppercase();
    let params = parts.filter_map(|p| p.split_once('=')).map(|(n, v)| (n.trim().to_ascii_uppercase(), v.trim_matches('"').to_owned()));
    Some(Line { number, name, params: params.collect(), value })
}
