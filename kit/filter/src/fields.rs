//! The fields a slice declares: what they are called, what values they take and where SQL finds them.

use std::borrow::Cow;
use std::collections::HashMap;

use db::fulltext::fold;

/// Text that is usually written in the source, and sometimes comes from a custom field.
pub type Name = Cow<'static, str>;

/// One field of a slice's records.
#[derive(Debug, Clone)]
pub struct Field {
    pub(crate) name: Name,
    pub(crate) aliases: Vec<Name>,
    pub(crate) kind: Kind,
    pub(crate) source: Source,
    pub(crate) sortable: bool,
    pub(crate) normal: fn(&str) -> String,
}

/// What values a field takes.
#[derive(Debug, Clone)]
pub enum Kind {
    /// One of a closed set of words.
    Words(Vocabulary),
    /// The id of a noun (`person`, `team`), written by its name.
    Reference(Name),
    /// Exact text in one spelling (tags, addresses, sources), or its beginning with `*`.
    Label,
    /// A part of a short text. Column and accessor hold the text [`fold`]ed.
    Text,
    /// A whole number.
    Number,
    /// A length of time, stored in units of this many milliseconds.
    Duration {
        /// Milliseconds of one stored unit.
        unit_ms: i64,
    },
    /// An instant, stored in Unix milliseconds.
    Time,
    /// A day without a time of day, stored as days since 1970-01-01.
    Day,
    /// Yes or no.
    Flag,
    /// Words and phrases in a part of the record's text, answered by the slice's full-text search.
    FullText,
}

/// A closed set of words.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    pub(crate) words: Vec<Name>,
    /// Whether the order of `words` is an order of rank, lowest first, so that `<` and `>=` make sense.
    pub(crate) ranked: bool,
    pub(crate) aliases: Vec<(Name, Vec<Name>)>,
}

/// Where SQL finds the values. `{now}` stands for the instant of the reading, `{me}` for the id of whoever asks.
#[derive(Debug, Clone)]
pub enum Source {
    /// An expression with at most one value; for a flag, a condition.
    One(Name),
    /// Rows with a value each.
    Many {
        /// What follows `FROM`, its `WHERE` included: `ticket_tags g WHERE g.ticket_id = t.id`.
        rows: Name,
        /// The value in such a row: `g.tag`.
        value: Name,
    },
    /// The slice's full-text search.
    Search,
}

impl From<&'static str> for Source {
    fn from(expression: &'static str) -> Self {
        Self::One(expression.into())
    }
}

impl From<String> for Source {
    fn from(expression: String) -> Self {
        Self::One(expression.into())
    }
}

/// A source with any number of values: `rows("ticket_tags g WHERE g.ticket_id = t.id", "g.tag")`.
pub fn rows(rows: impl Into<Name>, value: impl Into<Name>) -> Source {
    Source::Many { rows: rows.into(), value: value.into() }
}

impl Field {
    fn new(name: impl Into<Name>, kind: Kind, source: impl Into<Source>) -> Self {
        let normal = if matches!(kind, Kind::Text) { fold } else { str::to_lowercase };
        Self { name: name.into(), aliases: Vec::new(), kind, source: source.into(), sortable: false, normal }
    }

    /// A field whose value is one of `words`.
    pub fn words<W: Into<Name>>(name: impl Into<Name>, words: impl IntoIterator<Item = W>, source: impl Into<Source>) -> Self {
        let words = words.into_iter().map(Into::into).collect();
        Self::new(name, Kind::Words(Vocabulary { words, ..Vocabulary::default() }), source)
    }

    /// A field that holds the id of a `noun`, or ids of nouns.
    pub fn reference(name: impl Into<Name>, noun: impl Into<Name>, source: impl Into<Source>) -> Self {
        Self::new(name, Kind::Reference(noun.into()), source)
    }

    /// A field of exact text, stored in lower case.
    pub fn label(name: impl Into<Name>, source: impl Into<Source>) -> Self {
        Self::new(name, Kind::Label, source)
    }

    /// A field of short text; the source holds it [`fold`]ed.
    pub fn text(name: impl Into<Name>, source: impl Into<Source>) -> Self {
        Self::new(name, Kind::Text, source)
    }

    /// A field of whole numbers.
    pub fn number(name: impl Into<Name>, source: impl Into<Source>) -> Self {
        Self::new(name, Kind::Number, source)
    }

    /// A field of lengths of time, stored in units of `unit_ms` milliseconds.
    pub fn duration(name: impl Into<Name>, unit_ms: i64, source: impl Into<Source>) -> Self {
        Self::new(name, Kind::Duration { unit_ms: unit_ms.max(1) }, source)
    }

    /// A field of instants in Unix milliseconds.
    pub fn time(name: impl Into<Name>, source: impl Into<Source>) -> Self {
        Self::new(name, Kind::Time, source)
    }

    /// A field of days, counted from 1970-01-01.
    pub fn day(name: impl Into<Name>, source: impl Into<Source>) -> Self {
        Self::new(name, Kind::Day, source)
    }

    /// A yes-or-no field; the source is a condition.
    pub fn flag(name: impl Into<Name>, condition: impl Into<Source>) -> Self {
        Self::new(name, Kind::Flag, condition)
    }

    /// A part of the record's text that full-text search knows by this name.
    pub fn full_text(name: impl Into<Name>) -> Self {
        Self::new(name, Kind::FullText, Source::Search)
    }

    /// Another name for the field.
    #[must_use]
    pub fn alias(mut self, name: impl Into<Name>) -> Self {
        self.aliases.push(name.into());
        self
    }

    /// The order of the words is their rank, lowest first.
    #[must_use]
    pub fn ranked(mut self) -> Self {
        if let Kind::Words(vocabulary) = &mut self.kind {
            vocabulary.ranked = true;
        }
        self
    }

    /// Another word for one word or several: `.means("solved", ["resolved"])`.
    #[must_use]
    pub fn means<W: Into<Name>>(mut self, alias: impl Into<Name>, words: impl IntoIterator<Item = W>) -> Self {
        if let Kind::Words(vocabulary) = &mut self.kind {
            vocabulary.aliases.push((alias.into(), words.into_iter().map(Into::into).collect()));
        }
        self
    }

    /// How values are spelled in the database when lower case is not it.
    #[must_use]
    pub fn spelled(mut self, normal: fn(&str) -> String) -> Self {
        self.normal = normal;
        self
    }

    /// Lists can be sorted by this field.
    #[must_use]
    pub fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }

    /// The field's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What values the field takes.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// Whether lists can be sorted by it.
    #[must_use]
    pub fn is_sortable(&self) -> bool {
        self.sortable
    }

    /// The catalogue's key for the sentence that explains the field: `filter-field-requester-organization`.
    #[must_use]
    pub fn explained_by(&self) -> String {
        format!("filter-field-{}", self.name.replace(['.', '_'], "-"))
    }
}

impl Vocabulary {
    /// The words, lowest rank first where they are ranked.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(AsRef::as_ref)
    }

    /// The words that `word` means: itself, or what an alias stands for.
    pub(crate) fn meaning(&self, word: &str) -> Option<Vec<&str>> {
        let same = |known: &str| known.eq_ignore_ascii_case(word);
        if let Some(known) = self.words().find(|known| same(known)) {
            return Some(vec![known]);
        }
        let (_, words) = self.aliases.iter().find(|(alias, _)| same(alias))?;
        Some(words.iter().map(AsRef::as_ref).collect())
    }

    pub(crate) fn rank(&self, word: &str) -> Option<usize> {
        self.words().position(|known| known == word)
    }
}

/// All fields of a slice's records.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    fields: Vec<Field>,
    by_name: HashMap<String, usize>,
}

impl Fields {
    /// The fields, in the order in which they are offered.
    ///
    /// # Panics
    /// When two fields share a name: a mistake in the slice's table.
    #[must_use]
    pub fn new(fields: impl IntoIterator<Item = Field>) -> Self {
        let mut all = Self::default();
        for field in fields {
            if let Err(name) = all.add(field) {
                panic!("two filter fields are called {name}");
            }
        }
        all
    }

    /// Adds a field, such as a custom one.
    ///
    /// # Errors
    /// The name that is taken; then nothing is added.
    pub fn add(&mut self, field: Field) -> Result<(), String> {
        let names: Vec<String> = std::iter::once(&field.name).chain(&field.aliases).map(|n| n.to_ascii_lowercase()).collect();
        if let Some(taken) = names.iter().find(|n| self.by_name.contains_key(*n)) {
            return Err(taken.clone());
        }
        self.by_name.extend(names.into_iter().map(|name| (name, self.fields.len())));
        self.fields.push(field);
        Ok(())
    }

    /// The field with this name or alias, in any case.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Field> {
        self.by_name.get(&name.to_ascii_lowercase()).map(|i| &self.fields[*i])
    }

    /// Every field.
    pub fn iter(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter()
    }

    /// Every name and alias.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().flat_map(|f| std::iter::once(&f.name).chain(&f.aliases)).map(AsRef::as_ref)
    }
}
