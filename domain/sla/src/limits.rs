//! Every limit, with its unit.

/// Business calendars in use.
pub const CALENDARS_MAX: usize = 100;
/// Agreements in use; each is a condition that tickets are held to.
pub const AGREEMENTS_MAX: usize = 50;
/// Characters of a calendar's or agreement's name.
pub const NAME_CHARS_MAX: usize = 80;
/// Minutes of business time that a target may allow: five years without a night.
pub const TARGET_MINUTES_MAX: u32 = 5 * 366 * 24 * 60;
/// Steps of escalation of one agreement.
pub const STEPS_MAX: usize = 12;
/// The percentage of a target at which the last step can be taken.
pub const STEP_PERCENT_MAX: u16 = 1_000;
/// Calendars that one process keeps ready.
pub const CALENDARS_KEPT_MAX: usize = 256;
/// Priorities, 1 the most urgent.
pub const PRIORITIES: usize = 4;
/// Tickets whose facts are read in one statement.
pub const FACTS_BATCH: usize = 500;
