//! How much and how often people are told things.

use db::{DAY_MS, MINUTE_MS};

/// After a letter of notifications, how long further ones are gathered into the next.
pub const GATHER_MS: i64 = 10 * MINUTE_MS;
/// The hour of the day, in a person's own zone, at which a daily digest leaves.
pub const DIGEST_HOUR: i8 = 8;
/// Things told in one letter; of more, the letter says how many there are.
pub const IN_LETTER_MAX: i64 = 50;
/// Notifications on one page.
pub const PAGE_MAX: i64 = 100;
/// Notifications marked as read at once.
pub const MARK_MAX: usize = 200;
/// How long a notification is kept, read or not.
pub const KEPT_MS: i64 = 90 * DAY_MS;
/// Notifications forgotten in one transaction.
pub const FORGET_BATCH: i64 = 1_000;
/// People told of one thing.
pub const RECIPIENTS_MAX: usize = 500;
/// Beginning of a message that a notification shows, in characters.
pub const EXCERPT_CHARS_MAX: usize = 200;
