//! Shows where in a text the hits are, cut to the stretch that has most of them.

use std::ops::Range;

use words::split;

use super::memory::places;
use super::query::TextQuery;
use super::stems::Stems;

/// Words of a text that are looked at for hits; an excerpt from further on begins the text.
const WORDS_LOOKED_AT_MAX: usize = 50_000;
/// Characters of text shown before the first hit of an excerpt.
const LEAD_CHARS: usize = 40;

/// A piece of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text, as it was written; `…` where something was left out at an end.
    pub text: String,
    /// Whether it is a hit.
    pub hit: bool,
}

/// An excerpt of at most `chars_max` characters (and `…`) round the place with the most different hits, or the beginning when there are none.
/// Line breaks stay. The caller passes only text that the asker may see.
#[must_use]
pub fn highlight(text: &str, query: &TextQuery, chars_max: usize) -> Vec<Piece> {
    let hits = hits(text, query);
    let window = window(text, &hits, chars_max);
    let mut pieces = Vec::new();
    let mut push = |text: &str, hit: bool| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), hit });
        }
    };
    if window.start > 0 {
        push("…", false);
    }
    let mut at = window.start;
    for (span, _) in hits.iter().filter(|(span, _)| span.start >= window.start && span.end <= window.end) {
        push(&text[at..span.start], false);
        push(&text[span.clone()], true);
        at = span.end;
    }
    push(&text[at..window.end], false);
    if window.end < text.len() {
        push("…", false);
    }
    pieces
}

/// Hits in order, without overlaps, each with the number of the unit it belongs to.
fn hits(text: &str, query: &TextQuery) -> Vec<(Range<usize>, usize)> {
    let words = split(text, WORDS_LOOKED_AT_MAX);
    let stems = Stems::new();
    let mut all: Vec<(Range<usize>, usize)> =
        query.units.iter().enumerate().flat_map(|(n, unit)| places(unit, &words, &stems).into_iter().map(move |span| (span, n))).collect();
    all.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut apart: Vec<(Range<usize>, usize)> = Vec::new();
    for (span, unit) in all {
        match apart.last_mut() {
            Some((last, _)) if span.start < last.end => last.end = last.end.max(span.end),
            _ => apart.push((span, unit)),
        }
    }
    apart
}

/// The stretch to show, cut at blanks where there are some.
fn window(text: &str, hits: &[(Range<usize>, usize)], chars_max: usize) -> Range<usize> {
    let Some((end, _)) = text.char_indices().nth(chars_max) else { return 0..text.len() };
    let chars_between = |from: usize, to: usize| text[from..to].chars().count();
    let mut best = (0, 0);
    for (i, (first, _)) in hits.iter().enumerate() {
        let mut units: Vec<usize> = Vec::new();
        for (span, unit) in &hits[i..] {
            if span.end - first.start > 4 * chars_max || chars_between(first.start, span.end) > chars_max {
                break;
            }
            if !units.contains(unit) {
                units.push(*unit);
            }
        }
        if units.len() > best.0 {
            best = (units.len(), first.start);
        }
    }
    if best.1 < end && chars_between(0, best.1) <= LEAD_CHARS.min(chars_max / 2) {
        return 0..at_blank_before(text, end, 0);
    }
    let lead = text[..best.1].char_indices().rev().nth(LEAD_CHARS.min(chars_max / 4)).map_or(0, |(at, _)| at);
    let start = text[lead..best.1].find(char::is_whitespace).map_or(lead, |blank| lead + blank);
    let start = start + (text[start..].len() - text[start..].trim_start().len());
    let end = text[start..].char_indices().nth(chars_max).map_or(text.len(), |(at, _)| start + at);
    start..if end == text.len() { end } else { at_blank_before(text, end, start) }
}

/// The last blank before `end`, unless that would leave less than half.
fn at_blank_before(text: &str, end: usize, start: usize) -> usize {
    match text[start..end].rfind(char::is_whitespace) {
        Some(blank) if blank > (end - start) / 2 => start + blank,
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::{TextQuery, highlight};

    fn shown(text: &str, query: &TextQuery, chars_max: usize) -> String {
        highlight(text, query, chars_max).into_iter().map(|p| if p.hit { format!("[{}]", p.text) } else { p.text }).collect()
    }

    #[test]
    fn hits_are_marked_in_the_writing_of_the_text() {
        let query = TextQuery::typed("printer paper-jam über");
        assert_eq!(shown("The PRINTERS have a Paper jam, Über!", &query, 100), "The [PRINTERS] have a [Paper jam], [Über]!");
        assert_eq!(shown("Wi-Fi und WLAN", &TextQuery::word("wifi", false), 100), "[Wi-Fi] und WLAN");
        assert_eq!(shown("レーザープリンターの紙詰まり", &TextQuery::word("プリンター", false), 100), "レーザー[プリンター]の紙詰まり");
    }

    #[test]
    fn a_long_text_is_cut_round_its_best_place() {
        let text = format!("{} the old printer has a paper jam again {}", "word ".repeat(100), "more ".repeat(100));
        let found = shown(&text, &TextQuery::typed("paper jam"), 80);
        assert!(found.starts_with('…') && found.ends_with('…'), "{found}");
        assert!(found.contains("[paper] [jam]"), "{found}");
        assert!(found.chars().count() <= 80 + 2 + 4, "{found}");
    }

    #[test]
    fn without_hits_the_beginning_is_shown() {
        assert_eq!(shown("one two three four five", &TextQuery::word("zzz", false), 11), "one two…");
        assert_eq!(shown("", &TextQuery::default(), 10), "");
        assert_eq!(shown("äöüäöüäöü", &TextQuery::default(), 3), "äöü…");
    }
}
