//! What a slice knows about names: whom `me`, `priya` and `"Leeds desk"` mean.

use outcome::Result;

/// How a name was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// The whole name, or another whole key such as an e-mail address, in any case.
    Whole,
    /// The beginning of the name: `acm*`.
    Start,
}

/// Turns names into ids, so that SQL and rules see ids only. Numbers never get here: they are ids already.
pub trait Resolve {
    /// What one of the asker's own words (`me`, `my-teams`) means among nouns of this kind; `None` when it is not such a word.
    fn own(&self, noun: &str, word: &str) -> Option<Vec<i64>>;

    /// The nouns called `name`, in no order; no more than `max` are looked at.
    ///
    /// # Errors
    /// When looking up fails.
    fn named(&self, noun: &str, name: &str, spelling: Spelling, max: usize) -> Result<Vec<i64>>;

    /// Names of nouns that begin with `start`, the likeliest first, at most `max`: for completion and "did you mean".
    ///
    /// # Errors
    /// When looking up fails.
    fn names(&self, noun: &str, start: &str, max: usize) -> Result<Vec<String>>;

    /// Values in use for a label field that begin with `start`, the likeliest first, at most `max`.
    ///
    /// # Errors
    /// When looking up fails.
    fn labels(&self, field: &str, start: &str, max: usize) -> Result<Vec<String>> {
        let _ = (field, start, max);
        Ok(Vec::new())
    }
}
