//! The checkout: its root, its files, and cargo called in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// Folders that hold what others made, or what a build or a run leaves behind.
const NOT_OURS: [&str; 6] = ["target", "node_modules", "dist", "data", "data-demo", "test-results"];

/// One text file of the project. `path` is relative to the root, with forward slashes.
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    pub fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
    }
}

/// The root of the checkout: the folder above this crate, as the cargo that runs us says. Two checkouts may share a target folder
/// and with it this program.
pub fn root() -> Result<PathBuf> {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&here).parent().map(Path::to_path_buf).context("xtask lies in the root of the checkout")
}

/// Cargo in the checkout, without what the cargo that started us left in the environment: it would make build scripts run anew.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"].iter().any(|prefix| text.starts_with(prefix)) {
            command.env_remove(&name);
        }
    }
    command
}

/// The folder cargo builds into.
pub fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |given| root.join(given))
}

/// Every file of the project with one of these extensions, in order of path.
pub fn files(root: &Path, extensions: &[&str]) -> Result<Vec<File>> {
    let mut found = Vec::new();
    walk(root, root, extensions, &mut found)?;
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn walk(root: &Path, folder: &Path, extensions: &[&str], found: &mut Vec<File>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            // A `data` folder inside a crate is ours; the one at the root belongs to a running Firstline.
            let ours = !NOT_OURS.contains(&name.as_str()) || (name == "data" && folder != root);
            if ours && !name.starts_with('.') {
                walk(root, &path, extensions, found)?;
            }
        } else if path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted)) {
            let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            let path = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            found.push(File { path, text });
        }
    }
    Ok(())
}
