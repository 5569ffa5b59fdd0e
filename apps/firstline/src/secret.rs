//! The key that signs reply addresses and links: outside the database, made at the first start.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, ensure};
use data_encoding::HEXLOWER_PERMISSIVE;

const BYTES: usize = 32;
const FILE_NAME: &str = "secret.key";
const VARIABLE: &str = "FIRSTLINE_SECRET";

/// The desk's secret: from `FIRSTLINE_SECRET` (64 hex digits; several processes must share it), else from the data folder.
///
/// # Errors
/// When it cannot be read, made or understood.
pub fn of(data: &Path) -> anyhow::Result<[u8; BYTES]> {
    if let Ok(hex) = std::env::var(VARIABLE) {
        return parse(&hex).with_context(|| format!("{VARIABLE} must be {} hex digits", 2 * BYTES));
    }
    let file = data.join(FILE_NAME);
    match std::fs::read_to_string(&file) {
        Ok(hex) => parse(&hex).with_context(|| format!("{} must hold {} hex digits", file.display(), 2 * BYTES)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(&file),
        Err(error) => Err(error).with_context(|| file.display().to_string()),
    }
}

fn parse(hex: &str) -> anyhow::Result<[u8; BYTES]> {
    let bytes = HEXLOWER_PERMISSIVE.decode(hex.trim().as_bytes())?;
    ensure!(bytes.len() == BYTES, "it has {} bytes", bytes.len());
    Ok(bytes.try_into().expect("the length was looked at"))
}

/// Written beside and renamed, readable by the owner only; of two processes that start at once, one's key stays.
fn make(file: &Path) -> anyhow::Result<[u8; BYTES]> {
    let mut key = [0; BYTES];
    getrandom::fill(&mut key).map_err(|e| anyhow::anyhow!("no randomness: {e}"))?;
    let folder = file.parent().context("the secret needs a folder")?;
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    writeln!(new, "{}", data_encoding::HEXLOWER.encode(&key))?;
    new.as_file().sync_all()?;
    match new.persist_noclobber(file) {
        Ok(_) => Ok(key),
        Err(_) => parse(&std::fs::read_to_string(file)?),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_secret_is_made_once_and_is_nobody_elses_to_read() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let first = super::of(folder.path()).unwrap();
        assert_eq!(first, super::of(folder.path()).unwrap());
        let mode = std::fs::metadata(folder.path().join("secret.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0);
    }
}
