//! What the steps share: the checkout, the tools at hand, one throw-away PostgreSQL for all steps that need it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::postgres::Cluster;
use super::run::run;
use super::tools::Tools;
use crate::tree;

/// Where tests find an existing PostgreSQL server, instead of one started for them.
pub const TEST_DATABASE: &str = "FIRSTLINE_TEST_DATABASE";

/// The bench the checks are made on. Dropping it stops the server it started.
pub struct Bench {
    pub root: PathBuf,
    pub tools: Tools,
    cluster: Option<Cluster>,
}

impl Bench {
    /// A bench in this checkout. `may_install`: whether missing tools may be installed where that is possible.
    pub fn new(may_install: bool) -> Result<Bench> {
        Ok(Bench { root: tree::root()?, tools: Tools::new(may_install), cluster: None })
    }

    /// Cargo in the checkout, coloured when we are.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = tree::cargo(&self.root);
        command.args(arguments);
        if std::io::IsTerminal::is_terminal(&std::io::stdout()) {
            command.env("CARGO_TERM_COLOR", "always");
        }
        command
    }

    /// Builds the program; its path. A test is named beside it because cargo chooses the features of dependencies by all that
    /// it builds: with one, they are those of the test run, and nothing is compiled a second time.
    pub fn program(&self) -> Result<PathBuf> {
        run(&mut self.cargo(&["build", "--workspace", "--bin", "firstline", "--test", "faults"]))?;
        Ok(self.target().join("debug/firstline"))
    }

    /// Node's package manager in a folder below the root.
    pub fn npm(&self, folder: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new("npm");
        command.current_dir(self.root.join(folder)).args(arguments).env("npm_config_fund", "false").env("npm_config_audit", "false");
        command
    }

    /// The folder cargo builds into.
    pub fn target(&self) -> PathBuf {
        tree::target(&self.root)
    }

    /// The address of a PostgreSQL server whose user may create databases: the one `FIRSTLINE_TEST_DATABASE` names, or one
    /// started here on first use.
    pub fn postgres(&mut self) -> Result<String> {
        if let Ok(given) = std::env::var(TEST_DATABASE) {
            return Ok(given);
        }
        if self.cluster.is_none() {
            self.cluster = Some(Cluster::start(&mut self.tools)?);
        }
        Ok(self.cluster.as_ref().map(Cluster::url).unwrap_or_default())
    }
}
