//! What a letter's author wrote themselves, apart from what they quoted, their signature, and what programs added.
//!
//! Every line is given a kind first, with a look at its neighbours; then a few rules about the sequence of kinds
//! decide where the new text ends. Nothing is lost: what is not new is returned as quoted or as signature.
//!
//! The rules, in their order:
//! 1. A letter that begins with an old letter's fields is a forwarded one: the fields go, its text is the new text.
//! 2. A letter that begins with "On Monday Ann wrote:" is answered below the quote: the text behind the last quote is new,
//!    or, if text and quotes take turns, all of it without the introductions.
//! 3. Otherwise the new text ends at the first old letter, introduction, signature separator or phone's line. An
//!    introduction whose quotes and new text take turns does not end it.
//! 4. Quotes at the end are not new, nor is a legal notice.

mod attribution;
mod forwarded;
mod kind;
mod old_letter;
mod signature;

pub use forwarded::{Forwarded, forwarded};

use kind::{Kind, Outline, classify};

/// Lines of one text that are looked at; what follows counts as quoted.
pub const LINES_MAX: usize = 10_000;

/// A text, divided. The pieces are trimmed of blank lines and hold every line that is not blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// What the author wrote for this letter.
    pub new_text: String,
    /// Older letters, with the lines that introduce them.
    pub quoted: String,
    /// The author's signature, what their device added, legal notices.
    pub signature: String,
}

/// Divides the plain text of a letter.
#[must_use]
pub fn split(text: &str) -> Split {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').collect();
    let (read, rest) = lines.split_at(lines.len().min(LINES_MAX));
    let kinds = classify(read);
    let mut places = decide(read, &kinds);
    places.extend(rest.iter().map(|_| Place::Quoted));
    Split {
        new_text: gather(&lines, &places, Place::New),
        quoted: gather(&lines, &places, Place::Quoted),
        signature: gather(&lines, &places, Place::Signature),
    }
}

/// Where a line goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    New,
    Quoted,
    Signature,
}

/// Decides for every line where it goes.
fn decide(lines: &[&str], kinds: &[Kind]) -> Vec<Place> {
    let mut places = vec![Place::New; lines.len()];
    let Some(first) = kinds.iter().position(|kind| *kind != Kind::Blank) else { return places };
    let start = match kinds[first] {
        Kind::Marker | Kind::Fields => return forwarded_only(kinds, places, first),
        Kind::Rule if next_visible(kinds, first + 1).is_some_and(|at| kinds[at] == Kind::Fields) => {
            return forwarded_only(kinds, places, first);
        }
        Kind::Attribution | Kind::QuotedAttribution => match below_quote(kinds, &mut places, first) {
            Some(start) => start,
            None => return places,
        },
        _ => first,
    };
    let answered_below = start > first;
    let end = cut(lines, kinds, &mut places, start, answered_below);
    drop_trailing_quotes(kinds, &mut places, start, end);
    drop_notices(lines, &mut places);
    places
}

/// Rule 1: the fields are quoted, the text below them is what there is.
fn forwarded_only(kinds: &[Kind], mut places: Vec<Place>, first: usize) -> Vec<Place> {
    let body = (first..kinds.len()).find(|&at| !matches!(kinds[at], Kind::Marker | Kind::Fields | Kind::Rule | Kind::Blank));
    places[..body.unwrap_or(kinds.len())].fill(Place::Quoted);
    places
}

/// Rule 2: puts the introduction, and the quote if all new text stands behind it, aside. `None` if there is no new text;
/// otherwise where the new text begins.
fn below_quote(kinds: &[Kind], places: &mut [Place], first: usize) -> Option<usize> {
    let is_text = |at: &usize| kinds[*at] == Kind::Text;
    let Some(first_text) = (first..kinds.len()).find(is_text) else {
        places.fill(Place::Quoted);
        return None;
    };
    let quotes_again = (first_text..kinds.len()).any(|at| kinds[at] == Kind::Quote);
    let only_quotes_before = (first..first_text).any(|at| kinds[at] == Kind::Quote);
    let end = if only_quotes_before && !quotes_again {
        first_text
    } else {
        (first..first_text)
            .find(|&at| !matches!(kinds[at], Kind::Attribution | Kind::QuotedAttribution | Kind::Blank))
            .unwrap_or(first_text)
    };
    places[..end].fill(Place::Quoted);
    Some(end)
}

/// Rule 3: finds where the new text ends, and says what the lines behind it are.
fn cut(lines: &[&str], kinds: &[Kind], places: &mut [Place], start: usize, answered_below: bool) -> usize {
    let outline = Outline::new(kinds);
    let has_text = |end: usize| outline.texts(start, end) > 0;
    let mut at = start;
    while at < kinds.len() {
        match kinds[at] {
            Kind::Attribution if answered_below || takes_turns(kinds, at) => places[at] = Place::Quoted,
            Kind::Attribution | Kind::Marker | Kind::Fields if has_text(at) || kinds[at] != Kind::Attribution => {
                let end = behind_rules(kinds, start, at);
                places[end..].fill(Place::Quoted);
                return end;
            }
            Kind::Attribution => places[at] = Place::Quoted,
            Kind::Signature if has_text(at) || at > start => return sign(kinds, places, at),
            Kind::Rule if is_end_rule(lines, &outline, at) => return sign(kinds, places, at),
            Kind::Device if has_text(at) => {
                if few_texts(&outline, at) {
                    return sign(kinds, places, at);
                }
                places[at] = Place::Signature;
            }
            _ => {}
        }
        at += 1;
    }
    at
}

/// Whether quotes and new text take turns behind an introduction: text between two quotes.
fn takes_turns(kinds: &[Kind], attribution: usize) -> bool {
    let behind = &kinds[attribution..];
    let end = behind.iter().position(|kind| matches!(kind, Kind::Marker | Kind::Fields | Kind::Signature)).unwrap_or(behind.len());
    let visible: Vec<Kind> = behind[..end].iter().copied().filter(|kind| matches!(kind, Kind::Text | Kind::Quote)).collect();
    if visible.first() != Some(&Kind::Quote) {
        return false;
    }
    let text = visible.iter().position(|kind| *kind == Kind::Text);
    text.is_some_and(|text| visible[text..].contains(&Kind::Quote))
}

/// The rules and blank lines right above an old letter belong to it.
fn behind_rules(kinds: &[Kind], start: usize, end: usize) -> usize {
    let above = kinds[start..end].iter().rposition(|kind| !matches!(kind, Kind::Blank | Kind::Rule | Kind::Marker));
    above.map_or(start, |above| start + above + 1)
}

/// A rule ends the text if little follows, or nothing but old letters, and it is no underline of a heading.
fn is_end_rule(lines: &[&str], outline: &Outline<'_>, at: usize) -> bool {
    let old = outline.next_old[at];
    let kinds = outline.kinds;
    if outline.texts(0, at) == 0 || outline.quotes(at, old) > 0 {
        return false;
    }
    let underlines = at > 0 && kinds[at - 1] == Kind::Text && next_visible(kinds, at + 1).is_some_and(|next| kinds[next] == Kind::Text);
    !underlines && signature::may_be_signature(lines[at..old].iter().copied())
}

/// The signature goes from here to the next old letter, which is quoted.
fn sign(kinds: &[Kind], places: &mut [Place], at: usize) -> usize {
    let old = (at..kinds.len())
        .find(|&i| matches!(kinds[i], Kind::Attribution | Kind::QuotedAttribution | Kind::Marker | Kind::Fields | Kind::Quote))
        .unwrap_or(kinds.len());
    places[at..old].fill(Place::Signature);
    places[old..].fill(Place::Quoted);
    at
}

/// Whether little text of its own follows a phone's line, up to the next old letter.
fn few_texts(outline: &Outline<'_>, at: usize) -> bool {
    const TEXT_LINES_MAX: usize = 4;
    outline.texts(at, outline.next_old[at]) <= TEXT_LINES_MAX
}

/// Rule 4, first half: quotes at the end of the new text, unless they are all there is.
fn drop_trailing_quotes(kinds: &[Kind], places: &mut [Place], start: usize, end: usize) {
    let is_new = |at: &usize| places[*at] == Place::New;
    let Some(last_text) = (start..end).rev().find(|at| is_new(at) && matches!(kinds[*at], Kind::Text | Kind::Device)) else {
        // Nothing but quotes: they are the message, unless they are an old letter with its introduction.
        if kinds[start..end].iter().any(|kind| matches!(kind, Kind::QuotedAttribution)) {
            places[start..end].fill(Place::Quoted);
        }
        return;
    };
    for at in last_text + 1..end {
        if places[at] == Place::New && kinds[at] != Kind::Blank {
            places[at] = Place::Quoted;
        }
    }
}

/// Rule 4, second half: legal notices among the last paragraphs.
fn drop_notices(lines: &[&str], places: &mut [Place]) {
    let new: Vec<usize> = (0..lines.len()).filter(|&at| places[at] == Place::New).collect();
    let paragraphs: Vec<&[usize]> = new.split(|&at| lines[at].trim().is_empty()).filter(|paragraph| !paragraph.is_empty()).collect();
    let Some((_, later)) = paragraphs.split_first() else { return };
    let notice =
        later.iter().position(|paragraph| signature::is_notice(&paragraph.iter().map(|&at| lines[at]).collect::<Vec<_>>().join(" ")));
    for &at in notice.map(|from| &later[from..]).unwrap_or_default().iter().copied().flatten() {
        places[at] = Place::Signature;
    }
}

fn next_visible(kinds: &[Kind], from: usize) -> Option<usize> {
    (from..kinds.len()).find(|&at| kinds[at] != Kind::Blank)
}

fn gather(lines: &[&str], places: &[Place], wanted: Place) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut gap = false;
    for (line, place) in lines.iter().zip(places) {
        if *place == wanted {
            // Pieces from different places stand apart; in the new text a removed line leaves no trace.
            if std::mem::take(&mut gap)
                && wanted != Place::New
                && !kept.is_empty()
                && !line.trim().is_empty()
                && kept.last().is_some_and(|last| !last.trim().is_empty())
            {
                kept.push("");
            }
            kept.push(line.trim_end());
        } else if !line.trim().is_empty() {
            gap = true;
        }
    }
    let is_blank = |line: &&str| line.trim().is_empty() || signature::is_litter(line);
    let start = kept.iter().position(|line| !is_blank(line)).unwrap_or(kept.len());
    let end = kept.iter().rposition(|line| !is_blank(line)).map_or(start, |last| last + 1);
    kept[start..end].join("\n")
}
