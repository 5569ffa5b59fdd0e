//! Many tickets: lists, counts, views and search; and what is done between tickets. On whichever engine the run is for.
#![expect(clippy::unwrap_used, reason = "tests")]

mod bulk;
mod categories;
mod links;
mod matrix;
mod merge;
mod parts;
mod queue;
mod rows;
mod search;
mod similar;
mod size;
mod split;
mod texts;
mod time;
mod views;
