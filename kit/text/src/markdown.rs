//! Markdown as people type it in a conversation, made into sanitised HTML.
//!
//! GitHub-like: lists, code, tables, strikethrough, task lists, bare addresses become links, and a line break is a line
//! break. HTML typed by hand is shown, not obeyed.

use crate::{Html, sanitize};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream, html};
use std::collections::VecDeque;

/// Markdown read from one message, in bytes; what lies behind is shown as it was typed.
pub const MARKDOWN_BYTES_MAX: usize = 1024 * 1024;

/// Renders Markdown. A mention, `@[Ann Lee](person:12)`, keeps its name and loses its target.
#[must_use]
pub fn to_html(source: &str) -> Html {
    to_html_with(source, &mut |_| None)
}

/// Renders Markdown and asks `address_of` where each mention leads: it gets the target (`person:12`) and answers with a
/// path of our own origin or a web address, or with `None` for plain text.
#[must_use]
pub fn to_html_with(source: &str, address_of: &mut dyn FnMut(&str) -> Option<String>) -> Html {
    let end = source.floor_char_boundary(MARKDOWN_BYTES_MAX);
    let mut out = String::with_capacity(source.len() * 3 / 2);
    html::push_html(&mut out, Ours { events: events(&source[..end]), ready: VecDeque::new(), open: Vec::new(), address_of });
    if end < source.len() {
        out.push_str("<pre>");
        sanitize::escape_attribute(&source[end..], &mut out);
        out.push_str("</pre>");
    }
    // The nesting of quotes and lists is the writer's; the bounded walk protects the tree builder from `>>>>…`.
    sanitize::own(&sanitize::nested(&out))
}

/// The targets of all mentions in order of appearance: `person:12` for `@[Ann Lee](person:12)`.
#[must_use]
pub fn mentions(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let _ = to_html_with(source, &mut |target| {
        found.push(target.to_owned());
        None
    });
    found
}

type Events<'s> = TextMergeStream<'s, Parser<'s>>;

fn events(source: &str) -> Events<'_> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    TextMergeStream::new(Parser::new_ext(source, options))
}

/// What a link or image became, so that its end matches its beginning.
enum Open {
    Anchor,
    Text,
    Code,
}

/// The parser's events, changed to our house rules.
struct Ours<'s, 'h> {
    events: Events<'s>,
    ready: VecDeque<Event<'s>>,
    open: Vec<Open>,
    address_of: &'h mut dyn FnMut(&str) -> Option<String>,
}

impl<'s> Iterator for Ours<'s, '_> {
    type Item = Event<'s>;

    fn next(&mut self) -> Option<Event<'s>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            let event = self.events.next()?;
            self.change(event);
        }
    }
}

impl<'s> Ours<'s, '_> {
    fn change(&mut self, event: Event<'s>) {
        let changed = match event {
            Event::SoftBreak => Event::HardBreak,
            Event::Html(raw) | Event::InlineHtml(raw) => return self.typed_html(&raw),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::TaskListMarker(done) => Event::Text(if done { "☑ " } else { "☐ " }.into()),
            Event::Start(Tag::Table(columns)) => Event::Start(Tag::Table(vec![pulldown_cmark::Alignment::None; columns.len()])),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => self.link(link_type, &dest_url),
            // Pictures come as attachments; one from elsewhere becomes a link, one of our own origin is shown.
            Event::Start(Tag::Image { dest_url, .. }) if !sanitize::is_own_path(&dest_url) => self.link(LinkType::Inline, &dest_url),
            Event::Start(Tag::Image { .. }) => {
                self.open.push(Open::Text);
                event
            }
            Event::End(TagEnd::Link | TagEnd::Image) => match self.open.pop() {
                Some(Open::Anchor) => Event::InlineHtml("</a>".into()),
                _ if event == Event::End(TagEnd::Image) => event,
                _ => Event::Text("".into()),
            },
            Event::Start(Tag::CodeBlock(_)) => {
                self.open.push(Open::Code);
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))
            }
            Event::End(TagEnd::CodeBlock) => {
                self.open.pop();
                event
            }
            Event::Text(text) if self.open.is_empty() => return self.text_with_addresses(&text),
            other => other,
        };
        self.ready.push_back(changed);
    }

    fn link(&mut self, kind: LinkType, target: &str) -> Event<'s> {
        let address = match kind {
            LinkType::Email => Some(format!("mailto:{target}")),
            _ if is_mention(target) => (self.address_of)(target),
            _ => Some(target.to_owned()),
        };
        let Some(address) = address else {
            self.open.push(Open::Text);
            return Event::Text("".into());
        };
        self.open.push(Open::Anchor);
        Event::InlineHtml(anchor(&address).into())
    }

    /// HTML is text here, line breaks included.
    fn typed_html(&mut self, raw: &str) {
        for (nth, line) in raw.trim_end_matches('\n').split('\n').enumerate() {
            if nth > 0 {
                self.ready.push_back(Event::HardBreak);
            }
            self.ready.push_back(Event::Text(CowStr::from(line.to_owned())));
        }
        if raw.ends_with('\n') {
            self.ready.push_back(Event::HardBreak);
        }
    }

    fn text_with_addresses(&mut self, text: &str) {
        let mut rest = text;
        while let Some((start, end, address)) = find_address(rest) {
            self.ready.push_back(Event::Text(CowStr::from(rest[..start].to_owned())));
            self.ready.push_back(Event::InlineHtml(anchor(&address).into()));
            self.ready.push_back(Event::Text(CowStr::from(rest[start..end].to_owned())));
            self.ready.push_back(Event::InlineHtml("</a>".into()));
            rest = &rest[end..];
        }
        self.ready.push_back(Event::Text(CowStr::from(rest.to_owned())));
    }
}

fn anchor(address: &str) -> String {
    let mut tag = String::from("<a href=\"");
    sanitize::escape_attribute(address, &mut tag);
    tag.push_str(if sanitize::is_own_path(address) { "\">" } else { "\" target=\"_blank\">" });
    tag
}

/// Whether a link's target is a word, a colon and a number: `person:12`.
fn is_mention(target: &str) -> bool {
    target.split_once(':').is_some_and(|(kind, id)| {
        !kind.is_empty()
            && kind != "tel"
            && kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            && !id.is_empty()
            && id.bytes().all(|b| b.is_ascii_digit())
    })
}

/// The first bare web or mail address in `text`: where it starts and ends, and what it links to.
fn find_address(text: &str) -> Option<(usize, usize, String)> {
    let mut from = 0;
    while let Some(found) = text[from..].find([':', '@', '.']) {
        let at = from + found;
        from = at + 1;
        let found = match text.as_bytes()[at] {
            b':' => web_address(text, at),
            b'.' => text[..at].to_ascii_lowercase().ends_with("www").then(|| at - 3).and_then(|start| bare_host(text, start)),
            _ => mail_address(text, at),
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

fn web_address(text: &str, colon: usize) -> Option<(usize, usize, String)> {
    let scheme = ["https", "http"]
        .into_iter()
        .find(|scheme| text.get(colon.wrapping_sub(scheme.len())..colon).is_some_and(|s| s.eq_ignore_ascii_case(scheme)))?;
    let start = colon - scheme.len();
    let rest = text[colon..].strip_prefix("://")?;
    let end = end_of_address(text, start);
    let has_host = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[') && end > colon + 3;
    (starts_a_word(text, start) && has_host).then(|| (start, end, text[start..end].to_owned()))
}

fn bare_host(text: &str, start: usize) -> Option<(usize, usize, String)> {
    let end = end_of_address(text, start);
    let host = &text[start..end];
    let is_host = host.get(4..).is_some_and(|name| name.contains('.') && name.starts_with(char::is_alphanumeric));
    (starts_a_word(text, start) && is_host).then(|| (start, end, format!("https://{host}")))
}

fn mail_address(text: &str, at: usize) -> Option<(usize, usize, String)> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let start = text[..at].rfind(|c: char| !is_local(c)).map_or(0, |before| before + char_len_at(text, before));
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let end = text[at + 1..].find(|c: char| !is_host(c)).map_or(text.len(), |length| at + 1 + length);
    let host = text[at + 1..end].trim_end_matches(['.', '-']);
    let end = at + 1 + host.len();
    let plausible = start < at && host.split('.').count() > 1 && host.split('.').all(|label| !label.is_empty());
    plausible.then(|| (start, end, format!("mailto:{}", &text[start..end])))
}

fn char_len_at(text: &str, index: usize) -> usize {
    text[index..].chars().next().map_or(1, char::len_utf8)
}

fn starts_a_word(text: &str, start: usize) -> bool {
    text[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
}

/// Where an address ends: before a space or `<`, and without the punctuation that ends the sentence.
fn end_of_address(text: &str, start: usize) -> usize {
    let all = &text[start..];
    let mut address = &all[..all.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`')).unwrap_or(all.len())];
    loop {
        let Some(last) = address.chars().next_back() else { return start };
        let closes_nothing = match last {
            ')' => address.matches(')').count() > address.matches('(').count(),
            ']' => address.matches(']').count() > address.matches('[').count(),
            _ => matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '…' | '»' | '”' | '’'),
        };
        if !closes_nothing {
            return start + address.len();
        }
        address = &address[..address.len() - last.len_utf8()];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(source: &str) -> String {
        to_html(source).into_string().trim_end().to_owned()
    }

    const OUT: &str = "target=\"_blank\" rel=\"noopener noreferrer nofollow\"";

    #[test]
    fn a_line_break_is_a_line_break() {
        assert_eq!(html("one\ntwo\n\nthree"), "<p>one<br>\ntwo</p>\n<p>three</p>");
    }

    #[test]
    fn the_usual_marks() {
        assert_eq!(html("**a** *b* ~~c~~ `d`"), "<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>");
        assert_eq!(html("- a\n- b"), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>");
        assert_eq!(html("3. a\n4. b"), "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>");
        assert_eq!(html("- [x] a\n- [ ] b"), "<ul>\n<li>☑ a</li>\n<li>☐ b</li>\n</ul>");
        assert!(html("|a|b|\n|-|:-:|\n|1|2|").contains("<th>b</th>"));
        assert_eq!(html("```sh\nls > x\n```"), "<pre><code>ls &gt; x\n</code></pre>");
    }

    #[test]
    fn bare_addresses_become_links() {
        assert_eq!(
            html("see https://example.org/a_b_c?x=(1). ok"),
            format!("<p>see <a href=\"https://example.org/a_b_c?x=(1)\" {OUT}>https://example.org/a_b_c?x=(1)</a>. ok</p>")
        );
        assert_eq!(html("(www.example.org)"), format!("<p>(<a href=\"https://www.example.org\" {OUT}>www.example.org</a>)</p>"));
        assert_eq!(
            html("to ann.lee+x@example.co.uk."),
            format!("<p>to <a href=\"mailto:ann.lee+x@example.co.uk\" {OUT}>ann.lee+x@example.co.uk</a>.</p>")
        );
        for plain in ["a@b", "10:30", "e.g. this", "@ann", "http://", "www.", "https:// x", "`https://a.b`", "é@", "www.ä"] {
            assert!(!html(plain).contains("<a"), "{plain}: {}", html(plain));
        }
    }

    #[test]
    fn typed_html_is_shown_and_not_obeyed() {
        assert_eq!(html("a <b>c</b>"), "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
        assert!(html("<script>\nalert(1)\n</script>").contains("&lt;script&gt;<br>\nalert(1)<br>"));
        assert!(!html("[x](javascript:alert(1))").contains("javascript"));
        assert!(!html("![x](https://a.example/p.png)").contains("<img"));
        assert_eq!(html("![x](/files/3)"), "<p><img src=\"/files/3\" alt=\"x\"></p>");
    }

    #[test]
    fn a_mention_asks_where_it_leads() {
        let mut asked = Vec::new();
        let made = to_html_with("hi @[Ann Lee](person:12)!", &mut |target| {
            asked.push(target.to_owned());
            Some("/people/12".into())
        });
        assert_eq!(asked, ["person:12"]);
        assert_eq!(made.as_str().trim_end(), "<p>hi @<a href=\"/people/12\" rel=\"noopener noreferrer nofollow\">Ann Lee</a>!</p>");
        assert_eq!(html("hi @[Ann Lee](person:12)!"), "<p>hi @Ann Lee!</p>");
        assert_eq!(mentions("@[A](person:1) @[B](team:2) [c](https://x.y) [d](tel:12)"), ["person:1", "team:2"]);
    }

    #[test]
    fn deep_quotes_are_harmless() {
        let _ = html(&">".repeat(50_000));
        let _ = html(&"* ".repeat(20_000));
        let _ = html(&"[".repeat(50_000));
    }
}
