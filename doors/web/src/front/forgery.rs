//! Requests forged by other sites are refused by what the browser says of their origin, so that pages carry no tokens.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use outcome::Refusal;

use super::Refused;
use crate::desk::Desk;

/// Lets reading pass, and deeds only from our own pages.
pub async fn refuse_forgery(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_ours(request.headers(), &desk.base_url) {
        return next.run(request).await;
    }
    Refused::from(Refusal::NotAllowed("forged")).into_response()
}

/// `Sec-Fetch-Site` where the browser sends it (Fetch Metadata, W3C), else `Origin` (RFC 6454) against the host asked for.
/// A request that says neither comes from no browser page of ours.
fn is_ours(headers: &HeaderMap, base_url: &str) -> bool {
    let text = |name| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin");
    }
    let Some(origin) = text("origin") else { return false };
    let host_asked_for = text("host").unwrap_or_default();
    origin == base_url || origin.split_once("://").is_some_and(|(_, host)| !host.is_empty() && host == host_asked_for)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers: HeaderMap = pairs.iter().map(|(k, v)| (k.parse().unwrap(), v.parse().unwrap())).collect();
        is_ours(&headers, "https://desk.example")
    }

    #[test]
    fn other_sites_are_refused() {
        assert!(asked(&[("sec-fetch-site", "same-origin")]));
        assert!(!asked(&[("sec-fetch-site", "cross-site"), ("origin", "https://desk.example")]));
        assert!(!asked(&[("sec-fetch-site", "same-site")]));
        assert!(asked(&[("origin", "https://desk.example"), ("host", "inner:8080")]));
        assert!(asked(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]));
        assert!(!asked(&[("origin", "https://evil.example"), ("host", "desk.example")]));
        assert!(!asked(&[("origin", "null"), ("host", "desk.example")]));
        assert!(!asked(&[("host", "desk.example")]));
    }
}
