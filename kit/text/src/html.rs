//! `Html`: a string that went through the sanitiser, and the type that proves it.

use std::fmt;

/// Sanitised HTML. Only this crate can make one, so whoever holds it may print it unescaped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Html(String);

impl Html {
    /// Seals what the sanitiser returned. Private to this crate: that is the whole point of the type.
    pub(crate) fn seal(sanitised: String) -> Self {
        Self(sanitised)
    }

    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup, to be stored. What comes back from a store passes [`crate::sanitize::stored`] again.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
}

/// Prints the markup as it is, unescaped.
impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
