//! How much of everything a side conversation holds; a refusal names the limit it met.

/// Conversations beside one ticket.
pub const CONVERSATIONS_MAX: i64 = 50;
/// Addresses in one conversation.
pub const PARTICIPANTS_MAX: usize = 10;
/// Turns of one conversation; an answer beyond waits in *Mail to check*.
pub const MESSAGES_MAX: i64 = 300;
/// Longest text written at the desk, in bytes.
pub const BODY_BYTES_MAX: usize = 64 * 1024;
/// Files of the ticket that go along with one letter.
pub const FILES_MAX: usize = 20;
/// Files of the ticket that can be chosen from, the newest.
pub const FILES_SHOWN_MAX: usize = 200;
/// Longest name beside an address, in characters.
pub const NAME_CHARS_MAX: usize = 120;
/// Beginning of the last turn that lists show, in characters.
pub const EXCERPT_CHARS_MAX: usize = 160;
/// Turns that are emptied in one stroke when a person is erased; the next ones follow.
pub(crate) const EMPTIED_BATCH: usize = 200;
