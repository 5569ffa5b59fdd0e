//! The ways out: a mailbox's own relay where it has one, the desk's for all others; letters signed by DKIM where a key is given.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, anyhow};
use db::{Db, Moment};
use mail::{HandingOver, Handover, MailboxId, Relay, RelayError, Security, Server, Side, SignIn};
use mail_auth::common::crypto::{Ed25519Key, RsaKey, Sha256};
use mail_auth::common::headers::HeaderWriter;
use mail_auth::dkim::{DkimSigner, Done};
use outcome::Result;
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject;
use seal::Key;

use crate::imap::secret_of;
use crate::relay::{Login, NotSent, RelayConfig, RelaySecurity, SmtpRelay};

/// Header fields that a signature covers (RFC 6376, 5.4.1).
const SIGNED: [&str; 11] =
    ["From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Reply-To", "MIME-Version", "Content-Type"];

/// A key that letters are signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DkimConfig {
    /// Whose letters are signed: those from addresses in this domain.
    pub domain: String,
    /// The name below `_domainkey` where the public key is published.
    pub selector: String,
    /// The private key, RSA or Ed25519, as a PEM file.
    pub key: PathBuf,
}

/// Signs letters of one domain.
pub struct Dkim {
    domain: String,
    signer: Signer,
}

enum Signer {
    Rsa(Box<DkimSigner<RsaKey<Sha256>, Done>>),
    Ed25519(Box<DkimSigner<Ed25519Key, Done>>),
}

impl Dkim {
    /// Reads the key.
    ///
    /// # Errors
    /// When the file holds none.
    pub fn new(config: &DkimConfig) -> Result<Self> {
        let path = config.key.display();
        let read = || PrivateKeyDer::from_pem_file(&config.key).with_context(|| format!("{path} holds no private key"));
        let signer = match RsaKey::<Sha256>::from_key_der(read()?) {
            Ok(key) => {
                let signer = DkimSigner::from_key(key).domain(config.domain.clone()).selector(config.selector.clone());
                Signer::Rsa(Box::new(signer.headers(SIGNED)))
            }
            Err(_) => {
                let key = read()?;
                let key = Ed25519Key::from_pkcs8_maybe_unchecked_der(key.secret_der());
                let key = key.map_err(|error| anyhow!("{path} holds neither an RSA nor an Ed25519 key: {error}"))?;
                let signer = DkimSigner::from_key(key).domain(config.domain.clone()).selector(config.selector.clone());
                Signer::Ed25519(Box::new(signer.headers(SIGNED)))
            }
        };
        Ok(Self { domain: config.domain.to_lowercase(), signer })
    }

    /// The letter with its signature above it, if it is one of the domain's.
    fn sign(&self, from: &str, raw: Vec<u8>) -> anyhow::Result<Vec<u8>> {
        if from.rsplit_once('@').is_none_or(|(_, domain)| !domain.eq_ignore_ascii_case(&self.domain)) {
            return Ok(raw);
        }
        let signature = match &self.signer {
            Signer::Rsa(signer) => signer.sign(&raw),
            Signer::Ed25519(signer) => signer.sign(&raw),
        };
        let header = signature.map_err(|error| anyhow!("the letter could not be signed: {error}"))?.to_header();
        Ok([header.as_bytes(), &raw].concat())
    }
}

/// A mailbox's own relay, made for one state of its row and one secret.
struct Own {
    since: Moment,
    secret: crate::imap::Secret,
    relay: Arc<SmtpRelay>,
}

/// How a mailbox's letters leave, and what keeps us from signing in there, if something does already.
pub(crate) struct WayOut {
    pub(crate) config: RelayConfig,
    pub(crate) trouble: Option<crate::connect::Trouble>,
}

/// All the ways out.
pub struct Relays {
    key: Key,
    desks: Option<SmtpRelay>,
    dkim: Option<Dkim>,
    own: Mutex<HashMap<MailboxId, Own>>,
}

impl Relays {
    /// The desk's relay, if it has one, and those of its mailboxes.
    #[must_use]
    pub fn new(key: Key, desks: Option<SmtpRelay>, dkim: Option<Dkim>) -> Self {
        Self { key, desks, dkim, own: Mutex::default() }
    }

    /// How a mailbox's letters leave: its own relay, or the desk's; `None` where there is neither.
    pub(crate) async fn way_out(&self, db: &Db, mailbox: MailboxId) -> std::result::Result<Option<WayOut>, String> {
        let read = db.read(move |conn| mail::server(conn, mailbox, Side::Out)).await.map_err(|error| error.to_string())?;
        let config = match read {
            Some(server) => {
                let secret = secret_of(db, &self.key, &server).await;
                let nothing = crate::imap::Secret::Nothing;
                WayOut { config: relay_config(&server, secret.as_ref().unwrap_or(&nothing)), trouble: secret.err() }
            }
            None => match &self.desks {
                Some(desks) => WayOut { config: desks.config.clone(), trouble: None },
                None => return Ok(None),
            },
        };
        Ok(Some(config))
    }

    async fn send(&self, db: &Db, letter: Handover) -> std::result::Result<(), RelayError> {
        let own = match letter.mailbox {
            Some(mailbox) => self.own(db, mailbox).await.map_err(RelayError::Temporary)?,
            None => None,
        };
        let raw = match &self.dkim {
            Some(dkim) => dkim.sign(&letter.header_from, letter.raw).map_err(|error| RelayError::Temporary(error.to_string()))?,
            None => letter.raw,
        };
        let letter = Handover { raw, ..letter };
        match (own, &self.desks) {
            (Some(own), _) => {
                let (signs_in_by_grant, mailbox) = (own.signs_in_by_token(), letter.mailbox);
                let sent = own.send(letter).await;
                if let (Err(NotSent::SignIn(_)), true, Some(mailbox)) = (&sent, signs_in_by_grant, mailbox) {
                    // Asked for anew at once, and not only when its time is over.
                    let doubted = db.write(move |tx| mail::doubt_grant(tx, mailbox)).await;
                    doubted.map_err(|error| RelayError::Temporary(error.to_string()))?;
                }
                sent.map_err(RelayError::from)
            }
            (None, Some(desks)) => desks.hand_over(db, letter).await,
            (None, None) => Err(RelayError::Nobody),
        }
    }

    /// The mailbox's own relay, if it has one: the one that was made, as long as its row and its secret are the same.
    async fn own(&self, db: &Db, mailbox: MailboxId) -> std::result::Result<Option<Arc<SmtpRelay>>, String> {
        let read = db.read(move |conn| mail::server(conn, mailbox, Side::Out)).await.map_err(|error| error.to_string())?;
        let Some(server) = read else { return Ok(None) };
        let secret = secret_of(db, &self.key, &server).await.map_err(|trouble| trouble.plain)?;
        let mut made = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = made.get(&mailbox).filter(|own| own.since == server.changed_at && own.secret == secret) {
            return Ok(Some(Arc::clone(&own.relay)));
        }
        let relay = Arc::new(SmtpRelay::new(&relay_config(&server, &secret)).map_err(|error| error.to_string())?);
        made.insert(mailbox, Own { since: server.changed_at, secret, relay: Arc::clone(&relay) });
        Ok(Some(relay))
    }
}

impl Relay for Relays {
    fn hand_over<'r>(&'r self, db: &'r Db, letter: Handover) -> HandingOver<'r> {
        Box::pin(self.send(db, letter))
    }
}

/// A server's row as a relay is made from it.
pub(crate) fn relay_config(server: &Server, secret: &crate::imap::Secret) -> RelayConfig {
    use crate::imap::Secret;
    let user = server.user_name.clone();
    let login = match (server.sign_in, secret) {
        (SignIn::Password, Secret::Password(password)) => Some(Login::Password { user, password: password.clone() }),
        (SignIn::Grant, Secret::Token(token)) => Some(Login::Token { user, token: token.clone() }),
        _ => None,
    };
    RelayConfig {
        host: server.host.clone(),
        port: crate::connect::port_of(server),
        security: match server.security {
            Security::Tls => RelaySecurity::Tls,
            Security::StartTls => RelaySecurity::StartTls,
            Security::Plain => RelaySecurity::Plain,
        },
        login,
        hello: None,
        authority: server.authority.clone(),
    }
}
