//! A whole database as lines of JSON: the same from either engine, into either engine.
//!
//! First line: the form's version and the schema steps applied. Then for each table a line with its name and columns, and a
//! line for each row. Last line: rows by table, so that a file that was cut off is noticed.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use anyhow::{Context, anyhow};
use outcome::Result;
use serde_json::{Value as Json, json};

use crate::engine::{Cell, Role, quoted};
use crate::{Conn, Db, Value, params};

/// The form's version.
const FORM: i64 = 1;
/// Rows between two words of progress.
const PROGRESS_EVERY: u64 = 1_000;

/// Rows by table.
pub type Counts = BTreeMap<String, u64>;

/// A schema step that was applied: slice and name.
pub type Step = (String, String);

struct Any(Vec<Json>);

impl crate::Row for Any {
    fn read(cells: &crate::Cells<'_>) -> Result<Self> {
        let width = cells.len();
        (0..width).map(|i| Ok(to_json(cells.cell(i)?))).collect::<Result<_>>().map(Self)
    }
}

fn to_json(cell: Cell<'_>) -> Json {
    match cell {
        Cell::Null => Json::Null,
        Cell::Int(x) => x.into(),
        Cell::Real(x) => json!({ "real": x }),
        Cell::Text(x) => x.into(),
        Cell::Bytes(x) => json!({ "hex": data_encoding::HEXLOWER.encode(x) }),
    }
}

/// What a query answers, cell by cell as JSON: for what is handed out as it stands, whatever its columns are.
///
/// # Errors
/// What the engine answers.
pub fn json_rows(conn: &Conn, sql: &str, values: &[Value]) -> Result<Vec<Vec<Json>>> {
    Ok(conn.all::<Any>(sql, values)?.into_iter().map(|Any(cells)| cells).collect())
}

fn to_value(json: Json) -> anyhow::Result<Value> {
    Ok(match json {
        Json::Null => Value::Null,
        Json::Number(n) => Value::Int(n.as_i64().with_context(|| format!("{n} is no whole number"))?),
        Json::String(s) => Value::Text(s),
        Json::Object(o) => match (o.get("real").and_then(Json::as_f64), o.get("hex").and_then(Json::as_str)) {
            (Some(x), _) => Value::Real(x),
            (_, Some(hex)) => Value::Bytes(data_encoding::HEXLOWER.decode(hex.as_bytes())?),
            _ => return Err(anyhow!("a value that is none of ours")),
        },
        other => return Err(anyhow!("a value that is none of ours: {other}")),
    })
}

fn line(out: &mut dyn Write, json: &Json) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, json)?;
    Ok(out.write_all(b"\n")?)
}

/// Writes every fact of the database, as it stands at one instant, while it is in use.
///
/// # Errors
/// When the database or `out` fails.
pub fn dump(db: &Db, out: &mut dyn Write, progress: &mut dyn FnMut(&str, u64)) -> Result<Counts> {
    db.with_own_connection(Role::Read, |conn| {
        conn.engine.begin(Role::Read)?;
        let steps = crate::migrate::applied_steps(conn)?;
        line(out, &json!({ "form": FORM, "steps": steps, "at": conn.now() }))?;
        let mut counts = Counts::new();
        for table in conn.engine.tables()?.into_iter().filter(|t| t != "schema_steps") {
            let rows = dump_table(conn, &table, out, progress)?;
            counts.insert(table, rows);
        }
        line(out, &json!({ "rows": counts }))?;
        out.flush().map_err(anyhow::Error::from)?;
        Ok(counts)
    })
}

fn dump_table(conn: &Conn, table: &str, out: &mut dyn Write, progress: &mut dyn FnMut(&str, u64)) -> Result<u64> {
    let columns = conn.engine.columns(table)?;
    line(out, &json!({ "table": table, "columns": columns }))?;
    let list = columns.iter().map(|c| quoted(c)).collect::<Vec<_>>().join(", ");
    let mut rows = 0;
    conn.each::<Any>(&format!("SELECT {list} FROM {}", quoted(table)), params![], |Any(row)| {
        rows += 1;
        if u64::is_multiple_of(rows, PROGRESS_EVERY) {
            progress(table, rows);
        }
        Ok(line(out, &Json::Array(row))?)
    })?;
    progress(table, rows);
    Ok(rows)
}

/// The schema steps that a dump was made with; leaves `input` behind its first line.
///
/// # Errors
/// When this is no dump, or one of a newer form.
pub fn steps_of(input: &mut dyn BufRead) -> Result<Vec<Step>> {
    let mut first = String::new();
    input.read_line(&mut first).map_err(anyhow::Error::from)?;
    let head: Json = serde_json::from_str(&first).context("this is no Firstline backup: its first line is not JSON")?;
    if head["form"].as_i64() != Some(FORM) {
        return Err(anyhow!("this backup has form {}, and this Firstline reads form {FORM}", head["form"]).into());
    }
    Ok(serde_json::from_value(head["steps"].clone()).context("the backup does not name its schema steps")?)
}

/// Puts the facts behind the first line of a dump into an empty database whose schema stands at the dump's steps.
///
/// # Errors
/// When the database is not empty, the file is cut off or damaged, or references do not hold; nothing is kept then.
pub fn load(db: &Db, input: &mut dyn BufRead, progress: &mut dyn FnMut(&str, u64)) -> Result<Counts> {
    db.with_own_connection(Role::Write, |conn| {
        conn.engine.begin(Role::Write)?;
        let loaded = load_all(conn, input, progress);
        conn.engine.batch(if loaded.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        loaded
    })
}

fn load_all(conn: &Conn, input: &mut dyn BufRead, progress: &mut dyn FnMut(&str, u64)) -> Result<Counts> {
    for (table, rows) in counts(conn)? {
        if rows > 0 {
            return Err(anyhow!("the database is not empty: {table} has {rows} rows. Restore into a new one").into());
        }
    }
    conn.engine.defer_references()?;
    let mut loaded = Counts::new();
    let (mut table, mut insert) = (String::new(), String::new());
    for text in input.lines() {
        let json: Json = serde_json::from_str(&text.context("the backup cannot be read")?).context("the backup is damaged")?;
        match json {
            Json::Array(row) => {
                let values = row.into_iter().map(to_value).collect::<anyhow::Result<Vec<_>>>()?;
                conn.execute(&insert, &values).with_context_of(&table)?;
                let rows = loaded.entry(table.clone()).or_default();
                *rows += 1;
                if rows.is_multiple_of(PROGRESS_EVERY) {
                    progress(&table, *rows);
                }
            }
            Json::Object(mut o) => {
                if let Some(expected) = o.remove("rows") {
                    let expected: Counts = serde_json::from_value(expected).context("the backup's last line")?;
                    finish(conn, &loaded, &expected)?;
                    return Ok(expected);
                }
                table = o["table"].as_str().context("a table without a name")?.to_owned();
                let columns: Vec<String> = serde_json::from_value(o["columns"].clone()).context("columns")?;
                insert = insert_into(&table, &columns);
            }
            _ => return Err(anyhow!("the backup is damaged: a line is neither a table nor a row").into()),
        }
    }
    Err(anyhow!("the backup is cut off: its last line is missing").into())
}

fn insert_into(table: &str, columns: &[String]) -> String {
    let names = columns.iter().map(|c| quoted(c)).collect::<Vec<_>>().join(", ");
    let places = (1..=columns.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    format!("INSERT INTO {} ({names}) VALUES ({places})", quoted(table))
}

fn finish(conn: &Conn, loaded: &Counts, expected: &Counts) -> Result<()> {
    for (table, rows) in expected {
        let got = loaded.get(table).copied().unwrap_or_default();
        if got != *rows {
            return Err(anyhow!("the backup is damaged: {table} should have {rows} rows and has {got}").into());
        }
    }
    for table in expected.keys() {
        if conn.engine.columns(table)?.first().is_some_and(|c| c == "id") {
            conn.engine.continue_ids(table)?;
        }
    }
    Ok(())
}

/// Rows by table, counted.
///
/// # Errors
/// What the engine answers.
pub fn counts(conn: &Conn) -> Result<Counts> {
    let mut counts = Counts::new();
    for table in conn.engine.tables()?.into_iter().filter(|t| t != "schema_steps") {
        let (rows,) = conn.one::<(i64,)>(&format!("SELECT COUNT(*) FROM {}", quoted(&table)), params![])?;
        counts.insert(table, u64::try_from(rows).unwrap_or_default());
    }
    Ok(counts)
}

trait Named<T> {
    fn with_context_of(self, table: &str) -> anyhow::Result<T>;
}

impl<T> Named<T> for Result<T> {
    fn with_context_of(self, table: &str) -> anyhow::Result<T> {
        self.map_err(|e| anyhow!("a row of {table} could not be put in: {e}"))
    }
}
