//! What could stand where somebody is typing.

use outcome::Result;

use crate::fields::{Field, Fields, Kind};
use crate::limits::{SUGGESTIONS_MAX, TEXT_BYTES_MAX};
use crate::problem::Span;
use crate::resolve::Resolve;
use crate::scan::{Scanner, is_quote};
use crate::tree::Value;

/// Times worth offering; any other may be typed.
const TIMES: [&str; 9] = ["today", "yesterday", "this-week", "last-week", "this-month", "-1d", "-7d", "-30d", "2h"];
const DURATIONS: [&str; 4] = ["15m", "30m", "1h", "4h"];

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The part of the text that it replaces.
    pub replaces: Span,
    /// What to write there.
    pub insert: String,
    /// The field it is about.
    pub field: String,
    /// Whether it completes a field's name; otherwise it is a value.
    pub is_field: bool,
}

/// What could stand at byte `cursor` of `text`: names of fields, or values of the field before the colon, the likeliest first, at
/// most [`SUGGESTIONS_MAX`].
///
/// # Errors
/// What `resolve` answers.
pub fn completion(text: &str, cursor: usize, fields: &Fields, resolve: &dyn Resolve) -> Result<Vec<Suggestion>> {
    let cursor = text.floor_char_boundary(cursor.min(text.len()));
    if cursor > TEXT_BYTES_MAX {
        return Ok(Vec::new());
    }
    let Some(place) = place(&text[..cursor]) else { return Ok(Vec::new()) };
    let mut found = match place {
        Place::Name(span) => names(fields, &text[span.start..span.end], span),
        Place::Value(name, span) => match fields.find(name) {
            Some(field) => values(field, &text[span.start..span.end], span, resolve)?,
            None => orders_and_questions(fields, name, &text[span.start..span.end], span),
        },
    };
    found.truncate(SUGGESTIONS_MAX);
    Ok(found)
}

enum Place<'t> {
    Name(Span),
    Value(&'t str, Span),
}

/// What is being typed at the end of `text`; `None` inside a phrase.
fn place(text: &str) -> Option<Place<'_>> {
    let mut scan = Scanner::new(text);
    let end = text.len();
    loop {
        while scan.blanks() || scan.take('(') || scan.take(')') {}
        let start = scan.at();
        if start == end {
            return Some(Place::Name(Span::new(end, end)));
        }
        if scan.take('-') {
            continue;
        }
        if let Some(head) = scan.head() {
            loop {
                let start = scan.at();
                let open = scan.peek().is_some_and(is_quote);
                match scan.quoted() {
                    Some(Ok(_)) => {}
                    Some(Err(_)) => return Some(Place::Value(head.name, Span::new(start, end))),
                    None => {
                        scan.bare(true);
                    }
                }
                if scan.at() == end && !open {
                    return Some(Place::Value(head.name, Span::new(start, end)));
                }
                if !scan.take(',') {
                    break;
                }
            }
        } else if let Some(phrase) = scan.quoted() {
            phrase.ok()?;
        } else {
            scan.bare(false);
            if scan.at() == end {
                return Some(Place::Name(Span::new(start, end)));
            }
        }
    }
}

fn names(fields: &Fields, typed: &str, replaces: Span) -> Vec<Suggestion> {
    let lower = typed.to_ascii_lowercase();
    let offer =
        |field: &Field| Suggestion { replaces, insert: format!("{}:", field.name()), field: field.name().to_owned(), is_field: true };
    let begins = |name: &str| name.starts_with(&lower);
    let by_name = fields.iter().filter(|f| begins(f.name()));
    let by_alias = fields.iter().filter(|f| !begins(f.name()) && (f.aliases.iter().any(|a| begins(a)) || f.name().split('.').any(begins)));
    by_name.chain(by_alias).map(offer).collect()
}

fn values(field: &Field, typed: &str, replaces: Span, resolve: &dyn Resolve) -> Result<Vec<Suggestion>> {
    let start = typed.trim_start_matches(is_quote);
    let known: Vec<String> = match &field.kind {
        Kind::Words(vocabulary) => vocabulary.words().map(str::to_owned).collect(),
        Kind::Flag => vec!["yes".to_owned(), "no".to_owned()],
        Kind::Time => TIMES.map(str::to_owned).to_vec(),
        Kind::Day => TIMES.into_iter().filter(|time| *time != "2h").map(str::to_owned).collect(),
        Kind::Duration { .. } => DURATIONS.map(str::to_owned).to_vec(),
        Kind::Reference(noun) => resolve.names(noun, start, SUGGESTIONS_MAX)?,
        Kind::Label => resolve.labels(field.name(), start, SUGGESTIONS_MAX)?,
        Kind::Text | Kind::Number | Kind::FullText => Vec::new(),
    };
    let looked_up = matches!(field.kind, Kind::Reference(_) | Kind::Label);
    let lower = start.to_lowercase();
    let fits = |value: &String| looked_up || value.to_lowercase().starts_with(&lower);
    let mut found: Vec<Suggestion> = known
        .into_iter()
        .filter(fits)
        .map(|value| Suggestion { replaces, insert: written(&value), field: field.name().to_owned(), is_field: false })
        .collect();
    let may_lack = !matches!(field.kind, Kind::Flag | Kind::FullText | Kind::Number | Kind::Text);
    for word in ["none", "any"].into_iter().filter(|word| may_lack && typed == start && word.starts_with(&lower)) {
        found.push(Suggestion { replaces, insert: word.to_owned(), field: field.name().to_owned(), is_field: false });
    }
    Ok(found)
}

/// The value as it must be written to mean itself.
fn written(value: &str) -> String {
    Value::plain(value).to_string()
}

fn orders_and_questions(fields: &Fields, name: &str, typed: &str, replaces: Span) -> Vec<Suggestion> {
    let offer = |word: &str| Suggestion { replaces, insert: word.to_owned(), field: name.to_owned(), is_field: false };
    let (falling, start) = typed.strip_prefix('-').map_or(("", typed), |start| ("-", start));
    match name.to_ascii_lowercase().as_str() {
        "sort" | "order_by" | "sort_by" => {
            fields.iter().filter(|f| f.sortable && f.name().starts_with(start)).map(|f| offer(&format!("{falling}{}", f.name()))).collect()
        }
        "is" => fields.iter().filter(|f| matches!(f.kind, Kind::Flag) && f.name().starts_with(typed)).map(|f| offer(f.name())).collect(),
        "has" => {
            fields.iter().filter(|f| !matches!(f.kind, Kind::FullText) && f.name().starts_with(typed)).map(|f| offer(f.name())).collect()
        }
        _ => Vec::new(),
    }
}
