//! Letters: reading any bytes as one, telling what is new in it, what it answers and what sent it, and writing our own.
//! Pure format: no sockets, no database, and no word about help desks.
//!
//! Reading order: [`letter`] turns bytes into a [`Letter`]; [`new_text`] separates what its author wrote from what they
//! quoted; [`thread`] finds what it belongs to; [`auto_reply`] and [`bounce`] tell whether a program wrote it;
//! [`compose`] writes letters out.

mod address;
mod attachment;
pub mod auto_reply;
mod body;
pub mod bounce;
pub mod calendar;
mod charset;
pub mod compose;
mod date;
mod decode;
mod flowed;
mod headers;
pub mod letter;
mod media;
mod mime;
pub mod new_text;
mod signed;
pub mod thread;
mod tnef;
mod uuencoded;
mod words;

pub use address::{Address, is_deliverable};
pub use attachment::Attachment;
pub use letter::{Defect, Letter};

/// Every limit of the parser. What lies behind one is left out, and the letter's [`Defect`]s say so.
pub mod limits {
    pub use crate::address::{ADDRESSES_MAX, EMAIL_BYTES_MAX};
    pub use crate::attachment::NAME_CHARS_MAX;
    pub use crate::headers::{BLOCK_BYTES_MAX, FIELD_BYTES_MAX, FIELDS_MAX};
    pub use crate::letter::{LETTER_BYTES_MAX, REFERENCES_MAX};
    pub use crate::mime::{DEPTH_MAX, PARTS_MAX};
}
