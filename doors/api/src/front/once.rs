//! Deeds done with a key are done once: the same request again is answered with what the first one did.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use db::{Acts, Tx};
use outcome::{Error, Result};
use people::Actor;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Refused;
use super::refused::KEY_REUSED;

/// The key of a request, if it brings one: `Idempotency-Key`.
#[derive(Debug, Clone)]
pub struct OnceKey(Option<String>);

/// What a deed with a key led to.
#[derive(Debug, Clone, Copy)]
pub struct Once<T> {
    /// What was done, now or before.
    pub done: T,
    /// Was it done before? Nothing when no key was given.
    pub before: Option<bool>,
}

#[derive(Serialize, Deserialize)]
struct Remembered<T> {
    request: String,
    done: T,
}

impl OnceKey {
    /// Does the deed, unless this person did it with this key before. `request` stands for all that was sent: the same key with
    /// something else is a mistake of the program.
    ///
    /// # Errors
    /// What `deed` answers; `Conflict` when the key was used for something else.
    pub fn once<T: Serialize + DeserializeOwned>(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        request: &str,
        deed: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<Once<T>> {
        let Some(key) = &self.0 else { return Ok(Once { done: deed(tx)?, before: None }) };
        let scope = format!("api:{}", actor.acted_by().actor);
        if let Some(answer) = tx.done_before(&scope, key)? {
            let was: Remembered<T> = serde_json::from_str(&answer).map_err(|_| Error::conflict(KEY_REUSED))?;
            return if was.request == request { Ok(Once { done: was.done, before: Some(true) }) } else { Err(Error::conflict(KEY_REUSED)) };
        }
        let remembered = Remembered { request: request.to_owned(), done: deed(tx)? };
        tx.remember_done(&scope, key, &serde_json::to_string(&remembered).map_err(anyhow::Error::from)?)?;
        Ok(Once { done: remembered.done, before: Some(false) })
    }
}

impl<T> Once<T> {
    /// Whether it was done before, as programs are told it.
    #[must_use]
    pub fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if let Some(before) = self.before {
            let word = HeaderValue::from_static(if before { "hit" } else { "miss" });
            headers.insert(HeaderName::from_static("x-idempotency-lookup"), word);
        }
        headers
    }
}

impl<S: Send + Sync> FromRequestParts<S> for OnceKey {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        let key = parts.headers.get("idempotency-key").map(|key| String::from_utf8_lossy(key.as_bytes()).into_owned());
        Ok(Self(key))
    }
}
