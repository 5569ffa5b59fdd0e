//! Every bound of the language, by name.

/// Length of a filter's text, in bytes.
pub const TEXT_BYTES_MAX: usize = 8_192;
/// How deep groups and negations may nest.
pub const DEPTH_MAX: usize = 20;
/// Terms and words in one filter.
pub const TERMS_MAX: usize = 100;
/// Free words and phrases in one filter: each is a search of its own.
pub const WORDS_MAX: usize = 32;
/// Length of one word or phrase, in characters.
pub const PHRASE_CHARS_MAX: usize = 500;
/// Values in one term's comma list.
pub const VALUES_MAX: usize = 200;
/// Fields that one filter may sort by.
pub const ORDERS_MAX: usize = 3;
/// Nouns that one name may stand for; a name that fits more of them must be written more exactly.
pub const IDS_PER_NAME_MAX: usize = 100;
/// Parameters that one filter may bring into a statement (PostgreSQL takes 65,535, SQLite 32,766 in all).
pub const PARAMS_MAX: usize = 2_000;
/// Suggestions offered while typing.
pub const SUGGESTIONS_MAX: usize = 12;
