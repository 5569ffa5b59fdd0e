//! The engines' part in taking a whole database out and putting it in: tables in order, keys checked at the end.

use outcome::Result;

use super::Engine;
use crate::params;

/// Tables whose content follows from others and is made anew instead of being copied.
const DERIVED_PREFIX: &str = "fulltext_";

impl Engine {
    /// Every table that holds facts, in the order in which they were made, so that a reference finds its row.
    pub(crate) fn tables(&self) -> Result<Vec<String>> {
        let sql = match self {
            Self::Sqlite(_) => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY rowid"
            }
            Self::Postgres(_) => {
                "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
                 WHERE c.relkind = 'r' AND n.nspname = current_schema() ORDER BY c.oid"
            }
        };
        let mut tables = Vec::new();
        self.query(sql, params![], &mut |cells| {
            let name: String = cells.field(0)?;
            if !name.starts_with(DERIVED_PREFIX) {
                tables.push(name);
            }
            Ok(())
        })?;
        Ok(tables)
    }

    /// A table's columns, in their order.
    pub(crate) fn columns(&self, table: &str) -> Result<Vec<String>> {
        let sql = match self {
            Self::Sqlite(_) => "SELECT name FROM pragma_table_info($1) ORDER BY cid",
            Self::Postgres(_) => {
                "SELECT column_name::text FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position"
            }
        };
        let mut columns = Vec::new();
        self.query(sql, params![table], &mut |cells| {
            columns.push(cells.field(0)?);
            Ok(())
        })?;
        Ok(columns)
    }

    /// References are checked when this transaction commits: rows may come before those they name.
    pub(crate) fn defer_references(&self) -> Result<()> {
        match self {
            Self::Sqlite(_) => self.batch("PRAGMA defer_foreign_keys = ON")?,
            Self::Postgres(_) => {
                let mut statements = Vec::<String>::new();
                let sql = "SELECT format('ALTER TABLE %I ALTER CONSTRAINT %I DEFERRABLE', t.relname, c.conname) FROM pg_constraint c \
                           JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace \
                           WHERE c.contype = 'f' AND NOT c.condeferrable AND n.nspname = current_schema()";
                self.query(sql, params![], &mut |cells| {
                    statements.push(cells.field(0)?);
                    Ok(())
                })?;
                statements.push("SET CONSTRAINTS ALL DEFERRED".to_owned());
                self.batch(&statements.join(";"))?;
            }
        }
        Ok(())
    }

    /// New rows of `table` get ids after those that were put in.
    pub(crate) fn continue_ids(&self, table: &str) -> Result<()> {
        if let Self::Postgres(_) = self {
            let sql = "SELECT setval(pg_get_serial_sequence($1, 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM TABLE), false)";
            self.query(&sql.replace("TABLE", &quoted(table)), params![table], &mut |_| Ok(()))?;
        }
        Ok(())
    }
}

/// A name as both engines take it literally.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
