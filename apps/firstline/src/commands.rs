//! The commands, one file each.

pub mod backup;
pub mod check;
pub mod deliver;
pub mod demo;
pub mod logs;
pub mod migrate;
pub mod person;
pub mod restore;
pub mod serve;
pub mod token;

use catalogue::{Language, Say};
use outcome::Refusal;

/// A refusal as the command line says it, in English: the words of administration are not translated.
#[must_use]
pub fn in_words(refusal: &Refusal) -> String {
    let say = Say::new(crate::texts(), Language::En, jiff::tz::TimeZone::UTC);
    match refusal {
        Refusal::Invalid(fields) => {
            let lines: Vec<String> = fields.iter().map(|f| format!("{}: {}", f.field, web::sentence(&say, &f.says))).collect();
            lines.join("\n")
        }
        Refusal::Conflict(says) => web::sentence(&say, says),
        other => other.to_string(),
    }
}

/// A progress bar on standard error, silent where that is no terminal.
#[must_use]
pub fn progress(what: &'static str) -> indicatif::ProgressBar {
    let style = indicatif::ProgressStyle::with_template("{spinner} {prefix} {msg}").unwrap_or_else(|_| indicatif::ProgressStyle::default_spinner());
    indicatif::ProgressBar::new_spinner().with_style(style).with_prefix(what)
}
