//! What every handler is given: the database, the files, the texts, and what is remembered between requests.

use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;

use catalogue::{Catalogue, Language, Say};
use db::Db;
use jiff::tz::TimeZone;

use crate::front::{Proofs, Rates};

/// The desk as the API sees it; cheap to clone.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

/// Its parts.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The files.
    pub files: files::Store,
    /// What secrets of webhooks are sealed with.
    pub key: seal::Key,
    /// The texts.
    pub catalogue: &'static Catalogue,
    /// Where people reach us, without a slash at the end: `https://desk.example`.
    pub base_url: String,
    /// What the desk is called towards requesters: `Acme IT`.
    pub name: String,
    /// In whose days filters of rules and macros count.
    pub zone: TimeZone,
    /// Reverse proxies whose word about the asker's address is taken.
    pub trusted_proxies: Vec<IpAddr>,
    /// Largest file that may be uploaded, in bytes.
    pub upload_bytes_max: u64,
    /// May programs come in with an address and its password?
    pub passwords: bool,
    /// Requests of one token, or one person's password, in a minute; 0 for any number.
    pub requests_a_minute: u32,
}

struct Inner {
    parts: Parts,
    rates: Rates,
    proofs: Proofs,
}

impl Desk {
    /// A desk of these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let rates = Rates::new(parts.requests_a_minute);
        Self(Arc::new(Inner { parts, rates, proofs: Proofs::new() }))
    }

    /// How often each credential asked.
    pub(crate) fn rates(&self) -> &Rates {
        &self.0.rates
    }

    /// Passwords that were right a moment ago.
    pub(crate) fn proofs(&self) -> &Proofs {
        &self.0.proofs
    }

    /// The absolute address of a path below `/api/v2`, as programs are told it.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{}{path}", self.base_url, crate::ROOT)
    }

    /// The texts in the language of programs.
    pub(crate) fn say(&self) -> Say {
        Say::new(self.catalogue, Language::En, TimeZone::UTC)
    }
}

impl Deref for Desk {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0.parts
    }
}
