//! `cargo deb`: builds Firstline as it is released and packs it for Debian, with a systemd unit that locks it in.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::ci::command as run;
use crate::tree;

/// Where the package's own files are.
const PACKAGING: &str = "packaging/debian";
/// Scripts that dpkg runs.
const SCRIPTS: [&str; 3] = ["postinst", "prerm", "postrm"];
/// Permissions of files, and of programs and folders.
const PLAIN: u32 = 0o644;
const RUNS: u32 = 0o755;

/// A package to be made.
pub struct Package<'a> {
    /// The checkout.
    pub root: &'a Path,
    /// The program that is packed.
    pub program: &'a Path,
    /// Its version, as Debian compares them.
    pub version: &'a str,
    /// The folder the package is written to.
    pub into: &'a Path,
}

/// Builds with the profile for packages and packs; prints where the package is.
pub fn run_here() -> Result<bool> {
    let root = tree::root()?;
    let built = tree::cargo(&root).args(["build", "--profile", "dist", "--package", "firstline"]).status()?;
    ensure!(built.success(), "the build failed");
    let target = tree::target(&root);
    let program = target.join("dist/firstline");
    let package = Package { root: &root, program: &program, version: env!("CARGO_PKG_VERSION"), into: &target.join("debian") };
    println!("{}", package.make()?.display());
    Ok(true)
}

impl Package<'_> {
    /// Packs; answers where the package is.
    pub fn make(&self) -> Result<PathBuf> {
        let tree = tempfile::tempdir()?;
        let own = self.root.join(PACKAGING);
        let put = |from: &Path, to: &str, mode: u32| -> Result<()> {
            let to = tree.path().join(to);
            fs::create_dir_all(to.parent().context("a file lies in a folder")?)?;
            fs::copy(from, &to).with_context(|| format!("packing {}", from.display()))?;
            Ok(fs::set_permissions(&to, fs::Permissions::from_mode(mode))?)
        };
        put(self.program, "usr/bin/firstline", RUNS)?;
        put(&own.join("firstline.service"), "lib/systemd/system/firstline.service", PLAIN)?;
        put(&own.join("firstline.toml"), "etc/firstline/firstline.toml", 0o640)?;
        put(&own.join("copyright"), "usr/share/doc/firstline/copyright", PLAIN)?;
        put(&self.root.join("LICENSE"), "usr/share/doc/firstline/LICENSE", PLAIN)?;
        put(&self.root.join("CHANGELOG.md"), "usr/share/doc/firstline/CHANGELOG.md", PLAIN)?;
        for name in ["configuration.md", "mail.md", "one-machine.md", "postgresql.md"] {
            put(&self.root.join("docs/operating").join(name), &format!("usr/share/doc/firstline/{name}"), PLAIN)?;
        }
        for name in SCRIPTS {
            put(&own.join(name), &format!("DEBIAN/{name}"), RUNS)?;
        }
        put(&own.join("conffiles"), "DEBIAN/conffiles", PLAIN)?;
        let architecture = told("dpkg", &["--print-architecture"])?;
        let size_kib = folder_bytes(tree.path())? / 1024;
        let control = fs::read_to_string(own.join("control"))?
            .replace("@VERSION@", self.version)
            .replace("@ARCHITECTURE@", &architecture)
            .replace("@SIZE_KIB@", &size_kib.to_string());
        fs::write(tree.path().join("DEBIAN/control"), control)?;
        fs::set_permissions(tree.path(), fs::Permissions::from_mode(RUNS))?;
        fs::create_dir_all(self.into)?;
        let package = self.into.join(format!("firstline_{}_{architecture}.deb", self.version));
        // gzip, not Debian's usual xz: ten seconds instead of a minute for a few megabytes more.
        let mut packer = Command::new("dpkg-deb");
        packer.args(["--root-owner-group", "-Zgzip", "--build"]).arg(tree.path()).arg(&package);
        run(&mut packer)?;
        Ok(package)
    }
}

/// What a program says, in one line.
fn told(program: &str, arguments: &[&str]) -> Result<String> {
    let output =
        Command::new(program).args(arguments).output().with_context(|| format!("{program} is missing: packages are made on Debian"))?;
    ensure!(output.status.success(), "{program} failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

fn folder_bytes(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() { folder_bytes(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(bytes)
}
