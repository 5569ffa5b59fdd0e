//! What goes into a statement and what comes out of a row.

use outcome::Result;

use crate::clock::Moment;
use crate::engine::{Cell, Cells};

/// A parameter of a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// SQL's NULL.
    Null,
    /// Integers, booleans (0 or 1), instants (Unix milliseconds) and ids.
    Int(i64),
    /// Reals.
    Real(f64),
    /// Text, words included.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

macro_rules! into_value {
    ($($from:ty => |$x:ident| $make:expr),+ $(,)?) => {
        $(impl From<$from> for Value { fn from($x: $from) -> Self { $make } })+
    };
}
into_value! {
    i64 => |x| Self::Int(x), i32 => |x| Self::Int(x.into()), u32 => |x| Self::Int(x.into()), u8 => |x| Self::Int(x.into()),
    bool => |x| Self::Int(x.into()), f64 => |x| Self::Real(x), Moment => |x| Self::Int(x.0),
    String => |x| Self::Text(x), &str => |x| Self::Text(x.to_owned()), &String => |x| Self::Text(x.clone()),
    Vec<u8> => |x| Self::Bytes(x), &[u8] => |x| Self::Bytes(x.to_vec()), &Vec<u8> => |x| Self::Bytes(x.clone()),
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(x: Option<T>) -> Self {
        x.map_or(Self::Null, Into::into)
    }
}

/// The parameters of a statement, `$1` first: `params![id, subject, now]`.
#[macro_export]
macro_rules! params {
    ($($x:expr),* $(,)?) => { &[$($crate::Value::from($x)),*] as &[$crate::Value] };
}

/// A thing that one column can become.
pub trait Field: Sized {
    /// Reads the column.
    ///
    /// # Errors
    /// When the column holds something else: our statement and our type disagree.
    fn read(cell: Cell<'_>) -> anyhow::Result<Self>;
}

/// A thing that a row can become, column by column in the statement's order.
pub trait Row: Sized {
    /// Reads the row.
    ///
    /// # Errors
    /// When a column holds something else: our statement and our type disagree.
    fn read(cells: &Cells<'_>) -> Result<Self>;
}

fn mismatch<T>(wanted: &str, cell: Cell<'_>) -> anyhow::Result<T> {
    Err(anyhow::anyhow!("a column should hold {wanted} but holds {}", cell.describe()))
}

impl Field for i64 {
    fn read(cell: Cell<'_>) -> anyhow::Result<Self> {
        if let Cell::Int(x) = cell { Ok(x) } else { mismatch("an integer", cell) }
    }
}
impl Field for u32 {
    fn read(cell: Cell<'_>) -> anyhow::Result<Self> {
        Ok(Self::try_from(i64::read(cell)?)?)
    }
}
impl Field for bool {
    fn read(cell: Cell<'_>) -> anyhow::Result<Self> {
        Ok(i64::read(cell)? != 0)
    }
}
impl Field for f64 {
    fn read(cell: Cell<'_>) -> anyhow::Result<Self> {
        match cell {
            Cell::Real(x) => Ok(x),
            #[expect(clippy::cast_precision_loss, reason = "a real column that SQLite chose to store as an integer")]
            Cell::Int(x) => Ok(x as Self),
            other => mismatch("a real", other),
        }
    }
}
impl Field for Moment {
    fn read(cell: Cell<'_>) -> anyhow::Result<Self> {
        i64::read(cell).map(Self)
    }
}
impl Field for String {
    fn read(cell: Cell<'_>) -> anyhow::Result<Self> {
        if let Cell::Text(x) = cell { Ok(x.to_owned()) } else { mismatch("text", cell) }
    }
}
impl Field for Vec<u8> {
    fn read(cell: Cell<'_>) -> anyhow::Result<Self> {
        if let Cell::Bytes(x) = cell { Ok(x.to_vec()) } else { mismatch("bytes", cell) }
    }
}
impl<T: Field> Field for Option<T> {
    fn read(cell: Cell<'_>) -> anyhow::Result<Self> {
        if matches!(cell, Cell::Null) { Ok(None) } else { T::read(cell).map(Some) }
    }
}

/// A row of one column.
impl<T: Field> Row for (T,) {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        Ok((cells.field(0)?,))
    }
}

macro_rules! tuple_rows {
    ($(($($t:ident $i:tt),+)),+ $(,)?) => {
        $(impl<$($t: Field),+> Row for ($($t,)+) {
            fn read(cells: &Cells<'_>) -> Result<Self> { Ok(($(cells.field($i)?,)+)) }
        })+
    };
}
tuple_rows! {
    (A 0, B 1), (A 0, B 1, C 2), (A 0, B 1, C 2, D 3), (A 0, B 1, C 2, D 3, E 4), (A 0, B 1, C 2, D 3, E 4, F 5),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6), (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7),
}
