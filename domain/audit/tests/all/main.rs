//! The audit log, on whichever engine the run is for.

mod chain;
mod kinds;
mod policy;
mod read;
