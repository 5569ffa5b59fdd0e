//! What every command opens: the folder, the secret, the database and the files.

use anyhow::Context;
use db::{Db, Options};
use files::{S3Config, Store, StoreConfig};
use outcome::Result;

use crate::MIGRATIONS;
use crate::config::Config;

/// An opened desk.
pub struct Opened {
    /// The database.
    pub db: Db,
    /// The files.
    pub files: Store,
    /// What passwords and tokens of mailboxes and the secrets of authenticator apps are sealed with.
    pub key: seal::Key,
}

/// Opens the desk and brings its schema up to date.
///
/// # Errors
/// When a part cannot be opened; says which.
pub fn open(config: &Config) -> Result<Opened> {
    let opened = open_unmigrated(config)?;
    db::migrate(&opened.db, MIGRATIONS)?;
    let key = opened.key.clone();
    opened.db.write_now(move |tx| people::seal_totp_secrets(tx, &key))?;
    Ok(opened)
}

/// Opens the desk as it stands.
///
/// # Errors
/// When a part cannot be opened; says which.
pub fn open_unmigrated(config: &Config) -> Result<Opened> {
    std::fs::create_dir_all(&config.data).with_context(|| format!("the data folder {}", config.data.display()))?;
    let files = Store::open(&store_config(config)?)?;
    let (readers, writers) = (config.database_readers, config.database_writers);
    let db = Db::open(&Options { readers, writers, ..Options::new(config.database_url()) })?;
    db.bear(crate::wiring::witness());
    Ok(Opened { db, files, key: config.key()? })
}

/// Where the files lie.
///
/// # Errors
/// When an S3 place has no bucket or keys.
pub fn store_config(config: &Config) -> anyhow::Result<StoreConfig> {
    let Some(place) = config.files.strip_prefix("s3://") else {
        let folder = if config.files.is_empty() { config.data.join("files") } else { config.files.clone().into() };
        return Ok(StoreConfig::Folder(folder));
    };
    let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
    anyhow::ensure!(!bucket.is_empty(), "files must name a bucket: s3://bucket/prefix");
    anyhow::ensure!(!config.s3_access_key.is_empty() && !config.s3_secret_key.is_empty(), "s3_access_key and s3_secret_key are missing");
    Ok(StoreConfig::S3(S3Config {
        bucket: bucket.to_owned(),
        prefix: prefix.to_owned(),
        endpoint: Some(config.s3_endpoint.clone()).filter(|e| !e.is_empty()),
        region: config.s3_region.clone(),
        access_key_id: config.s3_access_key.clone(),
        secret_access_key: config.s3_secret_key.clone(),
    }))
}
