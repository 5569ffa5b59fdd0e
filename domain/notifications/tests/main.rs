//! Who is told what, why, and by which way.

mod letters;
mod policy;
mod told;
