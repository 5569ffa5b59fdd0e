//! What breaks around a running desk, and that nothing it answered for is lost by it.
#![expect(clippy::unwrap_used, reason = "tests")]

mod away;
mod killed;
#[path = "../place/mod.rs"]
mod place;
mod server;
mod story;
