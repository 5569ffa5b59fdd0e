//! What a request shows of itself: `Basic address/token:TOKEN`, `Basic address:password`, `Bearer TOKEN`.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What a program shows.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Credentials {
    /// A token, and whose it is said to be.
    NamedToken { email: String, token: String },
    /// A token.
    Token(String),
    /// An address and its password.
    Password { email: String, password: String },
    /// Something that is none of these.
    Unreadable,
}

impl Credentials {
    /// Those of a request, if it shows any.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let shown = headers.get(AUTHORIZATION)?;
        Some(shown.to_str().ok().and_then(Self::read).unwrap_or(Self::Unreadable))
    }

    fn read(shown: &str) -> Option<Self> {
        let (scheme, rest) = shown.trim().split_once(' ')?;
        let rest = rest.trim();
        if scheme.eq_ignore_ascii_case("bearer") {
            return Some(Self::Token(rest.to_owned()));
        }
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let pair = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
        let (name, secret) = pair.split_once(':')?;
        Some(match name.strip_suffix("/token") {
            Some(email) => Self::NamedToken { email: email.to_owned(), token: secret.to_owned() },
            None => Self::Password { email: name.to_owned(), password: secret.to_owned() },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Credentials, Engine, STANDARD};

    #[test]
    fn each_way_of_showing_who_asks_is_read() {
        let basic = |pair: &str| Credentials::read(&format!("Basic {}", STANDARD.encode(pair)));
        let named = Credentials::NamedToken { email: "ann@desk.example".into(), token: "flt_x".into() };
        assert!(basic("ann@desk.example/token:flt_x") == Some(named));
        let password = Credentials::Password { email: "ann@desk.example".into(), password: "a:b".into() };
        assert!(basic("ann@desk.example:a:b") == Some(password));
        assert!(Credentials::read("bearer flt_x") == Some(Credentials::Token("flt_x".into())));
        assert!(Credentials::read("Digest x").is_none() && Credentials::read("Basic ???").is_none());
    }
}
