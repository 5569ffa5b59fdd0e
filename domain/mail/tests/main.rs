//! Letters in and out, on whichever engine the run is for.

mod answers;
mod automatic;
mod beside;
mod decide;
mod explain;
mod intake;
mod pictures;
mod policy;
mod redacted;
mod relay;
mod texts;
