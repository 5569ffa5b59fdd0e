//! Log lines: text for people, JSON for machines, filtered by `FIRSTLINE_LOG_FILTER`.

use tracing_subscriber::EnvFilter;

use crate::config::Config;

/// Starts logging to standard error; short commands stay silent about all but trouble.
pub fn start(config: &Config, quiet: bool) {
    let usual = if quiet { "warn" } else { "info" };
    let filter = EnvFilter::try_from_env("FIRSTLINE_LOG_FILTER").unwrap_or_else(|_| EnvFilter::new(usual));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    // A second start in one process (tests) keeps the first.
    let _ = if config.log == "json" { lines.json().try_init() } else { lines.try_init() };
}
