//! Pages fetched before they are opened: which links the browser may follow ahead (speculation rules, a WICG draft that
//! browsers without it ignore), and how a handler knows that nobody looks at its page yet.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Where the rules are, as the header names them (RFC 8941, a string).
const RULES_AT: HeaderValue = HeaderValue::from_static("\"/ahead.json\"");
/// Always the next ticket and the one that has the focus; a ticket that the pointer rests on.
const RULES: &str = r#"{"prefetch":[
{"where":{"selector_matches":"a[rel=next], a[data-ahead]"},"eagerness":"immediate"},
{"where":{"selector_matches":"a.subject, a[rel=prev], .pane-list a"},"eagerness":"moderate"}]}"#;

/// `GET /ahead.json`
pub async fn rules() -> Response {
    let headers = [(CONTENT_TYPE, "application/speculationrules+json"), (CACHE_CONTROL, "public, max-age=3600")];
    (headers, RULES).into_response()
}

/// Pages with tickets on them tell the browser of the rules.
pub async fn told(request: Request, next: Next) -> Response {
    let lists_tickets = ["/tickets", "/search"].iter().any(|place| request.uri().path().starts_with(place));
    let mut response = next.run(request).await;
    let is_page = response.headers().get(CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html"));
    if lists_tickets && is_page {
        response.headers_mut().insert(HeaderName::from_static("speculation-rules"), RULES_AT);
    }
    response
}

/// Is the page fetched ahead, with nobody looking at it (`Sec-Purpose`, Fetch Standard)? Then nothing counts as seen.
pub struct Ahead(pub bool);

impl<S: Send + Sync> FromRequestParts<S> for Ahead {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let purpose = parts.headers.get("sec-purpose").and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(Self(purpose.split(';').any(|word| word.trim() == "prefetch")))
    }
}
