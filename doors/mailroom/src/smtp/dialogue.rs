//! One SMTP dialogue: commands in, answers out, letters to the mailroom.

use std::net::IpAddr;

use outcome::{Error, Refusal};
use smtp_proto::request::receiver::{DataReceiver, DummyDataReceiver};
use smtp_proto::{Error as Grammar, MAIL_BODY_BINARYMIME, MailFrom, Request};
use tokio::io::{AsyncRead, AsyncWrite};

use super::limits::{ERRORS_MAX, EXCESS_FACTOR, UNKNOWN_RECIPIENTS_MAX};
use super::trace::Trace;
use super::wire::{Heard, Wire};
use super::{Hall, Protocol};
use crate::deliver::{Envelope, Way};

/// How a stretch of the dialogue ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// The connection is to be closed.
    Closed,
    /// The rest is to be spoken over TLS.
    StartTls,
}

/// What is to happen after an answer.
enum Next {
    Command,
    Data,
    Ended(Ended),
}

/// The letter being announced.
struct Announced {
    from: String,
    size: usize,
    to: Vec<String>,
}

/// Where the dialogue stands.
pub(super) struct Dialogue<'h> {
    hall: &'h Hall,
    peer: IpAddr,
    tls: bool,
    helo: Option<String>,
    extended: bool,
    announced: Option<Announced>,
    commands: u32,
    errors: u32,
    unknown: u32,
}

impl<'h> Dialogue<'h> {
    pub(super) fn new(hall: &'h Hall, peer: IpAddr) -> Self {
        Self { hall, peer, tls: false, helo: None, extended: false, announced: None, commands: 0, errors: 0, unknown: 0 }
    }

    /// All that was said in the clear is forgotten (RFC 3207, 4.2).
    pub(super) fn now_over_tls(&mut self) {
        (self.tls, self.helo, self.announced, self.extended) = (true, None, None, false);
    }

    /// The first line of the house.
    pub(super) fn greeting(&self) -> String {
        let kind = if self.hall.protocol == Protocol::Lmtp { "LMTP" } else { "ESMTP" };
        format!("220 {} {kind} Firstline help desk", self.hall.hostname)
    }

    /// Speaks until the other side leaves, breaks a limit, or wants TLS.
    pub(super) async fn talk<S: AsyncRead + AsyncWrite + Unpin + Send>(&mut self, wire: &mut Wire<S>) -> anyhow::Result<Ended> {
        loop {
            let line = match wire.line().await? {
                Heard::Line(line) => line,
                Heard::TooLong => return close(wire, "500 5.5.2 The line is too long").await,
                Heard::Silence => return close(wire, "421 4.4.2 Nothing heard for too long, closing").await,
                Heard::Stopping => return close(wire, "421 4.3.2 Closing, please try again later").await,
                Heard::Gone => return Ok(Ended::Closed),
            };
            self.commands += 1;
            if self.commands > self.hall.limits.commands_max {
                return close(wire, "421 4.7.0 Too many commands in one session").await;
            }
            let next = match Request::parse(&mut line.iter()).map(Request::into_owned) {
                Ok(request) => self.answer(wire, request).await?,
                Err(wrong) => self.wrong(wire, &grammar(&wrong)),
            };
            match next {
                Next::Command => {}
                Next::Data => self.data(wire).await?,
                Next::Ended(ended) => {
                    wire.flush().await?;
                    return Ok(ended);
                }
            }
            if self.errors > ERRORS_MAX {
                return close(wire, "421 4.7.0 Too many errors").await;
            }
        }
    }

    fn wrong<S: AsyncRead + AsyncWrite + Unpin + Send>(&mut self, wire: &mut Wire<S>, says: &str) -> Next {
        self.errors += 1;
        wire.say(says);
        Next::Command
    }

    async fn answer<S>(&mut self, wire: &mut Wire<S>, request: Request<String>) -> anyhow::Result<Next>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        let lmtp = self.hall.protocol == Protocol::Lmtp;
        match request {
            Request::Ehlo { host } if !lmtp => self.hello(wire, host, true),
            Request::Lhlo { host } if lmtp => self.hello(wire, host, true),
            Request::Helo { host } if !lmtp => self.hello(wire, host, false),
            Request::Ehlo { .. } | Request::Helo { .. } => return Ok(self.wrong(wire, "500 5.5.1 This is LMTP: say LHLO")),
            Request::Lhlo { .. } => return Ok(self.wrong(wire, "500 5.5.1 This is SMTP: say EHLO")),
            Request::Mail { from } => return Ok(self.mail(wire, &from)),
            Request::Rcpt { to } => return self.rcpt(wire, to.address).await,
            Request::Data => return Ok(self.ready_for_data(wire)),
            Request::StartTls if self.hall.tls.is_some() && !self.tls => {
                wire.say("220 2.0.0 Ready for TLS");
                return Ok(Next::Ended(Ended::StartTls));
            }
            Request::Rset => {
                self.announced = None;
                wire.say("250 2.0.0 Forgotten");
            }
            Request::Noop { .. } => wire.say("250 2.0.0 Still here"),
            Request::Vrfy { .. } => wire.say("252 2.5.1 Write, and see"),
            Request::Help { .. } => wire.say("214 2.0.0 Letters for the mailboxes of this help desk: EHLO, MAIL, RCPT, DATA, QUIT"),
            Request::Quit => {
                wire.say("221 2.0.0 Goodbye");
                return Ok(Next::Ended(Ended::Closed));
            }
            Request::Bdat { .. } => {
                // Its bytes follow without being asked for, and would be read as commands.
                wire.say("502 5.5.1 BDAT is not offered here, closing");
                return Ok(Next::Ended(Ended::Closed));
            }
            other => return Ok(self.wrong(wire, &format!("502 5.5.1 {} is not offered here", other.name()))),
        }
        Ok(Next::Command)
    }

    fn hello<S: AsyncRead + AsyncWrite + Unpin + Send>(&mut self, wire: &mut Wire<S>, host: String, extended: bool) {
        (self.helo, self.extended, self.announced) = (Some(host), extended, None);
        let hostname = &self.hall.hostname;
        if !extended {
            return wire.say(&format!("250 {hostname}"));
        }
        wire.say(&format!("250-{hostname}"));
        if self.hall.tls.is_some() && !self.tls {
            wire.say("250-STARTTLS");
        }
        for extension in ["PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"] {
            wire.say(&format!("250-{extension}"));
        }
        wire.say(&format!("250 SIZE {}", self.hall.limits.letter_bytes_max));
    }

    fn mail<S: AsyncRead + AsyncWrite + Unpin + Send>(&mut self, wire: &mut Wire<S>, from: &MailFrom<String>) -> Next {
        let bytes_max = self.hall.limits.letter_bytes_max;
        if self.helo.is_none() {
            return self.wrong(wire, "503 5.5.1 Say EHLO first");
        }
        if self.announced.is_some() {
            return self.wrong(wire, "503 5.5.1 A letter is announced already; RSET forgets it");
        }
        if from.size > bytes_max {
            return self.wrong(wire, &too_long(bytes_max));
        }
        if from.flags & MAIL_BODY_BINARYMIME != 0 {
            return self.wrong(wire, "555 5.5.4 BINARYMIME is not offered here");
        }
        self.announced = Some(Announced { from: from.address.clone(), size: from.size, to: Vec::new() });
        wire.say("250 2.1.0 Go on");
        Next::Command
    }

    async fn rcpt<S>(&mut self, wire: &mut Wire<S>, to: String) -> anyhow::Result<Next>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        let recipients_max = self.hall.limits.recipients_max;
        let Some(announced) = &mut self.announced else { return Ok(self.wrong(wire, "503 5.5.1 Say MAIL first")) };
        if to.is_empty() {
            return Ok(self.wrong(wire, &grammar(&Grammar::InvalidRecipientAddress)));
        }
        if announced.to.len() >= recipients_max {
            wire.say(&format!("452 4.5.3 At most {recipients_max} recipients at once"));
            return Ok(Next::Command);
        }
        let asked = to.clone();
        let found = self.hall.mailroom.db().read(move |conn| Ok((mail::mailbox_for(conn, &asked)?, mail::an_address(conn)?))).await;
        match found {
            Ok((Some(_), _)) => {
                announced.to.push(to);
                wire.say("250 2.1.5 We take letters for that mailbox");
            }
            Ok((None, instead)) => {
                self.unknown += 1;
                let hint = instead.map(|address| format!("; the help desk's address is {address}")).unwrap_or_default();
                wire.say(&format!("550 5.1.1 No such mailbox here{hint}"));
                if self.unknown > UNKNOWN_RECIPIENTS_MAX {
                    wire.say("421 4.7.0 Too many unknown recipients");
                    return Ok(Next::Ended(Ended::Closed));
                }
            }
            Err(error) => {
                log_unless_busy(&error);
                wire.say("451 4.3.2 Busy, please try again later");
            }
        }
        Ok(Next::Command)
    }

    fn ready_for_data<S: AsyncRead + AsyncWrite + Unpin + Send>(&mut self, wire: &mut Wire<S>) -> Next {
        match &self.announced {
            None => self.wrong(wire, "503 5.5.1 Say MAIL and RCPT first"),
            Some(announced) if announced.to.is_empty() => self.wrong(wire, "503 5.5.1 No recipient was accepted"),
            Some(_) => Next::Data,
        }
    }

    /// The letter itself, from `354` to its answer.
    async fn data<S: AsyncRead + AsyncWrite + Unpin + Send>(&mut self, wire: &mut Wire<S>) -> anyhow::Result<()> {
        let Some(announced) = self.announced.take() else { return Ok(()) };
        let bytes_max = self.hall.limits.letter_bytes_max;
        let wanted = if announced.size == 0 { bytes_max } else { announced.size };
        let Some(_memory) = self.hall.places.memory(wanted).await else {
            wire.say("452 4.3.1 Too many letters at once, please try again later");
            return Ok(());
        };
        wire.say("354 Go ahead; end with a dot on a line of its own");
        wire.flush().await?;
        match receive(wire, bytes_max).await? {
            Some(letter) => self.deliver(wire, &announced, &letter).await,
            None => {
                let answers = if self.hall.protocol == Protocol::Lmtp { announced.to.len() } else { 1 };
                (0..answers).for_each(|_| wire.say(&too_long(bytes_max)));
            }
        }
        Ok(())
    }

    /// Hands the letter in for each recipient; the second and further ones find it known and change nothing.
    async fn deliver<S>(&mut self, wire: &mut Wire<S>, announced: &Announced, letter: &[u8])
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        let trace = Trace {
            helo: self.helo.as_deref().unwrap_or_default(),
            peer: self.peer,
            hostname: &self.hall.hostname,
            with: match (self.hall.protocol, self.tls, self.extended) {
                (Protocol::Lmtp, false, _) => "LMTP",
                (Protocol::Lmtp, true, _) => "LMTPS",
                (Protocol::Smtp, true, _) => "ESMTPS",
                (Protocol::Smtp, false, true) => "ESMTP",
                (Protocol::Smtp, false, false) => "SMTP",
            },
            from: &announced.from,
            at_ms: self.hall.mailroom.db().clock().now().0,
        };
        let raw = [trace.lines().as_bytes(), letter].concat();
        let way = Way::Door { peer: self.peer, helo: self.helo.clone().unwrap_or_default() };
        let mut answers = Vec::with_capacity(announced.to.len());
        for to in &announced.to {
            let envelope = Envelope { from: Some(announced.from.clone()), to: Some(to.clone()) };
            answers.push(match self.hall.mailroom.deliver_by(&way, raw.clone(), &envelope).await {
                Ok(intake) => format!("250 2.0.0 Kept as letter {}", intake.letter),
                Err(Error::Refused(Refusal::NotFound)) => "550 5.1.1 No such mailbox here any more".to_owned(),
                Err(error) => {
                    log_unless_busy(&error);
                    "451 4.3.0 Not kept, please try again later".to_owned()
                }
            });
        }
        if self.hall.protocol == Protocol::Lmtp {
            return answers.iter().for_each(|answer| wire.say(answer));
        }
        // One answer for all: kept is kept for everybody, and who tries again finds the kept ones known.
        let worst = answers.iter().find(|answer| answer.starts_with('4')).or_else(|| answers.first());
        wire.say(worst.map_or("451 4.3.0 Not kept, please try again later", String::as_str));
    }
}

/// Reads a letter to its dot; `None` when it was longer than `bytes_max`.
async fn receive<S>(wire: &mut Wire<S>, bytes_max: usize) -> anyhow::Result<Option<Vec<u8>>>
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let (mut letter, mut receiver) = (Vec::new(), DataReceiver::new());
    // The line before the first one has ended, too: a letter may begin with its dot.
    receiver.ingest(&mut b"\r\n".iter(), &mut Vec::new());
    let mut excess: Option<DummyDataReceiver> = None;
    let mut read = 0_usize;
    loop {
        let chunk = wire.chunk().await?;
        anyhow::ensure!(!chunk.is_empty(), "the other side left in the middle of a letter");
        let (had, mut bytes) = (chunk.len(), chunk.iter());
        let done = match &mut excess {
            None => receiver.ingest(&mut bytes, &mut letter),
            Some(receiver) => receiver.ingest(&mut bytes),
        };
        let took = had - bytes.as_slice().len();
        wire.used(took);
        read += took;
        if done {
            return Ok((excess.is_none() && letter.len() <= bytes_max).then_some(letter));
        }
        if letter.len() > bytes_max {
            letter = Vec::new();
            excess = Some(DummyDataReceiver::new_data(&receiver));
        }
        anyhow::ensure!(read <= bytes_max.saturating_mul(EXCESS_FACTOR), "a letter without end");
    }
}

async fn close<S: AsyncRead + AsyncWrite + Unpin + Send>(wire: &mut Wire<S>, says: &str) -> anyhow::Result<Ended> {
    wire.say(says);
    wire.flush().await?;
    Ok(Ended::Closed)
}

fn too_long(bytes_max: usize) -> String {
    format!("552 5.3.4 A letter may have at most {bytes_max} bytes; files can be added in the portal")
}

/// The grammar's complaint as an answer.
fn grammar(wrong: &Grammar) -> String {
    match wrong {
        Grammar::UnknownCommand => "500 5.5.1 Unknown command".to_owned(),
        Grammar::InvalidSenderAddress => "501 5.1.7 That is no sender's address".to_owned(),
        Grammar::InvalidRecipientAddress => "501 5.1.3 That is no recipient's address".to_owned(),
        Grammar::SyntaxError { syntax } => format!("501 5.5.4 It should be {syntax}"),
        Grammar::InvalidParameter { param } => format!("501 5.5.4 {param} has no such value"),
        Grammar::UnsupportedParameter { param } => {
            format!("555 5.5.4 {} is not offered here", param.chars().filter(char::is_ascii_alphanumeric).take(40).collect::<String>())
        }
        _ => "500 5.5.2 That line cannot be read".to_owned(),
    }
}

fn log_unless_busy(error: &Error) {
    if !matches!(error, Error::Refused(refusal) if refusal.passes()) {
        tracing::error!(error = %error, "a letter could not be kept; its sender is asked to try again");
    }
}
