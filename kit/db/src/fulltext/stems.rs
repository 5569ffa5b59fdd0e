//! The kinds of tokens, and what a word is also known as: its English and German stems, its spelling with `ue`, its parts written together.

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

pub(crate) struct Stems(words::Stems);

impl Stems {
    pub(crate) fn new() -> Self {
        Self(words::Stems::new())
    }

    /// The stems of a folded word, each with its kind.
    pub(crate) fn of(&self, word: &str) -> [(char, String); 2] {
        [(ENGLISH, self.0.english(word)), (GERMAN, self.0.german(word))]
    }
}

pub(crate) fn extra(kind: char, form: &str) -> Extra {
    format!("{kind}{form}")
}
