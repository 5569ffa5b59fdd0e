//! The stems of a word in the two languages Firstline speaks.

use rust_stemmers::{Algorithm, Stemmer};

/// The stemmers of both languages, made once for many words.
pub struct Stems {
    english: Stemmer,
    german: Stemmer,
}

impl Stems {
    /// Both stemmers.
    #[must_use]
    pub fn new() -> Self {
        Self { english: Stemmer::create(Algorithm::English), german: Stemmer::create(Algorithm::German) }
    }

    /// The English stem of a folded word; a word with a digit in it, such as `0x80070005`, has no endings and stays.
    #[must_use]
    pub fn english(&self, word: &str) -> String {
        if has_digit(word) { word.to_owned() } else { self.english.stem(word).into_owned() }
    }

    /// The German stem of a folded word; a word with a digit in it stays.
    #[must_use]
    pub fn german(&self, word: &str) -> String {
        if has_digit(word) { word.to_owned() } else { self.german.stem(word).into_owned() }
    }
}

impl Default for Stems {
    fn default() -> Self {
        Self::new()
    }
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::Stems;

    #[test]
    fn stems_work_on_folded_words() {
        let stems = Stems::new();
        assert_eq!(stems.english("printers"), "printer");
        assert_eq!(stems.german("hauser"), "haus");
        assert_eq!(stems.german("drucker"), stems.german("druckern"));
        assert_eq!(stems.english("kb5021233s"), "kb5021233s");
    }
}
