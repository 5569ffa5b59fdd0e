//! The lines to a relay: each step waits for a limited time, and a line that held is kept for the next letter.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;

use super::RelaySecurity;

/// Longest wait for one step of the relay.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);
/// The slowest line a letter is sent over, in bytes a second.
const BYTES_PER_SECOND_MIN: u64 = 64 * 1024;
/// Lines that are kept for the next letter.
const IDLE_MAX: usize = 4;
/// How long a line that nobody uses is kept.
const IDLE: Duration = Duration::from_secs(30);
/// Longest wait for a goodbye.
const GOODBYE_WITHIN: Duration = Duration::from_secs(5);

/// Where lines lead to, and those that are open.
pub(super) struct Lines {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) hello: ClientId,
    pub(super) security: RelaySecurity,
    pub(super) tls: Option<TlsParameters>,
    pub(super) login: Option<(Credentials, Vec<Mechanism>)>,
    pub(super) patience: Duration,
    idle: Arc<Mutex<Vec<Idle>>>,
}

struct Idle {
    line: AsyncSmtpConnection,
    since: Instant,
}

/// What kept a letter from being taken, and at which step.
pub(super) enum Failed {
    /// There is no line to the relay.
    Line(Error),
    /// The relay does not let us in.
    SignIn(Error),
    /// It does not take the letter.
    Letter(Error),
    /// It says nothing for this long.
    Silent(Duration),
}

impl Lines {
    pub(super) fn new(host: &str, port: u16, security: RelaySecurity, tls: Option<TlsParameters>) -> Self {
        let (host, hello, idle) = (host.to_owned(), ClientId::default(), Arc::default());
        Self { host, port, hello, security, tls, login: None, patience: ANSWER_WITHIN, idle }
    }

    /// Sends one letter.
    pub(super) async fn send(&self, envelope: &Envelope, raw: &[u8]) -> Result<(), Failed> {
        let mut line = self.line().await?;
        let within = self.patience + Duration::from_secs(raw.len() as u64 / BYTES_PER_SECOND_MIN);
        // A line that is given up in the middle of a letter is dropped, and with it what the relay has of the letter.
        match tokio::time::timeout(within, line.send(envelope, raw)).await {
            Ok(Ok(_)) => {
                self.keep(line);
                Ok(())
            }
            Ok(Err(error)) => Err(Failed::Letter(error)),
            Err(_) => Err(Failed::Silent(within)),
        }
    }

    /// Opens a line, signs in, and says goodbye.
    pub(super) async fn check(&self) -> Result<(), Failed> {
        goodbye(self.open().await?).await;
        Ok(())
    }

    /// One that was kept and still holds, or a new one.
    async fn line(&self) -> Result<AsyncSmtpConnection, Failed> {
        loop {
            let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            match kept {
                None => return self.open().await,
                Some(mut kept) if kept.since.elapsed() < IDLE => {
                    if let Ok(true) = tokio::time::timeout(GOODBYE_WITHIN, kept.line.test_connected()).await {
                        return Ok(kept.line);
                    }
                }
                Some(_) => {}
            }
        }
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, Failed> {
        let at_once = self.tls.clone().filter(|_| self.security == RelaySecurity::Tls);
        let opening = AsyncSmtpConnection::connect_tokio1((self.host.as_str(), self.port), Some(self.patience), &self.hello, at_once, None);
        let mut line = self.waited(opening).await?.map_err(Failed::Line)?;
        if let (RelaySecurity::StartTls, Some(tls)) = (self.security, self.tls.clone()) {
            self.waited(line.starttls(tls, &self.hello)).await?.map_err(Failed::Line)?;
        }
        if let Some((credentials, mechanisms)) = &self.login {
            self.waited(line.auth(mechanisms, credentials)).await?.map_err(Failed::SignIn)?;
        }
        Ok(line)
    }

    async fn waited<T>(&self, step: impl Future<Output = T>) -> Result<T, Failed> {
        tokio::time::timeout(self.patience, step).await.map_err(|_| Failed::Silent(self.patience))
    }

    /// Keeps a line for a while.
    fn keep(&self, line: AsyncSmtpConnection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if line.has_broken() || idle.len() >= IDLE_MAX {
            return;
        }
        idle.push(Idle { line, since: Instant::now() });
        let lines = Arc::downgrade(&self.idle);
        tokio::spawn(async move {
            tokio::time::sleep(IDLE).await;
            let Some(lines) = lines.upgrade() else { return };
            let over: Vec<_> = {
                let mut idle = lines.lock().unwrap_or_else(PoisonError::into_inner);
                idle.extract_if(.., |idle| idle.since.elapsed() >= IDLE).collect()
            };
            for idle in over {
                goodbye(idle.line).await;
            }
        });
    }
}

async fn goodbye(mut line: AsyncSmtpConnection) {
    let _ = tokio::time::timeout(GOODBYE_WITHIN, line.quit()).await;
}
