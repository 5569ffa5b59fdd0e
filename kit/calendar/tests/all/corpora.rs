//! Where other people's calendars and rules lie (see docs/corpora.md).

use std::path::PathBuf;

/// A folder of the corpora; `None`, said aloud, when it is not there.
pub fn folder(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("FIRSTLINE_CORPORA")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")), PathBuf::from);
    let folder = root.join(name);
    if folder.exists() {
        return Some(folder);
    }
    eprintln!("NOT CHECKED: no corpus at {}; set FIRSTLINE_CORPORA", folder.display());
    None
}
