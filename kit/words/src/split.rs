//! Splits a text into words: runs of letters and digits, and pairs of neighbours where a script writes without blanks.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::fold::{is_invisible, spell};

/// Letters of a word that count; a longer run is known by its beginning.
pub const WORD_CHARS_MAX: usize = 64;
/// Parts of a word such as `e-mail` or `WS-LDS-0142` up to which it is also known written together.
const JOINED_PARTS_MAX: usize = 6;

/// One word of a text; its place in the row of words is its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// How it is compared.
    pub plain: String,
    /// With `ü` as `ue`, where there is one.
    pub digraph: Option<String>,
    /// Of a script without blanks.
    pub script: Script,
}

/// How a word was cut from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// A run of letters and digits.
    Spaced,
    /// Two neighbours in a script without blanks; the next word begins with the second of them.
    Pair,
    /// The last one of such a run, alone.
    Last,
}

/// Several words that are also known as one: `e-mail` as `email`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// Which words.
    pub words: Range<usize>,
    /// Written together.
    pub together: String,
}

/// A text as its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// In the order of the text.
    pub words: Vec<Word>,
    /// Neighbours that are also one word.
    pub joined: Vec<Joined>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter or digit of a script with blanks.
    Letter,
    /// A letter of a script without blanks.
    Run,
    /// Belongs to the letter before it.
    Mark,
    /// Holds the parts of one word together: `-` in `e-mail`.
    Joiner,
    Other,
}

fn class(ch: char) -> Class {
    match ch {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Letter,
        '-' | '.' | '_' | '/' | '\'' | '’' => Class::Joiner,
        c if c.is_ascii() => Class::Other,
        // Half-width voicing marks, and the vowels and finals of decomposed Hangul, complete the letter before them.
        '\u{ff9e}' | '\u{ff9f}' | '\u{1160}'..='\u{11ff}' => Class::Mark,
        c if is_combining_mark(c) || is_invisible(c) => Class::Mark,
        '\u{2010}' | '\u{2011}' => Class::Joiner,
        c if !c.is_alphanumeric() => Class::Other,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{115f}' | '\u{1780}'..='\u{17ff}' => Class::Run,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{318f}' | '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}' => Class::Run,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' => Class::Run,
        '\u{ff66}'..='\u{ffdc}' | '\u{20000}'..='\u{3ffff}' => Class::Run,
        _ => Class::Letter,
    }
}

/// Splits `text`, up to `words_max` words.
#[must_use]
pub fn split(text: &str, words_max: usize) -> Words {
    let mut splitter = Splitter { text, found: Words::default(), chain: 0, chain_end: 0 };
    let mut chars = text.char_indices().peekable();
    while let Some((start, ch)) = chars.next() {
        let kind = class(ch);
        if !matches!(kind, Class::Letter | Class::Run) {
            continue;
        }
        if splitter.found.words.len() >= words_max {
            break;
        }
        let mut clusters = vec![start];
        let mut end = start + ch.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            let next_kind = class(next);
            if next_kind == kind && kind == Class::Run {
                clusters.push(at);
            } else if next_kind != kind && next_kind != Class::Mark {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        if kind == Class::Letter { splitter.letters(start..end) } else { splitter.run(&clusters, end) }
    }
    splitter.close();
    splitter.found.words.truncate(words_max);
    splitter.found
}

struct Splitter<'t> {
    text: &'t str,
    found: Words,
    /// The first word of a chain of joined words, and where its last one ends.
    chain: usize,
    chain_end: usize,
}

impl Splitter<'_> {
    fn letters(&mut self, span: Range<usize>) {
        let between = &self.text[self.chain_end.min(span.start)..span.start];
        let mut gap = between.chars();
        let joins = gap.next().is_some_and(|c| class(c) == Class::Joiner) && gap.next().is_none();
        if !joins || self.found.words.len() == self.chain {
            self.close();
        }
        self.chain_end = span.end;
        self.push(span, Script::Spaced);
    }

    fn run(&mut self, clusters: &[usize], end: usize) {
        self.close();
        for (i, &start) in clusters.iter().enumerate() {
            let after = |n: usize| clusters.get(i + n).copied().unwrap_or(end);
            let (script, upto) = if i + 1 < clusters.len() { (Script::Pair, after(2)) } else { (Script::Last, end) };
            self.push(start..upto, script);
        }
        self.chain = self.found.words.len();
    }

    fn push(&mut self, span: Range<usize>, script: Script) {
        let spelled = spell(&self.text[span.clone()]);
        let plain = cut(spelled.plain);
        if !plain.is_empty() {
            self.found.words.push(Word { span, plain, digraph: spelled.digraph.map(cut), script });
        }
    }

    /// Ends a chain of joined words.
    fn close(&mut self) {
        let words = self.chain..self.found.words.len();
        if (2..=JOINED_PARTS_MAX).contains(&words.len()) {
            let together = cut(self.found.words[words.clone()].iter().map(|w| w.plain.as_str()).collect());
            // `10.0.1` is not 1001.
            if together.chars().any(char::is_alphabetic) {
                self.found.joined.push(Joined { words, together });
            }
        }
        self.chain = self.found.words.len();
        self.chain_end = 0;
    }
}

fn cut(mut word: String) -> String {
    // Tokens are split at ASCII signs and blanks on the way into the index; folding may have made some (`½`, `①`).
    word.retain(|c| if c.is_ascii() { c.is_ascii_alphanumeric() } else { !c.is_whitespace() && !c.is_control() });
    if let Some((end, _)) = word.char_indices().nth(WORD_CHARS_MAX) {
        word.truncate(end);
    }
    word
}

#[cfg(test)]
mod tests {
    use super::split;

    fn words(text: &str) -> Vec<String> {
        split(text, 100).words.into_iter().map(|w| w.plain).collect()
    }

    fn joined(text: &str) -> Vec<String> {
        split(text, 100).joined.into_iter().map(|j| j.together).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(words("Printer on fire, again!"), ["printer", "on", "fire", "again"]);
        assert_eq!(words("Müller: Straße 5"), ["muller", "strasse", "5"]);
        assert_eq!(words(" \u{0}\n—…"), Vec::<String>::new());
    }

    #[test]
    fn names_with_signs_are_split_and_known_together() {
        assert_eq!(words("priya@example.com"), ["priya", "example", "com"]);
        assert_eq!(words(r"C:\Temp\a.log"), ["c", "temp", "a", "log"]);
        assert_eq!(joined("e-mail Wi-Fi don't WS-LDS-0142"), ["email", "wifi", "dont", "wslds0142"]);
        assert_eq!(joined("end. Next - word a--b 10.0.1"), Vec::<String>::new());
    }

    #[test]
    fn scripts_without_blanks_become_pairs() {
        assert_eq!(words("紙詰まり"), ["紙詰", "詰ま", "まり", "り"]);
        assert_eq!(words("iPhone用 ﾌﾟﾘﾝﾀｰ"), ["iphone", "用", "プリ", "リン", "ンタ", "ター", "ー"]);
        assert_eq!(words("한\u{1112}\u{1161}\u{11ab}"), ["한한", "한"]);
    }

    #[test]
    fn spans_lead_back_to_the_text() {
        let text = "Ein Drücker—紙詰";
        let spans: Vec<&str> = split(text, 100).words.into_iter().map(|w| &text[w.span]).collect();
        assert_eq!(spans, ["Ein", "Drücker", "紙詰", "詰"]);
    }

    #[test]
    fn endless_words_are_known_by_their_beginning() {
        assert_eq!(words(&"a".repeat(1_000)), ["a".repeat(64)]);
        assert_eq!(split("a b c d", 3).words.len(), 3);
    }
}
