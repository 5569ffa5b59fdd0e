//! A walk through foreign HTML as a well-nested sequence of steps, in linear time and to a bounded depth.
//!
//! An HTML tree builder is quadratic, and in places explosive, in how deep and how wrongly elements are nested; a letter
//! of one megabyte can keep it busy for hours. This walk uses the standard tokenizer only, keeps its own short stack of
//! open elements, closes what should have been closed and forgets tags below [`DEPTH_MAX`]. What comes out is balanced,
//! so a tree built from it cannot explode; text is never lost.

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{CharacterTokens, EndTag, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer};
use std::cell::RefCell;

/// Elements open inside one another; tags deeper than this are left out, their text is kept.
pub(crate) const DEPTH_MAX: usize = 160;

/// How far up the stack a closing tag looks for its partner.
const LOOK_BACK_MAX: usize = DEPTH_MAX;

/// One step of the walk. Every `Open` has its `Close`, except for void elements, which have none.
pub(crate) enum Step<'a> {
    Open(&'a Element),
    Text(&'a str),
    Close(&'a str),
}

/// A start tag: lower-case name, attributes with character references resolved.
#[derive(Debug, PartialEq)]
pub(crate) struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Element {
    /// The first attribute of this (lower-case) name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Whether a mail program would not have shown this element (preheaders, hidden tracking text).
    fn is_hidden(&self) -> bool {
        if self.attribute("hidden").is_some() {
            return true;
        }
        let Some(style) = self.attribute("style") else { return false };
        let (mut clipped, mut flat) = (false, false);
        let hidden = style.split(';').any(|declaration| {
            let (property, value) = declaration.split_once(':').unwrap_or((declaration, ""));
            let value = value.trim().to_ascii_lowercase();
            let nothing = || matches!(value.trim_end_matches(" !important").trim_end_matches(['p', 'x', 'e', 'm', '%', 't']), "0" | "0.0");
            match property.trim().to_ascii_lowercase().as_str() {
                "display" => return value.starts_with("none"),
                "visibility" => return value.starts_with("hidden"),
                "mso-hide" => return value.starts_with("all"),
                "opacity" => return nothing(),
                "overflow" => clipped |= value.starts_with("hidden"),
                "max-height" | "height" | "max-width" => flat |= nothing(),
                _ => {}
            }
            false
        });
        hidden || clipped && flat
    }
}

/// Whether elements of this name have no content and no end tag.
pub(crate) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether elements of this name stand on lines of their own.
pub(crate) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "center"
            | "dd"
            | "details"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Elements whose content the tokenizer must take literally, and which nobody reads.
fn raw_content(name: &str) -> Option<RawKind> {
    Some(match name {
        "script" => RawKind::ScriptData,
        "style" | "iframe" | "noembed" | "noframes" | "xmp" => RawKind::Rawtext,
        "title" | "textarea" => RawKind::Rcdata,
        _ => return None,
    })
}

/// Walks through `html` from beginning to end, whatever it holds.
pub(crate) fn walk(html: &str, visit: &mut dyn FnMut(Step<'_>)) {
    let walker = Walker { state: RefCell::new(State { visit, open: Vec::new(), hidden: 0, raw: None }) };
    let tokenizer = Tokenizer::new(walker, Default::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // The tokenizer pauses after a script's end tag; there is nothing to run, so it just goes on.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.state.borrow_mut().close_to(0);
}

struct Walker<'v> {
    state: RefCell<State<'v>>,
}

struct State<'v> {
    visit: &'v mut dyn FnMut(Step<'_>),
    open: Vec<Open>,
    /// How many of the open elements are hidden; above zero nothing is passed on.
    hidden: usize,
    /// The raw-content element we are in.
    raw: Option<String>,
}

struct Open {
    name: String,
    hidden: bool,
}

impl TokenSink for Walker<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        self.state.borrow_mut().token(token)
    }
}

impl State<'_> {
    fn token(&mut self, token: Token) -> TokenSinkResult<()> {
        match token {
            CharacterTokens(text) if self.raw.is_none() && self.hidden == 0 => (self.visit)(Step::Text(&text)),
            TagToken(tag) if tag.kind == StartTag => return self.start(tag),
            TagToken(tag) if tag.kind == EndTag => self.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn start(&mut self, tag: Tag) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        if let Some(kind) = raw_content(&name) {
            self.raw = Some(name);
            return TokenSinkResult::RawData(kind);
        }
        self.close_implied(&name);
        let attributes = tag.attrs.into_iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
        let element = Element { name, attributes };
        if is_void(&element.name) {
            if self.hidden == 0 && !element.is_hidden() {
                (self.visit)(Step::Open(&element));
            }
        } else if self.open.len() < DEPTH_MAX {
            let hidden = element.is_hidden();
            self.hidden += usize::from(hidden);
            if self.hidden == 0 {
                (self.visit)(Step::Open(&element));
            }
            self.open.push(Open { name: element.name, hidden });
        }
        TokenSinkResult::Continue
    }

    fn end(&mut self, name: &str) {
        if self.raw.take_if(|raw| raw.as_str() == name).is_some() {
            return;
        }
        if name == "br" {
            // `</br>` is read as `<br>` everywhere.
            if self.hidden == 0 {
                (self.visit)(Step::Open(&Element { name: "br".into(), attributes: Vec::new() }));
            }
            return;
        }
        let barrier: &[&str] = if is_table_part(name) { &["table"] } else { &["td", "th", "table"] };
        let barrier = if name == "table" { &[][..] } else { barrier };
        if let Some(index) = self.find(&[name], barrier) {
            self.close_to(index);
        }
    }

    /// Ends what the next start tag ends without saying so: `<p>one<p>two`, `<li>one<li>two`.
    fn close_implied(&mut self, name: &str) {
        let found = match name {
            "li" => self.find(&["li"], &["ul", "ol", "menu", "dir", "table", "td", "th"]),
            "dt" | "dd" => self.find(&["dt", "dd"], &["dl", "table", "td", "th"]),
            "td" | "th" => self.find(&["td", "th"], &["tr", "table"]),
            "tr" => self.find(&["tr"], &["table"]),
            "tbody" | "thead" | "tfoot" => self.find(&["tbody", "thead", "tfoot"], &["table"]),
            "option" => self.find(&["option"], &["select"]),
            "a" => self.find(&["a"], &["table", "td", "th"]),
            _ => None,
        };
        if let Some(index) = found {
            self.close_to(index);
        } else if is_block(name) {
            let inside = ["div", "blockquote", "li", "td", "th", "table", "dd", "section", "article", "center"];
            if let Some(index) = self.find(&["p"], &inside) {
                self.close_to(index);
            }
        }
    }

    /// The innermost open element of one of these names, unless a barrier stands before it.
    fn find(&self, names: &[&str], barriers: &[&str]) -> Option<usize> {
        for (index, open) in self.open.iter().enumerate().rev().take(LOOK_BACK_MAX) {
            if names.contains(&open.name.as_str()) {
                return Some(index);
            }
            if barriers.contains(&open.name.as_str()) {
                return None;
            }
        }
        None
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(open) = self.open.pop() else { return };
            if self.hidden == 0 {
                (self.visit)(Step::Close(&open.name));
            }
            self.hidden -= usize::from(open.hidden);
        }
    }
}

fn is_table_part(name: &str) -> bool {
    matches!(name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" | "colgroup")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(html: &str) -> String {
        let mut out = String::new();
        walk(html, &mut |step| match step {
            Step::Open(element) => out.push_str(&format!("<{}>", element.name)),
            Step::Text(text) => out.push_str(text),
            Step::Close(name) => out.push_str(&format!("</{name}>")),
        });
        out
    }

    #[test]
    fn wrong_nesting_is_put_right() {
        assert_eq!(steps("<p>a<p>b"), "<p>a</p><p>b</p>");
        assert_eq!(steps("<b><i>x</b>y</i>"), "<b><i>x</i></b>y");
        assert_eq!(steps("<ul><li>a<li>b</ul>c"), "<ul><li>a</li><li>b</li></ul>c");
        assert_eq!(
            steps("<table><tr><td>1</div><td>2<tr><td>3</table>"),
            "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>"
        );
        assert_eq!(steps("a</br>b"), "a<br>b");
    }

    #[test]
    fn what_nobody_would_see_is_left_out() {
        assert_eq!(steps("a<script>b</script>c<style>d</style>e<!-- f -->g"), "acg".replace('c', "ce"));
        assert_eq!(steps("a<div style='Display : NONE'>b<p>c</div>d"), "ad");
        assert_eq!(steps("<span style='max-height:0px; overflow:hidden; font-size:1px'>preview</span>b"), "b");
        assert_eq!(steps("<span style='opacity: 0'>preview</span>b"), "b");
        assert_eq!(steps("<div style='height:0; color:red'>seen</div>"), "<div>seen</div>");
        assert_eq!(steps("<title>x"), "");
    }

    #[test]
    fn depth_is_bounded_and_text_survives() {
        let deep = format!("{}kernel{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let out = steps(&deep);
        assert_eq!(out.matches("<div>").count(), DEPTH_MAX);
        assert!(out.contains("kernel"));
    }
}
