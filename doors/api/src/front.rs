//! What every request passes: its path is tidied, whoever asks is known or not, refusals are worded, answers are tagged.

mod address;
mod asked;
mod caller;
mod credentials;
mod drain;
mod etag;
mod once;
mod page;
mod path;
mod proofs;
mod rates;
mod refused;
mod segment;
mod sent;

pub use asked::Asked;
pub use caller::{Caller, greet};
pub(crate) use drain::drain;
pub(crate) use etag::tag;
pub use once::{Once, OnceKey};
pub use page::{Links, Meta, PAGE_SIZE_MAX, Page, Start, Turn, Walked};
pub(crate) use path::tidy_path;
pub(crate) use proofs::Proofs;
pub(crate) use rates::Rates;
pub use refused::{Answer, Refused, panicked, present};
pub use segment::Segment;
pub use sent::{Given, Id, Sent};

use db::Moment;

/// An instant as programs are told it: `2026-11-23T09:00:00Z`.
#[must_use]
pub fn iso(moment: Moment) -> String {
    let second = jiff::Timestamp::from_second(moment.0.div_euclid(1_000)).unwrap_or_default();
    second.to_string()
}
