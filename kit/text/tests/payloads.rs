//! Known attacks on sanitisers, from the corpora: nothing executable may be left, whatever went in.

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{CommentToken, DoctypeToken, StartTag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer};
use proptest::prelude::*;
use std::cell::RefCell;
use std::path::PathBuf;
use text::sanitize::{ImagePolicy, letter_html, stored};
use text::{markdown, plain};

/// Everything that may appear on a page. Written here once more on purpose: the sanitiser's own list is under test.
const TAGS: &str = "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del \
    dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q rp rt ruby \
    s samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr";
const ATTRIBUTES: &str = "href target rel src alt width height data-remote-image start type reversed value span colspan \
    rowspan align valign scope title lang dir";

#[test]
fn no_sanitizer_payload_survives() {
    let Some(payloads) = corpus("security/html-sanitizer-dompurify.json") else { return };
    let payloads = payloads.as_array().expect("a list of payloads").clone();
    let mut tried = 0;
    for payload in &payloads {
        let html = payload["payload"].as_str().expect("payload is a string");
        assert_harmless(html);
        tried += 1;
    }
    println!("{tried} sanitizer payloads, nothing executable left");
    assert!(tried >= 200);
}

#[test]
fn no_naughty_string_survives() {
    let Some(strings) = corpus("security/naughty-strings.json") else { return };
    let strings = strings.as_array().expect("a list of strings").clone();
    for string in strings.iter().filter_map(|s| s.as_str()) {
        assert_harmless(string);
        for chars_max in [0, 1, 7, 80] {
            assert!(plain::excerpt(string, chars_max).chars().filter(|c| *c == '\n').count() == 0);
        }
        let folded = plain::fold(string);
        assert_eq!(plain::fold(&folded), folded, "folding twice changes {string:?}");
        assert!(!plain::initials(string).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_harmless(html in "\\PC{0,200}") {
        assert_harmless(&html);
    }

    #[test]
    fn any_markup_is_harmless(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        assert_harmless(&pieces.concat());
    }
}

#[test]
fn a_link_in_a_link_around_a_table_is_taken_apart_at_once() {
    assert_harmless("<a><table><a>x<td>y<table>");
    assert_harmless("cid:]]></b>&<<br><a <script><table><a <script>x3c;<td>><'x<table><svg><title>");
}

/// Pieces of which attacks are made.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!",
    "<?",
    "\"",
    "'",
    "=",
    " ",
    "\n",
    "\0",
    "&",
    "&lt;",
    "&#",
    "x3c;",
    "<svg>",
    "<math>",
    "<mtext>",
    "<mglyph>",
    "<style>",
    "</style>",
    "<script>",
    "</script>",
    "<title>",
    "<textarea>",
    "<noscript>",
    "<template>",
    "<table>",
    "<td>",
    "<select>",
    "<form>",
    "<img ",
    "src=",
    "onerror=",
    "alert(1)",
    "href=",
    "javascript:",
    "data:text/html,",
    "<a ",
    "<p>",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<iframe>",
    "<xmp>",
    "<plaintext>",
    "cid:",
    "//",
    "style=",
    "x",
    "<foreignObject>",
    "<annotation-xml encoding=text/html>",
    "<br>",
    "</p>",
    "</table>",
];

fn assert_harmless(source: &str) {
    let letter = letter_html(source, &ImagePolicy::none()).html.into_string();
    assert_strict(&letter, source);
    assert_eq!(stored(&letter).as_str(), letter, "not stable: {source:?}");
    let shown = letter_html(source, &ImagePolicy::none().remote_through("/remote-image?from=")).html.into_string();
    assert_strict(&shown, source);
    assert_strict(markdown::to_html(source).as_str(), source);
    assert_strict(markdown::to_html_with(source, &mut |_| Some(source.to_owned())).as_str(), source);
    assert_strict(stored(source).as_str(), source);
    let _ = plain::from_html(source);
}

/// Reads the output again with a tokenizer and allows only what is on the lists above.
fn assert_strict(html: &str, source: &str) {
    let tokenizer = Tokenizer::new(Strict { complaints: RefCell::default() }, Default::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&input);
    assert!(input.is_empty(), "the tokenizer stopped in {html:?} from {source:?}");
    tokenizer.end();
    let complaints = tokenizer.sink.complaints.into_inner();
    assert!(complaints.is_empty(), "{complaints:?} in {html:?} from {source:?}");
}

struct Strict {
    complaints: RefCell<Vec<String>>,
}

impl TokenSink for Strict {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            TagToken(tag) if tag.kind == StartTag => {
                let name = tag.name.to_string();
                if !TAGS.split_whitespace().any(|allowed| allowed == name) {
                    self.complain(format!("element {name}"));
                }
                for attribute in &tag.attrs {
                    self.attribute(&name, &attribute.name.local, &attribute.value);
                }
            }
            CommentToken(_) | DoctypeToken(_) => self.complain("comment or doctype".into()),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Strict {
    fn attribute(&self, element: &str, name: &str, value: &str) {
        if !ATTRIBUTES.split_whitespace().any(|allowed| allowed == name) {
            self.complain(format!("attribute {name}"));
        }
        // What a browser strips before it looks for a scheme.
        let address: String = value.chars().filter(|c| *c > ' ').collect::<String>().to_lowercase();
        let own = address.starts_with('/') && !address.starts_with("//") && !address.starts_with("/\\");
        let fine = match name {
            "href" => own || ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme)),
            "src" => own && element == "img",
            "data-remote-image" => address.starts_with("http:") || address.starts_with("https:"),
            _ => true,
        };
        if !fine {
            self.complain(format!("{name}={value:?}"));
        }
    }

    fn complain(&self, what: String) {
        self.complaints.borrow_mut().push(what);
    }
}

/// A file of the corpora; says loudly when they are absent.
fn corpus(path: &str) -> Option<serde_json::Value> {
    let root = std::env::var_os("FIRSTLINE_CORPORA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let Ok(bytes) = std::fs::read(root.join(path)) else {
        eprintln!("CORPUS ABSENT: {path} not found; set FIRSTLINE_CORPORA to run this test");
        return None;
    };
    Some(serde_json::from_slice(&bytes).expect("the corpus is JSON"))
}
