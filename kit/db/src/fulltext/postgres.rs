//! PostgreSQL keeps the tokens in a `tsvector` under a GIN index. Its parsers and dictionaries are never asked.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use outcome::Result;

use super::entries::Tokens;
use super::query::{Form, Unit};
use super::stems::{TITLE, TITLE_WORD, WORD, extra};
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

/// The vector as text: `'qpaper':1 'wpaper':3,9 'eprint'`. The title stands there twice, once as title and once as text; gaps
/// keep phrases from reaching across.
fn vector(entry: &Tokens) -> String {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut next = 1;
    for (mark, words) in [(TITLE_WORD, &entry.title), (WORD, &entry.title), (WORD, &entry.words)] {
        for (i, word) in words.iter().enumerate() {
            places.entry(extra(mark, word)).or_default().push((next + i).to_string());
        }
        next += words.len() + 1;
    }
    let mut text = String::new();
    for (token, places) in places {
        let _ = write!(text, "'{token}':{} ", places.join(","));
    }
    for extra in &entry.extras {
        let _ = write!(text, "'{extra}' ");
    }
    text
}

/// The subjects that parameter `matched` matches, among those of the kind that parameter `kind` names. What is rare is gathered
/// first, which `OFFSET 0` makes PostgreSQL do; for what is common it may go along the list instead.
pub(super) fn select(audience: Audience, kind: usize, matched: usize, common: bool) -> String {
    let public = if audience == Audience::Public { " AND audience = 0" } else { "" };
    let found = format!("SELECT subject_id FROM fulltext_entries WHERE kind = ${kind} AND tokens @@ ${matched}::text::tsquery{public}");
    if common { found } else { format!("SELECT subject_id FROM ({found} OFFSET 0) AS gathered WHERE TRUE") }
}

/// Whether the subject whose id the expression `subject` is matches parameter `matched`, by its own entries.
pub(super) fn has(audience: Audience, subject: &str, kind: usize, matched: usize) -> String {
    let public = if audience == Audience::Public { " AND f.audience = 0" } else { "" };
    // `OFFSET 0` keeps PostgreSQL from gathering all that match before it looks at the one subject.
    format!(
        "EXISTS (SELECT 1 FROM (SELECT f.tokens FROM fulltext_entries f WHERE f.kind = ${kind} AND f.subject_id = {subject}{public} \
         OFFSET 0) AS own WHERE own.tokens @@ ${matched}::text::tsquery)"
    )
}

/// The subjects that every one of `selects` finds; each goes on with `AND`, so that a rare one can lead a common one.
pub(super) fn all_of(selects: &[String]) -> String {
    let ends = ")".repeat(selects.len().saturating_sub(1));
    format!("{}{ends}", selects.join(" AND subject_id IN ("))
}

/// Whether one of the forms is a common token. A row of words never is: its words decide nothing about it.
pub(super) fn is_common(unit: &Unit, titles_only: bool, common: &BTreeSet<String>) -> bool {
    let known = |token: String, prefix: bool| {
        if prefix { common.range(token.clone()..).next().is_some_and(|found| found.starts_with(&token)) } else { common.contains(&token) }
    };
    unit.forms.iter().any(|form| match form {
        Form::Row { words, prefix } => matches!(&words[..], [word] if known(extra(word_mark(titles_only), word), *prefix)),
        Form::Extra { kind, form, prefix } => known(extra_token(*kind, form, titles_only), *prefix),
    })
}

/// What the vector is asked. Tokens are letters and digits only, and quoted: none of them can be syntax.
pub(super) fn expression(unit: &Unit, titles_only: bool) -> String {
    let mark = word_mark(titles_only);
    let forms = unit.forms.iter().map(|form| {
        let (row, prefix) = match form {
            Form::Row { words, prefix } => (words.iter().map(|word| format!("'{mark}{word}'")).collect::<Vec<_>>().join(" <-> "), prefix),
            Form::Extra { kind, form, prefix } => (format!("'{}'", extra_token(*kind, form, titles_only)), prefix),
        };
        format!("({row}{})", if *prefix { ":*" } else { "" })
    });
    forms.collect::<Vec<_>>().join(" | ")
}

fn word_mark(titles_only: bool) -> char {
    if titles_only { TITLE_WORD } else { WORD }
}

fn extra_token(kind: char, form: &str, titles_only: bool) -> String {
    let token = extra(kind, form);
    if titles_only { extra(TITLE, &token) } else { token }
}
