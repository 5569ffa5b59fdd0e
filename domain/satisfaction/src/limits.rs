//! Every limit, with its unit.

use db::DAY_MS;

/// Hours between resolving and asking, where nobody said otherwise.
pub const AFTER_HOURS: u32 = 24;
/// The most hours that can be set.
pub const AFTER_HOURS_MAX: u32 = 14 * 24;
/// How long an answer is taken and can be changed, in milliseconds from the time it was asked.
pub const ANSWER_MS: i64 = 30 * DAY_MS;
/// Answers below which a share says nothing about anybody.
pub const ANSWERS_MIN: i64 = 5;
/// Tickets about which is asked in one transaction; there are as many as are needed.
pub const ASK_BATCH: usize = 50;
/// Characters of a comment.
pub const COMMENT_CHARS_MAX: usize = 1_000;
/// Months that results look back, the current one counted.
pub const MONTHS: i64 = 12;
/// Latest low marks that results name.
pub const LATEST_MAX: i64 = 20;
/// Marks that programs are told of.
pub const TOLD_MAX: i64 = 10_000;
