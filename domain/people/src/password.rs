//! Passwords: argon2id (RFC 9106) with OWASP's parameters, always outside a transaction, and only a few at once.
//!
//! A sign-in loads a [`Challenge`] in one transaction, answers it here, and hands the [`Answer`] to a command in another. Only
//! this file can make an `Answer` or a [`PasswordHash`], so no command can forget to ask.

mod gate;
mod weak;

use std::sync::OnceLock;

use anyhow::anyhow;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc};
use argon2::{Algorithm, Argon2, Params, Version};
use outcome::{Check, Result, Sentence};
use unicode_normalization::UnicodeNormalization;

use crate::PersonId;

pub use weak::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};

/// Memory of one hash, in KiB (OWASP Password Storage, argon2id, second choice: 19 MiB, 2 passes, 1 lane).
const MEMORY_KIB: u32 = 19 * 1024;
/// Passes over that memory.
const PASSES: u32 = 2;
/// Lanes.
const LANES: u32 = 1;

/// What is kept of a password, as a PHC string.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Checks a new password and hashes it. Slow by intent (tens of milliseconds): never inside a transaction.
    /// `about` is what an attacker would try first: the person's name and addresses.
    ///
    /// # Errors
    /// `Refusal::Invalid` for the field `password` when it is weak; `Refusal::Busy` when too many hash already.
    pub fn of(password: &str, about: &[&str]) -> Result<Self> {
        let password = normal(password);
        let mut check = Check::new();
        if let Some(problem) = weak::problem(&password, about) {
            check.that(false, "password", problem);
        }
        check.done()?;
        hash(&password)
    }

    pub(crate) fn as_phc(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

/// Who is asked for a password, and what it must match. For an account that does not exist it is answered just as slowly.
#[derive(Debug, Clone)]
pub struct Challenge {
    person: Option<PersonId>,
    kept: Option<PasswordHash>,
}

/// What came of a challenge.
#[derive(Debug, Clone)]
pub struct Answer {
    person: Option<PersonId>,
    kept: Option<PasswordHash>,
    matches: bool,
    /// The same password with today's parameters, where the kept hash has older ones.
    again: Option<PasswordHash>,
}

impl Challenge {
    pub(crate) fn new(person: Option<PersonId>, phc: Option<String>) -> Self {
        Self { person, kept: phc.map(PasswordHash) }
    }

    /// Compares. Slow by intent: never inside a transaction.
    ///
    /// # Errors
    /// `Refusal::Busy` when too many hash already.
    pub fn answer(&self, password: &str) -> Result<Answer> {
        let password = normal(password);
        let Some(kept) = &self.kept else {
            verify(decoy()?, &password)?;
            return Ok(Answer { person: self.person, kept: None, matches: false, again: None });
        };
        let matches = verify(kept, &password)?;
        let again = if matches && !is_current(kept) { Some(hash(&password)?) } else { None };
        Ok(Answer { person: self.person, kept: Some(kept.clone()), matches, again })
    }
}

impl Answer {
    /// Whose password was asked for, known or not matching alike.
    pub(crate) fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// Did it match the hash that is kept now? A password changed meanwhile is not matched by the old one.
    pub(crate) fn matches(&self, kept_now: Option<&str>) -> bool {
        self.matches && self.kept.as_ref().map(PasswordHash::as_phc) == kept_now
    }

    pub(crate) fn again(&self) -> Option<&PasswordHash> {
        self.again.as_ref()
    }
}

/// Two ways to type an accent are one password (NFKC, NIST SP 800-63B-4, 3.1.1.2). Cut before it is worked on: a
/// password longer than the longest is wrong anyway.
fn normal(password: &str) -> String {
    password.chars().take(PASSWORD_CHARS_MAX + 1).nfkc().collect()
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the constants above are within argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &str) -> Result<PasswordHash> {
    let _turn = gate::enter()?;
    let hash: phc::PasswordHash = argon2().hash_password(password.as_bytes()).map_err(|e| anyhow!("a password cannot be hashed: {e}"))?;
    Ok(PasswordHash(hash.to_string()))
}

fn verify(kept: &PasswordHash, password: &str) -> Result<bool> {
    let parsed = phc::PasswordHash::new(kept.as_phc()).map_err(|e| anyhow!("a kept password hash does not parse: {e}"))?;
    let _turn = gate::enter()?;
    Ok(argon2().verify_password(password.as_bytes(), &parsed).is_ok())
}

/// The hash that accounts without a password are compared with, so that they cost the same time.
fn decoy() -> Result<&'static PasswordHash> {
    static DECOY: OnceLock<PasswordHash> = OnceLock::new();
    match DECOY.get() {
        Some(decoy) => Ok(decoy),
        None => {
            let made = hash("nobody's password")?;
            Ok(DECOY.get_or_init(|| made))
        }
    }
}

fn is_current(kept: &PasswordHash) -> bool {
    kept.0.starts_with(&format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$"))
}

/// Makes ready what the first sign-in would otherwise wait for; a server calls it once at its start.
///
/// # Errors
/// When the system gives no random bytes.
pub fn warm_up() -> Result<()> {
    decoy().map(drop)
}

/// The sentence for a password that cannot be right, shared by every way that fails: it tells nobody which accounts exist.
pub(crate) fn wrong() -> Sentence {
    Sentence::new("sign-in-wrong")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_matches_itself_however_its_accents_are_typed() {
        let hash = PasswordHash::of("Grüße aus Köln 7", &[]).unwrap();
        assert!(is_current(&hash));
        let challenge = Challenge::new(Some(PersonId(1)), Some(hash.0.clone()));
        assert!(challenge.answer("Gru\u{308}ße aus Ko\u{308}ln 7").unwrap().matches(Some(&hash.0)));
        assert!(!challenge.answer("Grüße aus Bonn 7").unwrap().matches(Some(&hash.0)));
    }

    #[test]
    fn an_answer_to_an_old_hash_does_not_match_a_new_one() {
        let (old, new) = (PasswordHash::of("a long old password", &[]).unwrap(), PasswordHash::of("a long new password", &[]).unwrap());
        let answer = Challenge::new(Some(PersonId(1)), Some(old.0)).answer("a long old password").unwrap();
        assert!(!answer.matches(Some(&new.0)) && !answer.matches(None));
    }

    #[test]
    fn an_older_hash_is_made_again_with_todays_parameters() {
        let weaker = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8 * 1024, 1, 1, None).unwrap());
        let kept: phc::PasswordHash = weaker.hash_password(b"an old but good one").unwrap();
        let answer = Challenge::new(Some(PersonId(1)), Some(kept.to_string())).answer("an old but good one").unwrap();
        assert!(answer.matches(Some(&kept.to_string())) && is_current(answer.again().unwrap()));
    }

    #[test]
    fn nobody_is_answered_with_the_same_work_as_somebody() {
        /// Filling 19 MiB twice takes longer than this on any machine; looking something up does not.
        const LEAST: std::time::Duration = std::time::Duration::from_millis(2);
        assert!(is_current(decoy().unwrap()), "the decoy has today's parameters");
        let start = std::time::Instant::now();
        assert!(!Challenge::new(None, None).answer("a wrong password").unwrap().matches(None));
        assert!(start.elapsed() > LEAST);
    }
}
