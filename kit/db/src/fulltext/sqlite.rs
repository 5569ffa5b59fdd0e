//! SQLite keeps the tokens in FTS5, without the text.
//!
//! An entry's id says all that a search must know, so that a common word is answered from its list of ids alone, without looking
//! anything up, and a kind is a range of that list:
//!
//! ```text
//! 62        56 55                 22 21            1   0
//! kind's code  subject            count            audience
//! ```
//!
//! All tokens stand in one column, kept apart by their first letter: FTS5 walks a list of ids much faster when it need not look
//! at which column a word stands in.

use anyhow::anyhow;
use outcome::Result;

use super::entries::Tokens;
use super::query::{Form, Unit};
use super::stems::{GAP, TITLE, TITLE_WORD, WORD, extra};
use super::{Audience, Part};
use crate::engine::Engine;
use crate::{Tx, Value, params};

const SUBJECT_SHIFT: u32 = 22;
const SUBJECT_BITS: u32 = 34;
const KIND_SHIFT: u32 = SUBJECT_SHIFT + SUBJECT_BITS;
/// Kinds there can be.
const KINDS_MAX: i64 = 127;
/// Subjects of one kind.
const SUBJECT_MAX: i64 = (1 << SUBJECT_BITS) - 1;
/// How far the last possible entry of a subject is from the first one.
const SUBJECT_ENTRIES: i64 = (1 << SUBJECT_SHIFT) - 1;
/// Entries of one subject.
const COUNT_MAX: i64 = (1 << (SUBJECT_SHIFT - 1)) - 1;
/// Newest subjects among which a word is looked for to learn how common it is.
const SAMPLE: i64 = 2_000;
/// A word is common that so many of them have: one in a hundred.
const COMMON_IN_SAMPLE: i64 = 20;

pub(super) fn insert(tx: &mut Tx<'_>, part: &Part<'_>, entries: &[Tokens]) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    if !(0..=SUBJECT_MAX).contains(&part.subject) {
        return Err(anyhow!("full text takes subjects from 0 to {SUBJECT_MAX}, not {}", part.subject).into());
    }
    let first = (code(tx, part.kind)? << KIND_SHIFT) | (part.subject << SUBJECT_SHIFT);
    let last = first | SUBJECT_ENTRIES;
    let taken = tx.one::<(Option<i64>,)>("SELECT max(id) FROM fulltext_entries WHERE id BETWEEN $1 AND $2", params![first, last])?.0;
    let start = taken.map_or(0, |id| ((id & (last ^ first)) >> 1) + 1);
    for (count, entry) in (start..).zip(entries) {
        if count > COUNT_MAX {
            return Err(anyhow!("{} {} has more text than can be found again", part.kind, part.subject).into());
        }
        let id = first | (count << 1) | i64::from(part.audience == Audience::Internal);
        tx.execute_one(
            "INSERT INTO fulltext_entries (id, kind, subject_id, part, audience) VALUES ($1, $2, $3, $4, $5)",
            params![id, part.kind, part.subject, part.part, part.audience == Audience::Internal],
        )?;
        tx.execute("INSERT INTO fulltext_index (rowid, tokens) VALUES ($1, $2)", params![id, row(entry)])?;
    }
    Ok(())
}

fn code(tx: &mut Tx<'_>, kind: &str) -> Result<i64> {
    if let Some((code,)) = tx.first::<(i64,)>("SELECT code FROM fulltext_kinds WHERE kind = $1", params![kind])? {
        return Ok(code);
    }
    let code: i64 = tx.insert("INSERT INTO fulltext_kinds (kind) VALUES ($1) RETURNING code", params![kind])?;
    if code > KINDS_MAX {
        return Err(anyhow!("full text takes {KINDS_MAX} kinds of subjects, {kind} is one too many").into());
    }
    Ok(code)
}

pub(super) fn forget(tx: &mut Tx<'_>, which: &str, params: &[Value]) -> Result<()> {
    tx.execute(&format!("DELETE FROM fulltext_index WHERE rowid IN (SELECT id FROM fulltext_entries WHERE {which})"), params)?;
    Ok(())
}

/// The subjects that parameter `matched` matches, among those of the kind that parameter `kind` names.
pub(super) fn select(audience: Audience, kind: usize, matched: usize) -> String {
    let code = format!("(SELECT code FROM fulltext_kinds WHERE kind = ${kind})");
    let public = if audience == Audience::Public { " AND rowid & 1 = 0" } else { "" };
    format!(
        "SELECT (rowid >> {SUBJECT_SHIFT}) & {SUBJECT_MAX} FROM fulltext_index WHERE fulltext_index MATCH ${matched} \
         AND rowid BETWEEN {code} << {KIND_SHIFT} AND (({code} + 1) << {KIND_SHIFT}) - 1{public}"
    )
}

/// Whether the subject whose id the expression `subject` is matches parameter `matched`: its entries are a range of the list of ids.
pub(super) fn has(audience: Audience, subject: &str, kind: usize, matched: usize) -> String {
    let first = format!("((SELECT code FROM fulltext_kinds WHERE kind = ${kind}) << {KIND_SHIFT}) + ({subject} << {SUBJECT_SHIFT})");
    let public = if audience == Audience::Public { " AND rowid & 1 = 0" } else { "" };
    format!(
        "EXISTS (SELECT 1 FROM fulltext_index WHERE fulltext_index MATCH ${matched} \
         AND rowid BETWEEN {first} AND {first} + {SUBJECT_ENTRIES}{public})"
    )
}

/// Whether so many of the newest subjects match that a list finds a page of them before it has gone far. Asked beside the
/// statements of a page, from the end of the lists of ids, and never for more than it takes to know.
pub(super) fn is_common(engine: &Engine, kind: &str, expression: &str) -> bool {
    let sql = format!(
        "WITH newest (id) AS (SELECT max(e.id) FROM fulltext_entries e JOIN fulltext_kinds k ON k.kind = $1 \
         WHERE e.id BETWEEN k.code << {KIND_SHIFT} AND ((k.code + 1) << {KIND_SHIFT}) - 1) \
         SELECT count(*) FROM (SELECT DISTINCT rowid >> {SUBJECT_SHIFT} FROM fulltext_index WHERE fulltext_index MATCH $2 \
         AND rowid BETWEEN (SELECT id FROM newest) - ({SAMPLE} << {SUBJECT_SHIFT}) AND (SELECT id FROM newest) LIMIT {COMMON_IN_SAMPLE})"
    );
    let mut found = 0;
    let asked = engine.query(&sql, params![kind, expression], &mut |cells| {
        found = cells.field::<i64>(0)?;
        Ok(())
    });
    if let Err(error) = asked {
        tracing::warn!(%error, "whether a word is common cannot be told; a search for it may be slow");
    }
    found >= COMMON_IN_SAMPLE
}

/// An entry's tokens in one row: the title twice, once as text and once as title, then the body, then the extras.
fn row(entry: &Tokens) -> String {
    let mut row = String::new();
    let mut push = |mark: char, words: &mut dyn Iterator<Item = &str>| {
        for word in words {
            row.push(mark);
            row.push_str(word);
            row.push(' ');
        }
        // No phrase reaches across a token that nobody asks for.
        row.push(GAP);
        row.push(' ');
    };
    push(TITLE_WORD, &mut entry.title.iter().map(String::as_str));
    push(WORD, &mut entry.title.iter().map(String::as_str));
    push(WORD, &mut entry.words.iter().map(String::as_str));
    for extra in &entry.extras {
        row.push_str(extra);
        row.push(' ');
    }
    row
}

/// What FTS5 is asked. Tokens are letters and digits only, and quoted: none of them can be syntax.
pub(super) fn expression(unit: &Unit, titles_only: bool) -> String {
    let mark = if titles_only { TITLE_WORD } else { WORD };
    let forms = unit.forms.iter().map(|form| {
        let (tokens, prefix) = match form {
            Form::Row { words, prefix } => (words.iter().map(|word| format!("{mark}{word}")).collect::<Vec<_>>().join(" "), prefix),
            Form::Extra { kind, form, prefix } if titles_only => (extra(TITLE, &extra(*kind, form)), prefix),
            Form::Extra { kind, form, prefix } => (extra(*kind, form), prefix),
        };
        format!("\"{tokens}\"{}", if *prefix { " *" } else { "" })
    });
    forms.collect::<Vec<_>>().join(" OR ")
}
