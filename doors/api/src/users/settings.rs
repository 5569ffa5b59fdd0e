//! How one likes one's pages, in the words programs ask for it.

use axum::Json;
use axum::extract::State;
use outcome::Error;
use people::{EditProfile, Person};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::contents::{Api, Doc, Gate};
use crate::desk::Desk;
use crate::front::{Answer, Caller, Sent};

/// One's own settings.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UserSettingsAnswer {
    /// The settings.
    pub settings: UserSettings,
}

/// The settings, by what they are about.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UserSettings {
    /// The desk's pages, by the name Zendesk once gave to its own.
    pub lotus: LotusJson,
}

/// How the desk's pages are.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LotusJson {
    /// Do single letters act?
    pub keyboard_shortcuts_enabled: bool,
    /// Ours: `system`, `light` or `dark`.
    pub theme: String,
    /// Ours: `comfortable` or `compact`.
    pub density: String,
    /// Ours: how long a reply can be taken back, in seconds.
    pub undo_send_s: u8,
}

/// The body of a request about one's settings.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct UserSettingsBody {
    /// The settings.
    pub settings: UserSettingsIn,
}

/// Settings as they should be; what is not sent stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct UserSettingsIn {
    /// The desk's pages.
    pub lotus: LotusIn,
}

/// How the desk's pages should be.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct LotusIn {
    pub keyboard_shortcuts_enabled: Option<bool>,
    pub theme: Option<String>,
    pub density: Option<String>,
    pub undo_send_s: Option<u8>,
}

/// The routes about one's settings.
pub fn routes(api: Api) -> Api {
    let answer = |id, says| Doc::answers::<UserSettingsAnswer>(id, says);
    api.get("/users/me/settings", Gate::Known, show, answer("ShowCurrentUserSettings", "How one likes one's pages.")).put(
        "/users/me/settings",
        Gate::Known,
        update,
        answer("UpdateCurrentUserSettings", "Changes how one likes one's pages.").takes::<UserSettingsBody>(),
    )
}

fn told(person: &Person) -> Json<UserSettingsAnswer> {
    let likes = &person.preferences;
    let lotus = LotusJson {
        keyboard_shortcuts_enabled: likes.single_keys,
        theme: likes.theme.to_string(),
        density: likes.density.to_string(),
        undo_send_s: likes.undo_send_s,
    };
    Json(UserSettingsAnswer { settings: UserSettings { lotus } })
}

async fn show(caller: Caller) -> Json<UserSettingsAnswer> {
    told(&caller.person)
}

async fn update(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<UserSettingsBody>) -> Answer<Json<UserSettingsAnswer>> {
    let (lotus, was) = (body.settings.lotus, &caller.person);
    let mut preferences = was.preferences.clone();
    preferences.single_keys = lotus.keyboard_shortcuts_enabled.unwrap_or(preferences.single_keys);
    preferences.undo_send_s = lotus.undo_send_s.unwrap_or(preferences.undo_send_s);
    if let Some(theme) = &lotus.theme {
        preferences.theme = theme.parse().map_err(|_| Error::invalid("theme", "word-unknown"))?;
    }
    if let Some(density) = &lotus.density {
        preferences.density = density.parse().map_err(|_| Error::invalid("density", "word-unknown"))?;
    }
    let edit = EditProfile { person: was.id, name: was.name.clone(), language: was.speaks(), zone: was.zone.clone(), preferences };
    let person = desk.db.write(move |tx| people::edit_profile(tx, &caller.actor, &edit)).await?;
    Ok(told(&person))
}
