//! Every limit of this slice, with its unit.

use db::DAY_MS;

/// Longest name of a change or a freeze, in characters.
pub const NAME_CHARS_MAX: usize = 200;
/// Longest text of a change, in characters.
pub const TEXT_CHARS_MAX: usize = 20_000;
/// Longest window of a change, in milliseconds.
pub const WINDOW_MS_MAX: i64 = 31 * DAY_MS;
/// Longest freeze, in milliseconds.
pub const FREEZE_MS_MAX: i64 = 92 * DAY_MS;
/// People asked to approve one change.
pub const APPROVERS_MAX: usize = 10;
/// Tickets of one change.
pub const TICKETS_MAX: usize = 100;
/// Changes of one page.
pub const CHANGES_PAGE: usize = 50;
/// Changes and freezes that one stretch of the calendar shows.
pub const CALENDAR_MAX: i64 = 500;
/// Freezes that are kept.
pub const FREEZES_MAX: i64 = 100;
/// How long a link to decide by is of use, in milliseconds, whatever becomes of the change.
pub const LINK_MS: i64 = 30 * DAY_MS;
/// Days before and after now whose windows a calendar program reads.
pub const FEED_DAYS: (i64, i64) = (31, 366);
/// Events of a change that are read at once.
pub const EVENTS_MAX: i64 = 500;
