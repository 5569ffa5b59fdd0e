//! The seam's promises, on whichever engine the run is for: SQLite, or the server that `FIRSTLINE_TEST_DATABASE` names.

#![expect(clippy::unwrap_used, reason = "tests")]

mod common;
mod database;
mod fulltext;
mod fulltext_agrees;
mod gather;
mod hold;
mod kept;
mod whole;
