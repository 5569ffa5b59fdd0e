//! Every limit, with its unit.

/// Rules of one desk; each that is on is asked at every event of its kind.
pub const RULES_MAX: usize = 200;
/// Characters of a rule's name.
pub const RULE_NAME_CHARS_MAX: usize = 80;
/// Rules in a row that may set one another off; what goes deeper is stopped, and shown.
pub const CHAIN_MAX: usize = 5;
/// Causes that are followed back before a chain counts as too deep.
pub(crate) const CAUSES_MAX: usize = 64;
/// Tickets that one batch of the clock's rules touches; there are as many batches as are needed.
pub const SWEEP_BATCH: usize = 100;
/// Runs and changes that a rule's page shows.
pub const SHOWN_MAX: usize = 50;
/// Canned answers of one desk, those of everybody counted.
pub const CANNED_MAX: i64 = 2_000;
/// Characters of the name of a canned answer or a macro.
pub const PREPARED_NAME_CHARS_MAX: usize = 80;
/// Macros of one desk, those of everybody counted.
pub const MACROS_MAX: i64 = 500;
/// Characters of the sentence that says what a macro is for.
pub const DESCRIPTION_CHARS_MAX: usize = 300;
/// Canned answers that are offered at once; whoever looks for others types a word.
pub const OFFERED_MAX: usize = 50;
