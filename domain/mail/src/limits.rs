//! How much mail comes in and goes out; what meets a limit is held where people see it, never lost.

use db::{Budget, DAY_MS, HOUR_MS, MINUTE_MS};

/// Letters to one address in an hour, of whatever kind; the next one is held.
pub const TO_ADDRESS: Budget = Budget { most: 30, window_ms: HOUR_MS };
/// Letters about one ticket in an hour; the next one is held.
pub const ABOUT_TICKET: Budget = Budget { most: 120, window_ms: HOUR_MS };
/// Letters to one domain in an hour that Firstline writes by itself in answer to others; the next one is held: a loop over ever new
/// addresses of one domain meets it.
pub const TO_DOMAIN: Budget = Budget { most: 200, window_ms: HOUR_MS };
/// Acknowledgements to an address nobody vouched for, in a day: whoever forges a sender makes us write once, not a thousand times.
pub const ACKNOWLEDGE_UNVERIFIED: Budget = Budget { most: 1, window_ms: DAY_MS };
/// Acknowledgements to one known address in an hour.
pub const ACKNOWLEDGE_KNOWN: Budget = Budget { most: 10, window_ms: HOUR_MS };
/// Tickets opened by letters of one address in an hour; further letters wait in *Mail to check*.
pub const OPENED_BY_ADDRESS: Budget = Budget { most: 20, window_ms: HOUR_MS };
/// Tickets opened in an hour by letters of people nobody vouched for, all together: forged senders cost a forger nothing.
pub const OPENED_BY_STRANGERS: Budget = Budget { most: 200, window_ms: HOUR_MS };
/// Letters of one address that join tickets in an hour; further letters wait in *Mail to check*.
pub const JOINED_BY_ADDRESS: Budget = Budget { most: 60, window_ms: HOUR_MS };
/// Absence notes and bounces that are noted on one ticket in a day; further ones are only kept.
pub const AUTOMATIC_NOTES: Budget = Budget { most: 5, window_ms: DAY_MS };

/// Pauses between tries to hand a letter to the relay; after the last one it is given up and says so.
pub const RETRY_PAUSES_MS: [i64; 10] =
    [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, 8 * HOUR_MS, 16 * HOUR_MS, 24 * HOUR_MS];

/// Pause before a letter that came back for now is sent again.
pub const RETURN_PAUSE_MS: i64 = DAY_MS;
/// How often such a letter is sent again.
pub const RETURNS_MAX: i64 = 3;

/// Files that go with one letter, in bytes before encoding; of a message with more, the letter names them and says where they are.
pub const ENCLOSURES_BYTES_MAX: i64 = 18 * 1024 * 1024;
/// Ancestors that are remembered of one letter.
pub const ANCESTORS_MAX: usize = 50;
/// Message-IDs of a ticket that a letter out names as its ancestors.
pub const REFERENCES_MAX: i64 = 15;
/// Recipients in copy of one letter out.
pub const CC_MAX: usize = 50;
/// Beginning of a letter that lists show, in characters.
pub const EXCERPT_CHARS_MAX: usize = 160;
/// Longest name of a mailbox, and longest name beside its address, in characters.
pub const NAME_CHARS_MAX: usize = 80;
/// Longest signature, in characters.
pub const SIGNATURE_CHARS_MAX: usize = 4_000;
/// Mailboxes of one desk.
pub const MAILBOXES_MAX: i64 = 200;
/// Longest letter taken in where a desk says nothing else, in bytes: a file of 30 MiB grows to 41 on its way.
pub const LETTER_BYTES_MAX: usize = 48 * 1024 * 1024;
/// Letters on one page of a list.
pub const PAGE_MAX: i64 = 100;
/// Longest text of a relay's or another system's refusal that is kept, in characters.
pub const ERROR_CHARS_MAX: usize = 500;

/// Tries before a letter that cannot be fetched is shown to people.
pub const FETCH_TRIES_MAX: i64 = 3;
/// How long fetching may fail before administrators are told, in milliseconds: a server that starts anew is no news.
pub const TELL_OF_FAILURE_AFTER_MS: i64 = 15 * MINUTE_MS;
/// How long before a secret or a grant ends administrators are told, once a week, in milliseconds.
pub const TELL_OF_END_BEFORE_MS: i64 = 30 * DAY_MS;
/// Longest name of a server or of a user there, in characters.
pub const HOST_CHARS_MAX: usize = 253;
/// Longest name of a folder, in characters.
pub const FOLDER_CHARS_MAX: usize = 200;
/// Longest secret that is typed, in characters.
pub const SECRET_CHARS_MAX: usize = 4_000;
/// Longest address of a provider's endpoint, in characters.
pub const URL_CHARS_MAX: usize = 500;
/// Longest list of certificates that is trusted besides the system's, in bytes.
pub const AUTHORITY_BYTES_MAX: usize = 64 * 1024;

/// Pictures of one message that are fetched from elsewhere.
pub const PICTURES_MAX: usize = 60;
/// Largest picture that is fetched from elsewhere, in bytes.
pub const PICTURE_BYTES_MAX: usize = 5 * 1024 * 1024;
/// Longest address that a picture is fetched from, in bytes.
pub const PICTURE_URL_BYTES_MAX: usize = 4_000;
/// How long a picture that was not to be had is left alone, in milliseconds.
pub const PICTURE_AGAIN_MS: i64 = db::HOUR_MS;

/// Letters of one kind that are emptied in one transaction when a person is forgotten.
pub const EMPTIED_BATCH: usize = 100;
