//! Full text, written in the transaction that writes the text itself, found the same way on both engines.
//!
//! The engines only keep and intersect tokens. What a word is, how it is folded and stemmed, where it stands: all of that is
//! decided here ([`words`], `stems`), in texts and in queries alike, so that both engines and the memory
//! ([`TextQuery::matches`]) give one answer, and nothing a person types is ever read as an engine's syntax.
//!
//! A *subject* (a ticket) has *parts* (its messages). A part's words stand in rows with positions, for words, beginnings and
//! phrases; its *extras* (stems, `ü` as `ue`, `e-mail` as `email`) stand beside them without. Long parts take several entries,
//! which overlap by the length of a phrase. A query's words may stand in different parts; a phrase stands in one.

mod common;
mod entries;
mod highlight;
mod limits;
mod memory;
mod postgres;
mod query;
mod sqlite;
mod stems;

use outcome::Result;

pub use ::words::{WORD_CHARS_MAX, fold};
pub use highlight::{Piece, highlight};
pub use limits::{PART_WORDS_MAX, PHRASE_WORDS_MAX, QUERY_WORDS_MAX};
pub use query::TextQuery;

pub(crate) use common::Common;

use crate::{Conn, Tx, Value};

/// Who may find a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Everybody who may see the subject.
    Public,
    /// Only those who see what is internal.
    Internal,
}

/// A part of a subject.
#[derive(Debug, Clone, Copy)]
pub struct Part<'p> {
    /// The subject's kind: `ticket`.
    pub kind: &'p str,
    /// The subject's id, between 0 and 2³⁴ - 1.
    pub subject: i64,
    /// Which part of it: a message's id, or 0 for the subject itself.
    pub part: i64,
    /// Who may find it.
    pub audience: Audience,
    /// Its title; what [`TextQuery::in_titles`] looks into.
    pub title: &'p str,
    /// Its text.
    pub body: &'p str,
}

/// How much of a part is in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "what is beyond the bound is not found, and somebody should be told"]
pub enum Coverage {
    /// All of it.
    Whole,
    /// The first [`PART_WORDS_MAX`] words.
    Beginning,
}

impl Tx<'_> {
    /// Puts a part into the index, in place of what was there of it.
    ///
    /// # Errors
    /// What the engine answers; a failure when the subject's id is out of bounds.
    pub fn index(&mut self, part: &Part<'_>) -> Result<Coverage> {
        self.unindex(part.kind, part.subject, part.part)?;
        let (entries, whole) = entries::entries(part.title, part.body);
        if self.engine.is_sqlite() {
            sqlite::insert(self, part, &entries)?;
        } else {
            postgres::insert(self, part, &entries)?;
        }
        Ok(if whole { Coverage::Whole } else { Coverage::Beginning })
    }

    /// Takes a part out of the index; nothing happens when it is not there.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn unindex(&mut self, kind: &str, subject: i64, part: i64) -> Result<()> {
        let which = "kind = $1 AND subject_id = $2 AND part = $3";
        self.forget(which, &[Value::from(kind), Value::Int(subject), Value::Int(part)])
    }

    /// Takes a subject with all its parts out of the index.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn unindex_subject(&mut self, kind: &str, subject: i64) -> Result<()> {
        self.forget("kind = $1 AND subject_id = $2", &[Value::from(kind), Value::Int(subject)])
    }

    /// Empties the index for one kind, as before its slice fills it again.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn unindex_kind(&mut self, kind: &str) -> Result<()> {
        self.forget("kind = $1", &[Value::from(kind)])
    }

    fn forget(&mut self, which: &str, params: &[Value]) -> Result<()> {
        if self.engine.is_sqlite() {
            // Most parts are new, and looking costs a tenth of taking nothing out.
            if self.first::<(i64,)>(&format!("SELECT 1 FROM fulltext_entries WHERE {which} LIMIT 1"), params)?.is_none() {
                return Ok(());
            }
            sqlite::forget(self, which, params)?;
        }
        self.execute(&format!("DELETE FROM fulltext_entries WHERE {which}"), params)?;
        Ok(())
    }
}

impl Conn {
    /// The condition that the subject whose id the expression `subject` is has everything that is looked for, in parts up to
    /// `audience`; with its parameters, numbered from `first_param`. Where a word is common, the engine is made to go along the list
    /// it is for and to ask of each subject whether it has the word.
    #[must_use]
    pub fn text_condition(
        &self,
        query: &TextQuery,
        kind: &str,
        audience: Audience,
        subject: &str,
        first_param: usize,
    ) -> (String, Vec<Value>) {
        if !self.engine.is_sqlite() || query.is_empty() {
            let (select, params) = self.text_select(query, kind, audience, first_param);
            return (format!("{subject} IN ({select})"), params);
        }
        let mut params = vec![Value::from(kind)];
        let mut conditions = Vec::new();
        for unit in &query.units {
            let expression = sqlite::expression(unit, query.titles_only);
            let select = sqlite::select(audience, first_param, first_param + params.len());
            // With the sign SQLite does not start from the subjects that were found, to sort them all.
            let sign = if sqlite::is_common(&self.engine, kind, &expression) { "+" } else { "" };
            conditions.push(format!("{sign}{subject} IN ({select})"));
            params.push(expression.into());
        }
        (format!("({})", conditions.join(" AND ")), params)
    }

    /// The same condition for a statement that is about one subject, or few: only the entries of the row's own subject are looked
    /// at, however many others have the word.
    #[must_use]
    pub fn text_condition_of_one(
        &self,
        query: &TextQuery,
        kind: &str,
        audience: Audience,
        subject: &str,
        first_param: usize,
    ) -> (String, Vec<Value>) {
        if query.is_empty() {
            return ("FALSE".to_owned(), Vec::new());
        }
        let mut params = vec![Value::from(kind)];
        let mut conditions = Vec::new();
        for unit in &query.units {
            let matched = first_param + params.len();
            let (condition, expression) = if self.engine.is_sqlite() {
                (sqlite::has(audience, subject, first_param, matched), sqlite::expression(unit, query.titles_only))
            } else {
                (postgres::has(audience, subject, first_param, matched), postgres::expression(unit, query.titles_only))
            };
            conditions.push(condition);
            params.push(expression.into());
        }
        (format!("({})", conditions.join(" AND ")), params)
    }

    /// A `SELECT` of the ids of subjects that have everything that is looked for in parts up to `audience`; with its parameters,
    /// numbered from `first_param`. An id may come more than once, never as NULL.
    #[must_use]
    pub fn text_select(&self, query: &TextQuery, kind: &str, audience: Audience, first_param: usize) -> (String, Vec<Value>) {
        if query.is_empty() {
            return ("SELECT subject_id FROM fulltext_entries WHERE FALSE".to_owned(), Vec::new());
        }
        let mut params = vec![Value::from(kind)];
        let mut found = Vec::new();
        for unit in &query.units {
            let number = first_param + params.len();
            let (select, expression) = if self.engine.is_sqlite() {
                (sqlite::select(audience, first_param, number), sqlite::expression(unit, query.titles_only))
            } else {
                let common = postgres::is_common(unit, query.titles_only, &self.shared.common.tokens(&self.engine));
                (postgres::select(audience, first_param, number, common), postgres::expression(unit, query.titles_only))
            };
            found.push(select);
            params.push(expression.into());
        }
        let all = if self.engine.is_sqlite() { found.join(" INTERSECT ") } else { postgres::all_of(&found) };
        (all, params)
    }
}
