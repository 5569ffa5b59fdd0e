//! The lines a receiving server writes above a letter: where it came from, and the envelope's sender (RFC 5321, 4.4).

use std::net::IpAddr;

/// Longest introduction of a client that is repeated, in characters.
const HELO_CHARS_MAX: usize = 255;

/// What is known about the way a letter came.
pub(super) struct Trace<'t> {
    pub(super) helo: &'t str,
    pub(super) peer: IpAddr,
    pub(super) hostname: &'t str,
    pub(super) with: &'static str,
    pub(super) from: &'t str,
    pub(super) at_ms: i64,
}

impl Trace<'_> {
    /// The header lines, each ended by CRLF.
    pub(super) fn lines(&self) -> String {
        let peer = match self.peer {
            IpAddr::V4(ip) => format!("[{ip}]"),
            IpAddr::V6(ip) => format!("[IPv6:{ip}]"),
        };
        format!(
            "Return-Path: <{}>\r\nReceived: from {} ({peer})\r\n\tby {} with {};\r\n\t{}\r\n",
            clean(self.from),
            clean(self.helo),
            clean(self.hostname),
            self.with,
            date(self.at_ms)
        )
    }
}

/// Nothing that could end a line, a comment or an address.
fn clean(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.@:[]\"".contains(*c)).take(HELO_CHARS_MAX).collect()
}

/// `Mon, 23 Nov 2026 09:00:00 +0000`.
fn date(at_ms: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(at_ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    at.to_zoned(jiff::tz::TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_client_ends_a_line() {
        let trace = Trace {
            helo: "evil\r\nSubject: no",
            peer: [192, 0, 2, 1].into(),
            hostname: "desk.example",
            with: "ESMTP",
            from: "a>\r\nb@x",
            at_ms: 1_795_424_400_000,
        };
        let expected = "Return-Path: <ab@x>\r\nReceived: from evilSubject:no ([192.0.2.1])\r\n\tby desk.example with ESMTP;\r\n\tMon, 23 Nov 2026 09:00:00 +0000\r\n";
        assert_eq!(trace.lines(), expected);
    }
}
