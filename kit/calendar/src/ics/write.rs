//! Writing an iCalendar file (RFC 5545): stretches of time with a name each, for other people's calendar programs.

use std::fmt::Write;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Bytes of a content line before it is folded (section 3.1).
const LINE_BYTES_MAX: usize = 75;

/// An event to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What it is known by, the same every time it is written.
    pub uid: String,
    /// From, in Unix milliseconds.
    pub from_ms: i64,
    /// To.
    pub to_ms: i64,
    /// What it is called.
    pub name: String,
}

/// The file: a calendar called `name` with these events, written at `now_ms`.
#[must_use]
pub fn write(name: &str, events: &[Written], now_ms: i64) -> String {
    let mut out = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Firstline//Firstline//EN", "CALSCALE:GREGORIAN"] {
        put(&mut out, line);
    }
    put(&mut out, &format!("X-WR-CALNAME:{}", escaped(name)));
    for event in events {
        put(&mut out, "BEGIN:VEVENT");
        put(&mut out, &format!("UID:{}", escaped(&event.uid)));
        put(&mut out, &format!("DTSTAMP:{}", moment(now_ms)));
        put(&mut out, &format!("DTSTART:{}", moment(event.from_ms)));
        put(&mut out, &format!("DTEND:{}", moment(event.to_ms)));
        put(&mut out, &format!("SUMMARY:{}", escaped(&event.name)));
        put(&mut out, "END:VEVENT");
    }
    put(&mut out, "END:VCALENDAR");
    out
}

fn moment(at_ms: i64) -> String {
    let at = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(TimeZone::UTC);
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text with what has a meaning of its own escaped (section 3.3.11), and without control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// One content line, folded between characters where it is too long.
fn put(out: &mut String, line: &str) {
    let mut bytes = 0;
    for letter in line.chars() {
        if bytes + letter.len_utf8() > LINE_BYTES_MAX {
            out.push_str("\r\n ");
            bytes = 1;
        }
        let _ = out.write_char(letter);
        bytes += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_again() {
        let long = "On call: Netzwerk & Server, Standort Hamburg; Übergabe nach dem Frühstück, wenn alle da sind";
        let event = Written { uid: "1-1795424400000".into(), from_ms: 1_795_424_400_000, to_ms: 1_795_453_200_000, name: long.into() };
        let file = write("Duty", &[event], 1_795_424_400_000);
        assert!(file.split("\r\n").all(|line| line.len() <= LINE_BYTES_MAX), "{file}");
        assert!(file.contains("DTSTART:20261123T090000Z\r\nDTEND:20261123T170000Z\r\n"), "{file}");
        let read = crate::read(file.as_bytes(), &TimeZone::UTC);
        assert_eq!(read.days.iter().map(|day| day.name.as_str()).collect::<Vec<_>>(), [long]);
    }

    #[test]
    fn a_name_cannot_begin_a_line_of_its_own() {
        let event = Written { uid: "1".into(), from_ms: 0, to_ms: 1, name: "A\r\nBEGIN:VALARM\u{7}".into() };
        assert!(write("Duty", &[event], 0).contains("SUMMARY:A\\nBEGIN:VALARM\r\n"));
    }
}
