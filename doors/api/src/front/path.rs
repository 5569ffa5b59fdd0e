//! Paths as programs write them: with `.json` or without, with slashes too many, with a slash at the end.

use std::borrow::Cow;

use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;

/// The same request with its path as the table of contents writes it.
pub(crate) fn tidy_path(mut request: Request) -> Request {
    let uri = request.uri();
    let Cow::Owned(path) = tidy(uri.path()) else { return request };
    let whole = uri.query().map_or_else(|| path.clone(), |query| format!("{path}?{query}"));
    if let Ok(path_and_query) = PathAndQuery::try_from(whole) {
        let mut parts = uri.clone().into_parts();
        parts.path_and_query = Some(path_and_query);
        if let Ok(tidied) = Uri::from_parts(parts) {
            *request.uri_mut() = tidied;
        }
    }
    request
}

fn tidy(path: &str) -> Cow<'_, str> {
    let bare = path.trim_end_matches('/');
    let bare = bare.strip_suffix(".json").unwrap_or(bare);
    if bare.len() == path.len() && !path.contains("//") {
        return Cow::Borrowed(path);
    }
    let words: Vec<&str> = bare.split('/').filter(|word| !word.is_empty()).collect();
    Cow::Owned(format!("/{}", words.join("/")))
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn one_resource_has_one_path_however_it_is_written() {
        for written in ["/api/v2/tickets", "/api/v2/tickets.json", "/api/v2//tickets/", "/api/v2/tickets.json/"] {
            assert_eq!(tidy(written), "/api/v2/tickets");
        }
        assert_eq!(tidy("/api/v2/job_statuses/V3-a.json"), "/api/v2/job_statuses/V3-a");
    }
}
