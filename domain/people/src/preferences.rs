//! How a person likes their pages: appearance, keyboard, undo. Language and zone are columns of the person, for letters need them.

use db::{Cell, Field, words};
use serde::{Deserialize, Serialize};

words! {
    /// The colours of the pages.
    pub enum Theme {
        /// As the device says.
        System = "system",
        /// Dark ink on light paper.
        Light = "light",
        /// Light ink on dark paper.
        Dark = "dark",
    }
}

words! {
    /// How much a list shows at once.
    pub enum Density {
        /// Two lines a row.
        Comfortable = "comfortable",
        /// One line a row.
        Compact = "compact",
    }
}

/// Longest time a reply may be held back for undoing, in seconds.
pub const UNDO_SEND_S_MAX: u8 = 30;

/// A person's choices; what was never chosen, or is no longer known, is the default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Colours.
    pub theme: Theme,
    /// Rows of lists.
    pub density: Density,
    /// Do single letters act (`r` replies, `a` assigns)? Who dictates or uses a switch turns them off (WCAG 2.1.4).
    pub single_keys: bool,
    /// How long a reply is held back so that it can be taken back, in seconds; 0 sends at once.
    pub undo_send_s: u8,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { theme: Theme::System, density: Density::Comfortable, single_keys: true, undo_send_s: 10 }
    }
}

impl Preferences {
    /// The choices as they are kept.
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("words, a flag and a number are JSON")
    }
}

impl Field for Preferences {
    fn read(cell: Cell<'_>) -> anyhow::Result<Self> {
        Ok(serde_json::from_str(&String::read(cell)?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_never_chosen_is_the_default() {
        let kept: Preferences = serde_json::from_str(r#"{"theme":"dark","of_an_older_release":1}"#).unwrap();
        assert_eq!(kept, Preferences { theme: Theme::Dark, ..Preferences::default() });
        assert_eq!(serde_json::from_str::<Preferences>(&kept.to_json()).unwrap(), kept);
    }
}
