//! API tokens: a secret that acts as its person, as far as its scope reaches.

use db::{id, words};

id!(
    /// An API token's number; no secret.
    TokenId
);

words! {
    /// How far a token reaches.
    pub enum Scope {
        /// All that its person may do, but for making other ways to come in.
        Full = "full",
        /// Only looking.
        ReadOnly = "read_only",
    }
}
