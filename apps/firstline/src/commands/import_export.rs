//! `firstline import-export`: what `firstline export` wrote, into an empty desk of either engine.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, anyhow, ensure};
use outcome::Result;
use serde_json::{Map, Value, json};

use super::backup::{load, settle};
use super::export::{FILES, FORM, HEAD, Head, TABLES};
use super::progress;
use crate::config::Config;
use crate::open_unmigrated;

/// Runs the command.
pub fn run(config: &Config, from: &Path, as_json: bool) -> Result<()> {
    let text = std::fs::read_to_string(from.join(HEAD)).with_context(|| format!("{} is no whole export: {HEAD}", from.display()))?;
    let head: Head = serde_json::from_str(&text).context(HEAD)?;
    if head.form != FORM {
        return Err(anyhow!("this export has the form {}, and this Firstline reads {FORM}", head.form).into());
    }
    let bar = progress("import");
    let mut data = tempfile::tempfile().context("a temporary file")?;
    write_dump(&head, from, &mut BufWriter::new(&mut data))?;
    std::io::Seek::rewind(&mut data).context("a temporary file")?;
    let opened = open_unmigrated(config)?;
    let counts = load(&opened.db, &mut BufReader::new(data), &bar)?;
    let mut files = 0_u64;
    for entry in std::fs::read_dir(from.join(FILES)).with_context(|| FILES.to_owned())? {
        let path = entry.context(FILES)?.path();
        let kept = opened.files.put_now(std::fs::read(&path).with_context(|| path.display().to_string())?)?;
        if path.file_name().is_none_or(|name| name.to_string_lossy() != kept.sha256) {
            return Err(anyhow!("{} has other bytes than its name says", path.display()).into());
        }
        files += 1;
    }
    settle(&opened, &counts, files, &bar, as_json)?;
    if !as_json {
        println!("Nobody has a password yet: those who sign in with one set it by a link");
    }
    Ok(())
}

/// The tables as a dump, which the database reads.
fn write_dump(head: &Head, from: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut line = |json: &Value| -> anyhow::Result<()> {
        serde_json::to_writer(&mut *out, json)?;
        Ok(out.write_all(b"\n")?)
    };
    line(&json!({ "form": 1, "steps": head.steps, "at": head.at }))?;
    for (table, columns) in &head.columns {
        // The name comes from the export, and becomes a path: it may lead nowhere else.
        ensure!(table.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{HEAD} names a table that there cannot be: {table}");
        line(&json!({ "table": table, "columns": columns }))?;
        let path = from.join(TABLES).join(format!("{table}.jsonl"));
        for (number, text) in BufReader::new(File::open(&path).with_context(|| path.display().to_string())?).lines().enumerate() {
            let place = || format!("{table}.jsonl, line {}", number + 1);
            let row: Map<String, Value> = serde_json::from_str(&text.with_context(place)?).with_context(place)?;
            let cells: Option<Vec<Value>> = columns.iter().map(|column| row.get(column).cloned()).collect();
            line(&Value::Array(cells.with_context(|| format!("{}: a column is missing", place()))?))?;
        }
    }
    line(&json!({ "rows": head.rows }))?;
    Ok(out.flush()?)
}
