//! Who comes: the session's person, or a stranger, with the language and zone to speak to them in.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use catalogue::{Language, Say, zone_named};
use outcome::Refusal;
use people::{Actor, Door, Person, SessionInfo, Theme};

use super::flash::{self, Flash};
use super::{Refused, client_address};
use crate::desk::Desk;

/// The cookie that carries a session's secret.
pub const SESSION_COOKIE: &str = "firstline_session";
/// The zone in which strangers are told times.
const STRANGERS_ZONE: &str = "UTC";

/// Whoever sends the request.
#[derive(Clone)]
pub struct Visitor {
    /// The person, when signed in.
    pub signed_in: Option<SignedIn>,
    /// Their language and zone.
    pub say: Say,
    /// Where they come from.
    pub address: IpAddr,
    /// Confirmations of what they did just now.
    pub flashes: Vec<Flash>,
}

/// A person with a session.
#[derive(Clone)]
pub struct SignedIn {
    /// What commands are told.
    pub actor: Actor,
    /// The person.
    pub person: Arc<Person>,
    /// The session they came with.
    pub session: Arc<SessionInfo>,
    /// The session's secret, as the browser sent it.
    pub secret: String,
    /// Their language and zone.
    pub say: Say,
    /// Confirmations of what they did just now.
    pub flashes: Vec<Flash>,
}

impl Visitor {
    /// Somebody unknown.
    #[must_use]
    pub fn stranger(desk: &Desk, language: Language) -> Self {
        let zone = zone_named(STRANGERS_ZONE).unwrap_or(jiff::tz::TimeZone::UTC);
        let say = Say::new(desk.catalogue, language, zone);
        Self { signed_in: None, say, address: IpAddr::from([0, 0, 0, 0]), flashes: Vec::new() }
    }

    /// `light`, `dark`, or nothing to follow the system.
    #[must_use]
    pub fn theme(&self) -> &'static str {
        self.signed_in.as_ref().map_or("", SignedIn::theme)
    }

    /// Do they work at the desk?
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.signed_in.as_ref().is_some_and(|s| s.actor.is_staff())
    }
}

impl SignedIn {
    /// `light`, `dark`, or nothing to follow the system.
    #[must_use]
    pub fn theme(&self) -> &'static str {
        match self.person.preferences.theme {
            Theme::System => "",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// Finds out who comes and lets the request pass; what they may do is asked later.
pub async fn greet(State(desk): State<Desk>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let language = headers.get(ACCEPT_LANGUAGE).and_then(|l| l.to_str().ok()).map_or(Language::En, Language::from_accept_language);
    let mut visitor = Visitor::stranger(&desk, language);
    visitor.flashes = cookie_of(headers, flash::COOKIE).and_then(Flash::read).into_iter().collect();
    visitor.address = client_address(&request, &desk.trusted_proxies);
    if let Some(secret) = cookie_of(headers, SESSION_COOKIE).map(str::to_owned) {
        let asked = secret.clone();
        match desk.db.read(move |conn| people::person_of_session(conn, &asked, Door::Web)).await {
            Ok(Some((actor, person, session))) => {
                note_use(&desk, &session);
                visitor = known(&desk, visitor, actor, person, session, secret);
            }
            Ok(None) => {}
            Err(error) => return Refused(error).into_response(),
        }
    }
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

fn known(desk: &Desk, visitor: Visitor, mut actor: Actor, person: Person, session: SessionInfo, secret: String) -> Visitor {
    if !actor.is_staff() {
        actor.door = Door::Portal;
    }
    let zone = zone_named(&person.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let say = Say::new(desk.catalogue, person.speaks(), zone);
    let flashes = visitor.flashes.clone();
    let signed_in = SignedIn { actor, person: Arc::new(person), session: Arc::new(session), secret, say: say.clone(), flashes };
    Visitor { signed_in: Some(signed_in), say, ..visitor }
}

/// Notes that the session is in use, at most once a minute; the page does not wait for it.
fn note_use(desk: &Desk, session: &SessionInfo) {
    if session.wants_touch(desk.db.clock().now()) {
        let (db, session) = (desk.db.clone(), session.id);
        tokio::spawn(async move {
            if let Err(error) = db.write(move |tx| people::touch_session(tx, session)).await {
                tracing::warn!(%error, "a session's use could not be noted");
            }
        });
    }
}

/// A cookie of the request.
#[must_use]
pub fn cookie_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|c| c.to_str().ok()).flat_map(|c| c.split(';'));
    all.filter_map(|pair| pair.trim().split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The cookie for a session that was just opened.
#[must_use]
pub fn session_cookie(desk: &Desk, secret: &str) -> HeaderValue {
    let secure = if desk.is_secure() { "; Secure" } else { "" };
    let age_s = people::SESSION_AGE_MAX_MS / 1_000;
    HeaderValue::from_str(&format!("{SESSION_COOKIE}={secret}; Path=/; Max-Age={age_s}; HttpOnly; SameSite=Lax{secure}"))
        .unwrap_or(HeaderValue::from_static(""))
}

/// The cookie that ends a session in the browser.
#[must_use]
pub fn clear_session() -> HeaderValue {
    HeaderValue::from_static("firstline_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Refused::from(anyhow::anyhow!("a request that nobody greeted")))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        let visitor = parts.extensions.get::<Visitor>().and_then(|v| v.signed_in.clone());
        visitor.ok_or_else(|| Refusal::SignInNeeded.into())
    }
}
