//! Plain text: HTML made readable, and text shortened, folded and abbreviated for lists, keys and avatars.

mod render;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// The text of some HTML as a person would copy it down: paragraphs apart, lists with their marks, quotes behind `> `,
/// the address of a link in angle brackets where the text does not show it. Hidden elements are left out.
#[must_use]
pub fn from_html(html: &str) -> String {
    render::render(html)
}

/// The beginning of a text on one line: white space collapsed, at most `chars_max` characters as people count them
/// (grapheme clusters), with `…` as the last one where something is missing.
#[must_use]
pub fn excerpt(text: &str, chars_max: usize) -> String {
    let mut out = String::new();
    let mut chars = 0;
    let mut cut_at = 0;
    for word in text.split_whitespace() {
        for part in [if chars > 0 { " " } else { "" }, word] {
            for grapheme in part.graphemes(true) {
                if chars == chars_max {
                    out.truncate(cut_at);
                    let kept = out.trim_end().len();
                    out.truncate(kept);
                    if chars_max > 0 {
                        out.push('…');
                    }
                    return out;
                }
                if chars + 1 < chars_max {
                    cut_at = out.len() + grapheme.len();
                }
                out.push_str(grapheme);
                chars += 1;
            }
        }
    }
    out
}

/// The form of a text for keys and sorting: lower case, Latin, Greek and Cyrillic accents stripped, ligatures and width
/// variants resolved (NFKD), white space collapsed. Vowel signs that are letters (Thai, Devanagari, kana) stay.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        // Nothing to decompose, and by far the most common case.
        return collapse(text.chars().map(|c| c.to_ascii_lowercase()), text.len());
    }
    collapse(text.nfkd().filter(|c| !is_accent(*c)).flat_map(char::to_lowercase).nfc(), text.len())
}

fn collapse(letters: impl Iterator<Item = char>, capacity: usize) -> String {
    let mut out = String::with_capacity(capacity);
    let mut space = false;
    for c in letters {
        if c.is_whitespace() || c.is_control() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) && !out.is_empty() {
            out.push(' ');
        }
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            c => out.push(c),
        }
    }
    out
}

/// Marks above and below letters: combining diacritical marks, Hebrew points, Arabic vowel marks, and what joins or
/// varies characters without being seen.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}' | '\u{0591}'..='\u{05BD}' | '\u{05BF}' | '\u{05C1}' | '\u{05C2}' | '\u{05C4}'
        | '\u{05C5}' | '\u{05C7}' | '\u{064B}'..='\u{0652}' | '\u{0670}' | '\u{00AD}' | '\u{200B}'..='\u{200F}'
        | '\u{2060}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// One or two letters for an avatar: the first of the first and of the last word. `Lee, Ann` and `Ann Lee (IT)` give
/// `AL`; a name without spaces gives one letter; no letter at all gives `?`.
#[must_use]
pub fn initials(name: &str) -> String {
    let name = name.split_once(['(', '[', '<', '/', '|']).map_or(name, |(before, _)| before);
    let name = name.split_once('@').map_or(name, |(local, _)| local);
    let (given_first, swapped) = match name.split_once(',') {
        Some((family, given)) if !given.trim().is_empty() => (format!("{given} {family}"), true),
        _ => (name.to_owned(), false),
    };
    let is_separator = |c: char| c.is_whitespace() || matches!(c, '.' | '_' | ',' | ';') || (swapped && c == '/');
    let mut words = given_first
        .split(is_separator)
        .filter_map(|word| word.graphemes(true).find(|g| g.chars().next().is_some_and(char::is_alphanumeric)));
    let Some(first) = words.next() else { return "?".into() };
    let last = words.next_back().unwrap_or_default();
    format!("{first}{last}").to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_line_and_never_cuts_a_character() {
        assert_eq!(excerpt("  a\n\tb  c ", 10), "a b c");
        assert_eq!(excerpt("abcdef", 6), "abcdef");
        assert_eq!(excerpt("abcdefg", 6), "abcde…");
        assert_eq!(excerpt("abcd efg", 6), "abcd…");
        assert_eq!(excerpt("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(excerpt("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 1), "…");
        assert_eq!(excerpt("ab", 0), "");
        assert_eq!(excerpt("", 5), "");
    }

    #[test]
    fn folding_makes_names_comparable() {
        assert_eq!(fold("  Ångström  JÜRGEN Straße "), "angstrom jurgen strasse");
        assert_eq!(fold("ﬁle Ⅳ Ｆｕｌｌ"), "file iv full");
        assert_eq!(fold("Łódź Øre Ærø"), "lodz ore aero");
        assert_eq!(fold("Ёлка Σίσυφος"), "елка σισυφοσ");
        assert_eq!(fold("がく ไม้ हिन्दी 한국"), "がく ไม้ हिन्दी 한국");
    }

    #[test]
    fn initials_are_the_first_and_last_word() {
        for (name, expected) in [
            ("Ann Lee", "AL"),
            ("ann maria de la Lee", "AL"),
            ("Lee, Ann", "AL"),
            ("Ann Lee (IT)", "AL"),
            ("ann.lee@example.org", "AL"),
            ("Madonna", "M"),
            ("山田太郎", "山"),
            ("Élodie Żak", "ÉŻ"),
            ("", "?"),
            ("--", "?"),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }
}
