//! `firstline restore`: a backup into an empty database and file store, of either engine.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use anyhow::{Context, anyhow};
use flate2::read::GzDecoder;
use outcome::Result;

use super::backup::{DATA, FILES, load, settle};
use super::progress;
use crate::config::Config;
use crate::open_unmigrated;

/// Runs the command.
pub fn run(config: &Config, file: &Path, as_json: bool) -> Result<()> {
    let archive = File::open(file).with_context(|| file.display().to_string())?;
    let opened = open_unmigrated(config)?;
    let bar = progress("restore");
    let (mut counts, mut files) = (None, 0u64);
    for entry in tar::Archive::new(GzDecoder::new(archive)).entries().map_err(anyhow::Error::from)? {
        let mut entry = entry.context("this is no Firstline backup")?;
        let name = entry.path().map_err(anyhow::Error::from)?.to_string_lossy().into_owned();
        if name == DATA {
            counts = Some(load(&opened.db, &mut BufReader::new(&mut entry), &bar)?);
        } else if let Some(sha256) = name.strip_prefix(FILES) {
            let mut content = Vec::new();
            entry.read_to_end(&mut content).context("the backup is damaged")?;
            // The store names a file by its own digest, so a name in the archive can lead nowhere else.
            if opened.files.put_now(content)?.sha256 != sha256 {
                return Err(anyhow!("the backup is damaged: the file {sha256} has other bytes").into());
            }
            files += 1;
            bar.set_message(format!("file {files}"));
        }
    }
    let counts = counts.context("the backup has no database part")?;
    settle(&opened, &counts, files, &bar, as_json)
}
