//! How much of everything the SMTP door grants; every limit has an answer that says so.

use std::time::Duration;

/// Pause after a failed accept, so that a lack of file handles does not become a busy loop.
pub(super) const ACCEPT_PAUSE: Duration = Duration::from_millis(200);
/// How long sessions may go on after the door was told to close.
pub(super) const FAREWELL: Duration = Duration::from_secs(20);
/// How long the sentence for somebody too many may take.
pub(super) const TURN_AWAY_WITHIN: Duration = Duration::from_secs(5);
/// Bytes read at once.
pub(super) const READ_BYTES: usize = 32 * 1024;
/// Longest line of a command, in bytes, its end included: RFC 5321 asks for 512, extensions for more.
pub(super) const LINE_BYTES_MAX: usize = 4_096;
/// Recipients that are no mailbox of ours before the session ends: enough for typing errors, too few for guessing.
pub(super) const UNKNOWN_RECIPIENTS_MAX: u32 = 20;
/// Commands that are wrong or out of order before the session ends.
pub(super) const ERRORS_MAX: u32 = 20;
/// How far a letter may exceed the limit and still be read to its end, so that the sender hears why it is refused.
pub(super) const EXCESS_FACTOR: usize = 4;
/// How long a letter waits for memory before its sender is asked to come back.
pub(super) const MEMORY_WITHIN: Duration = Duration::from_secs(20);
/// The unit in which memory for letters is handed out, in bytes.
pub(super) const MEMORY_UNIT_BYTES: usize = 64 * 1024;

/// Limits that a site may want to change.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct SmtpLimits {
    /// Connections at the same time.
    pub connections_max: usize,
    /// Connections at the same time from one address.
    pub connections_per_address_max: usize,
    /// Longest letter, in bytes.
    pub letter_bytes_max: usize,
    /// Memory for letters being received, over all connections, in bytes; at least one letter always fits.
    pub memory_bytes_max: usize,
    /// Recipients of one letter.
    pub recipients_max: usize,
    /// Commands in one session.
    pub commands_max: u32,
    /// Longest silence (RFC 5321, 4.5.3.2 asks for five minutes).
    pub idle: Duration,
    /// Longest session.
    pub session: Duration,
}

impl Default for SmtpLimits {
    fn default() -> Self {
        Self {
            connections_max: 200,
            connections_per_address_max: 50,
            letter_bytes_max: mail::LETTER_BYTES_MAX,
            memory_bytes_max: 256 * 1024 * 1024,
            recipients_max: 100,
            commands_max: 1_000,
            idle: Duration::from_secs(300),
            session: Duration::from_secs(30 * 60),
        }
    }
}
