//! What the lines of a letter look like, before anything is decided about them.

use super::signature::Separator;
use super::{attribution, old_letter, signature};

/// What a line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    Text,
    /// Behind a mark of quotation.
    Quote,
    /// Part of "On Monday Ann wrote:", not quoted itself.
    Attribution,
    /// The same inside a quote.
    QuotedAttribution,
    /// "-----Original Message-----".
    Marker,
    /// The fields of an old letter.
    Fields,
    /// `-- `.
    Signature,
    /// A line of signs.
    Rule,
    /// "Sent from my iPhone".
    Device,
}

/// Gives every line its kind, with a look at its neighbours.
pub(super) fn classify(lines: &[&str]) -> Vec<Kind> {
    let bare: Vec<&str> = lines.iter().map(|line| without_marks(line)).collect();
    let fenced = fenced(lines);
    let mut kinds = Vec::with_capacity(lines.len());
    while kinds.len() < lines.len() {
        let at = kinds.len();
        let line = lines[at];
        let quoted = is_quote(line);
        let (kind, count) = if line.trim().is_empty() || signature::is_litter(line) {
            (Kind::Blank, 1)
        } else if fenced[at] {
            (Kind::Text, 1)
        } else if let count @ 1.. = old_letter::block_at(&bare, at) {
            (if quoted { Kind::Quote } else { Kind::Fields }, count)
        } else if let count @ 1.. = attribution::lines_at(&bare, at) {
            (if quoted { Kind::QuotedAttribution } else { Kind::Attribution }, count)
        } else if quoted {
            (Kind::Quote, 1)
        } else {
            (unquoted(lines, &bare, at), 1)
        };
        let end = (at + count).min(lines.len());
        kinds.extend((at..end).map(|_| kind));
    }
    mark_initials(lines, &mut kinds);
    kinds
}

fn unquoted(lines: &[&str], bare: &[&str], at: usize) -> Kind {
    let line = lines[at];
    if old_letter::is_marker(line) {
        return Kind::Marker;
    }
    if signature::is_device_line(line) && !is_inside_paragraph(lines, bare, at) {
        return Kind::Device;
    }
    match signature::separator(line) {
        Some(Separator::Signature) => Kind::Signature,
        Some(Separator::Rule) => Kind::Rule,
        None => {
            let quote_follows = lines[at + 1..].iter().find(|line| !line.trim().is_empty()).is_some_and(|line| is_quote(line));
            if quote_follows && attribution::introduces_quote(line) { Kind::Attribution } else { Kind::Text }
        }
    }
}

/// A phone's line is its own paragraph, or the last line of one; in the middle it is prose.
fn is_inside_paragraph(lines: &[&str], bare: &[&str], at: usize) -> bool {
    lines.get(at + 1).is_some_and(|next| {
        !next.trim().is_empty()
            && !signature::is_device_line(next)
            && !is_quote(next)
            && signature::separator(next).is_none()
            && !old_letter::is_marker(next)
            && attribution::lines_at(bare, at + 1) == 0
            && old_letter::block_at(bare, at + 1) == 0
    })
}

/// The kinds, and what the rules keep asking about them, counted once: letters of thousands of rules stay cheap.
pub(super) struct Outline<'k> {
    pub kinds: &'k [Kind],
    /// How many lines before each one are text, and how many are quotes.
    texts: Vec<usize>,
    quotes: Vec<usize>,
    /// From each line on, the first that begins an old letter.
    pub next_old: Vec<usize>,
}

impl<'k> Outline<'k> {
    pub fn new(kinds: &'k [Kind]) -> Self {
        let count = |wanted: Kind| {
            let mut sums = vec![0];
            for kind in kinds {
                sums.push(sums[sums.len() - 1] + usize::from(*kind == wanted));
            }
            sums
        };
        let mut next_old = vec![kinds.len(); kinds.len() + 1];
        for at in (0..kinds.len()).rev() {
            let begins = matches!(kinds[at], Kind::Attribution | Kind::Marker | Kind::Fields);
            next_old[at] = if begins { at } else { next_old[at + 1] };
        }
        Self { kinds, texts: count(Kind::Text), quotes: count(Kind::Quote), next_old }
    }

    /// Lines of text in a range.
    pub fn texts(&self, from: usize, to: usize) -> usize {
        self.texts[to] - self.texts[from]
    }

    /// Quoted lines in a range.
    pub fn quotes(&self, from: usize, to: usize) -> usize {
        self.quotes[to] - self.quotes[from]
    }
}

/// Whether a line begins with a mark of quotation.
pub(super) fn is_quote(line: &str) -> bool {
    line.trim_start().starts_with(['>', '＞'])
}

/// The line without its marks of quotation.
pub(super) fn without_marks(line: &str) -> &str {
    line.trim_start_matches(|c: char| c == '>' || c == '＞' || c.is_whitespace())
}

/// Which lines stand in a fenced block of code, fences included.
fn fenced(lines: &[&str]) -> Vec<bool> {
    let is_fence = |line: &str| line.trim_start().starts_with("```");
    let mut inside = false;
    let mut fenced = vec![false; lines.len()];
    for at in 0..lines.len() {
        if is_fence(lines[at]) {
            let closes = inside || lines[at + 1..].iter().any(|line| is_fence(line));
            fenced[at] = closes;
            inside = closes && !inside;
        } else {
            fenced[at] = inside;
        }
    }
    fenced
}

/// Quotes marked by their author's initials (`AL> text`), where there is an introduction to make them likely.
fn mark_initials(lines: &[&str], kinds: &mut [Kind]) {
    if !kinds.iter().any(|kind| matches!(kind, Kind::Attribution | Kind::QuotedAttribution)) {
        return;
    }
    let initials = |line: &str| {
        let (mark, _) = line.trim_start().split_once('>')?;
        (1..=2).contains(&mark.len()).then_some(mark).filter(|mark| mark.bytes().all(|b| b.is_ascii_uppercase())).map(str::to_owned)
    };
    for at in 0..lines.len() {
        let Some(mark) = initials(lines[at]) else { continue };
        let neighbour = |other: Option<&&str>| other.and_then(|line| initials(line)).is_some_and(|other| other == mark);
        if kinds[at] == Kind::Text && (neighbour(lines.get(at + 1)) || (at > 0 && neighbour(lines.get(at - 1)))) {
            kinds[at] = Kind::Quote;
        }
    }
}
