//! `firstline export`: everything in files that people and programs read, without secrets. `docs/export.md` describes them.
//!
//! The same walk over the tables as a backup's ([`db::dump`]), written as one file of JSON objects a table, with the files beside.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, anyhow};
use outcome::Result;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::progress;
use crate::config::Config;
use crate::open;

/// The form; it changes when the files or their lines do.
pub(super) const FORM: &str = "firstline-export-1";
/// Name of what says what there is.
pub(super) const HEAD: &str = "export.json";
/// Folder of the tables.
pub(super) const TABLES: &str = "tables";
/// Folder of the files.
pub(super) const FILES: &str = "files";

/// Tables that are left out: ways to sign in and secret addresses, which are made anew, and what the running desk keeps in mind for hours.
const LEFT_OUT: [&str; 20] = [
    "api_tokens",
    "budgets",
    "change_feeds",
    "invitations",
    "known_browsers",
    "leases",
    "mailbox_grants",
    "once",
    "passkey_challenges",
    "passkey_users",
    "passkeys",
    "passwords",
    "recovery_codes",
    "rota_feeds",
    "sessions",
    "set_up",
    "sign_in_links",
    "totp_apps",
    "triage_learned",
    "undertakings",
];
/// Columns that are empty: sealed with a key that stays behind.
const EMPTIED: [(&str, &str); 3] = [("mailbox_servers", "password"), ("webhooks", "headers"), ("webhooks", "secret")];
/// How the names of settings end that are keys for signing; they are left out and made anew.
const KEYS: &str = "_key";

/// What an export says of itself.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) form: String,
    /// When, as Unix time in milliseconds.
    pub(super) at: i64,
    /// The schema it was made with: slice and step.
    pub(super) steps: Vec<(String, String)>,
    /// Rows by table.
    pub(super) rows: BTreeMap<String, u64>,
    /// Columns by table, in order.
    pub(super) columns: BTreeMap<String, Vec<String>>,
    pub(super) left_out: Vec<String>,
    pub(super) emptied: Vec<String>,
}

/// Runs the command.
pub fn run(config: &Config, to: &Path, as_json: bool) -> Result<()> {
    let opened = open(config)?;
    if to.exists() {
        return Err(anyhow!("{} exists; an export never overwrites another", to.display()).into());
    }
    let bar = progress("export");
    std::fs::create_dir_all(to.join(TABLES))
        .and_then(|()| std::fs::create_dir(to.join(FILES)))
        .with_context(|| to.display().to_string())?;
    // The database first, at one instant: a file that comes later than its row is only superfluous.
    let mut data = tempfile::tempfile().context("a temporary file")?;
    db::dump(&opened.db, &mut BufWriter::new(&mut data), &mut |table, rows| bar.set_message(format!("{table} {rows}")))?;
    std::io::Seek::rewind(&mut data).context("a temporary file")?;
    let head = write_tables(&mut BufReader::new(data), to)?;
    let mut files = 0_u64;
    for sha256 in opened.files.list_now()? {
        std::fs::write(to.join(FILES).join(&sha256), opened.files.get_now(&sha256)?).with_context(|| sha256.clone())?;
        files += 1;
    }
    // Last, so that an export that was cut off has none.
    std::fs::write(to.join(HEAD), serde_json::to_vec_pretty(&head).map_err(anyhow::Error::from)?).with_context(|| HEAD.to_owned())?;
    bar.finish_and_clear();
    let rows: u64 = head.rows.values().sum();
    if as_json {
        println!("{}", json!({ "to": to, "form": FORM, "rows": head.rows, "files": files }));
    } else {
        println!("{}: {rows} rows in {} tables, {files} files; without secrets (see {HEAD})", to.display(), head.rows.len());
    }
    Ok(())
}

/// Writes each table of a dump into a file of its own.
fn write_tables(dump: &mut dyn BufRead, to: &Path) -> anyhow::Result<Head> {
    let mut lines = dump.lines();
    let first: Value = serde_json::from_str(&lines.next().context("an empty dump")??)?;
    let mut head = Head {
        form: FORM.to_owned(),
        at: first["at"].as_i64().unwrap_or_default(),
        steps: serde_json::from_value(first["steps"].clone())?,
        rows: BTreeMap::new(),
        columns: BTreeMap::new(),
        left_out: LEFT_OUT.iter().map(|table| (*table).to_owned()).chain([format!("settings: *{KEYS}")]).collect(),
        emptied: EMPTIED.iter().map(|(table, column)| format!("{table}.{column}")).collect(),
    };
    let mut open: Option<Table> = None;
    for line in lines {
        match serde_json::from_str(&line?)? {
            Value::Array(row) => {
                if let Some(table) = &mut open {
                    table.write(row)?;
                }
            }
            Value::Object(of) => {
                if let Some(table) = open.take() {
                    table.finish(&mut head)?;
                }
                let name = of.get("table").and_then(Value::as_str).filter(|name| !LEFT_OUT.contains(name));
                if let Some(name) = name {
                    open = Some(Table::begin(to, name, serde_json::from_value(of["columns"].clone())?)?);
                }
            }
            other => return Err(anyhow!("a line of the dump is neither a table nor a row: {other}")),
        }
    }
    Ok(head)
}

/// A table that is being written.
struct Table {
    name: String,
    columns: Vec<String>,
    rows: u64,
    out: BufWriter<File>,
}

impl Table {
    fn begin(to: &Path, name: &str, columns: Vec<String>) -> anyhow::Result<Self> {
        let out = BufWriter::new(File::create_new(to.join(TABLES).join(format!("{name}.jsonl"))).with_context(|| name.to_owned())?);
        Ok(Self { name: name.to_owned(), columns, rows: 0, out })
    }

    fn write(&mut self, row: Vec<Value>) -> anyhow::Result<()> {
        let mut object: Map<String, Value> = self.columns.iter().cloned().zip(row).collect();
        if self.name == "settings" && object["name"].as_str().is_some_and(|name| name.ends_with(KEYS)) {
            return Ok(());
        }
        for (_, column) in EMPTIED.iter().filter(|(table, _)| *table == self.name) {
            object.insert((*column).to_owned(), Value::from(""));
        }
        serde_json::to_writer(&mut self.out, &object)?;
        self.out.write_all(b"\n")?;
        self.rows += 1;
        Ok(())
    }

    fn finish(self, head: &mut Head) -> anyhow::Result<()> {
        self.out.into_inner().context("the end of a table")?.sync_all()?;
        head.rows.insert(self.name.clone(), self.rows);
        head.columns.insert(self.name, self.columns);
        Ok(())
    }
}
