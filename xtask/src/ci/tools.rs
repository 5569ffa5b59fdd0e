//! Programs the checks need: found, installed where that is possible, or named with the way to get them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

/// What is at hand, and whether more may be fetched.
pub struct Tools {
    may_install: bool,
    package_lists_fresh: bool,
}

impl Tools {
    pub fn new(may_install: bool) -> Tools {
        Tools { may_install, package_lists_fresh: false }
    }

    /// A program on the search path, installed from Debian's `package` when it is missing and we may.
    pub fn program(&mut self, names: &[&str], package: &str) -> Result<PathBuf> {
        self.found(|| names.iter().find_map(|name| on_path(name)), names[0], package)
    }

    /// A Python that can make environments of its own: on Debian that is a package beside Python's.
    pub fn python_with_venv(&mut self) -> Result<PathBuf> {
        let able = |python: &PathBuf| {
            let tried = Command::new(python).args(["-c", "import ensurepip, venv"]).stderr(Stdio::null()).status();
            tried.is_ok_and(|status| status.success())
        };
        self.found(|| on_path("python3").filter(able), "python3 with venv and ensurepip", "python3-venv")
    }

    /// PostgreSQL's own programs: the newest version Debian keeps, or those on the search path.
    pub fn postgres_folder(&mut self) -> Result<PathBuf> {
        let find = || newest_debian_postgres().or_else(|| on_path("initdb")?.parent().map(Path::to_path_buf));
        self.found(find, "PostgreSQL (initdb)", "postgresql")
    }

    fn found(&mut self, find: impl Fn() -> Option<PathBuf>, what: &str, package: &str) -> Result<PathBuf> {
        if let Some(path) = find() {
            return Ok(path);
        }
        if !self.may_install || !is_root() || on_path("apt-get").is_none() {
            bail!("{what} is missing. Install it, on Debian: apt-get install {package}");
        }
        self.install(package)?;
        find().with_context(|| format!("{what} is missing, even after installing {package}"))
    }

    fn install(&mut self, package: &str) -> Result<()> {
        println!("installing {package}");
        if !self.package_lists_fresh {
            apt(&["update", "--quiet"])?;
            self.package_lists_fresh = true;
        }
        apt(&["install", "--yes", "--quiet", "--no-install-recommends", package])
    }
}

/// A program on the search path.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// Whether we run as root: then PostgreSQL must not, and Debian packages may be installed.
pub fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

fn newest_debian_postgres() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?.filter_map(|entry| {
        let path = entry.ok()?.path();
        let version: u32 = path.file_name()?.to_str()?.parse().ok()?;
        Some((version, path.join("bin")))
    });
    let complete =
        versions.filter(|(_, bin)| ["initdb", "postgres", "pg_ctl", "pg_isready"].iter().all(|program| bin.join(program).exists()));
    complete.max().map(|(_, bin)| bin)
}

fn apt(arguments: &[&str]) -> Result<()> {
    let status = Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive").status()?;
    ensure!(status.success(), "apt-get {} did not succeed", arguments.join(" "));
    Ok(())
}
