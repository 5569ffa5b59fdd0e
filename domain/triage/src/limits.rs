//! Every bound of triage, by name.

use db::{HOUR_MS, MINUTE_MS};

/// Tickets that are learned from, the newest; as sparse vectors they take some 150 MB while one thing is learned.
pub const HISTORY_MAX: usize = 50_000;
/// Tickets times labels of one lesson: it ends within two minutes. With more labels, fewer tickets are learned from.
pub const LESSON_MAX: usize = 600_000;
/// Tickets read at once while learning.
pub const HISTORY_BATCH: usize = 1_000;
/// Finished tickets before anything is learned.
pub const HISTORY_MIN: i64 = 20;
/// How old what was learned may become, in milliseconds.
pub const LEARNED_FOR_MS: i64 = 22 * HOUR_MS;
/// How long nothing new is learned, however much happens, in milliseconds.
pub const LEARNED_AGAIN_MS: i64 = HOUR_MS;
/// Characters of a ticket's first message that are read.
pub const TEXT_CHARS_READ: usize = 2_000;
/// The least confidence at which something is proposed, in per cent.
pub const SHOWN_PERCENT_MIN: u8 = 30;
/// The least confidence that a rule may be set to, in per cent: below it, more than half would be wrong.
pub const RULE_PERCENT_MIN: u8 = 50;
/// The highest confidence that a rule may be set to, in per cent.
pub const RULE_PERCENT_MAX: u8 = 99;
/// Likest tickets that are looked at.
pub const LIKEST_LOOKED_AT: usize = 20;
/// Tickets named as a reason for one proposal.
pub const REASONS_MAX: usize = 3;
/// Tags proposed at once.
pub const TAGS_PROPOSED_MAX: usize = 3;
/// What was learned that one process keeps in memory, at most: for one desk, and what it was before.
pub const KEPT_MAX: usize = 10;

/// How long a ticket counts as new where others like it are looked for, in milliseconds.
pub const RECENT_MS: i64 = 24 * HOUR_MS;
/// Recent tickets that are compared, the newest.
pub const RECENT_MAX: usize = 300;
/// The least likeness of two tickets that may be the same, in per cent.
pub const SAME_PERCENT_MIN: u8 = 60;
/// Tickets shown that may be the same.
pub const SAME_MAX: usize = 3;
/// How far apart in time tickets of one wave are opened, in milliseconds.
pub const WAVE_MS: i64 = 120 * MINUTE_MS;
/// The least likeness of tickets of one wave, in per cent.
pub const WAVE_PERCENT_MIN: u8 = 35;
/// Tickets, this one among them, that make a wave.
pub const WAVE_MIN: usize = 4;
/// Tickets gathered under one at once.
pub const GATHER_MAX: usize = 50;
