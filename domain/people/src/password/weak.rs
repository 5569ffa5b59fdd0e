//! What is wrong with a password: too short, or among the first that anybody would try (NIST SP 800-63B-4, 3.1.1.2).
//! Nothing is demanded of digits or signs: such rules make passwords worse.

use outcome::Sentence;

/// Fewest characters of a password.
pub const PASSWORD_CHARS_MIN: usize = 12;
/// Most characters of a password.
pub const PASSWORD_CHARS_MAX: usize = 256;

/// Words whose repetition or decoration is no password.
const OBVIOUS: [&str; 17] = [
    "password",
    "passwort",
    "kennwort",
    "firstline",
    "helpdesk",
    "welcome",
    "willkommen",
    "letmein",
    "qwerty",
    "qwertz",
    "azerty",
    "iloveyou",
    "administrator",
    "admin",
    "secret",
    "geheim",
    "changeme",
];
/// Letters that are left over when an obvious word is taken out: fewer than these do not make it better.
const LEFT_OVER_MIN: usize = 6;

/// What is wrong with `password`, if something is. `about` is the person's name and addresses.
pub(super) fn problem(password: &str, about: &[&str]) -> Option<Sentence> {
    let chars = password.chars().count();
    if chars < PASSWORD_CHARS_MIN {
        return Some(Sentence::new("password-too-short").with("min", PASSWORD_CHARS_MIN));
    }
    if chars > PASSWORD_CHARS_MAX {
        return Some(Sentence::new("password-too-long").with("max", PASSWORD_CHARS_MAX));
    }
    let lower = password.to_lowercase();
    if is_pattern(&lower) {
        return Some("password-pattern".into());
    }
    let own = about.iter().flat_map(|text| text.to_lowercase().split(['@', '.', ' ', '-', '_']).map(str::to_owned).collect::<Vec<_>>());
    let own: Vec<String> = own.filter(|word| word.chars().count() >= 4).collect();
    if rest_without(&lower, own.iter().map(String::as_str)) < LEFT_OVER_MIN {
        return Some("password-about-you".into());
    }
    (rest_without(&lower, OBVIOUS.into_iter()) < LEFT_OVER_MIN).then(|| "password-obvious".into())
}

/// The different letters and signs that remain when `words` and digits at the ends are taken out; all, when none of the words occurs.
fn rest_without<'a>(lower: &str, words: impl Iterator<Item = &'a str>) -> usize {
    let rest = words.fold(lower.to_owned(), |rest, word| rest.replace(word, ""));
    if rest.len() == lower.len() {
        return usize::MAX;
    }
    rest.trim_matches(|c: char| !c.is_alphabetic()).chars().count()
}

/// One thing again and again (`abcabcabcabc`), or a straight line (`abcdefghijkl`, `987654321098`).
fn is_pattern(lower: &str) -> bool {
    let chars: Vec<char> = lower.chars().collect();
    let repeats = (1..=chars.len() / 3).any(|n| chars.iter().enumerate().all(|(i, c)| *c == chars[i % n]));
    let steps = |by: i64| chars.windows(2).filter(|w| i64::from(u32::from(w[1])) - i64::from(u32::from(w[0])) == by).count();
    repeats || steps(1).max(steps(-1)) + 2 >= chars.len()
}

#[cfg(test)]
mod tests {
    use super::problem;

    fn key(password: &str) -> Option<&'static str> {
        problem(password, &["Ann Lee-Miller", "ann.miller@example.org"]).map(|says| says.key)
    }

    #[test]
    fn the_first_that_anybody_would_try_are_refused() {
        assert_eq!(key("short"), Some("password-too-short"));
        assert_eq!(key("aaaaaaaaaaaaa"), Some("password-pattern"));
        assert_eq!(key("abc1abc1abc1abc1"), Some("password-pattern"));
        assert_eq!(key("123456789012"), Some("password-pattern"));
        assert_eq!(key("Password2026!!"), Some("password-obvious"));
        assert_eq!(key("firstlinehelpdesk"), Some("password-obvious"));
        assert_eq!(key("Miller.example.1"), Some("password-about-you"));
        assert_eq!(key(&"ä".repeat(257)), Some("password-too-long"));
    }

    #[test]
    fn a_phrase_is_a_password() {
        assert_eq!(key("my password is a tulip"), None);
        assert_eq!(key("vier kalte Enten"), None);
        assert_eq!(key("xK9#mP2$vL5q"), None);
    }
}
