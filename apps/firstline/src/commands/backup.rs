//! `firstline backup`: everything in one file, and the proof that it can be restored.
//!
//! A tar, gzipped: `data.jsonl` (the database as [`db::dump`] writes it) and `files/<sha256>` for each file of the store.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use anyhow::{Context, anyhow, ensure};
use db::{Counts, Db, Options};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use outcome::Result;
use serde_json::json;

use super::progress;
use crate::config::Config;
use crate::{MIGRATIONS, Opened, open};

/// Name of the database's part.
pub(super) const DATA: &str = "data.jsonl";
/// Folder of the files' part.
pub(super) const FILES: &str = "files/";

/// Runs the command.
pub fn run(config: &Config, file: &Path, as_json: bool) -> Result<()> {
    let opened = open(config)?;
    if file.exists() {
        return Err(anyhow!("{} exists; a backup never overwrites another", file.display()).into());
    }
    let written = write(&opened, file).inspect_err(|_| {
        let _ = std::fs::remove_file(file);
    })?;
    let proved = verify(file).context("the backup was written but could not be restored; do not rely on it")?;
    if proved != written {
        return Err(anyhow!("the backup was written but its restored copy differs; do not rely on it").into());
    }
    opened.db.write_now(::audit::note_backup)?;
    let (rows, files) = (written.counts.values().sum::<u64>(), written.files);
    if as_json {
        println!("{}", json!({ "file": file, "rows": written.counts, "files": files, "verified": true }));
    } else {
        println!(
            "{}: {rows} rows in {} tables, {files} files; restored into a scratch database and counted",
            file.display(),
            written.counts.len()
        );
    }
    Ok(())
}

/// What a backup holds.
#[derive(Debug, PartialEq, Eq)]
struct Held {
    counts: Counts,
    files: u64,
}

fn write(opened: &Opened, file: &Path) -> Result<Held> {
    let bar = progress("backup");
    let out = File::create_new(file).with_context(|| file.display().to_string())?;
    let mut tar = tar::Builder::new(GzEncoder::new(out, Compression::fast()));
    // The database first: a file that comes later than its row is only superfluous, one that is missing would be a loss.
    let mut data = tempfile::tempfile().context("a temporary file")?;
    let counts =
        db::dump(&opened.db, &mut std::io::BufWriter::new(&mut data), &mut |table, rows| bar.set_message(format!("{table} {rows}")))?;
    std::io::Seek::rewind(&mut data).map_err(anyhow::Error::from)?;
    let bytes = data.metadata().map_err(anyhow::Error::from)?.len();
    append(&mut tar, DATA, bytes, &mut data)?;
    let mut files = 0;
    for sha256 in opened.files.list_now()? {
        let content = opened.files.get_now(&sha256)?;
        append(&mut tar, &format!("{FILES}{sha256}"), content.len() as u64, &mut content.as_ref())?;
        files += 1;
        bar.set_message(format!("file {files}"));
    }
    let out = tar.into_inner().and_then(GzEncoder::finish).context("the backup's end")?;
    out.sync_all().context("the backup could not be brought to the disk")?;
    bar.finish_and_clear();
    Ok(Held { counts, files })
}

fn append(tar: &mut tar::Builder<GzEncoder<File>>, name: &str, bytes: u64, content: &mut dyn Read) -> anyhow::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes);
    header.set_mode(0o600);
    tar.append_data(&mut header, name, content).with_context(|| name.to_owned())
}

/// Restores the file into a scratch database and reads every file in it back.
fn verify(file: &Path) -> anyhow::Result<Held> {
    let bar = progress("verify");
    let folder = tempfile::tempdir()?;
    let scratch = Db::open(&Options { readers: 1, ..Options::new(folder.path().join("scratch.db").display().to_string()) })
        .map_err(|e| anyhow!("{e}"))?;
    let mut held = None;
    let mut files = 0;
    for entry in tar::Archive::new(GzDecoder::new(File::open(file)?)).entries()? {
        let mut entry = entry?;
        let name = entry.path()?.to_string_lossy().into_owned();
        if name == DATA {
            let mut input = BufReader::new(&mut entry);
            held = Some(load(&scratch, &mut input, &bar).map_err(|e| anyhow!("{e}"))?);
        } else if let Some(sha256) = name.strip_prefix(FILES) {
            let mut content = Vec::new();
            entry.read_to_end(&mut content)?;
            ensure!(files::FileRef::of(&content).sha256 == sha256, "the file {sha256} came back different");
            files += 1;
        }
    }
    bar.finish_and_clear();
    let loaded = held.context("the backup has no database part")?;
    let counts = scratch.read_now(db::counts).map_err(|e| anyhow!("{e}"))?;
    ensure!(counts == loaded, "the restored tables do not have the rows that were written");
    Ok(Held { counts, files })
}

/// Ends what filled an empty desk: its texts are found from now on, and it is said what came in.
pub(super) fn settle(opened: &Opened, counts: &Counts, files: u64, bar: &indicatif::ProgressBar, as_json: bool) -> Result<()> {
    bar.set_message("full text");
    let indexed = tickets::reindex(&opened.db)?;
    bar.finish_and_clear();
    let rows: u64 = counts.values().sum();
    if as_json {
        println!("{}", json!({ "rows": counts, "files": files, "indexed": indexed }));
    } else {
        println!("restored {rows} rows in {} tables and {files} files; {indexed} texts indexed for search", counts.len());
    }
    Ok(())
}

/// Puts a dump into an empty database, whatever steps its schema had, and brings the schema up to date.
pub(super) fn load(db: &Db, input: &mut dyn std::io::BufRead, bar: &indicatif::ProgressBar) -> Result<Counts> {
    let steps = db::steps_of(input)?;
    let known = |slice: &str, name: &str| steps.iter().any(|(s, n)| s == slice && n == name);
    db::migrate_where(db, MIGRATIONS, &known)?;
    let mine = db.read_now(db::applied_steps)?;
    if let Some((slice, name)) = steps.iter().find(|s| !mine.contains(s)) {
        return Err(anyhow!("this backup was made by a newer Firstline: it has the schema step {slice}/{name}").into());
    }
    let counts = db::load(db, input, &mut |table, rows| bar.set_message(format!("{table} {rows}")))?;
    db::migrate(db, MIGRATIONS)?;
    Ok(counts)
}
