//! This program, started as a server of its own on the filled desk, watched from outside.

use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::http::Client;
use crate::config::Config;

/// How long a start may take before it is given up.
const START_LIMIT: Duration = Duration::from_secs(300);
/// How often it is asked whether it is healthy.
const POLL: Duration = Duration::from_millis(2);

/// A running Firstline. Dropping it stops it.
pub struct Desk {
    child: Child,
    pub pages: SocketAddr,
    pub letters: SocketAddr,
    /// From the start of the process to its first healthy answer.
    pub start: Duration,
}

impl Desk {
    /// Starts `firstline serve` on the desk of `config` and waits until it is healthy.
    pub fn start(config: &Config) -> Result<Desk> {
        let [pages, letters] = free_addresses()?;
        let program = std::env::current_exe().context("where this program is")?;
        let started = Instant::now();
        let child = Command::new(&program)
            .arg("serve")
            .args(["--listen", &pages.to_string(), "--smtp-listen", &letters.to_string(), "--database", &config.database_url(), "--data"])
            .arg(&config.data)
            // One token asks as fast as it can: what is measured is the desk, not its limit.
            .env("FIRSTLINE_API_REQUESTS_A_MINUTE", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("starting {}", program.display()))?;
        let mut desk = Desk { child, pages, letters, start: Duration::ZERO };
        while !desk.is_healthy() {
            if let Some(status) = desk.child.try_wait()? {
                bail!("firstline serve ended with {status}");
            }
            if started.elapsed() > START_LIMIT {
                bail!("firstline serve was not healthy after {} s", START_LIMIT.as_secs());
            }
            sleep(POLL);
        }
        desk.start = started.elapsed();
        Ok(desk)
    }

    fn is_healthy(&self) -> bool {
        Client::connect(self.pages).and_then(|mut client| client.get("/health")).is_ok_and(|answer| answer.status == 200)
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

/// Two addresses that are free, held together until both are known: one after the other could be the same twice.
fn free_addresses() -> Result<[SocketAddr; 2]> {
    let held = [TcpListener::bind(("127.0.0.1", 0))?, TcpListener::bind(("127.0.0.1", 0))?];
    Ok([held[0].local_addr()?, held[1].local_addr()?])
}
