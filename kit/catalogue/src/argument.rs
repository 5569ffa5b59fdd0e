//! What a message can be told: words, whole numbers that choose a plural, and decimals.

use std::borrow::Cow;

use fluent_bundle::FluentValue;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};

/// One argument of a message. Templates pass plain values; `From` makes the argument.
///
/// Whole numbers choose plurals and are written without grouping, so that a record's number stays readable as one;
/// a message that shows an amount says `{ NUMBER($count) }` to get "1,204" in English and "1.204" in German.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    /// Words, shown as they are. Escaping is the page's business.
    Text(Cow<'a, str>),
    /// A whole number.
    Whole(i64),
    /// A decimal number, shown with the language's decimal sign.
    Decimal(f64),
}

impl<'a> Arg<'a> {
    pub(crate) fn fluent(&'a self) -> FluentValue<'a> {
        // The options a literal has: only then does a number choose `[0]`.
        let plain = FluentNumberOptions::default;
        match self {
            Arg::Text(text) => FluentValue::String(Cow::Borrowed(text.as_ref())),
            Arg::Whole(number) => FluentValue::Number(FluentNumber::new(*number as f64, plain())),
            Arg::Decimal(number) => FluentValue::Number(FluentNumber::new(*number, plain())),
        }
    }
}

impl<'a> From<Cow<'a, str>> for Arg<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Arg::Text(text)
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(Cow::Owned(text))
    }
}

macro_rules! borrowed_text {
    ($($kind:ty),+) => { $(
        impl<'a> From<&'a $kind> for Arg<'a> {
            fn from(text: &'a $kind) -> Self {
                Arg::Text(Cow::Borrowed(text.as_ref()))
            }
        }
    )+ };
}
borrowed_text!(str, &str, &&str, String, &String, Cow<'_, str>, Box<str>);

macro_rules! whole_numbers {
    ($($kind:ty),+) => { $(
        impl From<$kind> for Arg<'_> {
            fn from(number: $kind) -> Self {
                Arg::Whole(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
        impl From<&$kind> for Arg<'_> {
            fn from(number: &$kind) -> Self {
                Arg::from(*number)
            }
        }
    )+ };
}
whole_numbers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

macro_rules! decimals {
    ($($kind:ty),+) => { $(
        impl From<$kind> for Arg<'_> {
            fn from(number: $kind) -> Self {
                Arg::Decimal(number.into())
            }
        }
        impl From<&$kind> for Arg<'_> {
            fn from(number: &$kind) -> Self {
                Arg::Decimal((*number).into())
            }
        }
    )+ };
}
decimals!(f32, f64);
