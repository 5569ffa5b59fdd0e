//! The commands, one file each.

pub mod audit;
pub mod backup;
pub mod bench;
pub mod check;
pub mod deliver;
pub mod demo;
pub mod export;
pub mod import_export;
pub mod logs;
pub mod mail_doctor;
pub mod mail_explain;
pub mod migrate;
pub mod person;
pub mod restore;
pub mod serve;
pub mod sla;
pub mod suggest;
pub mod token;

use catalogue::{Language, Say};
use outcome::Refusal;

/// A refusal as the command line says it, in English: the words of administration are not translated.
#[must_use]
pub fn in_words(refusal: &Refusal) -> String {
    let say = english();
    match refusal {
        Refusal::Invalid(fields) => {
            let lines: Vec<String> = fields.iter().map(|f| format!("{}: {}", f.field, web::sentence(&say, &f.says))).collect();
            lines.join("\n")
        }
        Refusal::Conflict(says) => web::sentence(&say, says),
        other => other.to_string(),
    }
}

/// English, which the command line speaks.
#[must_use]
pub fn english() -> Say {
    Say::new(crate::texts(), Language::En, jiff::tz::TimeZone::UTC)
}

/// Runs async work for a command that is not.
///
/// # Errors
/// When the runtime cannot be started.
pub fn block_on<T>(work: impl Future<Output = T>) -> anyhow::Result<T> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work))
}

/// A progress bar on standard error, silent where that is no terminal.
#[must_use]
pub fn progress(what: &'static str) -> indicatif::ProgressBar {
    let style =
        indicatif::ProgressStyle::with_template("{spinner} {prefix} {msg}").unwrap_or_else(|_| indicatif::ProgressStyle::default_spinner());
    indicatif::ProgressBar::new_spinner().with_style(style).with_prefix(what)
}
