//! Texts for people, in their language and time zone: Fluent messages looked up by key, moments, spans, numbers and sizes.
//!
//! A crate that shows texts keeps them in its own `locales/<language>/*.ftl` and hands the sources to one [`Catalogue`].
//! A page then asks its [`Say`]: `say.say("queue-title")`, `say.say1("queue-count", "count", 3)`, `say.ago(at, now)`.
//! A key nobody wrote shows as the key itself and is logged once; it never fails a page.
//! This crate knows nothing of what the texts are about.

mod argument;
mod book;
mod figures;
mod keys;
mod language;
mod moments;
mod plain;
mod say;

pub use argument::Arg;
pub use book::Catalogue;
pub use keys::{Keys, keys_of, missing_keys};
pub use language::Language;
pub use say::{Say, zone_named};
