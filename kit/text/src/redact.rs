//! A text taken out of another for good: every place it stands in is blacked out, letter for letter, also where markup splits it.

use crate::Html;
use crate::sanitize::{self, escape_attribute, escape_text};
use crate::walk::{Element, Step, is_block, is_void, walk};

/// What stands in place of every letter that was taken out.
pub const BLOCK: char = '\u{2587}';

/// A text without what was taken out, and in how many places that stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted<T> {
    /// What is left.
    pub left: T,
    /// In how many places it stood.
    pub places: usize,
}

/// Plain text without `what`. White space of any kind and length stands for any other, for letters break their lines where they like.
#[must_use]
pub fn plain(text: &str, what: &str) -> Redacted<String> {
    let chars: Vec<char> = text.chars().collect();
    let (marked, places) = marks(&chars, what);
    let left = chars.iter().zip(&marked).map(|(c, out)| blacked(*c, *out)).collect();
    Redacted { left, places }
}

/// HTML without `what`, in its text as a reader sees it and in the values of its attributes.
#[must_use]
pub fn html(html: &str, what: &str) -> Redacted<Html> {
    let mut chars = Vec::new();
    walk(html, &mut |step| match step {
        Step::Text(text) => chars.extend(text.chars()),
        Step::Open(element) if breaks(&element.name) => chars.push('\n'),
        Step::Close(name) if breaks(name) => chars.push('\n'),
        Step::Open(_) | Step::Close(_) => {}
    });
    let (marked, mut places) = marks(&chars, what);
    let (mut out, mut at) = (String::with_capacity(html.len()), 0);
    walk(html, &mut |step| match step {
        Step::Text(text) => {
            let left: String = text.chars().zip(marked.iter().skip(at)).map(|(c, out)| blacked(c, *out)).collect();
            at += text.chars().count();
            escape_text(&left, &mut out);
        }
        Step::Open(element) => {
            at += usize::from(breaks(&element.name));
            places += open(element, what, &mut out);
        }
        Step::Close(name) => {
            at += usize::from(breaks(name));
            if !is_void(name) {
                out.push_str(&format!("</{name}>"));
            }
        }
    });
    Redacted { left: sanitize::stored(&out), places }
}

/// Writes a start tag; in how many of its attributes something was taken out.
fn open(element: &Element, what: &str, out: &mut String) -> usize {
    out.push('<');
    out.push_str(&element.name);
    let mut places = 0;
    for (name, value) in &element.attributes {
        let left = plain(value, what);
        places += left.places;
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape_attribute(&left.left, out);
        out.push('"');
    }
    out.push('>');
    places
}

/// Does a reader see a new line here?
fn breaks(name: &str) -> bool {
    is_block(name) || matches!(name, "br" | "td" | "th")
}

fn blacked(c: char, out: bool) -> char {
    if out && !c.is_whitespace() { BLOCK } else { c }
}

/// Which characters belong to a place where `what` stands, and how many places there are. Linear for what people write.
fn marks(chars: &[char], what: &str) -> (Vec<bool>, usize) {
    let words: Vec<Vec<char>> = what.split_whitespace().map(|word| word.chars().collect()).collect();
    let (mut marked, mut places, mut at) = (vec![false; chars.len()], 0, 0);
    while at < chars.len() {
        match end_of(chars, at, &words) {
            Some(end) => {
                marked[at..end].fill(true);
                places += 1;
                at = end;
            }
            None => at += 1,
        }
    }
    (marked, places)
}

/// Where the words end that begin at `at`, if they do.
fn end_of(chars: &[char], at: usize, words: &[Vec<char>]) -> Option<usize> {
    let mut end = at;
    for (n, word) in words.iter().enumerate() {
        if n > 0 {
            let gap = chars[end..].iter().take_while(|c| c.is_whitespace()).count();
            end = (gap > 0).then_some(end + gap)?;
        }
        end = chars[end..].starts_with(word).then_some(end + word.len())?;
    }
    (end > at).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::{html, plain};

    #[test]
    fn every_place_is_blacked_out_letter_for_letter() {
        let redacted = plain("PIN 4711, again: 4711!", "4711");
        assert_eq!((redacted.left.as_str(), redacted.places), ("PIN ▇▇▇▇, again: ▇▇▇▇!", 2));
        assert_eq!(plain("nothing", "4711").places, 0);
        assert_eq!(plain("nothing", " \n").places, 0);
    }

    #[test]
    fn lines_may_break_anywhere() {
        assert_eq!(plain("the secret\n  word here", "secret word").left, "the ▇▇▇▇▇▇\n  ▇▇▇▇ here");
        assert_eq!(html("<p>the secret<br>word</p><p>x</p>", "secret word").left.as_str(), "<p>the ▇▇▇▇▇▇<br>▇▇▇▇</p><p>x</p>");
    }

    #[test]
    fn markup_hides_nothing() {
        let redacted = html("<p>pass<b>wo</b>rd &amp; <a href=\"https://x.example/?q=password\">password</a></p>", "password");
        assert_eq!(redacted.places, 3);
        assert!(!redacted.left.as_str().contains("wo") && redacted.left.as_str().contains("&amp;"), "{}", redacted.left);
        let entity = html("<p>a&lt;b</p>", "a<b");
        assert_eq!((entity.left.as_str(), entity.places), ("<p>▇▇▇</p>", 1));
    }
}
