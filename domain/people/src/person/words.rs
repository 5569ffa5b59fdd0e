//! What a person is found by: the words of their name, their addresses, their numbers, each as a prefix in one index.

use std::collections::BTreeSet;

use db::{Tx, params};
use outcome::Result;
use text::plain::fold;

use crate::PersonId;

/// Most words a person is found by; a name of a hundred words is found by its first ones.
const WORDS_MAX: usize = 100;
/// Most words of a question that are looked at.
const TYPED_WORDS_MAX: usize = 6;
/// Longest word that is kept or asked for, in characters.
const WORD_CHARS_MAX: usize = 100;

/// What `person` is found by, written anew after a change of name, address or number.
pub(crate) fn index(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let mut words = BTreeSet::new();
    for (name,) in tx.all::<(String,)>("SELECT name FROM people WHERE id = $1", params![person])? {
        words.extend(of_name(&name));
    }
    for (email,) in tx.all::<(String,)>("SELECT email FROM person_emails WHERE person_id = $1", params![person])? {
        words.extend(of_email(&email));
    }
    for (digits,) in tx.all::<(String,)>("SELECT phone_key FROM person_phones WHERE person_id = $1", params![person])? {
        words.insert(backwards(&digits));
        words.insert(digits);
    }
    tx.execute("DELETE FROM person_words WHERE person_id = $1", params![person])?;
    for word in words.into_iter().take(WORDS_MAX) {
        tx.execute_one("INSERT INTO person_words (word, person_id) VALUES ($1, $2)", params![word, person])?;
    }
    Ok(())
}

/// The beginnings somebody typed, each as the alternatives it may stand for in the index.
pub(crate) fn typed_words(text: &str) -> Vec<Vec<String>> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() && text.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c)) {
        // +49 30 123 finds 030 123 by its end, and a number half typed by its beginning.
        let national = digits.trim_start_matches('0').to_owned();
        let mut either = vec![digits.clone(), backwards(&digits)];
        if !national.is_empty() && national != digits {
            either.extend([national.clone(), backwards(&national)]);
        }
        return vec![either];
    }
    let words = split(text).filter(|w| !w.is_empty()).take(TYPED_WORDS_MAX);
    words.map(|w| vec![w.chars().take(WORD_CHARS_MAX).collect()]).collect()
}

/// Each word, and the parts of a double name.
fn of_name(name: &str) -> impl Iterator<Item = String> {
    split(name).flat_map(|word| {
        let parts: Vec<String> = word.split('-').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        std::iter::once(word).chain(parts)
    })
}

/// The whole address, the words of its local part, and its domain.
fn of_email(email: &str) -> impl Iterator<Item = String> {
    let (local, domain) = email.rsplit_once('@').unwrap_or((email, ""));
    let whole = fold(email);
    let parts = local.split(['.', '-', '_', '+']).map(fold).collect::<Vec<_>>();
    parts.into_iter().chain([whole, format!("@{}", fold(domain)), fold(domain)]).filter(|w| !w.is_empty())
}

fn split(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let words = folded.split(|c: char| c.is_whitespace() || ",;/()[]<>\"".contains(c)).map(|w| w.trim_matches(['.', '\'', '-']));
    words.filter(|w| !w.is_empty()).map(|w| w.chars().take(WORD_CHARS_MAX).collect()).collect::<Vec<String>>().into_iter()
}

fn backwards(digits: &str) -> String {
    std::iter::once('~').chain(digits.chars().rev()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_becomes_beginnings() {
        assert_eq!(typed_words("Jürgen  Mü"), [["jurgen"], ["mu"]]);
        assert_eq!(typed_words("030 12"), [["03012", "~21030", "3012", "~2103"]]);
        assert_eq!(typed_words("Lee, A."), [["lee"], ["a"]]);
        assert!(typed_words(" \n ").is_empty());
    }

    #[test]
    fn an_address_is_found_by_its_whole_its_parts_and_its_domain() {
        let words: Vec<_> = of_email("ann.lee+desk@example.org").collect();
        assert_eq!(words, ["ann", "lee", "desk", "ann.lee+desk@example.org", "@example.org", "example.org"]);
    }
}
