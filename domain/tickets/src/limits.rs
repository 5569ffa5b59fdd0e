//! How much of everything a ticket holds; a refusal names the limit it met.

use db::{DAY_MS, HOUR_MS, SECOND_MS};

/// Longest subject, in characters.
pub const SUBJECT_CHARS_MAX: usize = 200;
/// Longest name that another system has for a ticket, in characters.
pub const EXTERNAL_ID_CHARS_MAX: usize = 255;
/// Longest message, in bytes; the quoted part of a letter has the same limit of its own.
pub const BODY_BYTES_MAX: usize = 256 * 1024;
/// Longest HTML made of a message, in bytes.
pub const BODY_HTML_BYTES_MAX: usize = 4 * BODY_BYTES_MAX;
/// Tags of one ticket.
pub const TAGS_MAX: usize = 30;
/// Longest tag, in characters.
pub const TAG_CHARS_MAX: usize = 50;
/// Watchers of one ticket.
pub const WATCHERS_MAX: usize = 100;
/// Files of one message.
pub const ATTACHMENTS_MAX: usize = 50;
/// Longest name of a file, in characters.
pub const FILE_NAME_CHARS_MAX: usize = 255;
/// People mentioned in one message.
pub const MENTIONS_MAX: usize = 20;
/// Longest reason for putting a ticket on hold, in characters.
pub const REASON_CHARS_MAX: usize = 500;
/// How far ahead a ticket may be put on hold.
pub const HOLD_MS_MAX: i64 = 2 * 365 * DAY_MS;
/// Beginning of the last message that lists show, in characters.
pub const EXCERPT_CHARS_MAX: usize = 160;
/// Longest time for taking a message back, in seconds.
pub const UNDO_SEND_S_MAX: u32 = 30;
/// How long the last change can be undone.
pub const UNDO_MS: i64 = HOUR_MS;
/// Tickets merged into tickets merged into tickets: how deep a number is followed.
pub const MERGE_DEPTH_MAX: usize = 20;
/// Messages of a conversation shown at once; earlier ones come by page.
pub const MESSAGES_PAGE: usize = 100;
/// Events of a timeline shown at once; earlier ones come by page.
pub const EVENTS_PAGE: usize = 200;
/// Tickets a timer touches in one transaction; it goes on until none is left.
pub const CLOCK_BATCH: usize = 100;
/// Tickets that are looked at again in one transaction when an agreement or calendar changed; the next ones follow.
pub const REAPPLY_BATCH: usize = 100;
/// Presence that was not renewed for so long is over.
pub const PRESENCE_MS: i64 = 45 * SECOND_MS;
/// A file that was uploaded and bound to no message is forgotten after so long.
pub const LOOSE_FILE_MS: i64 = 30 * DAY_MS;
/// Tickets that one person keeps at hand.
pub const BOOKMARKS_MAX: i64 = 1_000;
/// Drafts of one person; the next one is refused, none is thrown away.
pub const DRAFTS_MAX: i64 = 1_000;
/// Tickets of a round that one transaction changes; the next ones follow.
pub const ROUND_BATCH: usize = 50;
/// Tickets that a round is tried on before it is begun.
pub const ROUND_TRIED_MAX: usize = 100;
/// Rounds of one person that are under way at the same time.
pub const ROUNDS_MAX: i64 = 5;
/// Rounds, and tickets that stayed as they were, which a page shows.
pub const ROUND_SHOWN_MAX: i64 = 50;
/// How long a round can be looked at after it ended.
pub const ROUND_KEPT_MS: i64 = 30 * DAY_MS;
/// Rounds that are forgotten in one transaction.
pub const ROUNDS_FORGOTTEN_BATCH: usize = 5;
/// How far back a rehearsal looks, in milliseconds.
pub const REHEARSED_MS: i64 = 30 * DAY_MS;
/// Tickets that a rehearsal runs through, the newest; it says when there are more.
pub const REHEARSED_MAX: usize = 2_000;
/// Tickets that a rehearsal names.
pub const REHEARSED_SHOWN: usize = 50;
