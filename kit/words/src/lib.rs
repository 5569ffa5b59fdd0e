//! What a word of a text is: cut out, folded and stemmed the same way for everybody who compares texts.
//!
//! Full text ([`db`](../db/index.html)) finds by it and `resemble` learns by it, so a word that is found is a word that counts.

mod fold;
mod split;
mod stems;

pub use fold::fold;
pub use split::{Joined, Script, WORD_CHARS_MAX, Word, Words, split};
pub use stems::Stems;
