//! Who listens to whom, and who keeps which promise: the whole of it on this page.

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use anyhow::{Context, anyhow};
use catalogue::{Catalogue, Language};
use db::{Db, Listener, Wiring};
use files::Store;
use mailroom::{Mailroom, Protocol, RelayConfig, RelaySecurity, SmtpConfig, SmtpDoor, SmtpLimits, SmtpRelay};
use outcome::Result;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use url::Url;

use crate::Opened;
use crate::config::Config;

const MIB: u64 = 1024 * 1024;

/// Every text that Firstline says, in every language it speaks.
#[must_use]
pub fn texts() -> &'static Catalogue {
    static TEXTS: OnceLock<Catalogue> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let mut texts = web::texts();
        for (language, text) in filter::TEXTS.into_iter().chain(files::TEXTS).chain(mail::TEXTS).chain(notifications::TEXTS) {
            texts.push((Language::parse(language).unwrap_or_default(), text));
        }
        Catalogue::new(&texts)
    })
}

/// Who listens, and who keeps promises.
///
/// # Errors
/// When the relay's address does not hold.
pub fn wiring(config: &Config, files: &Store) -> Result<Wiring> {
    let relay = relay(config)?.map(|relay| Arc::new(relay) as Arc<dyn mail::Relay>);
    let mut listeners: Vec<Listener> = Vec::new();
    listeners.extend(mail::listeners(texts())); // answers, acknowledgements, warnings of new addresses
    listeners.extend(notifications::listeners()); // who at the desk is told, and why
    listeners.extend(triage::listeners()); // what is sure enough, set by rule
    listeners.push(tickets::reapply_listener()); // agreements and calendars that changed, to the tickets they touch
    let mut jobs = vec![(tickets::RELEASE, tickets::release_job())]; // replies held back for undo
    jobs.push((tickets::REAPPLY, tickets::reapply_job())); // which agreement holds, ticket by ticket
    jobs.extend(mail::jobs(texts(), files.clone(), relay)); // letters to the relay, or into the outbox
    jobs.extend(triage::jobs()); // learning from the history
    jobs.extend(notifications::jobs(texts(), &config.base_url)); // news gathered into letters
    Ok(Wiring { listeners, jobs })
}

/// The pages' desk.
#[must_use]
pub fn desk(config: &Config, opened: Opened, stop: watch::Receiver<bool>) -> web::Desk {
    web::Desk::new(web::Parts {
        db: opened.db,
        files: opened.files,
        catalogue: texts(),
        base_url: config.base_url.clone(),
        name: config.name.clone(),
        trusted_proxies: config.trusted_proxies.clone(),
        upload_bytes_max: config.upload_mib_max * MIB,
        stop,
    })
}

/// The SMTP door, open and served, where one is configured.
///
/// # Errors
/// When it cannot listen.
pub async fn smtp_door(config: &Config, opened: &Opened, stop: watch::Receiver<bool>) -> Result<Option<(SocketAddr, JoinHandle<()>)>> {
    if config.smtp_listen.is_empty() {
        return Ok(None);
    }
    let limits =
        SmtpLimits { letter_bytes_max: usize::try_from(config.letter_mib_max * MIB).unwrap_or(usize::MAX), ..SmtpLimits::default() };
    let smtp = SmtpConfig {
        listen: config.smtp_listen.parse().context("smtp_listen")?,
        protocol: Protocol::Smtp,
        hostname: host_of(&config.base_url),
        tls: None,
        limits,
    };
    let door = SmtpDoor::open(smtp, Mailroom::new(opened.db.clone(), opened.files.clone())).await?;
    Ok(Some((door.address()?, tokio::spawn(door.serve(stop)))))
}

fn host_of(base_url: &str) -> String {
    Url::parse(base_url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_else(|| "localhost".to_owned())
}

/// The relay of the configuration, if there is one.
///
/// # Errors
/// When its address does not read, or does not hold together.
pub fn relay(config: &Config) -> Result<Option<SmtpRelay>> {
    if config.relay.is_empty() {
        return Ok(None);
    }
    let url = Url::parse(&config.relay).context("relay must be an address such as smtps://user:password@mail.example.org:465")?;
    let host = url.host_str().ok_or_else(|| anyhow!("relay names no host"))?.to_owned();
    let here = host == "localhost" || host == "::1" || host.starts_with("127.");
    let (security, port) = match url.scheme() {
        "smtps" => (RelaySecurity::Tls, 465),
        "smtp" if here && url.password().is_none() => (RelaySecurity::Plain, 25),
        "smtp" => (RelaySecurity::StartTls, 587),
        other => return Err(anyhow!("relay must begin with smtps:// or smtp://, not {other}://").into()),
    };
    let plain = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    let credentials = url.password().map(|password| (plain(url.username()), plain(password)));
    let relay = RelayConfig { host, port: url.port().unwrap_or(port), security, credentials, hello: None, authority: None };
    Ok(Some(SmtpRelay::new(&relay)?))
}

/// The demo's wiring: everything but a way out.
///
/// # Errors
/// When the database is wired already.
pub fn wire_demo(config: &Config, db: &Db, files: &Store) -> Result<()> {
    let inside = Config { relay: String::new(), ..config.clone() };
    db.wire(wiring(&inside, files)?);
    Ok(())
}
