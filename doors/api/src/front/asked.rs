//! The query of a request, as programs write it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::{Page, Refused};
use crate::ROOT;

/// Numbers of records that one request may name.
pub const IDS_MAX: usize = 100;
/// What programs write where they mean nothing.
const NOTHINGS: [&str; 4] = ["", "None", "null", "undefined"];

/// What a request asks: its path below `/api/v2`, and its parameters in order.
#[derive(Debug, Clone)]
pub struct Asked {
    path: String,
    pairs: Vec<(String, String)>,
}

impl Asked {
    /// What stands in this query of this path.
    #[must_use]
    pub fn new(path: &str, query: &str) -> Self {
        let path = path.strip_prefix(ROOT).unwrap_or(path).to_owned();
        Self { path, pairs: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect() }
    }

    /// A parameter's text, if it says anything.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        let named = self.pairs.iter().rev().find(|(key, _)| key == name);
        named.map(|(_, value)| value.as_str()).filter(|value| !NOTHINGS.contains(value))
    }

    /// Every text that a parameter was given, where it may come several times.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs.iter().filter(move |(key, value)| key == name && !NOTHINGS.contains(&value.as_str())).map(|(_, value)| value.as_str())
    }

    /// A parameter's whole number.
    ///
    /// # Errors
    /// `Parameter` when it is none.
    pub fn number(&self, name: &'static str) -> Result<Option<i64>, Refused> {
        let wrong = |_| Refused::Parameter { name, says: "It must be a whole number.".to_owned() };
        self.text(name).map(str::parse).transpose().map_err(wrong)
    }

    /// Is a flag set?
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.text(name), Some("true" | "1" | "True"))
    }

    /// The numbers of a list such as `1,2,3`.
    ///
    /// # Errors
    /// `Parameter` when one is no number, or there are more than [`IDS_MAX`].
    pub fn ids(&self, name: &'static str) -> Result<Vec<i64>, Refused> {
        let wrong = |says: String| Refused::Parameter { name, says };
        let words = self.text(name).unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty());
        let ids: Vec<i64> = words
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map_err(|_| wrong("It must be numbers with commas between them.".to_owned()))?;
        if ids.len() > IDS_MAX {
            return Err(wrong(format!("It may name up to {IDS_MAX} records.")));
        }
        Ok(ids)
    }

    /// Is this to be side-loaded? `include=users,groups`, or several `include`.
    #[must_use]
    pub fn includes(&self, what: &str) -> bool {
        let lists = self.pairs.iter().filter(|(key, _)| key == "include" || key == "include[]");
        lists.flat_map(|(_, value)| value.split(',')).any(|word| word.trim().split(['(', ')']).any(|part| part == what))
    }

    /// Which page is asked for.
    ///
    /// # Errors
    /// `Parameter` when a size, number or cursor does not hold.
    pub fn page(&self) -> Result<Page, Refused> {
        Page::read(self)
    }

    /// The path below `/api/v2`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Path and query with some parameters set anew; those of nothing are left out.
    pub(crate) fn with(&self, set: &[(&str, Option<String>)]) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.pairs.iter().filter(|(key, _)| !set.iter().any(|(name, _)| name == key)));
        for (name, value) in set {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { format!("{}.json", self.path) } else { format!("{}.json?{query}", self.path) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        Ok(Self::new(parts.uri.path(), parts.uri.query().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::Asked;

    #[test]
    fn what_programs_write_for_nothing_is_nothing() {
        let asked = Asked::new("/api/v2/tickets", "include=None&binary=undefined&ids=1,%202");
        assert!(!asked.includes("users") && asked.text("binary").is_none());
        assert_eq!(asked.ids("ids").ok(), Some(vec![1, 2]));
    }

    #[test]
    fn side_loads_are_named_with_commas_or_for_a_kind_of_record() {
        assert!(Asked::new("/tickets", "include=users,groups").includes("groups"));
        assert!(Asked::new("/search", "include=tickets(users,groups)").includes("users"));
    }
}
