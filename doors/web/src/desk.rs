//! What every handler is given: the database, the files, the texts and the little that is configured.

use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;

use automation::Speaker;
use catalogue::Catalogue;
use db::Db;
use jiff::tz::TimeZone;
use mail::PictureSource;
use tokio::sync::watch;

use crate::queue::Tallies;

/// The desk as the pages see it; cheap to clone.
#[derive(Clone)]
pub struct Desk(Arc<Whole>);

struct Whole {
    parts: Parts,
    tallies: Tallies,
}

/// Its parts.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The files.
    pub files: files::Store,
    /// Where pictures that letters have elsewhere are fetched, once somebody asks.
    pub pictures: Arc<dyn PictureSource>,
    /// What passwords and tokens of mailboxes are sealed with.
    pub key: seal::Key,
    /// The texts.
    pub catalogue: &'static Catalogue,
    /// Where people reach us, without a slash at the end: `https://desk.example`.
    pub base_url: String,
    /// What the desk is called towards requesters: `Acme IT`.
    pub name: String,
    /// Where the desk is: what its rules mean by a day.
    pub zone: TimeZone,
    /// Reverse proxies whose word about the asker's address is taken.
    pub trusted_proxies: Vec<IpAddr>,
    /// Largest file that may be uploaded, in bytes.
    pub upload_bytes_max: u64,
    /// Turns true when the server stops: streams end by themselves.
    pub stop: watch::Receiver<bool>,
}

impl Desk {
    /// A desk of these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Whole { parts, tallies: Tallies::default() }))
    }

    /// The counts of saved views, for whoever works with the queue.
    pub(crate) fn tallies(&self) -> &Tallies {
        &self.0.tallies
    }

    /// Waits until the server stops.
    pub async fn stopped(&self) {
        let mut stop = self.stop.clone();
        // A sender that is gone has stopped too.
        let _ = stop.wait_for(|stop| *stop).await;
    }

    /// In whose words prepared texts are filled in.
    #[must_use]
    pub fn speaker(&self) -> Speaker {
        Speaker { texts: self.catalogue, base_url: self.base_url.clone(), zone: self.zone.clone() }
    }

    /// Do people reach us over TLS, so that cookies may insist on it?
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

impl Deref for Desk {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0.parts
    }
}
