//! From HTML to readable lines, in one pass over the walk.

use crate::sanitize::HTML_BYTES_MAX;
use crate::walk::{Element, Step, walk};

/// Blank lines kept between two paragraphs.
const BLANK_LINES_MAX: usize = 1;

/// Marks of quotation written at the start of a line; deeper quotes get no more of them.
const QUOTE_MARKS_MAX: usize = 32;

pub(super) fn render(html: &str) -> String {
    let mut page = Page::default();
    walk(&html[..html.floor_char_boundary(HTML_BYTES_MAX)], &mut |step| match step {
        Step::Open(element) => page.open(element),
        Step::Text(text) => page.text(text),
        Step::Close(name) => page.close(name),
    });
    page.finish()
}

#[derive(Default)]
struct Page {
    /// Finished lines.
    out: String,
    /// The line being written, without its marks of quotation.
    line: String,
    /// The line holds no more than the mark of its list item.
    only_mark: bool,
    /// Blank lines due before the next one.
    blanks: usize,
    /// Quotes we are in, and those the last finished line was in.
    quotes: usize,
    last_quotes: usize,
    /// A space is due before the next word.
    space: bool,
    preformatted: usize,
    /// For every open paragraph: 1 if it is but a line, 2 if blank lines stand around it.
    paragraph_breaks: Vec<usize>,
    lists: Vec<Option<u64>>,
    links: Vec<Link>,
}

struct Link {
    address: String,
    text: String,
}

impl Page {
    fn open(&mut self, element: &Element) {
        match element.name.as_str() {
            "br" => self.hard_break(),
            "hr" => {
                self.apart(1);
                self.word("---");
                self.apart(1);
            }
            "img" => {
                let alt = element.attribute("alt").unwrap_or_default().trim();
                if !alt.is_empty() {
                    self.text(&format!("[{alt}]"));
                }
            }
            "a" => {
                let address = element.attribute("href").unwrap_or_default().trim().to_owned();
                self.links.push(Link { address, text: String::new() });
            }
            "ul" | "menu" | "dir" => self.list(None),
            "ol" => self.list(Some(element.attribute("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1))),
            "li" => self.item(),
            "blockquote" => {
                self.apart(2);
                self.quotes += 1;
            }
            "pre" => {
                self.apart(2);
                self.preformatted += 1;
            }
            // Office writes every line as a paragraph and blank ones as paragraphs with a hard space.
            "p" => {
                let is_line = element.attribute("class").is_some_and(|class| class.starts_with("Mso"));
                self.paragraph_breaks.push(if is_line { 1 } else { 2 });
                self.apart(if is_line { 1 } else { 2 });
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dl" => self.apart(2),
            "td" | "th" if !self.line.trim().is_empty() => {
                self.space = false;
                self.line.push_str("  ");
            }
            name if crate::walk::is_block(name) => self.apart(1),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => self.end_link(),
            "ul" | "ol" | "menu" | "dir" => {
                self.lists.pop();
                self.apart(if self.lists.is_empty() { 2 } else { 1 });
            }
            "blockquote" => {
                self.apart(2);
                self.quotes = self.quotes.saturating_sub(1);
            }
            "pre" => {
                self.preformatted = self.preformatted.saturating_sub(1);
                self.apart(2);
            }
            "p" => {
                let breaks = self.paragraph_breaks.pop().unwrap_or(2);
                self.apart(breaks);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dl" => self.apart(2),
            name if crate::walk::is_block(name) => self.apart(1),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            for (nth, line) in text.split('\n').enumerate() {
                if nth > 0 {
                    self.hard_break();
                }
                if !line.is_empty() {
                    self.word(line.trim_end_matches('\r'));
                }
            }
            return;
        }
        // A hard space is a character here, so that an empty paragraph made of one leaves a blank line.
        let is_space = |c: char| c.is_ascii_whitespace();
        for piece in text.split_inclusive(is_space) {
            let word = piece.trim_end_matches(is_space);
            if !word.is_empty() {
                self.word(word);
            }
            self.space |= piece.len() > word.len();
        }
    }

    fn word(&mut self, word: &str) {
        if self.line.is_empty() {
            self.begin_line();
        } else if self.space && !self.line.ends_with(' ') {
            self.line.push(' ');
            if let Some(link) = self.links.last_mut() {
                link.text.push(' ');
            }
        }
        self.space = false;
        self.only_mark = false;
        self.line.extend(word.chars().map(|c| if c == '\u{a0}' { ' ' } else { c }));
        if let Some(link) = self.links.last_mut() {
            link.text.push_str(word);
        }
    }

    /// The next text starts a new line (1) or comes after a blank one (2).
    fn apart(&mut self, breaks: usize) {
        self.space = false;
        if self.only_mark {
            return;
        }
        self.end_line();
        if !self.out.is_empty() {
            self.blanks = self.blanks.max(breaks - 1);
        }
    }

    fn hard_break(&mut self) {
        self.space = false;
        if !self.line.is_empty() {
            self.end_line();
        } else if !self.out.is_empty() {
            self.blanks += 1;
        }
    }

    fn begin_line(&mut self) {
        let blanks = if self.preformatted > 0 { self.blanks } else { self.blanks.min(BLANK_LINES_MAX) };
        let quotes = self.quotes.min(self.last_quotes);
        for _ in 0..blanks {
            self.write_line("", quotes);
        }
        self.blanks = 0;
    }

    fn end_line(&mut self) {
        if self.line.is_empty() {
            return;
        }
        let line = std::mem::take(&mut self.line);
        self.only_mark = false;
        self.last_quotes = self.quotes;
        self.write_line(line.trim_end(), self.quotes);
    }

    fn write_line(&mut self, line: &str, quotes: usize) {
        if quotes > 0 {
            self.out.push_str(&">".repeat(quotes.min(QUOTE_MARKS_MAX)));
            if !line.is_empty() {
                self.out.push(' ');
            }
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn list(&mut self, first: Option<u64>) {
        self.apart(if self.lists.is_empty() { 2 } else { 1 });
        self.lists.push(first);
    }

    fn item(&mut self) {
        self.apart(1);
        let indent = "  ".repeat(self.lists.len().saturating_sub(1));
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                let mark = format!("{indent}{number}. ");
                *number = number.saturating_add(1);
                mark
            }
            _ => format!("{indent}- "),
        };
        if self.line.is_empty() {
            self.begin_line();
        }
        self.line.push_str(&mark);
        self.only_mark = true;
    }

    fn end_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        if let Some(outer) = self.links.last_mut() {
            outer.text.push_str(&link.text);
        }
        let is_address = ["http:", "https:", "mailto:", "tel:"]
            .iter()
            .any(|scheme| link.address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
        if is_address && bare(&link.address) != bare(&link.text) && !link.text.trim().is_empty() {
            let space = std::mem::take(&mut self.space);
            self.line.push_str(&format!(" <{}>", link.address));
            self.space = space;
        }
    }

    fn finish(mut self) -> String {
        self.end_line();
        let text = self.out.trim_end_matches('\n');
        let leading = text.len() - text.trim_start_matches('\n').len();
        text[leading..].to_owned()
    }
}

/// An address without what a reader does not miss.
fn bare(address: &str) -> String {
    let address = address.trim().to_lowercase();
    let address = ["mailto:", "tel:", "https://", "http://"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme).map(str::to_owned))
        .unwrap_or(address);
    address.trim_start_matches("www.").trim_end_matches('/').replace(char::is_whitespace, "")
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn paragraphs_lines_and_spaces() {
        assert_eq!(render("<p>Dear\n desk,</p><p>a<br>b</p><div>c</div><div>d</div>"), "Dear desk,\n\na\nb\n\nc\nd");
        assert_eq!(render("a<b> b </b>c &amp; d&nbsp;e"), "a b c & d e");
        assert_eq!(render("<pre>  x\n    y\n</pre>z"), "  x\n    y\n\nz");
        assert_eq!(render(""), "");
    }

    #[test]
    fn office_paragraphs_are_lines() {
        let html = "<p class=MsoNormal>Hi,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>bye</p>";
        assert_eq!(render(html), "Hi,\n\nbye");
    }

    #[test]
    fn links_show_where_they_lead() {
        assert_eq!(render("see <a href='https://example.org/a'>this page</a>, ok"), "see this page <https://example.org/a>, ok");
        assert_eq!(render("<a href='https://example.org/'>www.example.org</a>"), "www.example.org");
        assert_eq!(render("<a href='mailto:a@b.c'>a@b.c</a> <a href='javascript:x'>x</a>"), "a@b.c x");
    }

    #[test]
    fn lists_and_tables() {
        assert_eq!(render("<ul><li>a<li>b<ol start=3><li>c</ol></ul>d"), "- a\n- b\n  3. c\n\nd");
        assert_eq!(render("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>x"), "a  b\n1  2\nx");
    }

    #[test]
    fn quotes_are_marked() {
        assert_eq!(
            render("new<blockquote>old<blockquote>older</blockquote>old again</blockquote>end"),
            "new\n\n> old\n>\n>> older\n>\n> old again\n\nend"
        );
    }
}
