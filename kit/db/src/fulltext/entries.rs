//! Cuts a part's title and body into entries that both engines can hold.

use std::collections::{BTreeSet, HashMap};

use words::{Script, Words, split};

use super::limits::{ENTRY_BYTES_MAX, ENTRY_PLACES_MAX, ENTRY_WORDS_MAX, PART_WORDS_MAX, PHRASE_WORDS_MAX};
use super::stems::{DIGRAPH, Extra, Stems, TITLE, TOGETHER, extra};

/// The words after which an entry's neighbour begins again, so that no phrase falls between two entries.
const OVERLAP: usize = PHRASE_WORDS_MAX - 1;

/// What one entry of the index holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tokens {
    pub(crate) title: Vec<String>,
    pub(crate) words: Vec<String>,
    pub(crate) extras: BTreeSet<Extra>,
}

/// A title and a body as entries, and whether all of it fits.
pub(crate) fn entries(title: &str, body: &str) -> (Vec<Tokens>, bool) {
    let mut writer = Writer { done: Vec::new(), now: Tokens::default(), places: HashMap::new(), bytes: 0, stems: Stems::new() };
    let title = split(title, PART_WORDS_MAX + 1);
    let body = split(body, PART_WORDS_MAX + 1 - title.words.len().min(PART_WORDS_MAX));
    let whole = title.words.len() + body.words.len() <= PART_WORDS_MAX;
    writer.section(&title, true);
    writer.section(&body, false);
    writer.flush();
    (writer.done, whole)
}

struct Writer {
    done: Vec<Tokens>,
    now: Tokens,
    places: HashMap<String, u32>,
    bytes: usize,
    stems: Stems,
}

impl Writer {
    fn section(&mut self, text: &Words, title: bool) {
        let mut joined = text.joined.iter().peekable();
        for (i, word) in text.words.iter().take(PART_WORDS_MAX).enumerate() {
            self.word(&word.plain, title);
            if word.script == Script::Spaced {
                for (kind, stem) in self.stems.of(&word.plain) {
                    if stem != word.plain {
                        self.extra(kind, &stem, title);
                    }
                }
            }
            if let Some(digraph) = &word.digraph {
                self.extra(DIGRAPH, digraph, title);
            }
            if let Some(whole) = joined.next_if(|j| j.words.end == i + 1) {
                self.extra(TOGETHER, &whole.together, title);
                for (kind, stem) in self.stems.of(&whole.together) {
                    self.extra(kind, &stem, title);
                }
            }
        }
    }

    fn word(&mut self, word: &str, title: bool) {
        let full = self.now.title.len() + self.now.words.len() >= ENTRY_WORDS_MAX || self.bytes >= ENTRY_BYTES_MAX;
        if full || self.places.get(word).is_some_and(|places| *places >= ENTRY_PLACES_MAX) {
            let section = if title { &self.now.title } else { &self.now.words };
            let again = section[section.len().saturating_sub(OVERLAP)..].to_vec();
            self.flush();
            again.iter().for_each(|word| self.place(word, title));
        }
        self.place(word, title);
    }

    fn place(&mut self, word: &str, title: bool) {
        self.bytes += word.len() + 1;
        *self.places.entry(word.to_owned()).or_default() += 1;
        if title { &mut self.now.title } else { &mut self.now.words }.push(word.to_owned());
    }

    fn extra(&mut self, kind: char, form: &str, title: bool) {
        let token = extra(kind, form);
        if title {
            self.now.extras.insert(extra(TITLE, &token));
        }
        self.bytes += token.len() + 1;
        self.now.extras.insert(token);
    }

    fn flush(&mut self) {
        let full = std::mem::take(&mut self.now);
        if !(full.title.is_empty() && full.words.is_empty()) {
            self.done.push(full);
        }
        self.places.clear();
        self.bytes = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_one_entry() {
        let (entries, whole) = entries("Wi-Fi", "The printers über");
        let [only] = &entries[..] else { panic!("{} entries", entries.len()) };
        assert!(whole);
        assert_eq!((only.title.join(" "), only.words.join(" ")), ("wi fi".to_owned(), "the printers uber".to_owned()));
        for extra in ["jwifi", "tjwifi", "eprinter", "uueber"] {
            assert!(only.extras.contains(extra), "{extra} in {:?}", only.extras);
        }
        assert!(!only.extras.contains("teprinter"));
    }

    #[test]
    fn nothing_is_no_entry() {
        assert_eq!(entries("", " — "), (Vec::new(), true));
    }

    #[test]
    fn entries_overlap_by_a_phrase_and_repeat_no_word_too_often() {
        let text: String = (0..10_000).map(|n| format!("w{n} same ")).collect();
        let (entries, whole) = entries("", &text);
        assert!(whole && entries.len() > 20_000 / ENTRY_WORDS_MAX);
        for pair in entries.windows(2) {
            let end = &pair[0].words[pair[0].words.len() - OVERLAP..];
            assert_eq!(end, &pair[1].words[..OVERLAP]);
        }
        for entry in &entries {
            assert!(entry.words.len() <= ENTRY_WORDS_MAX);
            assert!(entry.words.iter().filter(|w| *w == "same").count() <= ENTRY_PLACES_MAX as usize);
        }
    }

    #[test]
    fn a_text_beyond_all_bounds_says_so() {
        let (entries, whole) = entries("", &"a ".repeat(PART_WORDS_MAX + 1));
        assert!(!whole && !entries.is_empty());
    }
}
