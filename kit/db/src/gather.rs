//! Several small reads of different shapes in one statement: a page has a budget of statements, and each is a journey to a
//! database on another machine.
//!
//! Each part brings up to 7 numbers and 9 texts a row; the rest of the row is empty. All parts share one list of
//! parameters.

use anyhow::anyhow;
use outcome::Result;

use crate::{Cell, Cells, Conn, Field, Row, Value};

/// Numbers in a row.
pub const INTS: usize = 7;
/// Texts in a row.
pub const TEXTS: usize = 9;

/// Parts to be read together.
#[derive(Debug, Default)]
pub struct Gather {
    parts: Vec<(&'static str, String)>,
    params: Vec<Value>,
}

/// One part: what its rows hold and where they come from.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// What [`Piece::what`] calls its rows.
    pub what: &'static str,
    /// At most 7 expressions that are integers.
    pub ints: &'a [&'a str],
    /// At most 9 expressions that are texts.
    pub texts: &'a [&'a str],
    /// From `FROM` on.
    pub from: &'a str,
    /// A text that the part's rows are in order of; its first number decides between equals. Empty for that number alone.
    pub order: &'a str,
}

/// A row of some part.
#[derive(Debug)]
pub struct Piece {
    /// Of which part.
    pub what: &'static str,
    row: Raw,
}

/// A row before its part is known by name.
#[derive(Debug)]
struct Raw {
    part: i64,
    ints: [Option<i64>; INTS],
    texts: [Option<String>; TEXTS],
}

impl Row for Raw {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        // The number of the part comes first, then what its rows are in order of.
        let mut row = Self { part: cells.field(0)?, ints: [None; INTS], texts: Default::default() };
        for (at, int) in row.ints.iter_mut().enumerate() {
            *int = cells.field(2 + at)?;
        }
        for (at, text) in row.texts.iter_mut().enumerate() {
            *text = cells.field(2 + INTS + at)?;
        }
        Ok(row)
    }
}

impl Piece {
    /// The number at a place of [`Part::ints`].
    ///
    /// # Errors
    /// When it is no such thing.
    pub fn int<T: Field>(&self, at: usize) -> Result<T> {
        Ok(T::read(self.row.ints[at].map_or(Cell::Null, Cell::Int))?)
    }

    /// The text at a place of [`Part::texts`].
    ///
    /// # Errors
    /// When it is no such thing.
    pub fn text<T: Field>(&self, at: usize) -> Result<T> {
        Ok(T::read(self.row.texts[at].as_deref().map_or(Cell::Null, Cell::Text))?)
    }
}

impl Gather {
    /// The number of the next parameter.
    #[must_use]
    pub fn next_param(&self) -> usize {
        self.params.len() + 1
    }

    /// Adds a parameter; its number.
    pub fn param(&mut self, value: impl Into<Value>) -> usize {
        self.params.push(value.into());
        self.params.len()
    }

    /// Adds parameters that were numbered from [`Gather::next_param`].
    pub fn params(&mut self, values: impl IntoIterator<Item = Value>) {
        self.params.extend(values);
    }

    /// Adds a part.
    ///
    /// # Panics
    /// When the part is wider than a row.
    pub fn part(&mut self, part: &Part<'_>) {
        assert!(part.ints.len() <= INTS && part.texts.len() <= TEXTS, "{} fits a row", part.what);
        let padded = |given: &[&str], width: usize, kind: &str| -> String {
            let cells = given.iter().copied().chain(std::iter::repeat("NULL")).take(width);
            cells.map(|cell| format!(", CAST({cell} AS {kind})")).collect()
        };
        let order = if part.order.is_empty() { "''" } else { part.order };
        let sql = format!(
            "SELECT CAST({} AS BIGINT), {order}{}{} {}",
            self.parts.len(),
            padded(part.ints, INTS, "BIGINT"),
            padded(part.texts, TEXTS, "TEXT"),
            part.from
        );
        self.parts.push((part.what, sql));
    }

    /// Reads them all: part after part, in the order they were added. One statement; none without parts.
    ///
    /// # Errors
    /// What the engine or `each` answers.
    pub fn each(&self, conn: &Conn, mut each: impl FnMut(Piece) -> Result<()>) -> Result<()> {
        if self.parts.is_empty() {
            return Ok(());
        }
        let parts: Vec<&str> = self.parts.iter().map(|(_, sql)| sql.as_str()).collect();
        let sql = format!("{} ORDER BY 1, 2, 3", parts.join(" UNION ALL "));
        conn.each::<Raw>(&sql, &self.params, |row| {
            let part = usize::try_from(row.part).ok().and_then(|at| self.parts.get(at));
            let (what, _) = part.ok_or_else(|| anyhow!("a row of no part: {}", row.part))?;
            each(Piece { what, row })
        })
    }
}
