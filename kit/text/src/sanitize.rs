//! HTML of strangers, reduced to what may stand on our pages: no script, style, form, frame, nor anything fetched from afar.
//!
//! Two filters in a row. `walk` makes the markup well nested and bounded and turns remote images into
//! placeholders; the sanitiser proper (ammonia, an allow-list over a real HTML tree) decides what stays. Safety rests on
//! the second alone.

mod images;
mod remote;

use crate::Html;
use crate::walk::{Element, Step, is_void, walk};
use ammonia::{Builder, UrlRelative};
pub use images::ImagePolicy;
pub use remote::{remote_images, with_remote_images};
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{Arc, LazyLock};
use url::Url;

/// HTML read from one letter, in bytes; what lies behind is cut off and [`Sanitised::cut`] says so.
pub const HTML_BYTES_MAX: usize = 4 * 1024 * 1024;

/// The attribute on the placeholder of a remote image; its value is the image's address.
pub const REMOTE_IMAGE: &str = "data-remote-image";
/// What the placeholder keeps of the image's size, and what the image calls it.
const REMOTE_SIZES: [(&str, &str); 2] = [("data-width", "width"), ("data-height", "height")];

#[rustfmt::skip]
const TAGS: &[&str] = &[
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "col",
    "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section",
    "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul",
    "var", "wbr",
];

#[rustfmt::skip]
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "target"]),
    ("img", &["src", "alt", "width", "height", "loading"]),
    ("span", &[REMOTE_IMAGE, "data-width", "data-height"]),
    ("ol", &["start", "type", "reversed"]),
    ("li", &["value"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("td", &["colspan", "rowspan", "align", "valign"]),
    ("th", &["colspan", "rowspan", "align", "valign", "scope"]),
];

const ANYWHERE: &[&str] = &["title", "lang", "dir"];

/// What became of a letter's HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sanitised {
    /// Safe to print.
    pub html: Html,
    /// Images that stayed behind as placeholders, because showing them would tell their sender.
    pub remote_images: u32,
    /// Whether the HTML was longer than [`HTML_BYTES_MAX`] and its end is missing.
    pub cut: bool,
}

/// Sanitises the HTML of a letter. Classes, ids, styles and relative addresses go; links keep `http`, `https`, `mailto`
/// and `tel`; images as `policy` says. A remote image of at most two pixels in width or height is a counter or a spacer,
/// not a picture: it goes without a placeholder.
#[must_use]
pub fn letter_html(html: &str, policy: &ImagePolicy) -> Sanitised {
    let end = html.floor_char_boundary(HTML_BYTES_MAX);
    let mut remote_images = 0;
    let nested = rewrite(&html[..end], policy, &mut remote_images);
    let inline = Arc::new(policy.inline.values().cloned().collect::<HashSet<_>>());
    let remote = policy.remote_through.clone();
    let mut builder = builder();
    builder.attribute_filter(move |element, attribute, value| match (element, attribute) {
        ("a", "href") => is_link(value).then_some(value.into()),
        ("a", "target") => (value == "_blank").then_some(value.into()),
        ("img", "src") => {
            let ours = inline.contains(value) || remote.as_ref().is_some_and(|path| value.starts_with(path.as_str()));
            (ours && is_own_path(value)).then_some(value.into())
        }
        _ => common(attribute, value),
    });
    Sanitised { html: Html::seal(settled(&builder, &nested)), remote_images, cut: end < html.len() }
}

/// Most times a letter's HTML is cleaned until nothing changes any more.
const ROUNDS_MAX: usize = 4;

/// The HTML cleaned so that reading it again gives the same: what the parser moves out of a table (foster parenting, HTML
/// Standard 13.2.6.1) can leave a link inside a link, which the next reader would take apart otherwise.
fn settled(builder: &Builder<'_>, html: &str) -> String {
    let mut clean = builder.clean(html).to_string();
    for _ in 1..ROUNDS_MAX {
        if !clean.contains("<table") {
            break;
        }
        let again = builder.clean(&nested(&clean)).to_string();
        if again == clean {
            break;
        }
        clean = again;
    }
    clean
}

/// Sanitises HTML that this crate made earlier and that was stored since: the same filter once more, so that a store
/// cannot smuggle anything in. Images and links of our own origin stay.
#[must_use]
pub fn stored(html: &str) -> Html {
    own(&nested(html))
}

/// The filter for what we wrote ourselves: links and images may point to paths of our own origin.
pub(crate) fn own(html: &str) -> Html {
    static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(|| {
        let mut builder = builder();
        builder.attribute_filter(|element, attribute, value| match (element, attribute) {
            ("a", "href") => (is_link(value) || is_own_path(value)).then_some(value.into()),
            ("a", "target") => (value == "_blank").then_some(value.into()),
            ("img", "src") => is_own_path(value).then_some(value.into()),
            _ => common(attribute, value),
        });
        builder
    });
    Html::seal(BUILDER.clean(html).to_string())
}

/// The same markup, well nested and to a bounded depth.
pub(crate) fn nested(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    walk(&html[..html.floor_char_boundary(HTML_BYTES_MAX)], &mut |step| write(step, &mut out));
    out
}

fn builder() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(["script", "style", "title", "svg", "math", "template"].into_iter().collect())
        .tag_attributes(ATTRIBUTES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect())
        .generic_attributes(ANYWHERE.iter().copied().collect())
        .url_schemes(["http", "https", "mailto", "tel"].into_iter().collect())
        // Relative addresses pass this check and meet ours, which lets only paths of our own origin through.
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer nofollow"));
    builder
}

fn common<'v>(attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    match attribute {
        REMOTE_IMAGE => is_remote(value).then_some(value.into()),
        "dir" => matches!(value, "ltr" | "rtl" | "auto").then_some(value.into()),
        "loading" => (value == "lazy").then_some(value.into()),
        "width" | "height" | "data-width" | "data-height" | "colspan" | "rowspan" | "span" => {
            value.trim_end_matches(['%', ' ']).parse::<u16>().is_ok().then_some(value.into())
        }
        _ => Some(value.into()),
    }
}

fn is_link(address: &str) -> bool {
    Url::parse(address.trim()).is_ok_and(|url| matches!(url.scheme(), "http" | "https" | "mailto" | "tel"))
}

/// Whether the address is a path of our own origin: one slash, not two, and nothing a browser would read as a second.
pub(crate) fn is_own_path(address: &str) -> bool {
    address.starts_with('/') && !address[1..].starts_with(['/', '\\']) && !address.chars().any(|c| c.is_control() || c == '\\')
}

fn is_remote(address: &str) -> bool {
    Url::parse(address.trim()).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// Writes the walk down again, images replaced as the policy says.
fn rewrite(html: &str, policy: &ImagePolicy, remote_images: &mut u32) -> String {
    let mut out = String::with_capacity(html.len());
    walk(html, &mut |step| match step {
        Step::Open(element) if element.name == "a" => link(element, &mut out),
        Step::Open(element) if element.name == "img" => images::write_image(element, policy, remote_images, &mut out),
        // The placeholder is ours to write, not the letter's.
        Step::Open(element) if element.attribute(REMOTE_IMAGE).is_some() => {
            write(Step::Open(&Element { name: element.name.clone(), attributes: Vec::new() }), &mut out);
        }
        step => write(step, &mut out),
    });
    out
}

/// A link out of a letter opens beside our page; one that leads nowhere we allow keeps its text only.
fn link(element: &Element, out: &mut String) {
    let mut attributes = Vec::new();
    if let Some(address) = element.attribute("href").filter(|address| is_link(address)) {
        attributes.push(("href".to_owned(), address.to_owned()));
        attributes.push(("target".to_owned(), "_blank".to_owned()));
    }
    attributes.extend(element.attribute("title").map(|title| ("title".to_owned(), title.to_owned())));
    write(Step::Open(&Element { name: "a".into(), attributes }), out);
}

fn write(step: Step<'_>, out: &mut String) {
    match step {
        Step::Text(text) => escape_text(text, out),
        Step::Open(element) => {
            if !is_allowed(&element.name) {
                return;
            }
            out.push('<');
            out.push_str(&element.name);
            for (name, value) in element.attributes.iter().filter(|(name, _)| is_worth_keeping(name)) {
                out.push(' ');
                out.push_str(name);
                out.push_str("=\"");
                escape_attribute(value, out);
                out.push('"');
            }
            out.push('>');
        }
        Step::Close(name) if is_allowed(name) && !is_void(name) => {
            out.push_str("</");
            out.push_str(name);
            out.push('>');
        }
        Step::Close(_) => {}
    }
}

fn is_allowed(tag: &str) -> bool {
    static ALLOWED: LazyLock<HashSet<&str>> = LazyLock::new(|| TAGS.iter().copied().collect());
    ALLOWED.contains(tag)
}

/// Spares the second filter what it would throw away: names no allow-list has, and the bulkiest of the others.
fn is_worth_keeping(attribute: &str) -> bool {
    !matches!(attribute, "style" | "class" | "id") && attribute.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

pub(crate) fn escape_text(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\0' => {}
            c => out.push(c),
        }
    }
}

pub(crate) fn escape_attribute(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\0' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(html: &str) -> String {
        letter_html(html, &ImagePolicy::none()).html.into_string()
    }

    #[test]
    fn ordinary_formatting_stays() {
        let html = "<p>Dear <b>desk</b>,<br>see <a href=\"https://example.org/a?b=1&amp;c=2\">this</a></p>";
        assert_eq!(
            letter(html),
            "<p>Dear <b>desk</b>,<br>see <a href=\"https://example.org/a?b=1&amp;c=2\" target=\"_blank\" \
             rel=\"noopener noreferrer nofollow\">this</a></p>"
        );
    }

    #[test]
    fn style_class_and_id_go() {
        assert_eq!(letter("<style>p{}</style><p style='color:red' class=x id=y onclick=z()>a</p>"), "<p>a</p>");
    }

    #[test]
    fn an_inline_image_is_shown_from_our_own_address() {
        let policy = ImagePolicy::none().inline("<Logo+1@Example>", "/files/7");
        let made = letter_html("<img src='CID:logo+1%40example' alt=Logo width=40>", &policy);
        assert_eq!(made.html.as_str(), "<img alt=\"Logo\" width=\"40\" src=\"/files/7\">");
        assert_eq!(made.remote_images, 0);
        assert_eq!(letter_html("<img src='cid:other' alt=Logo>", &policy).html.as_str(), "Logo");
    }

    #[test]
    fn a_remote_image_waits_behind_a_placeholder() {
        let html = "<img src='https://a.example/x.png?u=1&v=2' alt='Our offer'><img src='http://t.example/c' width=1>";
        let made = letter_html(html, &ImagePolicy::none());
        assert_eq!(made.html.as_str(), "<span data-remote-image=\"https://a.example/x.png?u=1&amp;v=2\">Our offer</span>");
        assert_eq!(made.remote_images, 1);
        let asked = letter_html(html, &ImagePolicy::none().remote_through("/remote-image?from="));
        assert_eq!(
            asked.html.as_str(),
            "<img alt=\"Our offer\" src=\"/remote-image?from=https%3A%2F%2Fa.example%2Fx.png%3Fu%3D1%26v%3D2\">"
        );
        assert_eq!(asked.remote_images, 0);
    }

    #[test]
    fn a_letter_cannot_write_our_placeholder_nor_point_into_our_origin() {
        assert_eq!(letter("<span data-remote-image='https://a.example'>x</span>"), "<span>x</span>");
        assert!(!letter("<a href='/admin/delete'>x</a>").contains("admin"));
        assert_eq!(letter("<img src='/sign-out' alt=x>"), "x");
    }

    #[test]
    fn stored_html_comes_back_unchanged() {
        let policy = ImagePolicy::none().inline("l", "/files/7");
        let html = "<p>a <img src='cid:l'> <img src='https://a.example/b'> <a href='tel:+49'>c</a></p><pre>x\n y</pre>";
        let first = letter_html(html, &policy).html;
        assert_eq!(stored(first.as_str()), first);
        assert_eq!(stored("<p>a<script>b</script></p>").as_str(), "<p>a</p>");
    }

    #[test]
    fn the_end_of_an_endless_letter_is_cut_and_said_so() {
        let html = "äöü ".repeat(HTML_BYTES_MAX / 4);
        let made = letter_html(&html, &ImagePolicy::none());
        assert!(made.cut);
        assert!(made.html.as_str().len() <= HTML_BYTES_MAX);
    }

    #[test]
    fn nesting_bombs_are_quick() {
        let started = std::time::Instant::now();
        let bombs = [
            "<div>".repeat(40_000),
            (0..100).map(|n| format!("<b a={n}>")).collect::<String>() + &"<p>x".repeat(20_000),
            "<table><tr><td>".repeat(15_000),
            "<a href=x>".repeat(20_000),
            format!("<b><table><td>{}{}", "<div>".repeat(10_000), "</b>".repeat(20_000)),
            "<p><i>".repeat(20_000),
        ];
        for bomb in bombs {
            let _ = letter_html(&bomb, &ImagePolicy::none());
            let _ = crate::plain::from_html(&bomb);
        }
        assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
    }
}
