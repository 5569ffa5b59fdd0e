//! The key's file: made at the first start, readable by its owner alone.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use data_encoding::HEXLOWER;

use crate::{KEY_BYTES, Key};

/// Owner reads and writes, nobody else does anything.
const MODE: u32 = 0o600;

impl Key {
    /// The key in this file, made if there is none yet. Of two processes that start at once, one makes it and both use it.
    ///
    /// # Errors
    /// When the file cannot be read or made, or holds no key.
    pub fn of_file(path: &Path) -> Result<Self> {
        if let Some(key) = Self::read(path)? {
            return Ok(key);
        }
        let mut bytes = [0_u8; KEY_BYTES];
        getrandom::fill(&mut bytes).map_err(|e| anyhow!("no randomness for a secret key: {e}"))?;
        // Written whole under another name first: nobody ever reads half a key.
        let draft = path.with_extension(format!("{}.new", std::process::id()));
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(MODE).open(&draft);
        let file = file.as_mut().map_err(|e| anyhow!("the secret key {} cannot be made: {e}", path.display()))?;
        writeln!(file, "{}", HEXLOWER.encode(&bytes)).and_then(|()| file.sync_all()).context("writing the secret key")?;
        let linked = fs::hard_link(&draft, path);
        let _ = fs::remove_file(&draft);
        match linked {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(anyhow!("the secret key {} cannot be made: {error}", path.display())),
        }
        Self::read(path)?.ok_or_else(|| anyhow!("the secret key {} is gone again", path.display()))
    }

    fn read(path: &Path) -> Result<Option<Self>> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(Some(Self::parse(&text).with_context(|| format!("the secret key {}", path.display()))?)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(anyhow!("the secret key {} cannot be read: {error}", path.display())),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_read_by_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        let sealed = Key::of_file(&path).unwrap().seal("x", "y").unwrap();
        assert_eq!(Key::of_file(&path).unwrap().open("x", &sealed).unwrap(), "y");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");
        fs::write(&path, "nonsense").unwrap();
        assert!(format!("{:#}", Key::of_file(&path).unwrap_err()).contains("secret.key"));
    }
}
