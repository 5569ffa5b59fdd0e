//! Rules, on whichever engine the run is for.

mod policy;
mod rules;
