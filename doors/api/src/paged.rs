//! From the page that is asked for to the page that the directory walks, and to a part of a list that is read as a whole.

use people::directory::{self, Key, Place, Walk};

use crate::front::{Page, Start, Walked};

/// The page, as the directory walks it.
#[must_use]
pub fn walk(page: &Page, key: Key) -> Walk {
    let place = match page.start {
        Start::Begin => Place::Begin,
        Start::After(key, id) => Place::After(key, id),
        Start::Before(key, id) => Place::Before(key, id),
        Start::Skip(count) => Place::Skip(count),
    };
    Walk { key, place, limit: page.size, counts: page.counts() }
}

/// How far the directory walked.
#[must_use]
pub fn walked<T>(page: &directory::Walked<T>, id: impl Fn(&T) -> i64) -> Walked {
    let place = |at: Option<&(i64, T)>| at.map(|(key, noun)| (*key, id(noun)));
    Walked { first: place(page.found.first()), last: place(page.found.last()), more: page.more, count: page.count }
}

/// The part of a short list that a page is; its cursors say how many come before.
#[must_use]
pub fn part<T>(page: &Page, all: Vec<T>) -> (Vec<T>, Walked) {
    let length = all.len();
    let at = |place: i64| usize::try_from(place).unwrap_or(0).min(length);
    let (from, to) = match page.start {
        Start::Begin => (0, page.size.min(length)),
        Start::After(place, _) => (at(place + 1), (at(place + 1) + page.size).min(length)),
        Start::Before(place, _) => (at(place).saturating_sub(page.size), at(place)),
        Start::Skip(count) => (at(count), (at(count) + page.size).min(length)),
    };
    let more = if matches!(page.start, Start::Before(..)) { from > 0 } else { to < length };
    let place = |at: usize| (from < to).then(|| (i64::try_from(at).unwrap_or(i64::MAX), 0));
    let walked = Walked { first: place(from), last: place(to.saturating_sub(1)), more, count: i64::try_from(length).ok() };
    (all.into_iter().skip(from).take(to - from).collect(), walked)
}

#[cfg(test)]
mod tests {
    use super::part;
    use crate::front::{Page, Start};

    #[test]
    fn a_short_list_is_turned_in_both_directions() {
        let cut = |start, size| {
            let (part, walked) = part(&Page { start, size, number: None }, vec!["a", "b", "c", "d", "e"]);
            (part, walked.more, walked.first.map(|f| f.0), walked.last.map(|l| l.0))
        };
        assert_eq!(cut(Start::Begin, 2), (vec!["a", "b"], true, Some(0), Some(1)));
        assert_eq!(cut(Start::After(1, 0), 2), (vec!["c", "d"], true, Some(2), Some(3)));
        assert_eq!(cut(Start::After(3, 0), 2), (vec!["e"], false, Some(4), Some(4)));
        assert_eq!(cut(Start::Before(4, 0), 3), (vec!["b", "c", "d"], true, Some(1), Some(3)));
        assert_eq!(cut(Start::Skip(9), 2), (vec![], false, None, None));
    }
}
