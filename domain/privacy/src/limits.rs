//! How much is done in one transaction, and how long what is put together lies there.

use db::DAY_MS;

/// Tickets that are emptied in one transaction.
pub const TICKETS_BATCH: usize = 20;
/// Messages in tickets of others that are emptied in one transaction.
pub const MESSAGES_BATCH: usize = 50;
/// Erasures that are listed at once.
pub const ERASURES_MAX: usize = 10_000;
/// How long a copy of somebody's data can be fetched, in days.
pub const COPY_KEPT_DAYS: i64 = 7;
/// The same in milliseconds.
pub const COPY_KEPT_MS: i64 = COPY_KEPT_DAYS * DAY_MS;
/// Copies that are forgotten in one transaction.
pub const COPIES_FORGOTTEN_BATCH: usize = 20;
/// Copies of one person that are listed.
pub const COPIES_SHOWN_MAX: usize = 10;
/// Longest archive, in bytes; a longer one is made by `firstline person export`.
pub const COPY_BYTES_MAX: u64 = 8 * 1024 * 1024 * 1024;
/// Originals of letters that are removed in one transaction.
pub const ORIGINALS_BATCH: usize = 200;
/// Fewest days that something is kept by a rule.
pub const KEEP_DAYS_MIN: i64 = 1;
/// Most days that something is kept by a rule: a hundred years.
pub const KEEP_DAYS_MAX: i64 = 36_500;
