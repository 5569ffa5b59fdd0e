//! The stories of the demo, as they are told in `apps/firstline/demo`.

use anyhow::Context;
use serde::Deserialize;
use tickets::{Kind, Level};

const INCIDENTS: &str = include_str!("../../demo/incidents.toml");
const REQUESTS: &str = include_str!("../../demo/requests.toml");
const GERMAN: &str = include_str!("../../demo/german.toml");

/// One story.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The category's path.
    pub category: String,
    /// How much is hit.
    pub impact: Level,
    /// How soon it hurts.
    pub urgency: Level,
    /// Its tags.
    pub tags: Vec<String>,
    /// Ways to put it in a line.
    pub subjects: Vec<String>,
    /// What the requester writes.
    pub opening: String,
    /// A file that comes with it.
    pub file: Option<String>,
    /// What is said: who (`r`, `a`, `n`) and what.
    pub turns: Vec<(String, String)>,
    /// Why it is put on hold for a while.
    pub hold: Option<String>,
    /// The last answer.
    pub solved: String,
    /// Incident or request; by the file it stands in.
    #[serde(skip)]
    pub kind: Option<Kind>,
    /// Is it told in German?
    #[serde(skip)]
    pub german: bool,
}

#[derive(Deserialize)]
struct Book {
    scenario: Vec<Scenario>,
}

/// All stories.
///
/// # Errors
/// When a story does not read; a test keeps that from happening.
pub fn all() -> anyhow::Result<Vec<Scenario>> {
    let mut all = Vec::new();
    for (text, kind, german) in
        [(INCIDENTS, Kind::Incident, false), (REQUESTS, Kind::ServiceRequest, false), (GERMAN, Kind::Incident, true)]
    {
        let book: Book = toml::from_str(text).context("the demo's stories")?;
        all.extend(book.scenario.into_iter().map(|s| Scenario { kind: Some(kind), german, ..s }));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_story_reads_and_has_an_end() {
        let all = super::all().unwrap();
        assert!(all.len() > 40, "{}", all.len());
        for story in &all {
            assert!(!story.solved.is_empty() && !story.subjects.is_empty(), "{:?}", story.subjects);
            assert!(story.turns.iter().all(|(who, _)| matches!(who.as_str(), "r" | "a" | "n")), "{:?}", story.subjects);
        }
    }
}
