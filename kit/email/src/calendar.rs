//! Invitations: what a calendar part (RFC 5545, RFC 5546) proposes, as far as an appointment needs it.

use crate::address::Address;

/// Bytes of a calendar that are read.
pub const CALENDAR_BYTES_MAX: usize = 1024 * 1024;

/// Characters kept of one value.
const VALUE_CHARS_MAX: usize = 2_000;

/// An appointment that a letter proposes, changes, answers or calls off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invitation {
    /// `request`, `cancel`, `reply`, `counter`, `publish`…, in lower case; empty if the calendar does not say.
    pub method: String,
    /// What makes the appointment this appointment.
    pub uid: String,
    /// What it is about.
    pub summary: String,
    /// When it begins: a date, `2026-11-21`, or a time, `2026-11-21T09:00:00`, followed by `Z` or by its zone in square
    /// brackets, as far as the calendar names one.
    pub start: String,
    /// When it ends, in the same form; empty if only a duration is given, which [`Self::duration`] has.
    pub end: String,
    /// How long it takes, as RFC 5545 writes durations (`PT1H30M`), where no end is given.
    pub duration: String,
    /// Where.
    pub place: String,
    /// Who proposes it.
    pub organizer: Option<Address>,
}

/// Reads the first event of a calendar; `None` if there is none.
#[must_use]
pub fn read(calendar: &str) -> Option<Invitation> {
    let calendar = &calendar[..calendar.floor_char_boundary(CALENDAR_BYTES_MAX)];
    let mut found = Invitation::default();
    let mut inside: Vec<String> = Vec::new();
    let mut seen = false;
    for line in unfolded(calendar) {
        let Some(property) = Property::parse(&line) else { continue };
        match property.name.as_str() {
            "BEGIN" => inside.push(property.value.trim().to_ascii_uppercase()),
            "END" => {
                let ended = property.value.trim().to_ascii_uppercase();
                if let Some(at) = inside.iter().rposition(|name| *name == ended) {
                    inside.truncate(at);
                }
                if ended == "VEVENT" && seen {
                    break;
                }
            }
            "METHOD" => found.method = property.text().to_ascii_lowercase(),
            _ if inside.last().is_some_and(|name| name == "VEVENT") => {
                seen = true;
                found.take(&property);
            }
            _ => {}
        }
    }
    seen.then_some(found)
}

impl Invitation {
    fn take(&mut self, property: &Property) {
        match property.name.as_str() {
            "UID" => self.uid = property.text(),
            "SUMMARY" => self.summary = property.text(),
            "LOCATION" => self.place = property.text(),
            "DTSTART" => self.start = property.moment(),
            "DTEND" => self.end = property.moment(),
            "DURATION" => self.duration = property.text(),
            "ORGANIZER" => {
                let email = property.value.trim();
                let email = email.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:")).map_or(email, |_| &email[7..]);
                let name = property.parameter("CN").map(crate::headers::tidy).filter(|name| !name.is_empty());
                self.organizer = Address::parse(email).map(|address| Address { name: name.filter(|n| *n != address.email), ..address });
            }
            _ => {}
        }
    }
}

/// One line of a calendar: `NAME;PARAMETER=x:value`.
struct Property {
    name: String,
    parameters: Vec<(String, String)>,
    value: String,
}

impl Property {
    fn parse(line: &str) -> Option<Self> {
        let mut quoted = false;
        let colon = line.char_indices().find(|(_, c)| {
            quoted ^= *c == '"';
            *c == ':' && !quoted
        });
        let colon = colon.map(|(at, _)| at).or_else(|| line.find(':'))?;
        let (head, value) = (&line[..colon], &line[colon + 1..]);
        let mut pieces = split_unquoted(head).into_iter();
        let name = pieces.next()?.trim().to_ascii_uppercase();
        // Google and Apple write groups, as vCards have them: `item1.SUMMARY`.
        let name = name.rsplit('.').next().unwrap_or_default().to_owned();
        let parameters = pieces
            .filter_map(|piece| piece.split_once('='))
            .map(|(n, v)| (n.trim().to_ascii_uppercase(), v.trim().trim_matches('"').to_owned()));
        Some(Self { name, parameters: parameters.collect(), value: value.to_owned() })
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The value as people read it.
    fn text(&self) -> String {
        let mut out = String::new();
        let mut chars = self.value.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n' | 'N') => out.push('\n'),
                    Some(c) => out.push(c),
                    None => {}
                },
                c => out.push(c),
            }
        }
        out.trim().chars().take(VALUE_CHARS_MAX).collect()
    }

    /// `20261121T090000Z` as `2026-11-21T09:00:00Z`; what is no date stays as it is.
    fn moment(&self) -> String {
        let value = self.value.trim();
        let digits = |range: std::ops::Range<usize>| value.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
        let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(4..6), digits(6..8)) else { return self.text() };
        let date = format!("{year}-{month}-{day}");
        let (Some(hour), Some(minute)) = (digits(9..11), digits(11..13)) else { return date };
        let time = format!("{date}T{hour}:{minute}:{}", digits(13..15).unwrap_or("00"));
        match self.parameter("TZID") {
            _ if value.ends_with(['Z', 'z']) => format!("{time}Z"),
            Some(zone) if !zone.is_empty() => format!("{time}[{zone}]"),
            _ => time,
        }
    }
}

/// The pieces between semicolons that stand in no quotes.
fn split_unquoted(text: &str) -> Vec<&str> {
    let mut quoted = false;
    text.split(|c| {
        quoted ^= c == '"';
        c == ';' && !quoted
    })
    .collect()
}

/// Lines put together again where they were folded.
fn unfolded(calendar: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in calendar.split(['\n', '\r']).filter(|line| !line.is_empty()) {
        match lines.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
            Some(last) => last.push_str(&line[1..]),
            None => lines.push(line.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_is_read() {
        let calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n\
            BEGIN:VEVENT\r\nUID:42@example.org\r\nSUMMARY;LANGUAGE=de:Drucker\\, neuer Tr\r\n eiber\r\nDTSTART;TZID=\"Europe/Berlin\":20261121T090000\r\n\
            DTEND:20261121T093000Z\r\nLOCATION:Raum 3\\nErdgeschoss\r\nORGANIZER;CN=\"Lee: Ann\":MAILTO:ann@example.org\r\nBEGIN:VALARM\r\nSUMMARY:no\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let expected = Invitation {
            method: "request".into(),
            uid: "42@example.org".into(),
            summary: "Drucker, neuer Treiber".into(),
            start: "2026-11-21T09:00:00[Europe/Berlin]".into(),
            end: "2026-11-21T09:30:00Z".into(),
            duration: String::new(),
            place: "Raum 3\nErdgeschoss".into(),
            organizer: Some(Address::named("Lee: Ann", "ann@example.org")),
        };
        assert_eq!(read(calendar), Some(expected));
        let day = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261121\nDURATION:P1D\nEND:VEVENT";
        let found = read(day).expect("an event");
        assert_eq!((found.start.as_str(), found.duration.as_str()), ("2026-11-21", "P1D"));
    }

    #[test]
    fn what_is_no_event_is_no_invitation() {
        for nothing in ["", "BEGIN:VCALENDAR\nEND:VCALENDAR", "BEGIN:VTODO\nSUMMARY:x\nEND:VTODO", ":::", "BEGIN:VEVENT"] {
            assert_eq!(read(nothing), None, "{nothing}");
        }
    }
}
