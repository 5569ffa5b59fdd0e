//! Every bound of learning, by name.

/// Words of a text that are read; what follows says little that the beginning did not.
pub const TEXT_WORDS_MAX: usize = 400;
/// Different labels one classifier tells apart; the rarest beyond it are not learned.
pub const LABELS_MAX: usize = 200;
/// Examples a label needs to be learned at all.
pub const LABEL_EXAMPLES_MIN: usize = 3;
/// Examples that are learned from; of more, the last ones given.
pub const EXAMPLES_MAX: usize = 100_000;
/// Characters of a label that are kept.
pub const LABEL_CHARS_MAX: usize = 200;
/// Features counted at once while the vocabulary is chosen; the rarest are forgotten when there are more.
pub const FEATURES_COUNTED_MAX: usize = 4_000_000;
/// Features a classifier learns with, at most; fewer when there are many labels ([`LEARNED_CELLS_MAX`]).
pub const FEATURES_LEARNED_MAX: usize = 500_000;
/// Features times labels while learning: 32 million numbers are 128 MB.
pub const LEARNED_CELLS_MAX: usize = 32_000_000;
/// Features times labels that are kept afterwards, the most telling: 2 bytes each.
pub const KEPT_CELLS_MAX: usize = 2_000_000;
/// Features of one text that are kept to compare texts by, the most telling.
pub const COMPARED_FEATURES_MAX: usize = 64;
/// Likest texts answered at once.
pub const NEAREST_MAX: usize = 100;
