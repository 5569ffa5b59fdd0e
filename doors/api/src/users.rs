//! People as Zendesk calls them: users.

mod json;
mod me;

pub use json::{UserJson, users_json};

use schemars::JsonSchema;
use serde::Serialize;

use crate::contents::{Api, Doc, Gate};

/// One person.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UserAnswer {
    /// The person.
    pub user: UserJson,
}

/// The routes about people.
pub fn routes(api: Api) -> Api {
    api.get("/users/me", Gate::Anyone, me::show, Doc::answers::<UserAnswer>("ShowCurrentUser", "Whoever asks."))
}
