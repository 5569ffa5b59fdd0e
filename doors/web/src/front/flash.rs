//! A confirmation that survives one redirect, in a cookie that nobody needs to trust: it can only name a text of ours.

use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use catalogue::{Arg, Say};
use outcome::Sentence;
use serde::{Deserialize, Serialize};

use crate::ui::view::Toast;

pub(super) const COOKIE: &str = "firstline_said";
/// Longest cookie that is read, in bytes.
const COOKIE_BYTES_MAX: usize = 1_024;
/// Seconds after which a confirmation nobody saw is forgotten.
const AGE_MAX_S: u32 = 60;

/// What was done, and where it can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    key: String,
    args: Vec<(String, String)>,
    undo: Option<String>,
    seconds: u32,
}

impl Flash {
    /// A confirmation; `key` starts with `toast-`.
    pub fn new(key: &'static str) -> Self {
        Self { key: key.to_owned(), args: Vec::new(), undo: None, seconds: 0 }
    }

    /// What a command said when it refused, where the page itself offers the way on.
    #[must_use]
    pub fn said(sentence: &Sentence) -> Self {
        let args = sentence.args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Self { key: sentence.key.to_owned(), args, undo: None, seconds: 0 }
    }

    /// With an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// With a way back: a path that takes a `POST`, open for `seconds` (0: no countdown).
    #[must_use]
    pub fn undo(mut self, path: impl Into<String>, seconds: u32) -> Self {
        (self.undo, self.seconds) = (Some(path.into()), seconds);
        self
    }

    /// The confirmation in the reader's language.
    #[must_use]
    pub fn toast(&self, say: &Say) -> Toast {
        let args: Vec<(&str, Arg<'_>)> = self.args.iter().map(|(k, v)| (k.as_str(), super::refusal::argument(v))).collect();
        Toast { text: say.say_with(&self.key, &args).into_owned(), undo_url: self.undo.clone().unwrap_or_default(), seconds: self.seconds }
    }

    pub(super) fn read(cookie: &str) -> Option<Self> {
        if cookie.len() > COOKIE_BYTES_MAX {
            return None;
        }
        let flash: Self = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(cookie).ok()?).ok()?;
        let own_path = flash.undo.as_deref().is_none_or(|u| u.starts_with('/') && !u.starts_with("//"));
        let own_text =
            ["toast-", "reply-crossed", "reply-has-gap", "mail-grant-visit-over"].iter().any(|beginning| flash.key.starts_with(beginning));
        (own_text && own_path).then_some(flash)
    }
}

/// The answer, with a confirmation for the page that follows.
pub fn with_flash(answer: impl IntoResponse, flash: &Flash) -> Response {
    let mut response = answer.into_response();
    let value = serde_json::to_vec(flash).map(|json| URL_SAFE_NO_PAD.encode(json)).unwrap_or_default();
    if let Ok(cookie) = HeaderValue::from_str(&format!("{COOKIE}={value}; Path=/; Max-Age={AGE_MAX_S}; HttpOnly; SameSite=Lax")) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// Forgets a confirmation that a page has shown.
pub(super) fn forget(response: &mut Response) {
    let already = response.headers().get_all(SET_COOKIE).iter().any(|c| c.as_bytes().starts_with(COOKIE.as_bytes()));
    if !already && let Ok(cookie) = HeaderValue::from_str(&format!("{COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_texts_and_paths_are_read_back() {
        let cookie = |f: &Flash| URL_SAFE_NO_PAD.encode(serde_json::to_vec(f).unwrap());
        let good = Flash::new("toast-assigned").with("name", "Dana").undo("/undo/7", 0);
        assert_eq!(Flash::read(&cookie(&good)), Some(good));
        assert_eq!(Flash::read(&cookie(&Flash::new("toast-x").undo("//evil.example", 0))), None);
        assert_eq!(Flash::read(&cookie(&Flash::new("sign-in"))), None);
        assert_eq!(Flash::read("%%%"), None);
    }
}
