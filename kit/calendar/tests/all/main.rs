//! Business calendars: time that adds up, rules that repeat, files of holidays.
#![expect(clippy::unwrap_used, reason = "tests")]

mod corpora;
mod files;
mod hours;
mod properties;
mod reasons;
mod rules;
