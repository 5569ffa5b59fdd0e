//! Every limit, with its unit.

/// How far ahead a moment is looked for, in years; beyond it a calendar is said not to open often enough.
pub const YEARS_AHEAD_MAX: i32 = 20;
/// The years that calendars know; the first and the last.
pub const YEARS: (i16, i16) = (1900, 9990);
/// Months whose open time one calendar keeps at hand; more are counted anew.
pub const MONTHS_KEPT_MAX: usize = 600;
/// Spans of one day.
pub const SPANS_MAX: usize = 24;
/// Special days of one calendar; a rule that repeats counts once.
pub const SPECIAL_DAYS_MAX: usize = 2_000;
/// Days in a row that one special day may cover.
pub const SPECIAL_LENGTH_MAX: u16 = 366;
/// Characters of a special day's name.
pub const SPECIAL_NAME_CHARS_MAX: usize = 120;
/// Stretches that one explanation lists.
pub const STRETCHES_MAX: usize = 5_000;
/// Bytes of an iCalendar file.
pub const ICS_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Bytes of one unfolded line of an iCalendar file; longer ones are cut.
pub const ICS_LINE_BYTES_MAX: usize = 64 * 1024;
/// Values in one part of a recurrence rule, such as the days of BYMONTHDAY.
pub const RULE_VALUES_MAX: usize = 366;
/// Periods of a recurrence rule that are gone through for one answer.
pub const RULE_PERIODS_MAX: u32 = 40_000;
