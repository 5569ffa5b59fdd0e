//! The SMTP door (RFC 5321) and its LMTP variant (RFC 2033): letters for our mailboxes, and no others.
//!
//! `250` means durable: the letter lies in the file store and its row is committed. Whoever is too many, too slow or too long
//! is told so with the code that makes an honest sender try again (4xx) or stop (5xx).

mod dialogue;
mod limits;
mod listen;
mod places;
mod trace;
mod wire;

use std::net::IpAddr;
use std::sync::Arc;

use anyhow::Context;
use outcome::Result;
use tokio::io::AsyncWriteExt;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::connect::Stream;
use crate::deliver::Mailroom;
use crate::tls::TlsFiles;
use dialogue::{Dialogue, Ended};
use listen::Listener;
use places::{Places, Seat};
use wire::Wire;

pub use limits::SmtpLimits;
pub use listen::Listen;

/// Which of the two languages is spoken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    /// SMTP: one answer for a letter.
    #[default]
    Smtp,
    /// LMTP: one answer for each recipient, for a mail server that delivers to us.
    Lmtp,
}

/// How the door is set up.
#[derive(Debug, Clone)]
pub struct SmtpConfig {
    /// Where to listen.
    pub listen: Listen,
    /// What is spoken.
    pub protocol: Protocol,
    /// The name we introduce ourselves with.
    pub hostname: String,
    /// The certificate for STARTTLS, if it is offered.
    pub tls: Option<TlsFiles>,
    /// How much of everything.
    pub limits: SmtpLimits,
}

/// What all sessions share.
pub(crate) struct Hall {
    pub(crate) mailroom: Mailroom,
    pub(crate) protocol: Protocol,
    pub(crate) hostname: String,
    pub(crate) tls: Option<TlsAcceptor>,
    pub(crate) limits: SmtpLimits,
    pub(crate) places: Places,
}

/// The door, open for business.
pub struct SmtpDoor {
    listener: Listener,
    hall: Arc<Hall>,
}

impl SmtpDoor {
    /// Opens the door; letters are taken once it is [served](Self::serve).
    ///
    /// # Errors
    /// When the address is taken or the certificate cannot be used.
    pub async fn open(config: SmtpConfig, mailroom: Mailroom) -> Result<Self> {
        let tls = config.tls.as_ref().map(TlsFiles::acceptor).transpose()?;
        let listener = Listener::bind(&config.listen).await.with_context(|| format!("the mail door at {}", config.listen))?;
        let places = Places::new(&config.limits);
        let hall = Hall { mailroom, protocol: config.protocol, hostname: config.hostname, tls, limits: config.limits, places };
        Ok(Self { listener, hall: Arc::new(hall) })
    }

    /// Where it listens, for port 0.
    ///
    /// # Errors
    /// When the system cannot say.
    pub fn address(&self) -> Result<Listen> {
        Ok(self.listener.place().context("the mail door's address")?)
    }

    /// Takes letters until `stop` turns true; letters under way are finished first.
    pub async fn serve(self, mut stop: watch::Receiver<bool>) {
        let mut sessions = JoinSet::new();
        while !*stop.borrow() {
            tokio::select! {
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, peer)) => {
                        let (hall, stop) = (Arc::clone(&self.hall), stop.clone());
                        match hall.places.take(peer) {
                            Some(seat) => { sessions.spawn(session(hall, stream, peer, seat, stop)); }
                            None => { sessions.spawn(turn_away(stream)); }
                        }
                    }
                    Err(error) => {
                        tracing::warn!(%error, "a connection could not be accepted");
                        tokio::time::sleep(limits::ACCEPT_PAUSE).await;
                    }
                },
                Some(_) = sessions.join_next(), if !sessions.is_empty() => {}
                _ = stop.changed() => {}
            }
        }
        drop(self.listener);
        let _ = tokio::time::timeout(limits::FAREWELL, async { while sessions.join_next().await.is_some() {} }).await;
    }
}

async fn turn_away(mut stream: Stream) {
    let says = b"421 4.7.0 Too many connections, please try again later\r\n";
    let _ = tokio::time::timeout(limits::TURN_AWAY_WITHIN, stream.write_all(says)).await;
}

/// One connection from its greeting to its end, in the clear first and then, if the other side wants it, over TLS.
async fn session(hall: Arc<Hall>, stream: Stream, peer: IpAddr, _seat: Seat, stop: watch::Receiver<bool>) {
    let total = hall.limits.session;
    let talk = async {
        let mut dialogue = Dialogue::new(&hall, peer);
        let mut wire = Wire::new(stream, hall.limits.idle, stop.clone());
        wire.say(&dialogue.greeting());
        if dialogue.talk(&mut wire).await? == Ended::Closed {
            return Ok(());
        }
        let Some(tls) = &hall.tls else { return Ok(()) };
        let stream = tokio::time::timeout(hall.limits.idle, tls.accept(wire.into_stream())).await??;
        dialogue.now_over_tls();
        dialogue.talk(&mut Wire::new(stream, hall.limits.idle, stop)).await.map(drop)
    };
    match tokio::time::timeout(total, talk).await {
        Ok(Ok(())) => {}
        Ok(Err::<(), anyhow::Error>(error)) => tracing::debug!(%error, %peer, "an SMTP session broke off"),
        Err(_) => tracing::debug!(%peer, "an SMTP session took too long"),
    }
}
