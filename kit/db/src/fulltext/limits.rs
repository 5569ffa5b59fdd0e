//! Every bound of full text, by name.

/// Words of one part that are indexed; what follows is not found, and [`Coverage`](super::Coverage) says so.
pub const PART_WORDS_MAX: usize = 400_000;
/// Words of one entry of the index (PostgreSQL counts positions up to 16,383).
pub(crate) const ENTRY_WORDS_MAX: usize = 4_096;
/// Places of one word in one entry (PostgreSQL keeps 256).
pub(crate) const ENTRY_PLACES_MAX: u32 = 250;
/// Bytes of one entry's tokens (PostgreSQL takes 1 MiB with everything).
pub(crate) const ENTRY_BYTES_MAX: usize = 256 * 1_024;
/// Words of a phrase that must stand in a row; a longer phrase is looked for in overlapping stretches of this length.
pub const PHRASE_WORDS_MAX: usize = 32;
/// Words of a typed query that are looked for.
pub const QUERY_WORDS_MAX: usize = 32;
