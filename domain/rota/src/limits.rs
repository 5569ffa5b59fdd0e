//! Every limit, with its unit.

use db::DAY_MS;

/// Rotas in use.
pub const ROTAS_MAX: usize = 100;
/// Characters of a rota's or layer's name.
pub const NAME_CHARS_MAX: usize = 80;
/// Layers of one rota.
pub const LAYERS_MAX: usize = 8;
/// Turns of one layer; somebody may have several.
pub const TURNS_MAX: usize = 60;
/// Days of one turn.
pub const TURN_DAYS_MAX: u16 = 366;
/// Steps of a paging chain.
pub const CALLS_MAX: usize = 8;
/// Minutes that a step of a paging chain waits.
pub const CALL_MINUTES_MAX: u16 = 24 * 60;
/// Times that a paging chain is gone through.
pub const ROUNDS_MAX: u8 = 5;
/// The longest stretch that one schedule shows, in milliseconds: a quarter and a week.
pub const SCHEDULE_MS_MAX: i64 = 100 * DAY_MS;
/// How far ahead the next hand-over is looked for, in milliseconds.
pub const AHEAD_MS: i64 = SCHEDULE_MS_MAX;
/// The longest override, swap or absence, in milliseconds.
pub const LENGTH_MS_MAX: i64 = 400 * DAY_MS;
/// How far ahead overrides, swaps and absences may begin, in milliseconds: two years.
pub const BEGIN_MS_MAX: i64 = 731 * DAY_MS;
/// Characters of the reason for an absence.
pub const REASON_CHARS_MAX: usize = 200;
/// Overrides, swaps and absences that a page shows.
pub const SHOWN_MAX: i64 = 200;
/// Days of duty that a calendar program is told, back and ahead.
pub const FEED_DAYS: (i64, i64) = (9, 91);
