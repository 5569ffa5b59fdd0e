//! Rules, macros and canned answers, on whichever engine the run is for.

mod canned;
mod macros;
mod policy;
mod reach;
mod rules;

use std::sync::LazyLock;

use automation::Speaker;
use catalogue::Catalogue;

/// Firstline's own words, as far as these tests hear them.
fn speaker() -> Speaker {
    static TEXTS: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(&[automation::LOCALES, tickets::LOCALES].concat()));
    Speaker { texts: &TEXTS, base_url: "https://desk.example".to_owned(), zone: jiff::tz::TimeZone::UTC }
}
