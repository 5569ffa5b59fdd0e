//! What is looked for, as alternatives that both engines and the memory understand alike.

use std::collections::BTreeSet;

use words::{Script, Word, Words, split};

use super::limits::{PHRASE_WORDS_MAX, QUERY_WORDS_MAX};
use super::stems::{DIGRAPH, Stems, TOGETHER};

/// Words and phrases to look for. Every one of them must be found in the subject's text, in whichever part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextQuery {
    pub(crate) units: Vec<Unit>,
    pub(crate) titles_only: bool,
}

/// One word or phrase: any of its forms will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) forms: BTreeSet<Form>,
}

/// A form in which a word or phrase is found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// These words in a row; the last one may go on where `prefix` says so.
    Row { words: Vec<String>, prefix: bool },
    /// An extra of this kind.
    Extra { kind: char, form: String, prefix: bool },
}

impl TextQuery {
    /// One word as a person writes it, in any of its forms; with `prefix` only words that begin so. What has signs inside,
    /// such as an address or a number of a device, is looked for as a whole.
    #[must_use]
    pub fn word(word: &str, prefix: bool) -> Self {
        Self { units: units_of_word(word, if prefix { Last::Begins } else { Last::Whole }), titles_only: false }
    }

    /// Exactly these words in this order.
    #[must_use]
    pub fn phrase(phrase: &str) -> Self {
        let words = split_query(phrase);
        let mut units = rows(&words.words, false);
        if let ([only], [unit]) = (&words.words[..], &mut units[..]) {
            unit.forms.insert(Form::Extra { kind: DIGRAPH, form: only.plain.clone(), prefix: false });
        }
        Self { units, titles_only: false }
    }

    /// What somebody is typing: every word, of which the last may go on unless a blank ends it. Words beyond
    /// [`QUERY_WORDS_MAX`] are not looked for.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().take(QUERY_WORDS_MAX).collect();
        let open = !text.ends_with(char::is_whitespace);
        let last = |i: usize| if open && i + 1 == words.len() { Last::MayGoOn } else { Last::Whole };
        let units = words.iter().enumerate().flat_map(|(i, word)| units_of_word(word, last(i))).collect();
        Self { units, titles_only: false }
    }

    /// The same, in titles only.
    #[must_use]
    pub fn in_titles(mut self) -> Self {
        self.titles_only = true;
        self
    }

    /// This and everything that `other` looks for.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.units.extend(other.units);
        self
    }

    /// Whether there is nothing to look for; such a query finds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }
}

/// What may follow the last word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing; all its forms count.
    Whole,
    /// Anything; only its beginning counts.
    Begins,
    /// Anything, and all its forms count too.
    MayGoOn,
}

/// Splits a query; no bound but the caller's own on its text, since a phrase is cut into stretches.
fn split_query(text: &str) -> Words {
    let mut words = split(text, usize::MAX);
    // A run's last letter alone is in the index only where the run ends; inside a query it would claim that end.
    if words.words.len() > 1
        && words.words.last().is_some_and(|w| w.script == Script::Last)
        && words.words[words.words.len() - 2].script == Script::Pair
    {
        words.words.pop();
    }
    words
}

fn units_of_word(text: &str, last: Last) -> Vec<Unit> {
    let words = split_query(text);
    let prefix = last == Last::Begins;
    let mut units = rows(&words.words, prefix);
    let whole = match (&words.words[..], &words.joined[..]) {
        ([only], _) if only.script == Script::Spaced => Some(only.plain.as_str()),
        (all, [joined]) if joined.words.len() == all.len() => Some(joined.together.as_str()),
        _ => None,
    };
    for unit in &mut units {
        if let Some(whole) = whole {
            also_known_as(whole, last, &mut unit.forms);
        }
        if last == Last::MayGoOn {
            let longer: Vec<Form> = unit.forms.iter().filter_map(going_on).collect();
            unit.forms.extend(longer);
        }
    }
    units
}

/// The other forms of one folded word.
fn also_known_as(word: &str, last: Last, forms: &mut BTreeSet<Form>) {
    let prefix = last == Last::Begins;
    forms.insert(Form::Row { words: vec![word.to_owned()], prefix });
    for kind in [DIGRAPH, TOGETHER] {
        forms.insert(Form::Extra { kind, form: word.to_owned(), prefix });
    }
    if !prefix {
        // A word that is its own stem stands among the words, any other among the extras.
        for (kind, stem) in Stems::new().of(word) {
            forms.insert(Form::Row { words: vec![stem.clone()], prefix });
            forms.insert(Form::Extra { kind, form: stem, prefix });
        }
    }
}

/// The same form with an open end; stems have none.
fn going_on(form: &Form) -> Option<Form> {
    match form {
        Form::Row { words, .. } => Some(Form::Row { words: words.clone(), prefix: true }),
        Form::Extra { kind, form, .. } if matches!(*kind, DIGRAPH | TOGETHER) => {
            Some(Form::Extra { kind: *kind, form: form.clone(), prefix: true })
        }
        Form::Extra { .. } => None,
    }
}

/// The words in a row, in each spelling of their umlauts; a long row as overlapping stretches, each of which must be found.
fn rows(words: &[Word], prefix: bool) -> Vec<Unit> {
    let plain: Vec<String> = words.iter().map(|w| w.plain.clone()).collect();
    let mut spellings = BTreeSet::from([plain.clone()]);
    spellings.insert(words.iter().map(|w| w.digraph.as_ref().unwrap_or(&w.plain).clone()).collect());
    if words.len() > 1 {
        // Alone, `due` must not find `du`; in a row the neighbours decide.
        spellings.insert(plain.iter().map(|w| w.replace("ae", "a").replace("oe", "o").replace("ue", "u")).collect());
    }
    // A single letter of a script without blanks begins a pair wherever it is not the last.
    let alone = matches!(words.last(), Some(w) if w.script == Script::Last);
    let step = PHRASE_WORDS_MAX / 2;
    let mut starts: Vec<usize> = (0..).map(|n| n * step).take_while(|start| start + step < words.len()).collect();
    if starts.is_empty() && !words.is_empty() {
        starts.push(0);
    }
    let unit = |start: usize| {
        let end = (start + PHRASE_WORDS_MAX).min(words.len());
        let open = end == words.len() && (prefix || alone);
        Unit { forms: spellings.iter().map(|s| Form::Row { words: s[start..end].to_vec(), prefix: open }).collect() }
    };
    starts.into_iter().map(unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(words: &[&str], prefix: bool) -> Form {
        Form::Row { words: words.iter().map(|w| (*w).to_owned()).collect(), prefix }
    }

    fn forms(query: &TextQuery) -> &BTreeSet<Form> {
        let [unit] = &query.units[..] else { panic!("{} units", query.units.len()) };
        &unit.forms
    }

    #[test]
    fn a_word_is_looked_for_in_all_its_forms() {
        let query = TextQuery::word("Printers", false);
        for form in [row(&["printers"], false), row(&["printer"], false), Form::Extra { kind: 'e', form: "printer".into(), prefix: false }]
        {
            assert!(forms(&query).contains(&form), "{form:?} in {query:?}");
        }
        assert!(forms(&TextQuery::word("über", false)).contains(&row(&["ueber"], false)));
    }

    #[test]
    fn a_phrase_is_looked_for_as_it_is() {
        assert_eq!(forms(&TextQuery::phrase("Paper, jam!")), &BTreeSet::from([row(&["paper", "jam"], false)]));
    }

    #[test]
    fn only_the_last_typed_word_goes_on() {
        let query = TextQuery::typed("paper ja");
        assert!(!query.units[0].forms.contains(&row(&["paper"], true)));
        assert!(query.units[1].forms.contains(&row(&["ja"], true)));
        assert!(!TextQuery::typed("ja ").units[0].forms.contains(&row(&["ja"], true)));
    }

    #[test]
    fn signs_alone_are_nothing() {
        assert!(TextQuery::word("-*\"", true).is_empty() && TextQuery::typed(" \n").is_empty() && TextQuery::phrase("").is_empty());
    }

    #[test]
    fn long_phrases_are_stretches_that_cover_every_word() {
        let words: Vec<String> = (0..100).map(|n| format!("w{n}")).collect();
        let query = TextQuery::phrase(&words.join(" "));
        let mut covered = BTreeSet::new();
        for unit in &query.units {
            for form in &unit.forms {
                let Form::Row { words, .. } = form else { panic!("a phrase has rows only") };
                assert!(words.len() <= PHRASE_WORDS_MAX);
                covered.extend(words.iter().cloned());
            }
        }
        assert_eq!(covered.len(), 100);
    }
}
