//! Whom not to ask for a while: domains whose names nobody answers for, and the name servers themselves once they are away.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long who did not answer in time is left alone, so that no absence slows every letter.
const REST: Duration = Duration::from_secs(60);
/// A check that took longer and ended without an answer was waited for in vain.
const IN_VAIN: Duration = Duration::from_secs(1);
/// Checks in vain, one after the other, after which the name servers themselves are doubted.
const IN_VAIN_MAX: u32 = 3;
/// Domains that are remembered; beyond them the oldest are forgotten.
const DOMAINS_MAX: usize = 1_000;

/// Who rests.
#[derive(Debug, Default)]
pub(super) struct Rest(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    domains: HashMap<String, Instant>,
    in_vain: u32,
    everybody_until: Option<Instant>,
}

impl Rest {
    /// Is nobody to be asked about this domain now?
    pub(super) fn holds(&self, domain: &str) -> bool {
        let (state, now) = (self.lock(), Instant::now());
        state.everybody_until.is_some_and(|until| now < until) || state.domains.get(domain).is_some_and(|until| now < *until)
    }

    /// Notes how a check ended. Are the name servers themselves to be doubted?
    pub(super) fn note(&self, domain: &str, took: Duration, unanswered: bool) -> bool {
        let mut state = self.lock();
        if !unanswered {
            state.in_vain = 0;
            state.domains.remove(domain);
            return false;
        }
        if took < IN_VAIN {
            // An answer, if only that there is none: it slows nobody.
            return false;
        }
        if state.domains.len() >= DOMAINS_MAX {
            let oldest = state.domains.iter().min_by_key(|(_, until)| **until).map(|(domain, _)| domain.clone());
            oldest.and_then(|domain| state.domains.remove(&domain));
        }
        state.domains.insert(domain.to_owned(), Instant::now() + REST);
        state.in_vain += 1;
        state.in_vain >= IN_VAIN_MAX
    }

    /// The name servers were asked for a name that everybody knows: whoever answers is not away.
    pub(super) fn everybody(&self, away: bool) {
        let mut state = self.lock();
        if away {
            state.everybody_until = Some(Instant::now() + REST);
            // After the rest one check in vain is enough.
            state.in_vain = IN_VAIN_MAX - 1;
        } else {
            state.in_vain = 0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(2);

    #[test]
    fn a_domain_rests_alone_and_everybody_only_once_they_are_away() {
        let rest = Rest::default();
        assert!(!rest.note("a.example", LONG, true) && rest.holds("a.example") && !rest.holds("b.example"));
        assert!(!rest.note("b.example", LONG, true));
        assert!(rest.note("c.example", LONG, true), "the third in a row casts doubt on the name servers");
        rest.everybody(false);
        assert!(!rest.holds("d.example"), "they are there: only the domains are dead");
        rest.everybody(true);
        assert!(rest.holds("d.example"));
    }

    #[test]
    fn a_quick_answer_that_there_is_none_gives_nobody_a_rest_and_memory_is_bounded() {
        let rest = Rest::default();
        assert!(!rest.note("a.example", Duration::from_millis(5), true) && !rest.holds("a.example"));
        for n in 0..2 * DOMAINS_MAX {
            rest.note(&format!("{n}.example"), LONG, true);
        }
        assert_eq!(rest.lock().domains.len(), DOMAINS_MAX);
    }
}
