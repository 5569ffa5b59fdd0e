//! Rules over HTML templates: nothing the content security policy would stop, and no text outside the catalogue.

use super::Fault;
use crate::tree::File;

/// Attributes that people read or hear.
const SPOKEN: [&str; 6] = ["aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "alt"];
/// Elements whose content is code or a key's name, not a text.
const NOT_TEXT: [&str; 5] = ["script", "style", "code", "kbd", "samp"];
/// Names are the same in every language.
const NAMES: [&str; 1] = ["Firstline"];

/// Every fault of one template.
pub fn check(file: &File) -> Vec<Fault> {
    let text = blank_askama(&file.text);
    let mut faults = Vec::new();
    let mut fault = |at: usize, what: String| {
        let line = 1 + text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
        faults.push(Fault::new(&file.path, line, what));
    };
    let mut silent: Option<String> = None;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            at += comment.find("-->").map_or(rest.len(), |end| end + "<!--".len() + "-->".len());
        } else if rest.starts_with("<!") {
            at += tag_length(rest);
        } else if rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            let length = tag_length(rest);
            let tag = rest[1..length].strip_suffix('>').unwrap_or(&rest[1..length]);
            if let Some(name) = tag.strip_prefix('/') {
                silent = silent.filter(|open| open != name.trim());
            } else if silent.is_none() {
                for what in tag_faults(tag) {
                    fault(at, what);
                }
                silent = NOT_TEXT.iter().find(|name| **name == name_of(tag)).map(|name| (*name).to_owned());
            }
            at += length;
        } else {
            let length = rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(next, _)| next);
            if silent.is_none() && is_text(&rest[..length]) {
                let blank = rest.len() - rest.trim_start().len();
                let words: Vec<&str> = rest[..length].split_whitespace().collect();
                fault(at + blank, format!("\"{}\" belongs in the catalogue", words.join(" ")));
            }
            at += length;
        }
    }
    faults
}

/// Templates' own marks (`{{ }}`, `{% %}`, `{# #}`) blanked, lines kept, so that what remains is HTML.
fn blank_askama(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((start, close)) = next_mark(rest) {
        out.push_str(&rest[..start]);
        let end = rest[start + 2..].find(close).map_or(rest.len(), |end| start + 2 + end + close.len());
        out.extend(rest[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn next_mark(text: &str) -> Option<(usize, &'static str)> {
    [("{{", "}}"), ("{%", "%}"), ("{#", "#}")].into_iter().filter_map(|(open, close)| text.find(open).map(|at| (at, close))).min()
}

/// The length of a tag in bytes, from `<` to the `>` that is in no quotes.
fn tag_length(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            (None, b'>') => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn name_of(tag: &str) -> String {
    tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default().to_ascii_lowercase()
}

fn tag_faults(tag: &str) -> Vec<String> {
    let name = name_of(tag);
    let attributes = attributes(&tag[name.len()..]);
    let has = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let mut faults = Vec::new();
    if name == "style" {
        faults.push("a style sheet in the page: put it in doors/web/assets".to_owned());
    }
    if name == "script" && has("src").is_none() && has("type") != Some("application/json") {
        faults.push("a script in the page: put it in doors/web/assets".to_owned());
    }
    for (attribute, value) in &attributes {
        let handler = attribute.strip_prefix("on").is_some_and(|event| !event.is_empty() && event.bytes().all(|b| b.is_ascii_lowercase()));
        if handler || value.trim_start().starts_with("javascript:") {
            faults.push(format!("`{attribute}` runs a script in the page: listen in doors/web/assets"));
        } else if attribute == "style" {
            faults.push("`style` in the page: give it a class".to_owned());
        } else if SPOKEN.contains(&attribute.as_str()) && is_text(value) {
            faults.push(format!("{attribute}=\"{}\" belongs in the catalogue", value.trim()));
        }
    }
    faults
}

/// The attributes of a tag in order, names in lower case, values without quotes.
fn attributes(mut text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if text.is_empty() {
            return found;
        }
        let end = text.find(|c: char| c.is_whitespace() || c == '=' || c == '/').unwrap_or(text.len()).max(1);
        let name = text[..end].to_ascii_lowercase();
        text = text[end..].trim_start();
        let mut value = "";
        if let Some(given) = text.strip_prefix('=') {
            let given = given.trim_start();
            let (taken, rest) = match given.chars().next() {
                Some(quote @ ('"' | '\'')) => given[1..].split_once(quote).unwrap_or((&given[1..], "")),
                _ => given.split_at(given.find(char::is_whitespace).unwrap_or(given.len())),
            };
            (value, text) = (taken, rest);
        }
        found.push((name, value.to_owned()));
    }
}

/// Whether something remains to be read when names and character references are taken away.
fn is_text(text: &str) -> bool {
    let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '&' || c == ';' || c == '#'));
    words.any(|word| {
        let reference = word.starts_with('&') && word.ends_with(';');
        !reference && !NAMES.contains(&word) && word.chars().filter(|c| c.is_alphabetic()).count() >= 2
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::File;

    fn faults(text: &str) -> Vec<String> {
        check(&File { path: "a.html".into(), text: text.into() }).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_template_in_order_has_no_faults() {
        let page = "{# A page. #}\n<!doctype html>\n<!-- note -->\n<main class=\"queue\" data-online=\"1\">\n<h1 title=\"{{ say.say(\"queue-title\") }}\">{{ say.say(\"queue-title\") }}</h1>\n\
            <p>{% if count > 1 %}{{ count }}{% endif %} &middot; <kbd>Ctrl</kbd> <b>Firstline</b> ·</p>\n<script src=\"/a.js\" defer></script>\n\
            <script type=\"application/json\">{\"word\": 1}</script>\n<input value='{{ name }}' {% if on %}checked{% endif %}>\n</main>\n";
        assert_eq!(faults(page), [""; 0]);
    }

    #[test]
    fn what_the_policy_would_stop_is_named() {
        for (page, said) in [
            ("<p style=\"color: red\"></p>", "a.html:1: `style` in the page: give it a class"),
            ("<script>go()</script>", "a.html:1: a script in the page: put it in doors/web/assets"),
            ("\n<style>p {}</style>", "a.html:2: a style sheet in the page: put it in doors/web/assets"),
            ("<a onclick=\"go()\"></a>", "a.html:1: `onclick` runs a script in the page: listen in doors/web/assets"),
            ("<a href=\"javascript:go()\"></a>", "a.html:1: `href` runs a script in the page: listen in doors/web/assets"),
        ] {
            assert_eq!(faults(page), [said]);
        }
    }

    #[test]
    fn words_outside_the_catalogue_are_named() {
        assert_eq!(faults("<h1>\n  Queue</h1>"), ["a.html:2: \"Queue\" belongs in the catalogue"]);
        assert_eq!(faults("<button aria-label=\"Close\">×</button>"), ["a.html:1: aria-label=\"Close\" belongs in the catalogue"]);
        assert_eq!(faults("{% if a %}Yes{% else %}·{% endif %}"), ["a.html:1: \"Yes ·\" belongs in the catalogue"]);
    }

    #[test]
    fn broken_markup_ends() {
        for page in ["<", "<a", "<a href=\"", "{{", "<!--", "</", "<a ='x'>", "&", "<p \u{fc}=1>ü"] {
            let _ = faults(page);
        }
    }
}
