//! The images of a letter: shown from our own origin, kept behind a placeholder, or left out.

use super::{REMOTE_IMAGE, REMOTE_SIZES, escape_text, is_remote, write};
use crate::walk::{Element, Step};
use std::borrow::Cow;
use std::collections::HashMap;

/// Which images of a letter may be shown, and from where.
#[derive(Clone, Debug, Default)]
pub struct ImagePolicy {
    pub(super) inline: HashMap<String, String>,
    pub(super) remote_through: Option<String>,
}

impl ImagePolicy {
    /// No image at all: inline ones become their description, remote ones a placeholder.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Shows the part with this Content-ID (with or without angle brackets) from `address`, a path of our own origin.
    #[must_use]
    pub fn inline(mut self, content_id: &str, address: impl Into<String>) -> Self {
        self.inline.insert(content_id_key(content_id), address.into());
        self
    }

    /// Shows remote images as well, fetched by us: `path` is a path of our own origin that the percent-encoded address
    /// is appended to.
    #[must_use]
    pub fn remote_through(mut self, path: impl Into<String>) -> Self {
        self.remote_through = Some(path.into());
        self
    }
}

/// Writes an image of a letter: from our own origin, as a placeholder, or as its description.
pub(super) fn write_image(element: &Element, policy: &ImagePolicy, remote_images: &mut u32, out: &mut String) {
    let source = element.attribute("src").unwrap_or_default().trim();
    let alt = element.attribute("alt").unwrap_or_default();
    let mut attributes = vec![("alt".to_owned(), alt.to_owned())];
    for name in ["width", "height"] {
        attributes.extend(element.attribute(name).map(|value| (name.to_owned(), value.to_owned())));
    }
    let scheme_end = source.find(':').unwrap_or(0);
    if source[..scheme_end].eq_ignore_ascii_case("cid") {
        match policy.inline.get(&content_id_key(&percent_decoded(&source[scheme_end + 1..]))) {
            Some(address) => attributes.push(("src".to_owned(), address.clone())),
            None => return escape_text(alt, out),
        }
        return write(Step::Open(&Element { name: "img".into(), attributes }), out);
    }
    // `//host/image` has no scheme of its own; a letter's is taken as https.
    let address = if source.starts_with("//") { format!("https:{source}") } else { source.to_owned() };
    if !is_remote(&address) {
        return escape_text(alt, out);
    }
    if is_counter(element) {
        return;
    }
    if let Some(path) = &policy.remote_through {
        let encoded: String = url::form_urlencoded::byte_serialize(address.as_bytes()).collect();
        attributes.push(("src".to_owned(), format!("{path}{encoded}")));
        return write(Step::Open(&Element { name: "img".into(), attributes }), out);
    }
    *remote_images += 1;
    let mut kept = vec![(REMOTE_IMAGE.to_owned(), address)];
    for (keeps, name) in REMOTE_SIZES {
        kept.extend(element.attribute(name).map(|value| (keeps.to_owned(), value.to_owned())));
    }
    let placeholder = Element { name: "span".into(), attributes: kept };
    write(Step::Open(&placeholder), out);
    escape_text(alt, out);
    write(Step::Close("span"), out);
}

/// Whether an image is too small to be looked at.
fn is_counter(element: &Element) -> bool {
    ["width", "height"].into_iter().any(|name| {
        let pixels = element.attribute(name).map(|value| value.trim().trim_end_matches("px"));
        matches!(pixels, Some("0" | "1" | "2"))
    })
}

fn percent_decoded(value: &str) -> Cow<'_, str> {
    if !value.contains('%') {
        return Cow::Borrowed(value);
    }
    // A plus sign is an ordinary character in a Content-ID, so it is hidden from the form decoder.
    let protected = format!("v={}", value.replace('+', "%2B").replace('&', "%26"));
    let decoded = url::form_urlencoded::parse(protected.as_bytes()).next().map(|(_, v)| v.into_owned());
    Cow::Owned(decoded.unwrap_or_default())
}

fn content_id_key(content_id: &str) -> String {
    content_id.trim().trim_start_matches('<').trim_end_matches('>').to_lowercase()
}
