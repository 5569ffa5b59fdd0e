//! Business time: when a place is open by its wall clock, how much open time lies between two moments, and why the rest does
//! not count.

mod block;
mod calendar;
mod count;
mod day;
mod ics;
mod limits;
mod problem;
mod rule;
mod span;
mod special;
mod stretches;
mod week;
mod written;

pub use calendar::{Calendar, Definition};
pub use ics::{Passed, Read, Written, read, write};
pub use limits::*;
pub use problem::Problem;
pub use rule::{Every, Rule};
pub use span::Span;
pub use special::{Special, SpecialDay};
pub use stretches::{Closed, Stretch, Stretches};
pub use week::Week;
