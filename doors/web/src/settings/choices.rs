//! What a person chooses for themselves; a form that leaves a field out leaves the choice as it was.

use catalogue::Language;
use people::{EditProfile, Person, Preferences};
use serde::Deserialize;

use crate::desk::Desk;
use crate::front::{Answer, Fields, SignedIn, caught};

/// The fields of every such form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// As they want to be called.
    pub name: Option<String>,
    /// `en` or `de`.
    pub language: Option<String>,
    /// An IANA name.
    pub zone: Option<String>,
    /// `system`, `light` or `dark`.
    pub theme: Option<String>,
    /// `comfortable` or `compact`.
    pub density: Option<String>,
    /// `on` or `off`.
    pub single_keys: Option<String>,
    /// Seconds.
    pub undo_send_s: Option<String>,
}

/// Saves what was chosen.
///
/// # Errors
/// What the database answers.
pub async fn save_choices(desk: &Desk, visitor: &SignedIn, typed: &Choices) -> Answer<Result<(), Fields>> {
    let (actor, input) = (visitor.actor.clone(), profile(&visitor.person, typed));
    caught(desk.db.write(move |tx| people::edit_profile(tx, &actor, &input).map(drop)).await)
}

fn profile(was: &Person, typed: &Choices) -> EditProfile {
    let old = &was.preferences;
    EditProfile {
        person: was.id,
        name: typed.name.clone().unwrap_or_else(|| was.name.clone()),
        language: typed.language.as_deref().and_then(Language::parse).unwrap_or_else(|| was.speaks()),
        zone: typed.zone.clone().unwrap_or_else(|| was.zone.clone()),
        preferences: Preferences {
            theme: typed.theme.as_deref().and_then(|t| t.parse().ok()).unwrap_or(old.theme),
            density: typed.density.as_deref().and_then(|d| d.parse().ok()).unwrap_or(old.density),
            single_keys: typed.single_keys.as_deref().map_or(old.single_keys, |keys| keys == "on"),
            // What is no number of seconds is longer than the longest.
            undo_send_s: typed.undo_send_s.as_deref().map_or(old.undo_send_s, |s| s.trim().parse().unwrap_or(u8::MAX)),
        },
    }
}
