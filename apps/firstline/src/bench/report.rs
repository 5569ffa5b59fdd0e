//! What a bench found, as a table for documents or as JSON for scripts.

use std::fmt;

use serde::Serialize;

use super::Size;

/// How fast one thing is.
#[derive(Debug, Serialize)]
pub struct Figure {
    /// What was asked for.
    pub what: &'static str,
    /// Half of the answers were there within so many milliseconds.
    pub p50_ms: f64,
    /// 95 of a hundred.
    pub p95_ms: f64,
    /// 99 of a hundred.
    pub p99_ms: f64,
    /// Answers a second to one who asks.
    pub alone_per_s: f64,
    /// Answers a second to eight who ask at once.
    pub together_per_s: f64,
}

/// Everything that was found.
#[derive(Debug, Serialize)]
pub struct Report {
    /// How the desk was filled.
    pub size: Size,
    /// `sqlite` or `postgresql`.
    pub engine: &'static str,
    /// Processors of the machine, which asking and answering share.
    pub processors: usize,
    /// What is no round: start, memory, sizes.
    pub facts: Vec<(&'static str, String)>,
    /// The rounds.
    pub figures: Vec<Figure>,
}

impl Report {
    /// Nothing found yet.
    pub fn new(size: Size, embedded: bool) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { size, engine: if embedded { "sqlite" } else { "postgresql" }, processors, facts: Vec::new(), figures: Vec::new() }
    }

    /// Adds what is no round.
    pub fn fact(&mut self, what: &'static str, found: String) {
        self.facts.push((what, found));
    }

    /// Adds a round.
    pub fn figure(&mut self, figure: Figure) {
        self.figures.push(figure);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Size { tickets, messages } = self.size;
        writeln!(f, "{tickets} tickets of {messages} messages, {}, {} processors\n", self.engine, self.processors)?;
        writeln!(f, "| What | p50 ms | p95 ms | p99 ms | a second, 1 asks | a second, 8 ask |\n|---|---|---|---|---|---|")?;
        for Figure { what, p50_ms, p95_ms, p99_ms, alone_per_s, together_per_s } in &self.figures {
            writeln!(f, "| {what} | {p50_ms:.1} | {p95_ms:.1} | {p99_ms:.1} | {alone_per_s:.0} | {together_per_s:.0} |")?;
        }
        writeln!(f, "\n| What | Figure |\n|---|---|")?;
        for (what, found) in &self.facts {
            writeln!(f, "| {what} | {found} |")?;
        }
        Ok(())
    }
}
