//! Configuration: a file, the environment and flags, each stronger than the one before, one table of names.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

/// The file looked for in the data folder when none is named.
const FILE_NAME: &str = "firstline.toml";
/// Shortest token for `/metrics`, in bytes.
const METRICS_TOKEN_BYTES_MIN: usize = 16;
/// Prefix of the environment's names.
const ENV_PREFIX: &str = "FIRSTLINE_";

/// Everything that can be configured. `docs/operating/configuration.md` explains each name.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Folder for the embedded database and the files.
    pub data: PathBuf,
    /// Address and port of the pages.
    pub listen: SocketAddr,
    /// Where people reach the pages; from `listen` when empty.
    pub base_url: String,
    /// `postgres://..`, or a SQLite file; `firstline.db` in the data folder when empty.
    pub database: String,
    /// Connections for reading.
    pub database_readers: usize,
    /// Connections for writing (PostgreSQL).
    pub database_writers: usize,
    /// `s3://bucket/prefix`, or a folder; `files` in the data folder when empty.
    pub files: String,
    /// Endpoint of an S3 service other than Amazon's.
    pub s3_endpoint: String,
    /// Region of the bucket.
    pub s3_region: String,
    /// Access key of the bucket.
    pub s3_access_key: String,
    /// Secret of the access key.
    pub s3_secret_key: String,
    /// Address and port of the SMTP door; closed when empty.
    pub smtp_listen: String,
    /// Certificate (PEM, with those that vouch for it) for STARTTLS at the SMTP and LMTP doors; not offered when empty.
    pub smtp_certificate: String,
    /// Its private key (PEM).
    pub smtp_key: String,
    /// Address and port of the LMTP door, or `unix:/path`; closed when empty.
    pub lmtp_listen: String,
    /// `smtps://user:password@host:465` or `smtp://user:password@host:587`; letters stay in the outbox when empty.
    pub relay: String,
    /// File of certificates (PEM) that are trusted for the relay besides the system's.
    pub relay_authority: String,
    /// Letters from addresses in this domain are signed (DKIM); none when empty.
    pub dkim_domain: String,
    /// Name below `_domainkey` where the public key is published.
    pub dkim_selector: String,
    /// File of the private key (PEM), RSA or Ed25519.
    pub dkim_key: String,
    /// The mail server before us whose `Authentication-Results` are believed; nobody's when empty.
    pub authserv_id: String,
    /// Address and port of the name server asked about senders; the system's when empty.
    pub name_server: String,
    /// Key that passwords and tokens of mailboxes are sealed with, 64 hexadecimal digits; from `secret_key_file` when empty.
    pub secret_key: String,
    /// File of that key, made if absent; `secret.key` in the data folder when empty.
    pub secret_key_file: String,
    /// What the desk is called towards requesters.
    pub name: String,
    /// Language of letters to people whose language is unknown: `en` or `de`.
    pub language: String,
    /// Time zone of the desk: what rules mean by a day, and the zone of people whose own is unknown.
    pub zone: String,
    /// Reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Largest letter taken in, in MiB.
    pub letter_mib_max: u64,
    /// Largest file uploaded, in MiB.
    pub upload_mib_max: u64,
    /// May programs come in to the API with an address and its password?
    pub api_passwords: bool,
    /// Requests to the API of one token, or one person's password, in a minute; 0 for any number.
    pub api_requests_a_minute: u32,
    /// What opens `/metrics`, as a bearer token; closed when empty.
    pub metrics_token: String,
    /// Networks inside that webhooks may be sent to, such as `10.1.0.0/16`; none when empty.
    pub webhook_networks: Vec<String>,
    /// Log lines as `text` or `json`.
    pub log: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            base_url: String::new(),
            database: String::new(),
            database_readers: 4,
            database_writers: 4,
            files: String::new(),
            s3_endpoint: String::new(),
            s3_region: "us-east-1".to_owned(),
            s3_access_key: String::new(),
            s3_secret_key: String::new(),
            smtp_listen: String::new(),
            smtp_certificate: String::new(),
            smtp_key: String::new(),
            lmtp_listen: String::new(),
            relay: String::new(),
            relay_authority: String::new(),
            dkim_domain: String::new(),
            dkim_selector: String::new(),
            dkim_key: String::new(),
            authserv_id: String::new(),
            name_server: String::new(),
            secret_key: String::new(),
            secret_key_file: String::new(),
            name: "Help desk".to_owned(),
            language: "en".to_owned(),
            zone: "Europe/London".to_owned(),
            trusted_proxies: Vec::new(),
            letter_mib_max: 48,
            upload_mib_max: 25,
            api_passwords: true,
            api_requests_a_minute: 60_000,
            metrics_token: String::new(),
            webhook_networks: Vec::new(),
            log: "text".to_owned(),
        }
    }
}

/// What flags say; `None` leaves it to the environment and the file.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Flags {
    /// `--data`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// `--listen`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
    /// `--database`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// `--smtp-listen`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smtp_listen: Option<String>,
}

impl Config {
    /// Reads file, environment and flags.
    ///
    /// # Errors
    /// Names what does not parse, where it stands and what would be right.
    pub fn read(defaults: Self, file: Option<&Path>, flags: &Flags) -> anyhow::Result<Self> {
        let base = Figment::from(Serialized::defaults(defaults));
        let environment = || Env::prefixed(ENV_PREFIX).ignore(&["corpora", "test_database", "config", "log_filter"]);
        let folder: PathBuf =
            base.clone().merge(environment()).merge(Serialized::defaults(flags)).extract_inner("data").context("the data folder")?;
        let file = file.map_or_else(|| folder.join(FILE_NAME), Path::to_path_buf);
        let config: Self = base
            .merge(Toml::file(&file))
            .merge(environment())
            .merge(Serialized::defaults(flags))
            .extract()
            .with_context(|| format!("the configuration does not hold (file {}, {ENV_PREFIX}.. variables, flags)", file.display()))?;
        config.checked()
    }

    fn checked(mut self) -> anyhow::Result<Self> {
        if self.base_url.is_empty() {
            self.base_url = format!("http://{}", self.listen);
        }
        self.base_url.truncate(self.base_url.trim_end_matches('/').len());
        ensure!(
            self.base_url.starts_with("http://") || self.base_url.starts_with("https://"),
            "base_url must begin with http:// or https://, not {:?}",
            self.base_url
        );
        ensure!(catalogue::Language::parse(&self.language).is_some(), "language must be en or de, not {:?}", self.language);
        ensure!(catalogue::zone_named(&self.zone).is_some(), "zone must name a time zone such as Europe/London, not {:?}", self.zone);
        ensure!(
            self.metrics_token.is_empty() || self.metrics_token.len() >= METRICS_TOKEN_BYTES_MIN,
            "metrics_token must be at least {METRICS_TOKEN_BYTES_MIN} characters that nobody guesses, or empty"
        );
        ensure!(matches!(self.log.as_str(), "text" | "json"), "log must be text or json, not {:?}", self.log);
        ensure!(
            self.smtp_listen.is_empty() || self.smtp_listen.parse::<SocketAddr>().is_ok(),
            "smtp_listen must be an address and a port such as 127.0.0.1:2525, not {:?}",
            self.smtp_listen
        );
        if !self.lmtp_listen.is_empty() {
            self.lmtp_listen.parse::<mailroom::Listen>().context("lmtp_listen")?;
        }
        ensure!(
            self.name_server.is_empty() || self.name_server.parse::<SocketAddr>().is_ok(),
            "name_server must be an address and a port such as 192.0.2.1:53, not {:?}",
            self.name_server
        );
        ensure!(
            self.smtp_certificate.is_empty() == self.smtp_key.is_empty(),
            "smtp_certificate and smtp_key go together: set both or none"
        );
        let dkim = [&self.dkim_domain, &self.dkim_selector, &self.dkim_key];
        ensure!(
            dkim.iter().all(|part| part.is_empty()) || dkim.iter().all(|part| !part.is_empty()),
            "dkim_domain, dkim_selector and dkim_key go together: set all or none"
        );
        Ok(self)
    }

    /// The key that passwords and tokens of mailboxes are sealed with, made at the first start.
    ///
    /// # Errors
    /// When the setting or the file holds no key, or the file cannot be made.
    pub fn key(&self) -> anyhow::Result<seal::Key> {
        if !self.secret_key.is_empty() {
            return seal::Key::parse(&self.secret_key).context("secret_key");
        }
        seal::Key::of_file(&self.secret_key_place())
    }

    /// Where the key's file lies.
    #[must_use]
    pub fn secret_key_place(&self) -> PathBuf {
        if self.secret_key_file.is_empty() { self.data.join("secret.key") } else { PathBuf::from(&self.secret_key_file) }
    }

    /// The database's address.
    #[must_use]
    pub fn database_url(&self) -> String {
        if self.database.is_empty() { self.data.join("firstline.db").display().to_string() } else { self.database.clone() }
    }

    /// Is the database the embedded one?
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        !self.database_url().contains("://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_stronger_than_the_file_and_mistakes_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("firstline.toml");
        std::fs::write(&file, "name = 'Acme IT'\nlisten = '127.0.0.1:9000'\n").unwrap();
        let flags = Flags { listen: Some(([127, 0, 0, 1], 9001).into()), ..Flags::default() };
        let config = Config::read(Config::default(), Some(&file), &flags).unwrap();
        assert_eq!((config.name.as_str(), config.base_url.as_str()), ("Acme IT", "http://127.0.0.1:9001"));
        std::fs::write(&file, "nmae = 'Acme IT'\n").unwrap();
        let error = format!("{:#}", Config::read(Config::default(), Some(&file), &flags).unwrap_err());
        assert!(error.contains("nmae"), "{error}");
    }
}
