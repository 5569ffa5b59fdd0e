//! The Debian package, installed, used, upgraded, removed and purged on this machine, as an administrator would.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::bench::Bench;
use super::run::run;
use super::steps::Outcome;
use super::tools::{is_root, on_path};
use crate::deb::Package;

/// How exposed systemd may call the unit, in tenths: 0 is nothing, 100 everything.
const EXPOSURE_MAX: &str = "20";
const START_LIMIT: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(100);
const CONFIG: &str = "/etc/firstline/firstline.toml";
const DATA: &str = "/var/lib/firstline";
const PROGRAM: &str = "/usr/bin/firstline";

/// Packs the program that the other steps used, and lives with the package.
pub fn check(bench: &mut Bench) -> Result<Outcome> {
    if on_path("dpkg-deb").is_none() {
        return Ok(Outcome { note: String::new(), not_checked: vec!["the Debian package: this is no Debian".to_owned()] });
    }
    let analyze = bench.tools.program(&["systemd-analyze"], "systemd")?;
    let unit = bench.root.join("packaging/debian/firstline.service");
    run(Command::new(analyze).args(["security", "--offline=true", "--no-pager", "--threshold", EXPOSURE_MAX]).arg(&unit))?;
    let program = bench.program()?;
    let folder = tempfile::tempdir()?;
    let of = |version| Package { root: &bench.root, program: &program, version, into: folder.path() }.make();
    let (first, second) = (of("0.0.0~ci1")?, of("0.0.0~ci2")?);
    if !is_root() || Path::new(PROGRAM).exists() || Path::new(DATA).exists() {
        let why = "the Debian package was made, not installed: that needs root, and a machine without Firstline on it";
        return Ok(Outcome { note: String::new(), not_checked: vec![why.to_owned()] });
    }
    let mut machine = Machine { served: None };
    machine.live(&first, &second)?;
    Ok(Outcome { note: "installed, used, upgraded, removed and purged".to_owned(), not_checked: Vec::new() })
}

/// This machine while the package is on it. Dropping it leaves nothing of the package behind.
struct Machine {
    served: Option<Child>,
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.stop();
        let _ = dpkg(&["--purge", "firstline"]);
        let _ = fs::remove_dir_all(DATA);
        let _ = Command::new("deluser").args(["--system", "--quiet", "firstline"]).status();
    }
}

impl Machine {
    fn live(&mut self, first: &Path, second: &Path) -> Result<()> {
        dpkg(&["--install", &first.to_string_lossy()])?;
        let (config, data) = (fs::metadata(CONFIG)?, fs::metadata(DATA)?);
        ensure!(
            config.permissions().mode() & 0o777 == 0o640 && config.uid() == 0,
            "the configuration is root's, and nobody else's to read"
        );
        ensure!(data.permissions().mode() & 0o777 == 0o750 && data.uid() != 0, "the data is the service's own");
        // The administrator's change.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let changed = fs::read_to_string(CONFIG)?.replace("127.0.0.1:8080", &format!("127.0.0.1:{port}"));
        fs::write(CONFIG, &changed)?;
        self.serve(port)?;
        add_person(true).context("adding the first person")?;
        self.stop();

        dpkg(&["--install", &second.to_string_lossy()])?;
        ensure!(fs::read_to_string(CONFIG)? == changed, "an upgrade keeps the administrator's configuration");
        self.serve(port)?;
        add_person(false).context("after the upgrade the person is still there")?;
        self.stop();

        dpkg(&["--remove", "firstline"])?;
        ensure!(!Path::new(PROGRAM).exists() && Path::new(CONFIG).exists(), "removing takes the program and leaves the configuration");
        dpkg(&["--purge", "firstline"])?;
        ensure!(!Path::new(CONFIG).exists(), "purging takes the configuration");
        ensure!(Path::new(DATA).join("firstline.db").exists(), "the desk's data stays");
        Ok(())
    }

    /// What the unit starts, without systemd, which a container may lack; answers when it is healthy.
    fn serve(&mut self, port: u16) -> Result<()> {
        let served = as_service(&["serve", "--config", CONFIG]).stdout(Stdio::null()).spawn()?;
        self.served = Some(served);
        let since = Instant::now();
        while !is_healthy(port) {
            ensure!(since.elapsed() < START_LIMIT, "the installed program is not healthy after {} s", START_LIMIT.as_secs());
            sleep(POLL);
        }
        Ok(())
    }

    fn stop(&mut self) {
        if let Some(mut served) = self.served.take() {
            // `runuser` hands a polite end on to the program.
            let _ = Command::new("kill").arg(served.id().to_string()).status();
            let _ = served.wait();
        }
    }
}

fn as_service(arguments: &[&str]) -> Command {
    let mut command = Command::new("runuser");
    command.args(["-u", "firstline", "--", PROGRAM]).args(arguments).current_dir("/");
    command
}

/// Adds the same person each time: the second time the desk must know them.
fn add_person(is_new: bool) -> Result<()> {
    let add = ["person", "add", "--config", CONFIG, "--email", "ada@example.org", "--name", "Ada", "--role", "administrator"];
    let done = as_service(&add).output()?;
    ensure!(done.status.success() == is_new, "it answered {}: {}", done.status, String::from_utf8_lossy(&done.stderr));
    Ok(())
}

fn is_healthy(port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.write_all(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

fn dpkg(arguments: &[&str]) -> Result<()> {
    let mut command = Command::new("dpkg");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    if run(&mut command).is_err() {
        bail!("dpkg {} failed", arguments.join(" "));
    }
    Ok(())
}
