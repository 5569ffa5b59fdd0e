//! How often each credential asked in the running minute, and what programs are told of it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use db::{MINUTE_MS, Moment};
use outcome::Refusal;

/// Credentials that are counted; when there are more, those whose minute ended go.
const COUNTED_MAX: usize = 50_000;

/// Whose requests are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Bucket {
    /// Those of a token.
    Token(i64),
    /// Those of a person's password.
    Person(i64),
}

/// Requests of the running minute, by credential. Each process counts for itself: a request costs no statement.
pub(crate) struct Rates {
    most: u32,
    spent: Mutex<HashMap<Bucket, (Moment, u32)>>,
}

/// Where a credential stands after a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rate {
    most: u32,
    left: u32,
    ends_in_s: u32,
}

impl Rates {
    pub(crate) fn new(most: u32) -> Self {
        Self { most, spent: Mutex::default() }
    }

    /// Counts a request; `None` where nothing is counted.
    pub(super) fn spend(&self, bucket: Bucket, now: Moment) -> Option<Result<Rate, (Rate, Refusal)>> {
        if self.most == 0 {
            return None;
        }
        let minute = Moment(now.0 - now.0.rem_euclid(MINUTE_MS));
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        if spent.len() >= COUNTED_MAX {
            spent.retain(|_, (began, _)| *began == minute);
        }
        let (began, count) = spent.entry(bucket).or_insert((minute, 0));
        if *began != minute {
            (*began, *count) = (minute, 0);
        }
        *count = count.saturating_add(1);
        let ends_in_s = u32::try_from((minute.0 + MINUTE_MS - now.0) / 1_000 + 1).unwrap_or(60);
        let rate = Rate { most: self.most, left: self.most.saturating_sub(*count), ends_in_s };
        Some(if *count > self.most { Err((rate, Refusal::TooMany { retry_after_s: ends_in_s })) } else { Ok(rate) })
    }
}

impl Rate {
    /// Tells it in the headers that programs read, old names and new.
    pub(super) fn tell(self, headers: &mut HeaderMap) {
        for (name, value) in [
            ("x-rate-limit", self.most),
            ("x-rate-limit-remaining", self.left),
            ("ratelimit-limit", self.most),
            ("ratelimit-remaining", self.left),
            ("ratelimit-reset", self.ends_in_s),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_holds_so_many_and_the_next_one_as_many_again() {
        let rates = Rates::new(2);
        let spend = |at: i64| rates.spend(Bucket::Token(1), Moment(at)).map(|spent| spent.is_ok());
        assert_eq!([spend(0), spend(1), spend(2), spend(MINUTE_MS)], [Some(true), Some(true), Some(false), Some(true)]);
        assert!(rates.spend(Bucket::Token(2), Moment(3)).is_some_and(|spent| spent.is_ok()), "others are not held up");
        assert!(Rates::new(0).spend(Bucket::Token(1), Moment(0)).is_none());
    }
}
