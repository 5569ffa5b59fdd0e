//! The spelling in which texts are compared: lower case, accents off, one form for each letter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word in the spellings in which it may be looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spelled {
    /// `ü` as `u`.
    pub(crate) plain: String,
    /// `ü` as `ue`, where there is one.
    pub(crate) digraph: Option<String>,
}

/// Spells a word.
pub(crate) fn spell(word: &str) -> Spelled {
    if word.is_ascii() {
        return Spelled { plain: word.to_ascii_lowercase(), digraph: None };
    }
    let (mut plain, mut digraph, mut umlaut) = (String::with_capacity(word.len()), String::with_capacity(word.len()), false);
    for ch in word.nfkd() {
        if ch == DIAERESIS && plain.ends_with(['a', 'o', 'u']) {
            umlaut = true;
            digraph.push('e');
        }
        letters(ch, &mut |letter| {
            plain.push_str(letter);
            digraph.push_str(letter);
        });
    }
    let digraph = umlaut.then(|| digraph.nfc().collect());
    Spelled { plain: plain.nfc().collect(), digraph }
}

/// Lower case without accents, blanks as single spaces: `"Zürich\n SÜD"` becomes `"zurich sud"`, `ß` becomes `ss`.
///
/// For short texts that are compared letter by letter: names, subjects. Idempotent.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for ch in text.nfkd() {
        if ch.is_whitespace() || ch.is_control() {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else {
            letters(ch, &mut |letter| folded.push_str(letter));
        }
    }
    folded.truncate(folded.trim_end().len());
    folded.nfc().collect()
}

const DIAERESIS: char = '\u{308}';

/// What one decomposed character becomes.
fn letters(ch: char, push: &mut dyn FnMut(&str)) {
    // The marks that make が of か are no accents.
    if (is_combining_mark(ch) && !matches!(ch, '\u{3099}' | '\u{309a}')) || is_invisible(ch) {
        return;
    }
    match ch {
        'ß' | 'ẞ' => push("ss"),
        'æ' | 'Æ' => push("ae"),
        'œ' | 'Œ' => push("oe"),
        'ø' | 'Ø' => push("o"),
        'ł' | 'Ł' => push("l"),
        'đ' | 'Đ' => push("d"),
        'ς' => push("σ"),
        _ => {
            for lower in ch.to_lowercase().filter(|c| !is_combining_mark(*c) || matches!(c, '\u{3099}' | '\u{309a}')) {
                push(lower.encode_utf8(&mut [0; 4]));
            }
        }
    }
}

/// Characters inside a word that nobody sees: soft hyphen, joiners, byte-order mark.
pub(crate) fn is_invisible(ch: char) -> bool {
    matches!(ch, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{fold, spell};

    #[test]
    fn accents_case_and_blanks_do_not_count() {
        assert_eq!(fold("  Zürich\n\tSÜD "), "zurich sud");
        assert_eq!(fold("STRASSE straße"), "strasse strasse");
        assert_eq!(fold("İstanbul ﬁle Ａ１ Ørsted Łódź"), "istanbul file a1 orsted lodz");
        assert_eq!(fold("ΣΊΣΥΦΟΣ"), fold("σίσυφος"));
    }

    #[test]
    fn letters_of_other_scripts_stay_whole() {
        assert_eq!(fold("がぎ ガギ ｶﾞｷﾞ"), "がぎ ガギ ガギ");
        assert_eq!(fold("한국어 \u{1112}\u{1161}\u{11ab}"), "한국어 한");
    }

    #[test]
    fn umlauts_have_two_spellings() {
        assert_eq!((spell("Über").plain.as_str(), spell("Über").digraph.as_deref()), ("uber", Some("ueber")));
        assert_eq!(spell("u\u{308}ber"), spell("über"));
        assert_eq!(spell("café").digraph, None);
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["Åsa Ǆ ẞ", "  x\u{0}y ", "ﷺ", "ǅ ﬃ ①", "ᾈ Ϊ"] {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }
}
