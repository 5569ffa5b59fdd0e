//! One person's reading of the catalogue: their language and their time zone.

use std::borrow::Cow;

use jiff::tz::TimeZone;

use crate::{Arg, Catalogue, Language, figures};

/// What a page asks for its texts. Cheap to clone, made once per request.
#[derive(Clone)]
pub struct Say {
    /// All texts.
    pub catalogue: &'static Catalogue,
    /// The language of this reader.
    pub language: Language,
    /// The time zone of this reader.
    pub zone: TimeZone,
}

/// The time zone of an IANA name such as `Europe/London`, or `None` when there is no such zone.
pub fn zone_named(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

impl Say {
    /// A reader's view of the catalogue.
    pub fn new(catalogue: &'static Catalogue, language: Language, zone: TimeZone) -> Say {
        Say { catalogue, language, zone }
    }

    /// A text that takes no arguments.
    pub fn say(&self, key: &str) -> Cow<'static, str> {
        self.catalogue.say(self.language, key, &[])
    }

    /// A text that takes one argument: `say1("queue-count", "count", 3)`.
    pub fn say1<'a>(&self, key: &str, name: &str, value: impl Into<Arg<'a>>) -> Cow<'static, str> {
        self.catalogue.say(self.language, key, &[(name, value.into())])
    }

    /// A text that takes two arguments.
    pub fn say2<'a>(
        &self,
        key: &str,
        first: &str,
        first_value: impl Into<Arg<'a>>,
        second: &str,
        second_value: impl Into<Arg<'a>>,
    ) -> Cow<'static, str> {
        self.catalogue.say(self.language, key, &[(first, first_value.into()), (second, second_value.into())])
    }

    /// A text that takes any number of arguments: `say_with("moved", &[("from", "a".into()), ("to", "b".into())])`.
    pub fn say_with(&self, key: &str, arguments: &[(&str, Arg<'_>)]) -> Cow<'static, str> {
        self.catalogue.say(self.language, key, arguments)
    }

    /// A whole amount with its thousands grouped: "1,204".
    pub fn number(&self, amount: i64) -> String {
        figures::written(amount as f64, Some(0), true, self.language)
    }

    /// A decimal number with so many digits after the decimal sign: "97.2".
    pub fn decimal(&self, number: f64, places: usize) -> String {
        figures::written(number, Some(places), true, self.language)
    }

    /// A size in bytes as people read it: "3.4 MB".
    pub fn size(&self, bytes: u64) -> String {
        figures::size(bytes, self.language)
    }

    /// Several names in one phrase: "Ann", "Ann and Ben", "Ann, Ben and Cara".
    pub fn list<T: AsRef<str>>(&self, names: &[T]) -> String {
        let Some((last, before)) = names.split_last() else { return String::new() };
        if before.is_empty() {
            return last.as_ref().to_owned();
        }
        let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
        self.say2("list-and", "names", before.join(", "), "last", last.as_ref()).into_owned()
    }
}
