//! Looks for words in texts that are at hand, with the same answer as the index.

use std::ops::Range;

use words::{Script, Words};

use super::entries::entries;
use super::query::{Form, TextQuery, Unit};
use super::stems::{DIGRAPH, Stems, TITLE, TOGETHER, extra};

impl TextQuery {
    /// Whether the parts of a subject (title and body each) have everything that is looked for.
    #[must_use]
    pub fn matches(&self, parts: &[(&str, &str)]) -> bool {
        let tokens: Vec<_> = parts.iter().flat_map(|(title, body)| entries(title, body).0).collect();
        let form = |form: &Form| {
            tokens.iter().any(|entry| match form {
                Form::Row { words, prefix } => {
                    stands(words, *prefix, &entry.title) || (!self.titles_only && stands(words, *prefix, &entry.words))
                }
                Form::Extra { kind, form, prefix } => {
                    let token = extra(*kind, form);
                    let token = if self.titles_only { extra(TITLE, &token) } else { token };
                    if *prefix {
                        entry.extras.range(token.clone()..).next().is_some_and(|e| e.starts_with(&token))
                    } else {
                        entry.extras.contains(&token)
                    }
                }
            })
        };
        !self.is_empty() && self.units.iter().all(|unit| unit.forms.iter().any(form))
    }
}

fn fits(wanted: &str, word: &str, open: bool) -> bool {
    if open { word.starts_with(wanted) } else { word == wanted }
}

fn stands(wanted: &[String], prefix: bool, words: &[String]) -> bool {
    let last = wanted.len() - 1;
    words.windows(wanted.len()).any(|row| row.iter().zip(wanted).enumerate().all(|(i, (word, w))| fits(w, word, prefix && i == last)))
}

/// Where in a text the forms of `unit` stand, in bytes, in order.
pub(crate) fn places(unit: &Unit, text: &Words, stems: &Stems) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for i in 0..text.words.len() {
        let longest = unit.forms.iter().filter_map(|form| end_of(form, text, i, stems)).max();
        if let Some(end) = longest {
            found.push(text.words[i].span.start..text.words[end - 1].span.end);
        }
    }
    found
}

/// The word after the last one of a form that begins at word `i`.
fn end_of(form: &Form, text: &Words, i: usize, stems: &Stems) -> Option<usize> {
    match form {
        Form::Row { words, prefix } => {
            let row = text.words.get(i..i + words.len())?;
            let last = words.len() - 1;
            let here = row.iter().zip(words).enumerate().all(|(n, (word, w))| fits(w, &word.plain, *prefix && n == last));
            here.then_some(i + words.len())
        }
        Form::Extra { kind, form, prefix } => {
            let word = &text.words[i];
            let known = |known: &str| fits(form, known, *prefix);
            let joined = text.joined.iter().find(|j| j.words.start == i);
            match *kind {
                DIGRAPH => word.digraph.as_deref().is_some_and(known).then_some(i + 1),
                TOGETHER => joined.filter(|j| known(&j.together)).map(|j| j.words.end),
                stem_kind => {
                    let has = |word: &str| stems.of(word).iter().any(|(kind, stem)| *kind == stem_kind && known(stem));
                    let alone = word.script == Script::Spaced && has(&word.plain);
                    joined.filter(|j| has(&j.together)).map(|j| j.words.end).or_else(|| alone.then_some(i + 1))
                }
            }
        }
    }
}
