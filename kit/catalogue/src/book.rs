//! All texts of all languages: several sources merged into one book per language, argument-less texts kept ready.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use fluent_syntax::ast::Pattern;
use intl_memoizer::concurrent::IntlLangMemoizer;

use crate::keys::{Keys, keys_of};
use crate::plain::Plain;
use crate::{Arg, Language, figures};

/// A fault in the texts is logged once per key, for at most this many keys a process, so that a busy page cannot fill a log.
const WARNED_KEYS_MAX: usize = 1_000;

/// The moments and spans every catalogue can say, whatever else it holds.
const OWN_SOURCES: [(Language, &str); 2] =
    [(Language::En, include_str!("../locales/en/moments.ftl")), (Language::De, include_str!("../locales/de/moments.ftl"))];

/// Every text in every language. Built once at the start and kept for the life of the process.
pub struct Catalogue {
    books: [Book; Language::ALL.len()],
    faults: Vec<String>,
    warned: Mutex<HashSet<String>>,
}

/// One language's texts.
struct Book {
    bundle: FluentBundle<FluentResource>,
    /// Texts that need nothing of Fluent any more. A page of a hundred rows says thousands of texts: their keys are our own, so
    /// they are looked up by a quick hash.
    cut: HashMap<String, Cut, foldhash::fast::FixedState>,
    keys: Keys,
}

/// A text that was cut at the start.
enum Cut {
    /// It takes no arguments.
    Ready(String),
    /// Words and plain arguments.
    Plain(Plain),
}

impl Catalogue {
    /// Merges Fluent sources, several per language. Never fails: what does not parse is left out, and of two texts with one
    /// key the first stays; each such fault is logged and listed by [`faults`](Self::faults), which a test asserts to be empty.
    pub fn new(sources: &[(Language, &'static str)]) -> Catalogue {
        let mut faults = Vec::new();
        let books = Language::ALL.map(|language| {
            let own = OWN_SOURCES.iter().chain(sources).filter(|(of, _)| *of == language);
            Book::bind(language, own.map(|(_, source)| *source), &mut faults)
        });
        for fault in &faults {
            tracing::warn!(fault, "a text of the catalogue is left out");
        }
        Catalogue { books, faults, warned: Mutex::new(HashSet::new()) }
    }

    /// What was wrong with the sources: parts that do not parse, keys written twice, texts that refer to nothing.
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    /// All keys of a language with the arguments they take.
    pub fn keys(&self, language: Language) -> &Keys {
        &self.books[language.index()].keys
    }

    /// Whether the language has a text for this key (`message` or `message.attribute`).
    pub fn has(&self, language: Language, key: &str) -> bool {
        self.keys(language).contains_key(key)
    }

    /// The text of a key. A language without it falls back to English, English to the key itself; both are logged.
    pub(crate) fn say(&self, language: Language, key: &str, arguments: &[(&str, Arg<'_>)]) -> Cow<'_, str> {
        if let Some(text) = self.books[language.index()].say(language, key, arguments, |fault| self.warn(language, key, fault)) {
            return text;
        }
        self.warn(language, key, "has no text");
        let english = &self.books[Language::En.index()];
        match english.say(Language::En, key, arguments, |_| ()) {
            Some(text) if language != Language::En => text,
            _ => Cow::Owned(key.to_owned()),
        }
    }

    fn warn(&self, language: Language, key: &str, fault: &str) {
        let mut warned = self.warned.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if warned.len() < WARNED_KEYS_MAX && warned.insert(format!("{language} {key}")) {
            tracing::warn!(%language, key, fault, "a text of the catalogue is faulty");
        }
    }
}

impl Book {
    fn bind(language: Language, sources: impl Iterator<Item = &'static str>, faults: &mut Vec<String>) -> Book {
        let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::En => english_number,
            Language::De => german_number,
        }));
        bundle.add_function("NUMBER", amount).expect("a fresh bundle has no functions");
        let mut keys = Keys::new();
        for source in sources {
            for (key, arguments) in keys_of(source) {
                keys.entry(key).or_insert(arguments);
            }
            let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, errors)| {
                faults.extend(errors.iter().map(|error| format!("{language}: does not parse: {error}")));
                partial
            });
            if let Err(errors) = bundle.add_resource(resource) {
                faults.extend(errors.iter().map(|error| format!("{language}: {error}")));
            }
        }
        let mut book = Book { bundle, cut: HashMap::default(), keys };
        book.prepare(language, faults);
        book
    }

    /// Says every text that takes no arguments, once; what then still complains refers to something that is not there.
    fn prepare(&mut self, language: Language, faults: &mut Vec<String>) {
        let mut cut = HashMap::default();
        for (key, _) in self.keys.iter().filter(|(_, arguments)| arguments.is_empty()) {
            let mut errors = Vec::new();
            if let Some(text) = self.format(key, None, &mut errors) {
                if errors.is_empty() {
                    cut.insert(key.clone(), Cut::Ready(text.into_owned()));
                } else if !refers_to_arguments(&errors) {
                    faults.push(format!("{language}: {key}: {}", sentence(&errors)));
                }
            }
        }
        let with_arguments = self.keys.iter().filter(|(_, arguments)| !arguments.is_empty());
        cut.extend(with_arguments.filter_map(|(key, _)| Some((key.clone(), Cut::Plain(Plain::of(self.pattern(key)?)?)))));
        self.cut = cut;
    }

    fn say<'a>(&'a self, language: Language, key: &str, arguments: &[(&str, Arg<'_>)], fault: impl FnOnce(&str)) -> Option<Cow<'a, str>> {
        match self.cut.get(key) {
            Some(Cut::Ready(text)) => return Some(Cow::Borrowed(text)),
            Some(Cut::Plain(plain)) => {
                if let Some(text) = plain.say(language, arguments) {
                    return Some(Cow::Owned(text));
                }
            }
            None => {}
        }
        let told: FluentArgs<'_> = arguments.iter().map(|(name, value)| (*name, value.fluent())).collect();
        let mut errors = Vec::new();
        let text = self.format(key, Some(&told), &mut errors)?.into_owned();
        if !errors.is_empty() {
            fault(&sentence(&errors));
        }
        Some(Cow::Owned(text))
    }

    fn format<'a>(&'a self, key: &str, told: Option<&'a FluentArgs<'_>>, errors: &mut Vec<FluentError>) -> Option<Cow<'a, str>> {
        Some(self.bundle.format_pattern(self.pattern(key)?, told, errors))
    }

    fn pattern(&self, key: &str) -> Option<&Pattern<&str>> {
        match key.split_once('.') {
            None => self.bundle.get_message(key)?.value(),
            Some((message, attribute)) => Some(self.bundle.get_message(message)?.get_attribute(attribute)?.value()),
        }
    }
}

/// Whether every complaint is about an argument not given: then the text needs one through a message it refers to.
fn refers_to_arguments(errors: &[FluentError]) -> bool {
    errors.iter().all(|error| error.to_string().contains('$'))
}

fn sentence(errors: &[FluentError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Marks a number that was asked for as an amount: grouping itself is on for every number that a text compares with.
const AS_AMOUNT: Option<usize> = Some(1);

/// `NUMBER($count)`: the number as an amount, its thousands grouped.
fn amount<'a>(positional: &[FluentValue<'a>], named: &FluentArgs<'_>) -> FluentValue<'a> {
    match positional.first() {
        Some(FluentValue::Number(number)) => {
            let mut number = number.clone();
            number.options.merge(named);
            number.options.minimum_integer_digits = number.options.minimum_integer_digits.or(AS_AMOUNT);
            FluentValue::Number(number)
        }
        Some(other) => other.clone(),
        None => FluentValue::Error,
    }
}

fn english_number(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    number(value, Language::En)
}

fn german_number(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    number(value, Language::De)
}

fn number(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, options }) = value else { return None };
    let places = options.maximum_fraction_digits.or(options.minimum_fraction_digits);
    let grouped = options.use_grouping && options.minimum_integer_digits.is_some();
    Some(figures::written(*value, places, grouped, language))
}
