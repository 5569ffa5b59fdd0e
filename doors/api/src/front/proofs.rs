//! Passwords that were right a moment ago: comparing one is slow by intent, and programs show theirs with every request.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use db::{MINUTE_MS, Moment};
use people::Proved;
use sha2::{Digest, Sha256};

/// How long a password is not compared again. Whether it changed is asked each time.
const HOLDS_MS: i64 = 5 * MINUTE_MS;
/// Proofs that are kept; when there are more, those that ended go.
const KEPT_MAX: usize = 10_000;

/// What stands for an address and a password: nothing from which either could be read.
type Mark = [u8; 32];

/// Proofs by their mark.
pub(crate) struct Proofs {
    salt: [u8; 32],
    kept: Mutex<HashMap<Mark, (Proved, Moment)>>,
}

impl Proofs {
    pub(crate) fn new() -> Self {
        let mut salt = [0; 32];
        // Without randomness nothing is kept under a guessable mark: each lookup then misses.
        let random = getrandom::fill(&mut salt).is_ok();
        debug_assert!(random, "the system gives random bytes");
        Self { salt, kept: Mutex::default() }
    }

    pub(super) fn mark(&self, email: &str, password: &str) -> Mark {
        let mut digest = Sha256::new_with_prefix(self.salt);
        digest.update(email.to_lowercase().as_bytes());
        digest.update([0]);
        digest.update(password.as_bytes());
        digest.finalize().into()
    }

    /// What was proved with this, if it was a moment ago.
    pub(super) fn find(&self, mark: &Mark, now: Moment) -> Option<Proved> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(mark).filter(|(_, at)| now.since_ms(*at) < HOLDS_MS).map(|(proved, _)| *proved)
    }

    pub(super) fn keep(&self, mark: Mark, proved: Proved, now: Moment) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MAX {
            kept.retain(|_, (_, at)| now.since_ms(*at) < HOLDS_MS);
        }
        if kept.len() < KEPT_MAX {
            kept.insert(mark, (proved, now));
        }
    }

    pub(super) fn forget(&self, mark: &Mark) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).remove(mark);
    }
}
