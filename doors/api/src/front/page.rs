//! Turning pages: by cursor (`page[size]`, `page[after]`, `page[before]`) or by number (`page`, `per_page`).

use data_encoding::BASE64URL_NOPAD;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Asked, Refused};
use crate::desk::Desk;

/// Most records of a page; more are not refused, they are not sent.
pub const PAGE_SIZE_MAX: usize = 100;
/// The highest page that may be asked for by number; beyond it, cursors go on.
const NUMBER_MAX: i64 = 1_000;

/// Where a page begins, among records in the order of a key and their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// At the beginning.
    Begin,
    /// After the record of this key and number.
    After(i64, i64),
    /// Before it.
    Before(i64, i64),
    /// After so many records.
    Skip(i64),
}

/// A page that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Where it begins.
    pub start: Start,
    /// How many records it holds at most.
    pub size: usize,
    /// Its number, when it is asked for by number; then all records are counted.
    pub number: Option<i64>,
}

/// How far a page walked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Walked {
    /// Key and number of the first record.
    pub first: Option<(i64, i64)>,
    /// Key and number of the last record.
    pub last: Option<(i64, i64)>,
    /// Is there more in the direction of walking?
    pub more: bool,
    /// How many there are in all, where they were counted.
    pub count: Option<i64>,
}

/// How the pages beside this one are reached.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Turn {
    /// By cursor.
    Cursor {
        /// Whether there is more, and where.
        meta: Meta,
        /// The same as addresses.
        links: Links,
    },
    /// By number.
    Number {
        /// The page after this one.
        next_page: Option<String>,
        /// The page before this one.
        previous_page: Option<String>,
        /// How many there are, as far as they are counted.
        count: i64,
    },
}

/// Whether there is more, and where.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Meta {
    /// Is there more?
    pub has_more: bool,
    /// The page after this one begins after here.
    pub after_cursor: Option<String>,
    /// The page before this one ends before here.
    pub before_cursor: Option<String>,
}

/// The pages beside this one.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Links {
    /// The page before this one.
    pub prev: Option<String>,
    /// The page after this one.
    pub next: Option<String>,
}

impl Page {
    pub(super) fn read(asked: &Asked) -> Result<Self, Refused> {
        let by_cursor = ["page[size]", "page[after]", "page[before]"].iter().any(|name| asked.text(name).is_some());
        if by_cursor {
            let size = size(asked.number("page[size]")?, "page[size]")?;
            let start = match (asked.text("page[after]"), asked.text("page[before]")) {
                (Some(after), _) => place(after, "page[after]").map(|(key, id)| Start::After(key, id))?,
                (None, Some(before)) => place(before, "page[before]").map(|(key, id)| Start::Before(key, id))?,
                (None, None) => Start::Begin,
            };
            return Ok(Self { start, size, number: None });
        }
        let size = size(asked.number("per_page")?, "per_page")?;
        let number = asked.number("page")?.unwrap_or(1);
        if !(1..=NUMBER_MAX).contains(&number) {
            let says = format!("It must be from 1 to {NUMBER_MAX}; for more, use page[size] and page[after].");
            return Err(Refused::Parameter { name: "page", says });
        }
        let skip = (number - 1) * i64::try_from(size).unwrap_or(0);
        Ok(Self { start: Start::Skip(skip), size, number: Some(number) })
    }

    /// Are all records to be counted?
    #[must_use]
    pub fn counts(&self) -> bool {
        self.number.is_some()
    }

    /// How the pages beside this one are reached.
    #[must_use]
    pub fn turn(&self, desk: &Desk, asked: &Asked, walked: &Walked) -> Turn {
        if let Some(number) = self.number {
            let at = |number: i64| desk.url(&asked.with(&[("page", Some(number.to_string()))]));
            return Turn::Number {
                next_page: walked.more.then(|| at(number + 1)),
                previous_page: (number > 1).then(|| at(number - 1)),
                count: walked.count.unwrap_or_default(),
            };
        }
        let backwards = matches!(self.start, Start::Before(..));
        let (has_next, has_prev) = if backwards { (true, walked.more) } else { (walked.more, self.start != Start::Begin) };
        let (after, before) = (walked.last.map(cursor), walked.first.map(cursor));
        let set =
            |after: Option<String>, before: Option<String>| desk.url(&asked.with(&[("page[after]", after), ("page[before]", before)]));
        Turn::Cursor {
            links: Links {
                next: after.clone().filter(|_| has_next).map(|after| set(Some(after), None)),
                prev: before.clone().filter(|_| has_prev).map(|before| set(None, Some(before))),
            },
            meta: Meta { has_more: walked.more, after_cursor: after, before_cursor: before },
        }
    }
}

fn size(asked: Option<i64>, name: &'static str) -> Result<usize, Refused> {
    match asked {
        None => Ok(PAGE_SIZE_MAX),
        Some(size) if size >= 1 => Ok(usize::try_from(size).map_or(PAGE_SIZE_MAX, |size| size.min(PAGE_SIZE_MAX))),
        Some(_) => Err(Refused::Parameter { name, says: "It must be 1 or more.".to_owned() }),
    }
}

fn cursor((key, id): (i64, i64)) -> String {
    BASE64URL_NOPAD.encode(format!("{key}:{id}").as_bytes())
}

fn place(cursor: &str, name: &'static str) -> Result<(i64, i64), Refused> {
    let read = || {
        let bytes = BASE64URL_NOPAD.decode(cursor.trim_end_matches('=').as_bytes()).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (key, id) = text.split_once(':')?;
        Some((key.parse().ok()?, id.parse().ok()?))
    };
    read().ok_or_else(|| Refused::Parameter { name, says: "It must be a cursor of an earlier answer.".to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_asked_for_by_cursor_or_by_number() {
        let read = |query: &str| Page::read(&Asked::new("/api/v2/tickets", query));
        assert_eq!(read("page[size]=50").ok(), Some(Page { start: Start::Begin, size: 50, number: None }));
        assert_eq!(read("page=3&per_page=20").ok(), Some(Page { start: Start::Skip(40), size: 20, number: Some(3) }));
        assert_eq!(read("").ok(), Some(Page { start: Start::Skip(0), size: 100, number: Some(1) }));
        assert_eq!(read(&format!("page[after]={}", cursor((-5, 7)))).map(|page| page.start).ok(), Some(Start::After(-5, 7)));
        for wrong in ["page[size]=0", "page[size]=x", "page[after]=%21", "page=0", "page=999999"] {
            assert!(read(wrong).is_err(), "{wrong} was read");
        }
    }
}
