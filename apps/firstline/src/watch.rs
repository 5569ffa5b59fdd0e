//! What is watched of a running server: a number for each request, a line for each that was refused or failed, and `/metrics`.

mod counts;

use std::fmt::Write;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use db::Db;
use tracing::Instrument;

use counts::Counts;

/// The header that a request's number is taken from and sent back in.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Longest number that is taken from a proxy, in bytes.
const GIVEN_BYTES_MAX: usize = 64;
/// Promises that are late by so long count as late.
const LATE_MS: i64 = 5 * db::MINUTE_MS;

/// Who watches, and what was counted.
struct Watch {
    db: Db,
    token: String,
    numbers: String,
    counts: Counts,
}

/// The server's router, watched. `token` opens `/metrics`; without one there is no such page.
pub fn over(router: Router, db: Db, token: &str) -> Router {
    let mut random = [0; 6];
    let _ = getrandom::fill(&mut random);
    let numbers = data_encoding::HEXLOWER.encode(&random);
    let watch = Arc::new(Watch { db, token: token.to_owned(), numbers, counts: Counts::new() });
    let metrics = Router::new().route("/metrics", get(show)).with_state(Arc::clone(&watch));
    let all = if token.is_empty() { router } else { router.merge(metrics) };
    all.layer(from_fn_with_state(watch, follow))
}

/// Gives the request its number, counts it, and writes a line when it was refused or failed.
async fn follow(State(watch): State<Arc<Watch>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let number = watch.counts.begin();
    let id = given(request.headers()).unwrap_or_else(|| format!("{}-{number}", watch.numbers));
    let method = request.method().clone();
    // The route and not the path: links carry their secret in the path.
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id = %id);
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status(), begun.elapsed());
    watch.counts.end(route.starts_with(api::ROOT), status, took);
    span.in_scope(|| {
        let took_ms = took.as_millis();
        match status {
            s if s.is_server_error() => tracing::warn!(%method, route, status = status.as_u16(), took_ms, "failed"),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS => {
                tracing::info!(%method, route, status = status.as_u16(), took_ms, "refused");
            }
            _ => tracing::debug!(%method, route, status = status.as_u16(), took_ms, "answered"),
        }
    });
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// A number that a proxy gave, if it is plain.
fn given(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(REQUEST_ID)?.to_str().ok()?;
    let plain = !text.is_empty() && text.len() <= GIVEN_BYTES_MAX && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    plain.then(|| text.to_owned())
}

/// `GET /metrics`, in Prometheus's form, to whoever has the token; to others there is no such page.
async fn show(State(watch): State<Arc<Watch>>, headers: HeaderMap) -> Response {
    let token = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| value.strip_prefix("Bearer "));
    if !token.is_some_and(|token| same(token, &watch.token)) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut out = String::new();
    watch.counts.write(&mut out);
    let jobs = watch.db.read(|conn| db::backlog(conn, LATE_MS)).await;
    let mut gauge = |name: &str, says: &str, value: String| {
        let _ = write!(out, "# HELP {name} {says}\n# TYPE {name} gauge\n{name} {value}\n");
    };
    gauge("firstline_database_up", "Whether the database answers.", i32::from(jobs.is_ok()).to_string());
    if let Ok((late, given_up)) = jobs {
        gauge("firstline_jobs_late", "Promises that are late by more than five minutes.", late.to_string());
        gauge("firstline_jobs_given_up", "Promises that were given up and wait for a person.", given_up.to_string());
    }
    if let Some(bytes) = counts::resident_bytes() {
        gauge("process_resident_memory_bytes", "Memory that is in use.", bytes.to_string());
    }
    let statements = watch.db.statements();
    let _ = write!(
        out,
        "# HELP firstline_database_statements_total Statements run.\n# TYPE firstline_database_statements_total counter\n\
         firstline_database_statements_total {statements}\n# HELP firstline_build_info The program.\n# TYPE firstline_build_info gauge\n\
         firstline_build_info{{version=\"{}\",engine=\"{}\"}} 1\n",
        env!("CARGO_PKG_VERSION"),
        watch.db.engine_name()
    );
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], out).into_response()
}

/// Are they the same? Takes as long for the first byte that differs as for the last.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |all, (x, y)| all | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use tower::ServiceExt;

    use super::*;

    const TOKEN: &str = "a-token-of-the-tests";

    fn router(token: &str) -> (testkit::Desk, Router) {
        let desk = testkit::Desk::new();
        let inner =
            Router::new().route("/fine/{secret}", get(|| async { "fine" })).route("/closed", get(|| async { StatusCode::FORBIDDEN }));
        let router = over(inner, desk.db.clone(), token);
        (desk, router)
    }

    fn ask(router: &Router, path: &str, header: Option<(HeaderName, &str)>) -> (StatusCode, HeaderMap, String) {
        let request = header.iter().fold(Request::get(path), |request, (name, value)| request.header(name, *value));
        let answer = async {
            let response = router.clone().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.expect("a body");
            (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
        };
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(answer)
    }

    #[test]
    fn metrics_are_closed_without_a_token_and_to_who_has_another() {
        let (_desk, closed) = router("");
        assert_eq!(ask(&closed, "/metrics", None).0, StatusCode::NOT_FOUND);
        let (_desk, open) = router(TOKEN);
        for wrong in
            [None, Some((AUTHORIZATION, "Bearer ")), Some((AUTHORIZATION, "Bearer a-token-of-the-testx")), Some((AUTHORIZATION, TOKEN))]
        {
            assert_eq!(ask(&open, "/metrics", wrong).0, StatusCode::NOT_FOUND);
        }
    }

    #[test]
    fn what_was_asked_is_counted_and_no_path_is_told() {
        let (_desk, router) = router(TOKEN);
        ask(&router, "/fine/s3cret", None);
        ask(&router, "/closed", None);
        let (status, _, body) = ask(&router, "/metrics", Some((AUTHORIZATION, &format!("Bearer {TOKEN}"))));
        assert_eq!(status, StatusCode::OK);
        for line in [
            "firstline_requests_total{door=\"pages\",status=\"2xx\"} 1",
            "firstline_requests_total{door=\"pages\",status=\"4xx\"} 1",
            "firstline_request_seconds_count{door=\"pages\"} 2",
            "firstline_request_seconds_bucket{door=\"pages\",le=\"+Inf\"} 2",
            "firstline_database_up 1",
            "firstline_jobs_late 0",
        ] {
            assert!(body.lines().any(|is| is == line), "{line} in {body}");
        }
        assert!(!body.contains("s3cret"));
    }

    #[test]
    fn each_request_has_a_number_a_proxys_where_it_is_plain() {
        let (_desk, router) = router("");
        let number = |given: Option<&str>| {
            let (_, headers, _) = ask(&router, "/closed", given.map(|given| (REQUEST_ID, given)));
            headers[REQUEST_ID].to_str().expect("a number").to_owned()
        };
        assert_ne!(number(None), number(None));
        assert_eq!(number(Some("proxy-17")), "proxy-17");
        assert_ne!(number(Some("a b")), "a b");
        assert_ne!(number(Some(&"x".repeat(GIVEN_BYTES_MAX + 1))).len(), GIVEN_BYTES_MAX + 1);
    }
}
