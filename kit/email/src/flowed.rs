//! Text whose lines were broken for transport only (RFC 3676, `format=flowed`), put together again.

/// Joins the lines that end in a space with the next one of the same quote depth.
pub(crate) fn unflow(text: &str, delete_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut paragraph: Option<(usize, String)> = None;
    for line in text.lines() {
        let depth = line.len() - line.trim_start_matches('>').len();
        let content = &line[depth..];
        let content = content.strip_prefix(' ').unwrap_or(content);
        let is_signature = content == "-- ";
        let flows = content.ends_with(' ') && !is_signature;
        let joins = paragraph.as_ref().is_some_and(|(open, _)| *open == depth && !is_signature);
        if !joins && let Some((open, text)) = paragraph.take() {
            push(&mut out, open, &text);
        }
        let (_, joined) = paragraph.get_or_insert_with(|| (depth, String::new()));
        joined.push_str(if flows && delete_space { &content[..content.len() - 1] } else { content });
        if !flows && let Some((open, text)) = paragraph.take() {
            push(&mut out, open, &text);
        }
    }
    if let Some((open, text)) = paragraph {
        push(&mut out, open, &text);
    }
    out
}

fn push(out: &mut String, depth: usize, text: &str) {
    out.push_str(&">".repeat(depth));
    if depth > 0 && !text.is_empty() {
        out.push(' ');
    }
    out.push_str(text);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::unflow;

    #[test]
    fn lines_flow_together() {
        assert_eq!(unflow("one \ntwo\nthree\n", false), "one two\nthree\n");
        assert_eq!(unflow("> one \n> two\n>> three \nfour\n", false), "> one two\n>> three \nfour\n");
        assert_eq!(unflow("a \nb\n", true), "ab\n");
        assert_eq!(unflow("text \n-- \nAnn\n", false), "text \n-- \nAnn\n");
        assert_eq!(unflow("  indented\n >not a quote\n", false), " indented\n>not a quote\n");
    }
}
