//! The steps of a checkup as they are taken, and two of them that need more than a line.

use db::{DAY_MS, Moment};
use mail::{CheckupStep, Found, Side, Why};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio_rustls::client::TlsStream;

use super::ANSWER_WITHIN;
use crate::certificate::ends_at;
use crate::connect::{Stream, Trouble};

/// Days before a certificate's end from which on that is worth knowing.
const CERTIFICATE_DAYS: i64 = 14;
/// Lines of a relay's answer that are read.
const ANSWER_LINES_MAX: usize = 100;

/// The steps so far.
#[derive(Default)]
pub(super) struct Steps(Vec<CheckupStep>);

impl Steps {
    pub(super) fn push(&mut self, step: CheckupStep) {
        self.0.push(step);
    }

    pub(super) fn note(&mut self, side: Option<Side>, part: &str, found: Found, says: Why) {
        self.push(CheckupStep { side, part: part.to_owned(), found, says, advice: None });
    }

    pub(super) fn fine(&mut self, side: Option<Side>, part: &str, says: Why) {
        self.note(side, part, Found::Fine, says);
    }

    /// The end of a walk: what did not hold, and which of the walk's `parts` were not tried because of it.
    pub(super) fn end(&mut self, side: Option<Side>, walked: Result<(), Trouble>, parts: &[&str]) {
        let Err(trouble) = walked else { return };
        // A greeting belongs to signing in: whoever does not greet lets nobody in.
        let part = if trouble.part == "greeting" { "sign_in" } else { trouble.part };
        self.push(CheckupStep { side, part: part.to_owned(), found: Found::Trouble, says: trouble.says, advice: Some(trouble.advice) });
        let after = parts.iter().position(|known| *known == part).map_or(parts.len(), |at| at + 1);
        for untried in &parts[after..] {
            self.note(side, untried, Found::Untried, Why::new("doctor-untried"));
        }
    }

    pub(super) fn done(self) -> Vec<CheckupStep> {
        self.0
    }
}

/// TLS holds; says until when its certificate does.
pub(super) fn certificate_step(side: Option<Side>, tls: &TlsStream<Stream>, now: Moment) -> CheckupStep {
    let certificate = tls.get_ref().1.peer_certificates().and_then(<[_]>::first);
    let ends = certificate.and_then(|der| ends_at(der)).map(|at| (at.as_millisecond() - now.0) / DAY_MS);
    let (found, says) = match ends {
        Some(days) if days < CERTIFICATE_DAYS => (Found::Note, Why::new("doctor-tls-soon").with("days", days)),
        Some(days) => (Found::Fine, Why::new("doctor-tls-ok").with("days", days)),
        None => (Found::Fine, Why::new("doctor-tls-fine")),
    };
    CheckupStep { side, part: "tls".to_owned(), found, says, advice: None }
}

/// Speaks SMTP until the relay is ready for TLS (RFC 3207).
pub(super) async fn to_starttls(host: &str, stream: Stream) -> Result<Stream, Trouble> {
    let mut wire = BufReader::new(stream);
    let spoken = async {
        hear(&mut wire, '2').await?;
        wire.get_mut().write_all(b"EHLO localhost\r\n").await?;
        hear(&mut wire, '2').await?;
        wire.get_mut().write_all(b"STARTTLS\r\n").await?;
        hear(&mut wire, '2').await
    };
    let says = match tokio::time::timeout(ANSWER_WITHIN, spoken).await {
        Ok(Ok(())) => return Ok(wire.into_inner()),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "no answer in time".to_owned(),
    };
    Err(Trouble::new("tls", "starttls", &[("host", host), ("says", &says)], format!("{host} offers no STARTTLS: {says}")))
}

/// An answer of one or more lines, which must begin with this digit.
async fn hear(wire: &mut BufReader<Stream>, digit: char) -> std::io::Result<()> {
    for _ in 0..ANSWER_LINES_MAX {
        let mut line = String::new();
        if wire.read_line(&mut line).await? == 0 {
            return Err(std::io::Error::other("it hangs up"));
        }
        if !line.starts_with(digit) {
            return Err(std::io::Error::other(line.trim_end().to_owned()));
        }
        if line.as_bytes().get(3) != Some(&b'-') {
            return Ok(());
        }
    }
    Err(std::io::Error::other("an answer without end"))
}
