//! Who listens to whom, and who keeps which promise: the whole of it on this page.

use std::sync::{Arc, OnceLock};

use anyhow::{Context, anyhow};
use automation::Speaker;
use catalogue::{Catalogue, Language};
use courier::Courier;
use db::{Listener, Wiring, Witness};
use jiff::tz::TimeZone;
use mailroom::{
    Dkim, DkimConfig, FetchLimits, Listen, Login, Mailroom, Protocol, RelayConfig, RelaySecurity, Relays, Senders, SendersConfig,
    SmtpConfig, SmtpDoor, SmtpLimits, SmtpRelay, TlsFiles,
};
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
        texts.extend_from_slice(api::LOCALES);
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
pub fn wiring(config: &Config, opened: &Opened) -> Result<Wiring> {
    let (relays, key, files) = (relays(config, opened)?, &opened.key, &opened.files);
    let mut listeners: Vec<Listener> = Vec::new();
    listeners.extend(mail::listeners(texts())); // answers, acknowledgements, warnings of new addresses
    listeners.extend(notifications::listeners()); // who at the desk is told, and why
    listeners.extend(triage::listeners()); // what is sure enough, set by rule
    listeners.extend(paging::listeners()); // who is called when an agreement says so
    listeners.extend(automation::listeners(&speaker(config))); // the desk's rules
    listeners.push(satisfaction::listener()); // whom to ask whether the help was good
    listeners.extend(routing::listeners()); // somebody of the team, after the rules had their say
    listeners.extend(webhooks::listeners()); // other programs, told of tickets
    listeners.push(tickets::reapply_listener()); // agreements and calendars that changed, to the tickets they touch
    let mut jobs = vec![(tickets::RELEASE, tickets::release_job())]; // replies held back for undo
    jobs.push((tickets::REAPPLY, tickets::reapply_job())); // which agreement holds, ticket by ticket
    jobs.push((tickets::ROUND, tickets::round_job())); // one deed to a whole list, part by part
    jobs.extend(mail::jobs(texts(), files.clone(), Some(relays.clone()))); // letters to their relay, or into the outbox
    jobs.push(mailroom::grant_job(key.clone())); // what providers grant, asked for and renewed
    jobs.push(mailroom::checkup_job(key.clone(), relays)); // a mailbox's connections, examined
    jobs.extend(api::jobs(texts())); // bulk calls of programs, part by part
    jobs.extend(webhooks::jobs(key.clone(), Arc::new(courier(config)?))); // what webhooks are told, and told again
    jobs.extend(triage::jobs()); // learning from the history
    jobs.extend(problems::jobs()); // the same news to the requesters of several tickets
    jobs.extend(privacy::jobs(files.clone())); // people who are erased, part by part; copies of their data
    jobs.extend(notifications::jobs(texts(), &config.base_url)); // news gathered into letters
    Ok(Wiring { listeners, jobs })
}

/// Who is told of every event before its deed is committed.
#[must_use]
pub fn witness() -> Witness {
    audit::witness() // what was set, granted, taken away or looked at
}

/// In whose words prepared texts are filled in.
#[must_use]
pub fn speaker(config: &Config) -> Speaker {
    Speaker { texts: texts(), base_url: config.base_url.clone(), zone: zone(config) }
}

/// Where the desk is; its name was checked when the configuration was read.
fn zone(config: &Config) -> TimeZone {
    catalogue::zone_named(&config.zone).unwrap_or(TimeZone::UTC)
}

/// The pages' desk.
///
/// # Errors
/// When the way to pictures of letters cannot be made.
pub fn desk(config: &Config, opened: Opened, stop: watch::Receiver<bool>) -> Result<web::Desk> {
    // Strangers write where their pictures lie: no network inside is ever asked for one.
    let pictures = courier::Pictures::new(Vec::new())?;
    Ok(web::Desk::new(web::Parts {
        db: opened.db,
        files: opened.files,
        pictures: Arc::new(pictures),
        catalogue: texts(),
        key: opened.key,
        base_url: config.base_url.clone(),
        name: config.name.clone(),
        zone: zone(config),
        trusted_proxies: config.trusted_proxies.clone(),
        upload_bytes_max: config.upload_mib_max * MIB,
        stop,
    }))
}

/// The desk as programs reach it.
#[must_use]
pub fn api_desk(config: &Config, opened: &Opened) -> api::Desk {
    api::Desk::new(api::Parts {
        db: opened.db.clone(),
        files: opened.files.clone(),
        key: opened.key.clone(),
        catalogue: texts(),
        base_url: config.base_url.clone(),
        name: config.name.clone(),
        zone: zone(config),
        trusted_proxies: config.trusted_proxies.clone(),
        upload_bytes_max: config.upload_mib_max * MIB,
        passwords: config.api_passwords,
        requests_a_minute: config.api_requests_a_minute,
    })
}

/// The SMTP and LMTP doors, open and served, as far as they are configured: what is spoken, where, and the task.
///
/// # Errors
/// When one cannot listen, or its certificate cannot be used.
pub async fn mail_doors(config: &Config, opened: &Opened, stop: &watch::Receiver<bool>) -> Result<Vec<(Protocol, Listen, JoinHandle<()>)>> {
    let mut doors = Vec::new();
    for (protocol, place) in [(Protocol::Smtp, &config.smtp_listen), (Protocol::Lmtp, &config.lmtp_listen)] {
        if place.is_empty() {
            continue;
        }
        let setup = SmtpConfig {
            listen: place.parse().context("where the mail doors listen")?,
            protocol,
            hostname: host_of(&config.base_url),
            tls: tls_files(config),
            limits: SmtpLimits { letter_bytes_max: letter_bytes_max(config), ..SmtpLimits::default() },
        };
        let door = SmtpDoor::open(setup, mailroom(config, opened)?).await?;
        doors.push((protocol, door.address()?, tokio::spawn(door.serve(stop.clone()))));
    }
    Ok(doors)
}

/// The workers that fetch mailboxes.
///
/// # Errors
/// When the system's name servers cannot be found out.
pub fn fetching(config: &Config, opened: &Opened, holder: String, stop: watch::Receiver<bool>) -> Result<JoinHandle<()>> {
    let limits = FetchLimits { letter_bytes_max: letter_bytes_max(config), ..FetchLimits::default() };
    let work = mailroom::fetch_mailboxes(mailroom(config, opened)?, opened.key.clone(), limits, holder, stop);
    Ok(tokio::spawn(work))
}

/// The way in for letters, which looks into their senders.
///
/// # Errors
/// When the system's name servers cannot be found out.
pub fn mailroom(config: &Config, opened: &Opened) -> Result<Mailroom> {
    let senders = SendersConfig {
        name_server: config.name_server.parse().ok(),
        authserv_id: config.authserv_id.clone(),
        hostname: host_of(&config.base_url),
    };
    Ok(Mailroom::new(opened.db.clone(), opened.files.clone()).looking_into(Senders::new(senders)?))
}

/// The certificate of the mail doors, if there is one.
#[must_use]
pub fn tls_files(config: &Config) -> Option<TlsFiles> {
    let files = TlsFiles { certificate: config.smtp_certificate.clone().into(), key: config.smtp_key.clone().into() };
    (!config.smtp_certificate.is_empty()).then_some(files)
}

fn letter_bytes_max(config: &Config) -> usize {
    usize::try_from(config.letter_mib_max * MIB).unwrap_or(usize::MAX)
}

/// All the ways out: the desk's relay, those of its mailboxes, and the key letters are signed with.
///
/// # Errors
/// When the relay's address or the key does not hold.
pub fn relays(config: &Config, opened: &Opened) -> Result<Arc<Relays>> {
    Ok(Arc::new(Relays::new(opened.key.clone(), relay(config)?, dkim(config)?)))
}

/// The key that letters are signed with, if there is one.
///
/// # Errors
/// When its file holds none.
pub fn dkim(config: &Config) -> Result<Option<Dkim>> {
    if config.dkim_domain.is_empty() {
        return Ok(None);
    }
    let key =
        DkimConfig { domain: config.dkim_domain.clone(), selector: config.dkim_selector.clone(), key: config.dkim_key.clone().into() };
    Dkim::new(&key).map(Some)
}

/// The way out for webhooks.
///
/// # Errors
/// When a network does not read.
pub fn courier(config: &Config) -> Result<Courier> {
    let networks = config.webhook_networks.iter().map(|n| n.parse()).collect::<anyhow::Result<_>>().context("webhook_networks")?;
    Ok(Courier::new(networks)?)
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
    let login = url.password().map(|password| Login::Password { user: plain(url.username()), password: plain(password) });
    let authority = match config.relay_authority.as_str() {
        "" => String::new(),
        file => std::fs::read_to_string(file).with_context(|| format!("relay_authority: {file}"))?,
    };
    let relay = RelayConfig { host, port: url.port().unwrap_or(port), security, login, hello: None, authority };
    Ok(Some(SmtpRelay::new(&relay)?))
}

/// The demo's wiring: everything but a way out.
///
/// # Errors
/// When the database is wired already.
pub fn wire_demo(config: &Config, opened: &Opened) -> Result<()> {
    let inside = Config { relay: String::new(), ..config.clone() };
    opened.db.wire(wiring(&inside, opened)?);
    Ok(())
}
