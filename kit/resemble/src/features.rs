//! A text as features: its words and stems, words that stand together, and pieces of words, each as a number.
//!
//! Words alone know neither `log in` from `log file` nor a typo from its word. So neighbours, words with one between them, and
//! any two words of the beginning count as features too; and pieces of three and four letters, which survive typing errors,
//! German compounds and endings no stemmer knows. Scripts without blanks come as pairs of letters from [`words::split`].

use std::cell::RefCell;
use std::collections::HashMap;

use words::{Stems, split};

use crate::chance::mixed;
use crate::limits::TEXT_WORDS_MAX;

/// Kinds of features; each is brought to its own weight, so that many pieces do not outshout few words.
pub(crate) const FAMILIES: usize = 3;
/// What each family weighs against the others.
pub(crate) const FAMILY_WEIGHTS: [f32; FAMILIES] = [1.0, 1.2, 1.0];
/// The family of words and stems, by which texts are compared.
pub(crate) const WORDS: usize = 0;
/// The family of words that stand together.
const TOGETHER: usize = 1;
/// The family of pieces of words.
const PIECES: usize = 2;

/// Words at the beginning that count once more for standing there: most people say first what it is about.
const OPENING_WORDS: usize = 4;
/// Words at the beginning of which any two are a feature.
const PAIRED_WORDS: usize = 16;
/// Letters of a piece.
const PIECE_CHARS: std::ops::RangeInclusive<usize> = 3..=4;

/// A feature: its family in the lowest bits of a 64-bit digest.
pub(crate) type Feature = u64;

/// The family a feature belongs to.
pub(crate) fn family(feature: Feature) -> usize {
    usize::try_from(feature & 3).unwrap_or(0).min(FAMILIES - 1)
}

/// Words whose features a reader remembers: texts repeat their words, and stemming is most of the work.
const REMEMBERED_MAX: usize = 50_000;

/// Turns texts into features; made once for many texts.
pub(crate) struct Reader {
    stems: Stems,
    remembered: RefCell<HashMap<String, Vec<Feature>>>,
}

impl Reader {
    pub(crate) fn new() -> Self {
        Self { stems: Stems::new(), remembered: RefCell::default() }
    }

    /// The features of a text in ascending order, each with how often it comes.
    pub(crate) fn features(&self, text: &str) -> Vec<(Feature, u32)> {
        let words = split(text, TEXT_WORDS_MAX);
        let mut found = Vec::with_capacity(words.words.len() * 16);
        let digests: Vec<u64> = words.words.iter().map(|word| digest(word.plain.as_bytes())).collect();
        for (word, digest) in words.words.iter().zip(&digests) {
            self.of_word(&word.plain, *digest, &mut found);
        }
        found.extend(words.joined.iter().map(|joined| feature(WORDS, Kind::Word, digest(joined.together.as_bytes()))));
        together(&digests, &mut found);
        counted(found)
    }

    /// The word itself, its stems and its pieces.
    fn of_word(&self, word: &str, digest: u64, found: &mut Vec<Feature>) {
        let mut remembered = self.remembered.borrow_mut();
        if let Some(features) = remembered.get(word) {
            found.extend_from_slice(features);
            return;
        }
        let from = found.len();
        found.push(feature(WORDS, Kind::Word, digest));
        self.stems_of(word, found);
        pieces_of(word, found);
        if remembered.len() >= REMEMBERED_MAX {
            remembered.clear();
        }
        remembered.insert(word.to_owned(), found[from..].to_vec());
    }

    /// The stems of a word, as words: `jams` meets `jam`.
    fn stems_of(&self, word: &str, found: &mut Vec<Feature>) {
        let english = self.stems.english(word);
        let german = self.stems.german(word);
        if english != word {
            found.push(feature(WORDS, Kind::Word, digest(english.as_bytes())));
        }
        if german != word && german != english {
            found.push(feature(WORDS, Kind::Word, digest(german.as_bytes())));
        }
    }
}

/// What a feature is, beside its family; part of its digest.
#[derive(Clone, Copy)]
enum Kind {
    Word = 1,
    Opening,
    Next,
    NextButOne,
    OpeningNext,
    Pair,
    Piece,
}

fn feature(family: usize, kind: Kind, digest: u64) -> Feature {
    let bits = mixed(digest.wrapping_add((kind as u64).wrapping_mul(0xa076_1d64_78bd_642f)));
    (bits & !3) | family as u64
}

/// FNV-1a; spread by [`mixed`] before use.
fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn both(first: u64, second: u64) -> u64 {
    mixed(first).rotate_left(17) ^ second
}

fn together(words: &[u64], found: &mut Vec<Feature>) {
    for (at, word) in words.iter().enumerate() {
        if at < OPENING_WORDS {
            found.push(feature(WORDS, Kind::Opening, *word));
        }
        if let Some(next) = words.get(at + 1) {
            found.push(feature(TOGETHER, Kind::Next, both(*word, *next)));
            if at < OPENING_WORDS {
                found.push(feature(TOGETHER, Kind::OpeningNext, both(*word, *next)));
            }
        }
        if let Some(next) = words.get(at + 2) {
            found.push(feature(TOGETHER, Kind::NextButOne, both(*word, *next)));
        }
        for other in words.iter().take(PAIRED_WORDS).skip(at + 3) {
            found.push(feature(TOGETHER, Kind::Pair, both(*word.min(other), *word.max(other))));
        }
    }
}

/// The pieces of a word, its beginning and end marked.
fn pieces_of(word: &str, found: &mut Vec<Feature>) {
    let marked = format!(" {word} ");
    let starts: Vec<usize> = marked.char_indices().map(|(at, _)| at).chain([marked.len()]).collect();
    for chars in PIECE_CHARS {
        for ends in starts.windows(chars + 1) {
            found.push(feature(PIECES, Kind::Piece, digest(&marked.as_bytes()[ends[0]..ends[chars]])));
        }
    }
}

fn counted(mut found: Vec<Feature>) -> Vec<(Feature, u32)> {
    found.sort_unstable();
    found.chunk_by(PartialEq::eq).map(|same| (same[0], u32::try_from(same.len()).unwrap_or(u32::MAX))).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{FAMILIES, Reader, family};

    fn shared(left: &str, right: &str) -> [usize; FAMILIES] {
        let reader = Reader::new();
        let set = |text: &str| reader.features(text).into_iter().map(|(f, _)| f).collect::<BTreeSet<_>>();
        let mut shared = [0; FAMILIES];
        for common in set(left).intersection(&set(right)) {
            shared[family(*common)] += 1;
        }
        shared
    }

    #[test]
    fn accents_and_case_make_no_difference() {
        let reader = Reader::new();
        assert_eq!(reader.features("Drucker in ZÜRICH"), reader.features("drucker in zurich"));
    }

    #[test]
    fn endings_make_no_difference() {
        assert!(shared("it jams", "a paper jam")[0] >= 1 && shared("x printers", "y printer")[0] >= 1);
        assert!(shared("x Häuser", "y Haus")[0] >= 1 && shared("die Drucker", "den Druckern")[0] >= 1);
        assert_eq!(shared("it jams", "a toner")[0], 0);
    }

    #[test]
    fn a_typo_shares_pieces_and_no_word() {
        let [words, _, pieces] = shared("outlook", "outlok");
        assert!(words == 0 && pieces >= 5, "{words} {pieces}");
    }

    #[test]
    fn scripts_without_blanks_have_words_too() {
        assert!(shared("プリンターが動きません", "新しいプリンターの注文")[0] >= 4);
    }

    #[test]
    fn nothing_has_no_features_and_repetition_is_counted() {
        let reader = Reader::new();
        assert!(reader.features(" … ").is_empty());
        assert!(reader.features("ab ab ab").iter().any(|(_, times)| *times == 3));
    }
}
