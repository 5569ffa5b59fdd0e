//! Learns from texts with labels, says which label a new text would have and how sure that is, and finds the texts it resembles.
//!
//! Everything stays in the process: no service, no downloaded model, no randomness that is not seeded. The same examples in the
//! same order make the same bytes.
//!
//! - [`Classifier::learn`] reads examples; [`Classifier::guess`] answers with calibrated confidences.
//! - [`Neighbours::learn`] keeps the examples as sparse vectors, weighted by what the classifier found telling;
//!   [`Neighbours::nearest`] answers with the likest.
//! - [`measure`] holds the figures by which both are judged.
//!
//! ```
//! use resemble::{Classifier, Example, Learning};
//! let examples: Vec<Example> = (0..40)
//!     .flat_map(|_| [Example::new("the printer jams again", "printers"), Example::new("vpn drops at home", "network")])
//!     .collect();
//! let classifier = Classifier::learn(&examples, &Learning::default()).unwrap();
//! let best = &classifier.guess("my printer is jammed")[0];
//! assert_eq!(best.label, "printers");
//! ```

mod bytes;
mod chance;
mod classifier;
mod confidence;
mod evidence;
mod features;
mod learn;
mod limits;
mod linear;
mod matrix;
pub mod measure;
mod neighbours;
mod vocabulary;

pub use bytes::Damaged;
pub use chance::{Chance, shuffled};
pub use classifier::{Classifier, Guess};
pub use learn::{Example, Learning, TooLittle};
pub use limits::*;
pub use neighbours::{Neighbour, Neighbours};
