//! A PostgreSQL server of our own for the length of the checks: fresh folder, free port, no promises to the disk.

use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use super::tools::{Tools, is_root};

/// Tests run side by side, each with a few connections; the default of 100 is too near.
const CONNECTIONS_MAX: u32 = 200;
const START_LIMIT: Duration = Duration::from_secs(60);
/// A file system in memory, where Linux has one: each test has a database of its own, and a disk takes twice as long to copy it.
const IN_MEMORY: &str = "/dev/shm";
/// Room the databases of one run need at most, with the server's own files.
const IN_MEMORY_MIN_MB: u64 = 4_096;
const POLL: Duration = Duration::from_millis(100);
const USER: &str = "firstline";

/// The running server. Dropping it stops it and removes its folder.
pub struct Cluster {
    programs: PathBuf,
    folder: TempDir,
    owner: Option<Owner>,
    port: u16,
    server: Child,
}

/// The unprivileged user the server runs as when we are root: PostgreSQL refuses to run as root.
#[derive(Clone, Copy)]
struct Owner {
    user: u32,
    group: u32,
}

impl Cluster {
    /// Makes and starts a server; returns when it takes connections.
    pub fn start(tools: &mut Tools) -> Result<Cluster> {
        let programs = tools.postgres_folder()?;
        let owner = if is_root() { Some(unprivileged()?) } else { None };
        let mut folder = tempfile::Builder::new();
        let folder = folder.prefix("firstline-postgres-").tempdir_in(roomy_folder())?;
        if let Some(owner) = owner {
            chown(folder.path(), Some(owner.user), Some(owner.group))?;
        }
        let data = folder.path().join("data");
        let made = as_owner(programs.join("initdb"), owner, &folder)
            .args([
                "--username",
                USER,
                "--auth",
                "trust",
                "--encoding",
                "UTF8",
                "--locale",
                "C.UTF-8",
                "--no-sync",
                "--no-instructions",
                "--pgdata",
            ])
            .arg(&data)
            .output()
            .context("running initdb")?;
        ensure!(made.status.success(), "initdb failed:\n{}", String::from_utf8_lossy(&made.stderr));
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let log = std::fs::File::create(folder.path().join("server.log"))?;
        let settings = [
            format!("port={port}"),
            "listen_addresses=127.0.0.1".to_owned(),
            format!("unix_socket_directories={}", folder.path().display()),
            format!("max_connections={CONNECTIONS_MAX}"),
            "fsync=off".to_owned(),
            "synchronous_commit=off".to_owned(),
            "full_page_writes=off".to_owned(),
        ];
        let mut command = as_owner(programs.join("postgres"), owner, &folder);
        command.arg("-D").arg(&data);
        for setting in &settings {
            command.args(["-c", setting]);
        }
        let server = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn().context("starting postgres")?;
        let mut cluster = Cluster { programs, folder, owner, port, server };
        cluster.wait_until_ready()?;
        println!("PostgreSQL is up on 127.0.0.1:{port}");
        Ok(cluster)
    }

    /// The address of its first database; its user may create more.
    pub fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let deadline = Instant::now() + START_LIMIT;
        loop {
            let port = self.port.to_string();
            let asked =
                Command::new(self.programs.join("pg_isready")).args(["--quiet", "--host", "127.0.0.1", "--port", &port]).status()?;
            if asked.success() {
                return Ok(());
            }
            if let Some(status) = self.server.try_wait()? {
                bail!("PostgreSQL ended at once ({status}):\n{}", self.log());
            }
            if Instant::now() > deadline {
                bail!("PostgreSQL takes no connections after {} s:\n{}", START_LIMIT.as_secs(), self.log());
            }
            sleep(POLL);
        }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.folder.path().join("data");
        let stopped = as_owner(self.programs.join("pg_ctl"), self.owner, &self.folder)
            .args(["stop", "--silent", "--mode", "immediate", "--pgdata"])
            .arg(data)
            .status();
        if !stopped.is_ok_and(|status| status.success()) {
            // It may have ended by itself; if not, this ends it.
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

/// Where the server's files go: memory if there is room, else where temporary files go.
fn roomy_folder() -> PathBuf {
    let asked = Command::new("df").args(["--output=avail", "--block-size=1M", IN_MEMORY]).output();
    let free_mb = asked.ok().and_then(|told| String::from_utf8_lossy(&told.stdout).lines().nth(1)?.trim().parse::<u64>().ok());
    if free_mb.is_some_and(|mb| mb >= IN_MEMORY_MIN_MB) { PathBuf::from(IN_MEMORY) } else { std::env::temp_dir() }
}

/// A PostgreSQL program run as the cluster's owner, in a folder that user may stand in.
fn as_owner(program: PathBuf, owner: Option<Owner>, folder: &TempDir) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder.path()).env("LC_ALL", "C.UTF-8");
    if let Some(owner) = owner {
        command.uid(owner.user).gid(owner.group);
    }
    command
}

fn unprivileged() -> Result<Owner> {
    let users = std::fs::read_to_string("/etc/passwd").context("reading /etc/passwd")?;
    let find = |name: &str| {
        let fields: Vec<&str> = users.lines().find(|line| line.split(':').next() == Some(name))?.split(':').collect();
        Some(Owner { user: fields.get(2)?.parse().ok()?, group: fields.get(3)?.parse().ok()? })
    };
    find("postgres")
        .or_else(|| find("nobody"))
        .context("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as")
}
