//! Changes, on whichever engine the run is for.

mod change;
mod policy;
