//! A release build of Firstline, started in a folder of its own, watched from outside.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::http::Client;

const START_LIMIT: Duration = Duration::from_secs(300);
const POLL: Duration = Duration::from_millis(2);

/// A running Firstline. Dropping it stops it.
pub struct Desk {
    child: Child,
    pub pages: SocketAddr,
    pub letters: SocketAddr,
    /// From the start of the process to its first healthy answer.
    pub start: Duration,
    lines: mpsc::Receiver<String>,
}

impl Desk {
    /// Starts `firstline <command>` on the data in `folder` and waits until it is healthy.
    pub fn start(program: &Path, command: &str, folder: &Path) -> Result<Desk> {
        let (pages, letters) = (free_address()?, free_address()?);
        let started = Instant::now();
        let mut child = Command::new(program)
            .arg(command)
            .args(["--listen", &pages.to_string(), "--smtp-listen", &letters.to_string(), "--data"])
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("starting {}", program.display()))?;
        let out = BufReader::new(child.stdout.take().expect("standard output is piped"));
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let mut desk = Desk { child, pages, letters, start: Duration::ZERO, lines };
        while !desk.is_healthy() {
            if let Some(status) = desk.child.try_wait()? {
                bail!("firstline {command} ended with {status}");
            }
            if started.elapsed() > START_LIMIT {
                bail!("firstline {command} was not healthy after {} s", START_LIMIT.as_secs());
            }
            sleep(POLL);
        }
        desk.start = started.elapsed();
        Ok(desk)
    }

    fn is_healthy(&self) -> bool {
        Client::connect(self.pages).and_then(|mut client| client.get("/health")).is_ok_and(|answer| answer.status == 200)
    }

    /// The path of the sign-in link printed for this role.
    pub fn link(&self, role: &str) -> Result<String> {
        let deadline = Instant::now() + Duration::from_secs(30);
        while let Ok(line) = self.lines.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            if line.trim_start().starts_with(role)
                && let Some((_, link)) = line.split_once("://")
                && let Some((_, path)) = link.split_once('/')
            {
                return Ok(format!("/{}", path.trim()));
            }
        }
        bail!("no sign-in link for the {role} was printed")
    }

    /// Memory the process holds, in MiB.
    pub fn memory_mib(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).context("reading the process's status")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kib / 1024.0)
    }

    /// Asks it to end and waits until it has.
    pub fn stop(mut self) -> Result<()> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        if !asked.success() {
            bail!("the process could not be asked to end");
        }
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // It has ended when `stop` was called; otherwise this ends it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?)
}
