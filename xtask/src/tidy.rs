//! `cargo tidy`: the laws of ARCHITECTURE.md that a program can check, as rules over files and `cargo metadata`.

mod docs;
mod floors;
mod security;
mod sources;
mod templates;
mod texts;

use std::fmt;
use std::path::Path;

use anyhow::Result;

use crate::tree;

/// A place that breaks a rule. `line` counts from 1; 0 speaks of the whole file.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    path: String,
    line: usize,
    what: String,
}

impl Fault {
    fn new(path: &str, line: usize, what: impl Into<String>) -> Fault {
        Fault { path: path.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}: {}", self.path, self.what),
            line => write!(out, "{}:{line}: {}", self.path, self.what),
        }
    }
}

/// Every rule, as `cargo tidy` runs them. Returns whether all hold.
pub fn run() -> Result<bool> {
    let root = tree::root()?;
    let mut faults = house(&root)?;
    faults.extend(texts(&root)?);
    report(&faults);
    Ok(faults.is_empty())
}

/// Floors, ranks, sources, templates and documents.
pub fn house(root: &Path) -> Result<Vec<Fault>> {
    let mut faults = floors::check(root)?;
    for file in tree::files(root, &["rs", "ts", "mjs", "js", "css", "html", "sql", "ftl", "toml"])? {
        faults.extend(sources::check(&file));
        if file.is("html") {
            faults.extend(templates::check(&file));
        }
    }
    for document in tree::files(root, &["md"])? {
        faults.extend(docs::links(&document, |path| root.join(path).exists()));
    }
    faults.extend(docs::settings(&tree::files(root, &["rs", "md"])?));
    faults.extend(security::check(root)?);
    Ok(faults)
}

/// Keys: the same in every language, and none used that nobody wrote.
pub fn texts(root: &Path) -> Result<Vec<Fault>> {
    texts::check(&tree::files(root, &["rs", "html", "ftl", "ts"])?)
}

/// Prints the faults, one a line, and the closing sentence.
pub fn report(faults: &[Fault]) {
    for fault in faults {
        println!("{fault}");
    }
    match faults.len() {
        0 => println!("tidy: every rule holds"),
        1 => println!("tidy: 1 fault"),
        many => println!("tidy: {many} faults"),
    }
}
