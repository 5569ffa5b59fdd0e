//! The question as pages show it: two buttons and room for a comment.

use ::satisfaction::Rating;
use serde::Deserialize;
use tickets::Satisfaction;

/// The question.
pub struct Ask {
    /// Where the answer goes.
    pub action: String,
    /// What was answered already.
    pub score: Option<Satisfaction>,
    /// What was said to it.
    pub comment: String,
    /// The answer that the reader is about to give.
    pub about_to: Option<Satisfaction>,
}

impl Ask {
    /// The question, with what was answered before.
    pub fn new(action: String, rating: Option<&Rating>) -> Self {
        let comment = rating.map(|r| r.comment.clone()).unwrap_or_default();
        Self { action, score: rating.and_then(|r| r.score), comment, about_to: None }
    }

    /// Does this answer's button stand out?
    pub fn stands_out(&self, score: &str) -> bool {
        self.about_to.or(self.score).is_some_and(|s| s.as_str() == score)
    }
}

/// An answer, typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub score: String,
    pub comment: Option<String>,
}

impl Typed {
    /// Which answer; none of ours is as none.
    pub fn score(&self) -> outcome::Result<Satisfaction> {
        self.score.parse().map_err(|_| outcome::Error::invalid("score", "satisfaction-score"))
    }
}
