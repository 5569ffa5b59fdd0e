//! The languages people can read Firstline's catalogue in, and how a browser's wish becomes one of them.

use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

/// How many entries of an `Accept-Language` header are looked at; the rest cannot matter to a choice between few languages.
const WISHES_MAX: usize = 32;

/// A language with a complete catalogue. Stored and sent as its two-letter word (ISO 639-1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English (`en`), the language every text is written in first.
    #[default]
    En,
    /// German (`de`).
    De,
}

impl Language {
    /// Every language, in the order a person chooses from.
    pub const ALL: [Language; 2] = [Language::En, Language::De];

    /// The word that stands for it in a database, a URL or `<html lang>`: `en`, `de`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::De => "de",
        }
    }

    /// The language's name in itself, as a chooser shows it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::De => "Deutsch",
        }
    }

    /// Reads `en`, `de`, and tags that begin with them (`de-AT`, `en_GB`), in any case.
    pub fn parse(word: &str) -> Option<Language> {
        let primary = word.trim().split(['-', '_']).next().unwrap_or_default();
        Language::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.as_str()))
    }

    /// The language a browser prefers among ours, by the quality values of `Accept-Language` (RFC 9110, section 12.5.4);
    /// English when it asks for none of them.
    pub fn from_accept_language(header: &str) -> Language {
        let mut best: Option<(Language, f32)> = None;
        for wish in header.split(',').take(WISHES_MAX) {
            let mut parts = wish.split(';');
            let Some(language) = parts.next().and_then(Language::parse) else { continue };
            let quality = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
            if quality > 0.0 && best.is_none_or(|(_, so_far)| quality > so_far) {
                best = Some((language, quality));
            }
        }
        best.map_or(Language::En, |(language, _)| language)
    }

    pub(crate) fn identifier(self) -> LanguageIdentifier {
        self.as_str().parse().expect("a two-letter word is a language identifier")
    }

    pub(crate) const fn index(self) -> usize {
        self as usize
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_browsers_first_wish_wins_by_quality_then_order() {
        for (header, expected) in [
            ("de-AT,de;q=0.9,en;q=0.8", Language::De),
            ("en;q=0.5, de;q=0.7", Language::De),
            ("fr-FR, fr;q=0.9, de;q=0.3", Language::De),
            ("de;q=0, en;q=0.1", Language::En),
            ("en-GB,de", Language::En),
            ("fr", Language::En),
            ("", Language::En),
            ("de;q=nonsense", Language::En),
            (";;;,,q=1", Language::En),
            ("DE", Language::De),
        ] {
            assert_eq!(Language::from_accept_language(header), expected, "{header:?}");
        }
    }

    #[test]
    fn the_word_reads_back() {
        for language in Language::ALL {
            assert_eq!(Language::parse(language.as_str()), Some(language));
            assert_eq!(Language::ALL[language.index()], language);
        }
        assert_eq!(Language::parse("deu"), None);
    }
}
