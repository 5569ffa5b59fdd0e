//! Every limit, with its unit.

use db::{DAY_MS, MINUTE_MS, SECOND_MS};

/// Webhooks of one desk; each is asked at every event of a ticket.
pub const WEBHOOKS_MAX: i64 = 50;
/// Characters of a webhook's name.
pub const NAME_CHARS_MAX: usize = 100;
/// Characters of its description.
pub const DESCRIPTION_CHARS_MAX: usize = 500;
/// Bytes of its address.
pub const ADDRESS_BYTES_MAX: usize = 2_000;
/// Headers of the receiver's own.
pub const HEADERS_MAX: usize = 10;
/// Bytes of a header, name and value together.
pub const HEADER_BYTES_MAX: usize = 2_000;
/// Bytes of what is told at once.
pub const BODY_BYTES_MAX: usize = 256 * 1024;
/// Bytes of an answer that are kept.
pub const ANSWER_BYTES_KEPT: usize = 2_000;
/// Attempts before a delivery is given up.
pub const ATTEMPTS_MAX: i64 = 10;
/// Wait after the first attempt that failed, in milliseconds; each further wait is twice as long.
pub const RETRY_MS: i64 = 10 * SECOND_MS;
/// Attempts in a row that fail before a receiver is left in peace for a while.
pub const FAILURES_MAX: i64 = 20;
/// For how long it is left in peace, in milliseconds.
pub const PAUSE_MS: i64 = 10 * MINUTE_MS;
/// For how long deliveries are kept, in milliseconds.
pub const KEPT_MS: i64 = 14 * DAY_MS;
/// Deliveries forgotten in one batch.
pub const FORGET_BATCH: usize = 500;
/// Deliveries on a page of the log.
pub const SHOWN_MAX: usize = 100;
