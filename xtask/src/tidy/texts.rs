//! Rules over texts: every key in every language with the same arguments, none used that nobody wrote, none written that nobody uses.

use std::collections::{BTreeSet, HashSet};

use anyhow::{Context, Result};
use catalogue::{Catalogue, Language, keys_of, missing_keys};

use super::Fault;
use crate::tree::File;

/// The calls that name a key as their first argument.
const CALLS: [&str; 5] = ["say", "say1", "say2", "say_with", "say_plural"];

/// These folders speak of keys without meaning one: the catalogue itself and this tool.
const NOT_USERS: [&str; 2] = ["kit/catalogue/", "xtask/"];

/// A place that names a key, or with `open` the beginning of one: `format!("status-{}", ..)`.
#[derive(Debug, PartialEq, Eq)]
struct Mention {
    key: String,
    open: bool,
    line: usize,
}

/// Checks all texts of the project against one another and against their users.
pub fn check(files: &[File]) -> Result<Vec<Fault>> {
    let mut sources = Vec::new();
    for file in files.iter().filter(|file| file.is("ftl") && !file.path.starts_with("kit/catalogue/")) {
        let language = language_of(&file.path)
            .with_context(|| format!("{}: texts lie in locales/<language>/ or locales/<language>.ftl", file.path))?;
        sources.push((language, file));
    }
    // The tool ends in a moment; until then the texts may stay.
    let leaked: Vec<(Language, &'static str)> = sources.iter().map(|(language, file)| (*language, &*file.text.clone().leak())).collect();
    let all = Catalogue::new(&leaked);
    let mut faults: Vec<Fault> = all.faults().iter().map(|what| Fault::new(&homes_of_fault(what, &sources), 0, what.clone())).collect();
    for (a, b) in [(Language::En, Language::De), (Language::De, Language::En)] {
        faults.extend(missing_keys(&all, a, b).into_iter().map(|what| Fault::new(&home_of(&what, a, &sources), 0, what)));
    }
    let users: Vec<&File> =
        files.iter().filter(|file| !file.is("ftl") && !NOT_USERS.iter().any(|folder| file.path.starts_with(folder))).collect();
    for file in &users {
        for mention in mentions(&file.text) {
            let known =
                all.keys(Language::En).keys().any(|key| if mention.open { key.starts_with(&mention.key) } else { *key == mention.key });
            if !known {
                faults.push(Fault::new(&file.path, mention.line, format!("no text has the key `{}`", mention.key)));
            }
        }
    }
    faults.extend(unused(&sources, &users));
    Ok(faults)
}

/// The language a file's path names: `locales/en/queue.ftl` or `locales/en.ftl`.
fn language_of(path: &str) -> Option<Language> {
    let below = path.split_once("locales/")?.1;
    Language::parse(below.split(['/', '.']).next()?)
}

/// The files of the language in which a message that the fault quotes stands, or `locales` when it quotes none.
fn homes_of_fault(what: &str, sources: &[(Language, &File)]) -> String {
    let key = what.split('"').nth(1).unwrap_or_default();
    let language = what.split(':').next().and_then(Language::parse);
    let homes = sources.iter().filter(|(of, file)| Some(*of) == language && keys_of(&file.text).contains_key(key));
    let homes: Vec<&str> = homes.map(|(_, file)| file.path.as_str()).collect();
    if homes.is_empty() { "locales".to_owned() } else { homes.join(", ") }
}

fn home_of(what: &str, language: Language, sources: &[(Language, &File)]) -> String {
    let key = what.split(':').next().unwrap_or_default();
    let home = sources.iter().find(|(of, file)| *of == language && keys_of(&file.text).contains_key(key));
    home.map_or_else(|| "locales".to_owned(), |(_, file)| file.path.clone())
}

/// Keys that no source mentions: whole in quotes, or by a beginning that ends in `{` or the quote.
fn unused(sources: &[(Language, &File)], users: &[&File]) -> Vec<Fault> {
    let said: HashSet<&str> = users.iter().flat_map(|user| quoted(&user.text)).collect();
    let referred: String = sources.iter().map(|(_, file)| file.text.as_str()).collect();
    let mut faults = Vec::new();
    for (_, file) in sources.iter().filter(|(language, _)| *language == Language::En) {
        let messages: BTreeSet<String> =
            keys_of(&file.text).into_keys().map(|key| key.split('.').next().unwrap_or_default().to_owned()).collect();
        for message in messages {
            let beginnings = message.match_indices('-').map(|(at, _)| &message[..=at]);
            let mentioned = said.contains(message.as_str()) || beginnings.into_iter().any(|beginning| said.contains(beginning));
            if !mentioned && !referred.contains(&format!("{{ {message} }}")) {
                faults.push(Fault::new(&file.path, 0, format!("nobody uses the key `{message}`")));
            }
        }
    }
    faults
}

/// What could be a key after each quote: letters, digits, `-` and `_`, up to the closing quote, a `{`, or the `.` of an attribute.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).map(|after| {
        let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).unwrap_or(after.len());
        match after[end..].chars().next() {
            None | Some('{' | '.') => &after[..end],
            Some(_) => "",
        }
    })
}

/// Every key named in a call, in order.
fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    for (line, content) in text.lines().enumerate() {
        for (at, _) in content.match_indices('(') {
            let name = content[..at].rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
            if !CALLS.contains(&name) {
                continue;
            }
            let argument = content[at + 1..].trim_start_matches(['&', ' ']);
            let (argument, made) = match argument.strip_prefix("format!(") {
                Some(inner) => (inner, true),
                None => (argument, false),
            };
            let Some((key, _)) = argument.strip_prefix('"').and_then(|rest| rest.split_once('"')) else { continue };
            let (key, open) = match key.split_once('{') {
                Some((beginning, _)) if made => (beginning, true),
                _ => (key, false),
            };
            // Other things are said by functions of this name too: words of a protocol look different.
            let begins_like_a_key = key.starts_with(|c: char| c.is_ascii_lowercase());
            if !begins_like_a_key || !key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')) {
                continue;
            }
            found.push(Mention { key: key.to_owned(), open, line: line + 1 });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{check, mentions};
    use crate::tree::File;

    fn faults(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<File> = files.iter().map(|(path, text)| File { path: (*path).into(), text: (*text).into() }).collect();
        check(&files).expect("the fixtures lie in language folders").iter().map(ToString::to_string).collect()
    }

    #[test]
    fn keys_are_found_in_code_and_templates() {
        let found = mentions(
            "say.say(\"a-b\") say.say1( \"c\", \"n\", 1)\nself.say(&format!(\"status-{}\", word)) essay(\"no\") say(&key) say(\"250 OK\") say(\"QUIT\")\n{{ say.say_with(\"d\", x) }}",
        );
        let said: Vec<String> = found.iter().map(|m| format!("{}:{}{}", m.line, m.key, if m.open { "*" } else { "" })).collect();
        assert_eq!(said, ["1:a-b", "1:c", "2:status-*", "3:d"]);
    }

    #[test]
    fn texts_and_users_in_step_have_no_faults() {
        let said = faults(&[
            ("doors/web/locales/en/a.ftl", "title = Title\nstatus-new = New\nhello = { greeting } there\ngreeting = Hello\n"),
            ("doors/web/locales/de.ftl", "title = Titel\nstatus-new = Neu\nhello = { greeting } da\ngreeting = Hallo\n"),
            ("doors/web/src/a.rs", "say.say(\"title\"); say.say(&format!(\"status-{word}\")); say.say(\"hello\")"),
        ]);
        assert_eq!(said, [""; 0]);
    }

    #[test]
    fn each_slip_is_named() {
        let said = faults(&[
            ("doors/web/locales/en/a.ftl", "title = { $count } things\nold = Old\nlonely = Lonely\n"),
            ("doors/web/locales/de/a.ftl", "title = { $number } Dinge\nold = Alt\n"),
            ("doors/web/src/a.html", "{{ say.say1(\"title\", \"count\", 1) }}\n{{ say.say(\"titel\") }} {{ say.say(\"lonely\") }}"),
        ]);
        assert_eq!(
            said,
            [
                "doors/web/locales/en/a.ftl: lonely: stands in en, not in de",
                "doors/web/locales/en/a.ftl: title: takes {\"count\"} in en, {\"number\"} in de",
                "doors/web/locales/de/a.ftl: title: takes {\"number\"} in de, {\"count\"} in en",
                "doors/web/src/a.html:2: no text has the key `titel`",
                "doors/web/locales/en/a.ftl: nobody uses the key `old`",
            ]
        );
    }
}
