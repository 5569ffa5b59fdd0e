//! Webhooks, on whichever engine the run is for.

mod log;
mod policy;
