//! The fields of a mail server, as the forms for the way in and the way out share them.

use catalogue::Say;
use mail::{Security, Server, ServerInput, SignIn};
use serde::Deserialize;

use crate::ui::view::Choice;

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub host: String,
    pub port: String,
    pub security: String,
    pub sign_in: String,
    pub user_name: String,
    pub password: String,
    pub authority: String,
}

impl Typed {
    /// What is kept, without the password.
    pub fn of(server: &Server) -> Self {
        Self {
            host: server.host.clone(),
            port: server.port.to_string(),
            security: server.security.to_string(),
            sign_in: server.sign_in.to_string(),
            user_name: server.user_name.clone(),
            password: String::new(),
            authority: server.authority.clone(),
        }
    }

    /// As a command takes it; a port that is no number is one that cannot be.
    pub fn input(&self) -> ServerInput {
        let port = self.port.trim();
        ServerInput {
            host: self.host.clone(),
            port: if port.is_empty() { 0 } else { port.parse().unwrap_or(u32::MAX) },
            security: self.security.parse().unwrap_or_default(),
            sign_in: self.sign_in.parse().unwrap_or_default(),
            user_name: self.user_name.clone(),
            password: self.password.clone(),
            authority: self.authority.clone(),
        }
    }

    /// How the connection may be protected.
    pub fn securities(&self, say: &Say) -> Vec<Choice> {
        let label = |s: &Security| say.say(&format!("settings-security-{}", s.as_str().replace('_', "-"))).into_owned();
        Security::ALL.iter().map(|s| Choice::new(s.as_str(), label(s), &self.security)).collect()
    }

    /// How we may sign in.
    pub fn sign_ins(&self, say: &Say, all: &[SignIn]) -> Vec<Choice> {
        let label = |s: &SignIn| say.say(&format!("settings-sign-in-{s}")).into_owned();
        all.iter().map(|s| Choice::new(s.as_str(), label(s), &self.sign_in)).collect()
    }
}
