//! What goes into a statement and comes out of a row, in each engine's own form.

use std::error::Error as StdError;

use anyhow::Context;
use outcome::Result;
use postgres::types::{FromSql, IsNull, ToSql, Type};
use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::value::Value;

/// One column of a row, borrowed from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// SQL's NULL.
    Null,
    /// An integer, a boolean or an instant.
    Int(i64),
    /// A real.
    Real(f64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
}

impl Cell<'_> {
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Int(_) => "an integer",
            Self::Real(_) => "a real",
            Self::Text(_) => "text",
            Self::Bytes(_) => "bytes",
        }
    }
}

/// A row of either engine.
pub enum Cells<'a> {
    /// SQLite's.
    Sqlite(&'a rusqlite::Row<'a>),
    /// PostgreSQL's.
    Postgres(&'a postgres::Row),
}

impl Cells<'_> {
    /// How many columns there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Sqlite(row) => row.as_ref().column_count(),
            Self::Postgres(row) => row.len(),
        }
    }

    /// Column `i`, counted from 0.
    ///
    /// # Errors
    /// When there is no such column, or it holds text that is not UTF-8.
    pub fn cell(&self, i: usize) -> anyhow::Result<Cell<'_>> {
        match self {
            Self::Sqlite(row) => Ok(match row.get_ref(i)? {
                ValueRef::Null => Cell::Null,
                ValueRef::Integer(x) => Cell::Int(x),
                ValueRef::Real(x) => Cell::Real(x),
                ValueRef::Text(x) => Cell::Text(std::str::from_utf8(x)?),
                ValueRef::Blob(x) => Cell::Bytes(x),
            }),
            Self::Postgres(row) => Ok(row.try_get::<_, Option<PgCell<'_>>>(i)?.map_or(Cell::Null, |c| c.0)),
        }
    }

    /// Column `i` as a `T`.
    ///
    /// # Errors
    /// When the column holds something else: our statement and our type disagree.
    pub fn field<T: crate::Field>(&self, i: usize) -> Result<T> {
        Ok(self.cell(i).and_then(T::read).with_context(|| format!("column {i}"))?)
    }
}

struct PgCell<'a>(Cell<'a>);

impl<'a> FromSql<'a> for PgCell<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> std::result::Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Self(match *ty {
            Type::INT8 => Cell::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Cell::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Cell::Int(i16::from_sql(ty, raw)?.into()),
            Type::BOOL => Cell::Int(bool::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => Cell::Real(f64::from_sql(ty, raw)?),
            Type::FLOAT4 => Cell::Real(f32::from_sql(ty, raw)?.into()),
            Type::BYTEA => Cell::Bytes(raw),
            Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN => Cell::Text(std::str::from_utf8(raw)?),
            ref other => return Err(format!("cast this column: {other} is not of the shared dialect").into()),
        }))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut bytes::BytesMut) -> std::result::Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match (self, ty) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Int(x), &Type::INT8) => x.to_sql(ty, out),
            (Self::Int(x), &Type::INT4) => i32::try_from(*x)?.to_sql(ty, out),
            (Self::Int(x), &Type::INT2) => i16::try_from(*x)?.to_sql(ty, out),
            (Self::Int(x), &Type::BOOL) => (*x != 0).to_sql(ty, out),
            #[expect(clippy::cast_precision_loss, reason = "an integer given where the statement computes with reals")]
            (Self::Int(x), &Type::FLOAT8) => (*x as f64).to_sql(ty, out),
            (Self::Int(x), _) => x.to_string().to_sql(&Type::TEXT, out),
            (Self::Real(x), _) => x.to_sql(ty, out),
            // PostgreSQL's text cannot hold a zero byte; SQLite's readers would stop at it. Neither loses the rest.
            (Self::Text(x), _) if x.contains('\0') => x.replace('\0', "\u{fffd}").to_sql(ty, out),
            (Self::Text(x), _) => x.to_sql(ty, out),
            (Self::Bytes(x), _) => x.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres::types::to_sql_checked!();
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Int(x) => ToSqlOutput::Borrowed(ValueRef::Integer(*x)),
            Self::Real(x) => ToSqlOutput::Borrowed(ValueRef::Real(*x)),
            Self::Text(x) if x.contains('\0') => ToSqlOutput::Owned(x.replace('\0', "\u{fffd}").into()),
            Self::Text(x) => ToSqlOutput::Borrowed(ValueRef::Text(x.as_bytes())),
            Self::Bytes(x) => ToSqlOutput::Borrowed(ValueRef::Blob(x)),
        })
    }
}
