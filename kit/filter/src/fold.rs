//! The spelling in which short texts are compared: lower case, accents off.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without accents, blanks as single spaces: `"Zürich\n SÜD"` becomes `"zurich sud"`, `ß` becomes `ss`.
/// Slices store this beside a text that filters look into, and [`Record`](crate::Record)s answer with it.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for ch in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match ch {
            'ß' => folded.push_str("ss"),
            c if crate::scan::is_blank(c) => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c if is_combining_mark(c) => {}
            c => folded.push(c),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn accents_case_and_blanks_do_not_count() {
        assert_eq!(fold("  Zürich\n\tSÜD "), "zurich sud");
        assert_eq!(fold("STRASSE straße"), "strasse strasse");
        assert_eq!(fold("İstanbul ﬁle Ａ１"), "istanbul file a1");
        assert_eq!(fold(&fold("Åsa Ǆ ẞ")), fold("Åsa Ǆ ẞ"));
    }
}
