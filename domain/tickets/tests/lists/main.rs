//! Categories, the matrix, views, queues, counts and search, on whichever engine the run is for.
#![expect(clippy::unwrap_used, reason = "tests")]

mod categories;
mod matrix;
mod queue;
mod rows;
mod views;
