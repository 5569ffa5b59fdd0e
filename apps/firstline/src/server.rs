//! A running Firstline: pages, worker, timers, the SMTP door, each a task that is told to stop and waited for.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use mailroom::{Listen, Protocol};
use outcome::Result;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::Opened;
use crate::config::Config;
use crate::pages::Limits;
use crate::timers;

/// How long open requests may take to end when the server stops.
const STOP_PATIENCE: Duration = Duration::from_secs(10);

/// A running server.
pub struct Running {
    /// Where the pages are.
    pub address: SocketAddr,
    /// Where letters are taken, and in which language.
    pub doors: Vec<(Protocol, Listen)>,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

/// Starts everything and answers once the ports are open.
///
/// # Errors
/// When a port cannot be opened.
pub async fn start(config: &Config, opened: Opened) -> Result<Running> {
    let (stop, stopped) = watch::channel(false);
    let db = opened.db.clone();
    db.wire(crate::wiring::wiring(config, &opened)?);
    db.hear_other_processes()?;
    let listener = TcpListener::bind(config.listen).await.with_context(|| format!("cannot listen on {}", config.listen))?;
    let address = listener.local_addr().context("the pages' port")?;
    let speaker = crate::wiring::speaker(config);
    let mut tasks = vec![
        tokio::spawn(db::work(db.clone(), stopped.clone())),
        tokio::spawn(timers::run(db.clone(), speaker, holder(), stopped.clone())),
    ];
    let mut doors = Vec::new();
    for (protocol, place, task) in crate::wiring::mail_doors(config, &opened, &stopped).await? {
        tasks.push(task);
        doors.push((protocol, place));
    }
    tasks.push(crate::wiring::fetching(config, &opened, holder(), stopped.clone())?);
    let (programs, _) = api::router(&crate::wiring::api_desk(config, &opened));
    let (pages, _) = web::router(&crate::wiring::desk(config, opened, stopped.clone())?);
    let router = crate::watch::over(pages.merge(programs), db, &config.metrics_token);
    let limits = Limits::new(config.trusted_proxies.clone());
    tasks.push(tokio::spawn(crate::pages::serve(listener, router, limits, stopped)));
    Ok(Running { address, doors, stop, tasks })
}

impl Running {
    /// Stops taking requests, lets those under way end, keeps what is promised, and returns.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let all = async {
            for task in self.tasks {
                let _ = task.await;
            }
        };
        if tokio::time::timeout(STOP_PATIENCE, all).await.is_err() {
            tracing::warn!("some requests were cut off; what was acknowledged is kept");
        }
    }
}

/// Tells this process from others on the same database.
fn holder() -> String {
    let mut random = [0; 8];
    let _ = getrandom::fill(&mut random);
    format!("{}-{}", std::process::id(), data_encoding::HEXLOWER.encode(&random))
}
