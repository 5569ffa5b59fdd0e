//! Why a letter opened, joined, was held or ignored: a sentence that people read, kept as its key and arguments.

use std::collections::BTreeMap;

use outcome::Result;

/// A sentence of the catalogue with its arguments.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Why {
    /// Key in the catalogue: `mail-why-token`.
    pub key: String,
    /// Arguments by name.
    pub args: BTreeMap<String, String>,
}

impl Why {
    /// A sentence without arguments.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key: key.to_owned(), args: BTreeMap::new() }
    }

    /// A sentence whose key is put together.
    pub(crate) fn of_key(key: String) -> Self {
        Self { key, args: BTreeMap::new() }
    }

    /// The same sentence with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// The sentence in a reader's language.
    #[must_use]
    pub fn said(&self, say: &catalogue::Say) -> String {
        let args: Vec<(&str, catalogue::Arg<'_>)> = self.args.iter().map(|(name, value)| (name.as_str(), value.into())).collect();
        say.say_with(&self.key, &args).into_owned()
    }

    pub(crate) fn read(key: String, args: &str) -> Result<Self> {
        Ok(Self { key, args: serde_json::from_str(args).map_err(anyhow::Error::from)? })
    }

    pub(crate) fn args_json(&self) -> Result<String> {
        Ok(serde_json::to_string(&self.args).map_err(anyhow::Error::from)?)
    }
}
