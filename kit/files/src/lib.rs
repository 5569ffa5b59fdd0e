//! Files by what they hold: a blob is named by its SHA-256 and kept once, in a folder or in an S3 bucket. Knows nothing of letters or tickets.
//!
//! [`Store::put`] answers only when the bytes are durable: an accepted letter survives a power cut. Putting the same bytes
//! again changes nothing. Nothing is ever changed in place, so a [`FileRef`] stays true for good.

mod config;
mod store;
mod stream;

pub use config::{S3Config, StoreConfig};
pub use store::{FileRef, Store};
pub use stream::{Content, FileTooLarge};

/// The sentences for refusals, as Fluent sources by language, for the catalogue.
pub const TEXTS: [(&str, &str); 2] = [("en", include_str!("../locales/en/files.ftl")), ("de", include_str!("../locales/de/files.ftl"))];
