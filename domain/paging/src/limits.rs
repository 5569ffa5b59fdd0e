//! Every limit, with its unit.

use db::DAY_MS;

/// Pages whose next step is taken in one transaction.
pub const PAGES_BATCH: usize = 50;
/// Minutes that people have to acknowledge, where no rota says so.
pub const ANSWER_MINUTES: u16 = 10;
/// Minutes that leads have, who are called last.
pub const LEADS_MINUTES: u16 = 15;
/// People that one step calls.
pub const CALLED_MAX: usize = 50;
/// Pages that have ended which the history shows.
pub const HISTORY_MAX: i64 = 50;
/// Open and unanswered pages that a list shows.
pub const SHOWN_MAX: i64 = 200;
/// How long the link in a letter acknowledges, in milliseconds.
pub const LINK_MS: i64 = 7 * DAY_MS;
