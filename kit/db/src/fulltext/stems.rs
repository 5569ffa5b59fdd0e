//! The kinds of tokens, and what a word is also known as: its English and German stems, its spelling with `ue`, its parts written together.

use rust_stemmers::{Algorithm, Stemmer};

/// A token beside the words, without a position: its kind as the first letter, then the form.
pub(crate) type Extra = String;

/// Kinds of tokens, by their first letter. Words:
pub(crate) const WORD: char = 'w';
/// Words of a title, once more, for those who look into titles only.
pub(crate) const TITLE_WORD: char = 'q';
/// Stands alone between title and body.
pub(crate) const GAP: char = 'z';
/// Extras, by kind:
pub(crate) const ENGLISH: char = 'e';
pub(crate) const GERMAN: char = 'd';
pub(crate) const DIGRAPH: char = 'u';
pub(crate) const TOGETHER: char = 'j';
/// Stands before extras of the title, so that a query for titles finds them alone.
pub(crate) const TITLE: char = 't';

pub(crate) struct Stems {
    english: Stemmer,
    german: Stemmer,
}

impl Stems {
    pub(crate) fn new() -> Self {
        Self { english: Stemmer::create(Algorithm::English), german: Stemmer::create(Algorithm::German) }
    }

    /// The stems of a folded word, each with its kind.
    pub(crate) fn of(&self, word: &str) -> [(char, String); 2] {
        // Numbers and names such as `0x80070005` have no endings.
        if word.bytes().any(|b| b.is_ascii_digit()) {
            return [(ENGLISH, word.to_owned()), (GERMAN, word.to_owned())];
        }
        [(ENGLISH, self.english.stem(word).into_owned()), (GERMAN, self.german.stem(word).into_owned())]
    }
}

pub(crate) fn extra(kind: char, form: &str) -> Extra {
    format!("{kind}{form}")
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, GERMAN, Stems};

    #[test]
    fn stems_work_on_folded_words() {
        let stems = Stems::new();
        assert_eq!(stems.of("printers")[0], (ENGLISH, "printer".to_owned()));
        assert_eq!(stems.of("hauser")[1], (GERMAN, "haus".to_owned()));
        assert_eq!(stems.of("drucker")[1], stems.of("druckern")[1]);
        assert_eq!(stems.of("kb5021233s")[0].1, "kb5021233s");
    }
}
