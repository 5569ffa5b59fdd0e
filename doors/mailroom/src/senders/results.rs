//! `Authentication-Results` (RFC 8601): what a mail server before us found.

use mail::{Finding, Verdicts};

use super::speaks_for;

/// Longest header that is looked at, in bytes.
const HEADER_BYTES_MAX: usize = 8 * 1024;

/// One result: `dkim=pass header.d=example.org`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    method: String,
    result: String,
    /// Properties with their values, such as `header.d` and `example.org`.
    properties: Vec<(String, String)>,
}

/// The verdicts in a header of the server called `trusted`, about a letter whose `From` lies in the domain `from`; `None` when
/// the header is another's.
pub(super) fn read(header: &str, trusted: &str, from: &str) -> Option<Verdicts> {
    let words = without_comments(header.get(..HEADER_BYTES_MAX).unwrap_or(header));
    let mut parts = words.split(';');
    let server = parts.next()?.split_whitespace().next()?;
    if !server.eq_ignore_ascii_case(trusted) {
        return None;
    }
    let found: Vec<Found> = parts.map(one).collect();
    let best = |method: &str| found.iter().filter(|f| f.method == method).map(|f| finding(&f.result)).min().unwrap_or_default();
    let passed = |method: &'static str| found.iter().filter(move |f| f.method == method && f.result == "pass");
    let of = |f: &Found, names: &[&str]| names.iter().find_map(|name| f.properties.iter().find(|(n, _)| n == name).map(|(_, v)| domain(v)));
    let signed = passed("dkim").filter_map(|f| of(f, &["header.d", "header.i"]));
    let sent = passed("spf").filter_map(|f| of(f, &["smtp.mailfrom", "smtp.mail", "smtp.helo"]));
    let vouching = signed.chain(sent).find(|domain| speaks_for(domain, from));
    // A server that says nothing of whom it means means the letter's only sender.
    let policy = passed("dmarc").any(|f| of(f, &["header.from"]).is_none_or(|domain| domain == from));
    let asked = found.iter().any(|f| f.method == "dmarc" && f.result != "none");
    let aligned = policy || (!asked && vouching.is_some());
    Some(Verdicts {
        spf: best("spf"),
        dkim: best("dkim"),
        dmarc: best("dmarc"),
        aligned,
        by: if aligned { vouching.unwrap_or_else(|| from.to_owned()) } else { String::new() },
        said_by: server.to_lowercase(),
    })
}

fn one(part: &str) -> Found {
    let mut found = Found::default();
    for (n, word) in part.split_whitespace().enumerate() {
        let Some((name, value)) = word.split_once('=') else { continue };
        let (name, value) = (name.to_ascii_lowercase(), value.trim_matches('"').to_ascii_lowercase());
        if n == 0 {
            // `dkim/1=pass`: the version of a method is not asked.
            found.method = name.split('/').next().unwrap_or_default().to_owned();
            found.result = value;
        } else {
            found.properties.push((name, value));
        }
    }
    found
}

/// What stands behind the last `@`, or all of it.
fn domain(value: &str) -> String {
    value.rsplit('@').next().unwrap_or_default().trim_matches(['<', '>', '.']).to_owned()
}

/// Comments stand in brackets and may hold anything but a result (RFC 5322, 3.2.2). What stands in quotes is a word, semicolons
/// and brackets included.
fn without_comments(text: &str) -> String {
    let (mut out, mut depth, mut quoted, mut escaped) = (String::with_capacity(text.len()), 0_u32, false, false);
    for c in text.chars() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match c {
            '\\' if quoted || depth > 0 => escaped = true,
            '"' if depth == 0 => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            // A quoted word cannot end a result or begin the next one.
            ';' | ' ' | '=' if quoted => out.push('_'),
            c => out.push(c),
        }
    }
    out
}

fn finding(word: &str) -> Finding {
    match word {
        "pass" => Finding::Pass,
        "fail" | "hardfail" | "permfail" => Finding::Fail,
        "softfail" | "neutral" | "policy" => Finding::Neutral,
        "temperror" => Finding::TemporaryError,
        "permerror" => Finding::PermanentError,
        _ => Finding::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_a_trusted_server_is_taken() {
        let header = "mx.desk.example 1; spf=pass (mx: domain of a@mail.example.org designates 1.2.3.4) smtp.mailfrom=a@mail.example.org;\
                      \r\n\tdkim=pass (2048-bit key; unprotected) header.d=example.org header.i=@example.org; dmarc=pass (p=NONE) header.from=example.org";
        let verdicts = read(header, "MX.desk.example", "example.org").unwrap();
        assert_eq!((verdicts.spf, verdicts.dkim, verdicts.dmarc), (Finding::Pass, Finding::Pass, Finding::Pass));
        assert!(verdicts.aligned);
        assert_eq!((verdicts.by.as_str(), verdicts.said_by.as_str()), ("example.org", "mx.desk.example"));
        assert_eq!(read(header, "other.example", "example.org"), None);
    }

    #[test]
    fn what_speaks_for_somebody_else_vouches_for_nobody() {
        for (header, aligned) in [
            ("mx; dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=x@evil.example", false),
            ("mx; dkim=fail header.d=example.org", false),
            ("mx; dkim=pass header.d=example.org", true),
            ("mx; dkim=pass header.d=example.org; dmarc=fail header.from=example.org", false),
            ("mx; spf=pass smtp.mailfrom=example.org; dmarc=none", true),
            ("mx; dmarc=pass header.from=evil.example", false),
            ("mx; spf=fail (dkim=pass header.d=example.org) smtp.mailfrom=x@example.org", false),
            ("mx; spf=fail reason=\"; dkim=pass header.d=example.org\"", false),
            ("mx; none", false),
            ("", false),
        ] {
            let verdicts = read(header, "mx", "example.org").unwrap_or_default();
            assert_eq!(verdicts.aligned, aligned, "{header}: {verdicts:?}");
        }
    }
}
