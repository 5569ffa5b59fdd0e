//! PostgreSQL keeps the tokens in a `tsvector` under a GIN index. Its parsers and dictionaries are never asked.

use std::collections::BTreeMap;
use std::fmt::Write;

use outcome::Result;

use super::entries::Tokens;
use super::query::{Form, Unit};
use super::stems::{TITLE, WORD, extra};
use super::{Audience, Part};
use crate::{Tx, params};

pub(super) fn insert(tx: &mut Tx<'_>, part: &Part<'_>, entries: &[Tokens]) -> Result<()> {
    for entry in entries {
        tx.execute_one(
            "INSERT INTO fulltext_entries (kind, subject_id, part, audience, tokens) VALUES ($1, $2, $3, $4, $5::text::tsvector)",
            params![part.kind, part.subject, part.part, part.audience == Audience::Internal, vector(entry)],
        )?;
    }
    Ok(())
}

/// The vector as text: `'wpaper':1A,7 'eprint'`. Words of the title weigh `A`; a gap keeps phrases from reaching into the body.
fn vector(entry: &Tokens) -> String {
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let title = entry.title.iter().enumerate().map(|(i, word)| (word, format!("{}A", i + 1)));
    let gap = entry.title.len() + 2;
    let body = entry.words.iter().enumerate().map(|(i, word)| (word, (gap + i).to_string()));
    for (word, place) in title.chain(body) {
        places.entry(word).or_default().push(place);
    }
    let mut text = String::new();
    for (word, places) in places {
        let _ = write!(text, "'{WORD}{word}':{} ", places.join(","));
    }
    for extra in &entry.extras {
        let _ = write!(text, "'{extra}' ");
    }
    text
}

/// The subjects that parameter `matched` matches, among those of the kind that parameter `kind` names.
pub(super) fn select(audience: Audience, kind: usize, matched: usize) -> String {
    let public = if audience == Audience::Public { " AND audience = 0" } else { "" };
    format!("SELECT subject_id FROM fulltext_entries WHERE kind = ${kind} AND tokens @@ ${matched}::text::tsquery{public}")
}

/// What the vector is asked. Tokens are letters and digits only, and quoted: none of them can be syntax.
pub(super) fn expression(unit: &Unit, titles_only: bool) -> String {
    let forms = unit.forms.iter().map(|form| match form {
        Form::Row { words, prefix } => {
            let last = words.len() - 1;
            let word = |(i, word): (usize, &String)| {
                let marks = format!("{}{}", if *prefix && i == last { "*" } else { "" }, if titles_only { "A" } else { "" });
                format!("'{WORD}{word}'{}{marks}", if marks.is_empty() { "" } else { ":" })
            };
            format!("({})", words.iter().enumerate().map(word).collect::<Vec<_>>().join(" <-> "))
        }
        Form::Extra { kind, form, prefix } => {
            let token = extra(*kind, form);
            let token = if titles_only { extra(TITLE, &token) } else { token };
            format!("'{token}'{}", if *prefix { ":*" } else { "" })
        }
    });
    forms.collect::<Vec<_>>().join(" | ")
}
