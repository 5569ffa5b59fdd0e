//! The way out: letters are handed to one relay, over verified TLS.

use std::time::Duration;

use anyhow::{Context, ensure};
use db::Db;
use lettre::Address;
use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use mail::{HandingOver, Handover, Relay, RelayError};
use outcome::Result;

use lines::{Failed, Lines};

mod lines;

/// Answers that refuse us and not the letter (RFC 4954, 6; RFC 5248): signing in failed, is wanted, or is not strong enough.
const SIGN_IN_REFUSED: [u16; 4] = [530, 534, 535, 538];

/// How the connection is protected. Certificates are always verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelaySecurity {
    /// TLS from the first byte (RFC 8314), usually port 465.
    Tls,
    /// STARTTLS, and no letter without it; usually port 587.
    StartTls,
    /// None: for a relay on this machine only.
    Plain,
}

/// How to reach the relay.
#[derive(Clone)]
pub struct RelayConfig {
    /// Its name, the one its certificate is for.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: RelaySecurity,
    /// How we sign in, if it asks us to.
    pub login: Option<Login>,
    /// How we introduce ourselves (EHLO); this machine's name when `None`.
    pub hello: Option<String>,
    /// Certificates (PEM) trusted besides the system's, for a relay of one's own; none when empty.
    pub authority: String,
}

/// How we sign in to a relay.
#[derive(Clone, PartialEq, Eq)]
pub enum Login {
    /// With a name and a password.
    Password {
        /// The name.
        user: String,
        /// The password.
        password: String,
    },
    /// With an access token (XOAUTH2).
    Token {
        /// The name.
        user: String,
        /// The token.
        token: String,
    },
}

impl Login {
    /// The name.
    #[must_use]
    pub fn user(&self) -> &str {
        match self {
            Self::Password { user, .. } | Self::Token { user, .. } => user,
        }
    }
}

/// Prints everything but the password.
impl std::fmt::Debug for RelayConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RelayConfig")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .field("user", &self.login.as_ref().map(Login::user))
            .finish_non_exhaustive()
    }
}

/// A relay over SMTP.
pub struct SmtpRelay {
    lines: Lines,
    pub(crate) config: RelayConfig,
    place: String,
}

impl std::fmt::Debug for SmtpRelay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpRelay").field("place", &self.place).finish_non_exhaustive()
    }
}

impl SmtpRelay {
    /// Prepares the connection; [`SmtpRelay::check`] tries it.
    ///
    /// # Errors
    /// When the configuration does not hold together: no protection to another machine, a password without it.
    pub fn new(config: &RelayConfig) -> Result<Self> {
        let here = matches!(config.host.as_str(), "localhost" | "::1") || config.host.starts_with("127.");
        ensure_that(config, here)?;
        let tls = if config.security == RelaySecurity::Plain { None } else { Some(parameters(config)?) };
        let mut lines = Lines::new(&config.host, config.port, config.security, tls);
        if let Some(hello) = &config.hello {
            lines.hello = ClientId::Domain(hello.clone());
        }
        lines.login = config.login.clone().map(|login| match login {
            Login::Password { user, password } => (Credentials::new(user, password), vec![Mechanism::Plain, Mechanism::Login]),
            Login::Token { user, token } => (Credentials::new(user, token), vec![Mechanism::Xoauth2]),
        });
        Ok(Self { lines, config: config.clone(), place: format!("{}:{}", config.host, config.port) })
    }

    /// The same, waiting this long for each answer.
    #[must_use]
    pub fn waiting(mut self, patience: Duration) -> Self {
        self.lines.patience = patience;
        self
    }

    /// Connects, greets and signs in, for `firstline check`.
    ///
    /// # Errors
    /// What kept it from that.
    pub async fn check(&self) -> Result<()> {
        self.lines.check().await.map_err(|failed| anyhow::anyhow!("the relay {}: {}", self.place, self.said(&failed)).into())
    }

    /// Is it a token that lets us in?
    pub(crate) fn signs_in_by_token(&self) -> bool {
        matches!(self.config.login, Some(Login::Token { .. }))
    }

    /// What the relay says, or does not.
    fn said(&self, failed: &Failed) -> String {
        match failed {
            Failed::Line(error) | Failed::SignIn(error) | Failed::Letter(error) => said(error),
            Failed::Silent(within) => format!("{} says nothing for {} s", self.place, within.as_secs()),
        }
    }

    /// Hands a letter over.
    pub(crate) async fn send(&self, letter: Handover) -> std::result::Result<(), NotSent> {
        let from = if letter.from.is_empty() { None } else { Some(address(&letter.from)?) };
        let to = letter.to.iter().map(|to| address(to)).collect::<std::result::Result<Vec<_>, _>>()?;
        let envelope = Envelope::new(from, to).map_err(|e| RelayError::Permanent(e.to_string()))?;
        // The transport ends the last line itself, whether or not it is ended.
        let raw = letter.raw.strip_suffix(b"\r\n").unwrap_or(&letter.raw);
        let Err(failed) = self.lines.send(&envelope, raw).await else { return Ok(()) };
        let says = self.said(&failed);
        Err(match failed {
            // A password that was changed is no letter's fault: it waits until somebody types the new one. A token that does not hold is
            // answered with a challenge that says why, which the client takes for a breach of the mechanism.
            Failed::SignIn(error) if error.is_permanent() || error.is_client() => NotSent::SignIn(says),
            Failed::Letter(error) if error.status().is_some_and(|code| SIGN_IN_REFUSED.contains(&u16::from(code))) => NotSent::SignIn(says),
            Failed::Letter(error) if error.is_permanent() => RelayError::Permanent(says).into(),
            // Nor is it a letter's fault that there is no line.
            Failed::Line(_) | Failed::SignIn(_) | Failed::Letter(_) | Failed::Silent(_) => RelayError::Temporary(says).into(),
        })
    }
}

impl Relay for SmtpRelay {
    fn hand_over<'r>(&'r self, _: &'r Db, letter: Handover) -> HandingOver<'r> {
        Box::pin(async { self.send(letter).await.map_err(RelayError::from) })
    }
}

/// Why a letter was not sent.
pub(crate) enum NotSent {
    /// The relay does not let us in.
    SignIn(String),
    /// It does not take the letter, now or ever.
    Letter(RelayError),
}

impl From<RelayError> for NotSent {
    fn from(error: RelayError) -> Self {
        Self::Letter(error)
    }
}

impl From<NotSent> for RelayError {
    fn from(not: NotSent) -> Self {
        match not {
            NotSent::SignIn(says) => Self::Temporary(says),
            NotSent::Letter(error) => error,
        }
    }
}

fn ensure_that(config: &RelayConfig, here: bool) -> anyhow::Result<()> {
    ensure!(!config.host.is_empty(), "the relay has no host");
    ensure!(
        config.security != RelaySecurity::Plain || here,
        "letters would go to {} in the clear; use TLS (port 465) or STARTTLS (port 587)",
        config.host
    );
    Ok(())
}

fn parameters(config: &RelayConfig) -> anyhow::Result<TlsParameters> {
    let mut builder = TlsParameters::builder(config.host.clone());
    for certificate in certificates(&config.authority) {
        let certificate = Certificate::from_pem(certificate.as_bytes()).context("the relay's own authority is no certificate (PEM)")?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build_rustls().with_context(|| format!("TLS to {}", config.host))
}

/// The certificates in a PEM text, each on its own.
fn certificates(pem: &str) -> impl Iterator<Item = &str> {
    const END: &str = "-----END CERTIFICATE-----";
    pem.split_inclusive(END).filter(|part| part.contains(END))
}

fn address(text: &str) -> std::result::Result<Address, RelayError> {
    text.parse().map_err(|error| RelayError::Permanent(format!("{text} is no address: {error}")))
}

/// The whole chain of a refusal: the relay's own words stand at its end.
fn said(error: &lettre::transport::smtp::Error) -> String {
    format!("{:#}", anyhow::anyhow!(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(host: &str, security: RelaySecurity) -> RelayConfig {
        RelayConfig {
            host: host.into(),
            port: 25,
            security,
            login: Some(Login::Password { user: "desk".into(), password: "very secret".into() }),
            hello: None,
            authority: String::new(),
        }
    }

    #[test]
    fn nothing_leaves_this_machine_in_the_clear() {
        assert!(SmtpRelay::new(&config("mx.example.org", RelaySecurity::Plain)).is_err());
        assert!(!format!("{:?}", config("x", RelaySecurity::Tls)).contains("very secret"));
    }
}
