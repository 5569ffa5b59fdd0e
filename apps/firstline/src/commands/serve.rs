//! `firstline serve`: the server until it is told to stop.

use outcome::Result;

use crate::config::Config;
use crate::server;

/// Runs the command.
pub fn run(config: &Config) -> Result<()> {
    let opened = crate::open(config)?;
    let set_up = super::person::set_up_link(&opened, config)?;
    super::block_on(async {
        let running = server::start(config, opened).await?;
        println!("Firstline listens on http://{}", running.address);
        for (protocol, place) in &running.doors {
            println!("Letters are taken on {place} ({})", if *protocol == mailroom::Protocol::Smtp { "SMTP" } else { "LMTP" });
        }
        if let Some(link) = set_up {
            println!("\nThis desk has no administrator yet. Set it up here, once:\n\n    {link}\n");
        }
        until_told().await;
        running.stop().await;
        Ok(())
    })?
}

/// Waits for Ctrl+C or the service manager's word.
pub(super) async fn until_told() {
    let mut term = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(term) => term,
        Err(error) => {
            tracing::warn!(%error, "cannot hear the service manager's stop");
            let _ = tokio::signal::ctrl_c().await;
            return;
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = term.recv() => {}
    }
}
