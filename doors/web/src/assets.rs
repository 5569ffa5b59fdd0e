//! Styles, scripts, icons and fonts inside the binary: hashed names, cached for good, compressed when built.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// One file as the build left it.
struct Asset {
    /// The name pages use, such as `app.css`.
    name: &'static str,
    /// Where it is served, with the hash of its bytes in the name.
    url: &'static str,
    media_type: &'static str,
    plain: &'static [u8],
    gzip: Option<&'static [u8]>,
    brotli: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/pages/table.rs"));

/// The prefix of every asset's address; the router mounts [`serve`] at `/assets/{*path}`.
pub const PREFIX: &str = "/assets/";

/// A year: the name changes whenever the bytes do.
const CACHE_FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// The address of an asset by its plain name, such as `url("app.css")`.
///
/// # Panics
/// When no such file was built: a page that names it would be broken for everybody.
#[must_use]
pub fn url(name: &str) -> &'static str {
    ASSETS
        .iter()
        .find(|asset| asset.name == name)
        .map(|asset| asset.url)
        .unwrap_or_else(|| panic!("no asset is called {name}; see doors/web/assets/tools/build.mjs"))
}

/// The address of an icon in the sprite, for `<use href>`. Names stand in `assets/icons.txt`.
#[must_use]
pub fn icon(name: impl AsRef<str>) -> &'static str {
    static ADDRESSES: LazyLock<HashMap<&str, String>> =
        LazyLock::new(|| ICONS.iter().map(|name| (*name, format!("{}#{name}", url("icons.svg")))).collect());
    let name = name.as_ref();
    let address = ADDRESSES.get(name);
    debug_assert!(address.is_some(), "icons.txt does not list the icon {name}");
    address.map_or("", String::as_str)
}

/// `GET /assets/{*path}`: the file, in the best encoding the browser takes, cacheable for good.
pub async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = find(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (bytes, encoding) = best(asset, accepted(&headers));
    let mut response = bytes.into_response();
    let head = response.headers_mut();
    head.insert(CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    head.insert(CACHE_CONTROL, HeaderValue::from_static(CACHE_FOR_GOOD));
    head.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    head.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        head.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.url.strip_prefix(PREFIX) == Some(path))
}

/// Which compressed forms a request takes.
#[derive(Clone, Copy, Default)]
struct Accepted {
    brotli: bool,
    gzip: bool,
}

/// Reads `Accept-Encoding` (RFC 9110 §12.5.3); a coding with `q=0` is refused.
fn accepted(headers: &HeaderMap) -> Accepted {
    let mut accepted = Accepted::default();
    for value in headers.get_all(ACCEPT_ENCODING) {
        for part in value.to_str().unwrap_or_default().split(',') {
            let mut words = part.split(';').map(str::trim);
            let coding = words.next().unwrap_or_default();
            let refused = words.any(|word| word.strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok()) == Some(0.0));
            accepted.brotli |= coding.eq_ignore_ascii_case("br") && !refused;
            accepted.gzip |= coding.eq_ignore_ascii_case("gzip") && !refused;
        }
    }
    accepted
}

fn best(asset: &Asset, accepted: Accepted) -> (&'static [u8], Option<&'static str>) {
    match (asset.brotli, asset.gzip) {
        (Some(bytes), _) if accepted.brotli => (bytes, Some("br")),
        (_, Some(bytes)) if accepted.gzip => (bytes, Some("gzip")),
        _ => (asset.plain, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(encodings: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_str(encodings).unwrap());
        headers
    }

    async fn get(name: &str, encodings: &str) -> Response {
        let path = url(name).strip_prefix(PREFIX).unwrap().to_owned();
        serve(Path(path), asking(encodings)).await
    }

    #[tokio::test]
    async fn a_style_sheet_comes_compressed_typed_and_cached_for_good() {
        let response = get("app.css", "gzip, deflate, br;q=0.9").await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[CONTENT_ENCODING], "br");
        assert_eq!(response.headers()[CONTENT_TYPE], "text/css; charset=utf-8");
        assert_eq!(response.headers()[CACHE_CONTROL], CACHE_FOR_GOOD);
        assert_eq!(response.headers()[X_CONTENT_TYPE_OPTIONS], "nosniff");
    }

    #[tokio::test]
    async fn a_refused_coding_is_not_used() {
        let response = get("app.css", "br;q=0, gzip").await;
        assert_eq!(response.headers()[CONTENT_ENCODING], "gzip");
        let response = get("app.css", "identity").await;
        assert!(!response.headers().contains_key(CONTENT_ENCODING));
    }

    #[tokio::test]
    async fn fonts_are_sent_as_they_are() {
        let response = get("font-latin.woff2", "br, gzip").await;
        assert!(!response.headers().contains_key(CONTENT_ENCODING));
        assert_eq!(response.headers()[CONTENT_TYPE], "font/woff2");
    }

    #[tokio::test]
    async fn an_unknown_name_is_not_found() {
        for path in ["app.css", "../Cargo.toml", "", "app-000000000000.css"] {
            let response = serve(Path(path.to_owned()), HeaderMap::new()).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    /// Every icon a template names is in the sprite, and no inline style slips in past the CSP.
    #[test]
    fn templates_name_only_icons_of_the_sprite_and_carry_no_inline_style() {
        let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        let mut templates = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "html") {
                    templates += 1;
                    check_template(&path);
                }
            }
        }
        assert!(templates > 0);
    }

    fn check_template(path: &std::path::Path) {
        let text = std::fs::read_to_string(path).unwrap();
        for (at, _) in text.match_indices("icon(\"") {
            let name = text[at + 6..].split('"').next().unwrap();
            assert!(ICONS.contains(&name), "{}: icon {name}", path.display());
        }
        for forbidden in [" style=\"", "<style", " onclick=", " onchange=", "javascript:"] {
            assert!(!text.contains(forbidden), "{}: {forbidden}", path.display());
        }
    }
}
