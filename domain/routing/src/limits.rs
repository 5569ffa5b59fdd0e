//! Every limit, with its unit.

use db::MINUTE_MS;

/// Open tickets that a person can have when nobody said how many.
pub const CAPACITY: i64 = 12;
/// The most that can be said.
pub const CAPACITY_MAX: i64 = 500;
/// The highest level of a skill.
pub const LEVEL_MAX: u8 = 3;
/// Characters of a skill's name.
pub const SKILL_CHARS_MAX: usize = 40;
/// Skills of one person, and needs of one category.
pub const SKILLS_MAX: usize = 30;
/// Minutes in which a ticket is to be taken, at most.
pub const TAKE_MINUTES_MAX: i64 = 10_000;
/// Offers that are looked at in one transaction.
pub const OFFERS_BATCH: usize = 50;
/// After what time a ticket that nobody can have is looked at again, in milliseconds.
pub const RETRY_MS: i64 = 5 * MINUTE_MS;
/// Tickets that wait for somebody which a page shows.
pub const SHOWN_MAX: i64 = 100;
