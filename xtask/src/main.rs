//! The project's toolbox: `cargo ci`, `cargo tidy`, `cargo dev`, `cargo deb`, `cargo measure`, `cargo fuzz-target`.

mod ci;
mod deb;
mod dev;
mod fuzz;
mod measure;
mod tidy;
mod tree;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo", about = "Firstline's toolbox", disable_version_flag = true)]
struct Toolbox {
    #[command(subcommand)]
    tool: Tool,
}

#[derive(Subcommand)]
enum Tool {
    /// Run every check there is, or only the steps named
    Ci(ci::Choice),
    /// Check floors, ranks, sources, templates and texts
    Tidy,
    /// Build as released and pack for Debian, into target/debian
    Deb,
    /// Measure a release build on this machine: start, memory, pages, letters
    Measure(measure::Choice),
    /// Fuzz letters or their HTML for a while
    FuzzTarget(fuzz::Choice),
    /// Start the demo organization from this checkout (debug build)
    Dev {
        /// Handed on to `firstline demo`, for example `-- --listen 0.0.0.0:8080`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> ExitCode {
    let outcome = match Toolbox::parse().tool {
        Tool::Ci(choice) => ci::run(&choice),
        Tool::Tidy => tidy::run(),
        Tool::Deb => deb::run_here(),
        Tool::Measure(choice) => measure::run(&choice),
        Tool::FuzzTarget(choice) => fuzz::run(&choice),
        Tool::Dev { arguments } => dev::run(&arguments),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
