//! What clocks are told: facts in the order in which they happened. Clocks are a pure function of them.

use db::Moment;
use serde::{Deserialize, Serialize};

use crate::metric::Stand;
use crate::terms::TermsId;

/// How soon work given back counts as never given away, in milliseconds: as long as an undo takes.
pub const GIVEN_BACK_MS: i64 = 15 * db::MINUTE_MS;

/// Something that clocks follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "fact")]
pub enum Fact {
    /// The work began; `answered` when the requester was spoken to while it did, as on the telephone.
    Opened {
        /// Was the requester spoken to?
        answered: bool,
    },
    /// Where the work stands, and since when. Since an earlier moment when a change was undone: what lay between never was.
    Stands {
        /// Where.
        stand: Stand,
        /// Since when.
        since: Moment,
    },
    /// The requester said something.
    Asked,
    /// The desk answered in public.
    Answered,
    /// A team has it, or none.
    Given {
        /// The team.
        team: Option<i64>,
    },
    /// From now on these terms hold, or none.
    Agreed {
        /// The terms.
        terms: Option<TermsId>,
    },
}

/// A fact and when it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Moment,
    /// What.
    pub fact: Fact,
}

/// The facts by the time at which they took effect, without what was undone. Facts of one moment keep their order.
#[must_use]
pub fn in_effect(told: &[Happened]) -> Vec<Happened> {
    let mut facts: Vec<Happened> = Vec::with_capacity(told.len());
    for happened in told {
        match happened.fact {
            Fact::Stands { since, .. } => {
                facts.retain(|f| f.at < since || !matches!(f.fact, Fact::Stands { .. }));
                insert(&mut facts, Happened { at: since, fact: happened.fact });
            }
            Fact::Given { team } => {
                let given: Vec<usize> = (0..facts.len()).filter(|i| matches!(facts[*i].fact, Fact::Given { .. })).collect();
                let back = match given[..] {
                    [.., before, last] => {
                        facts[before].fact == Fact::Given { team } && happened.at.since_ms(facts[last].at) <= GIVEN_BACK_MS
                    }
                    _ => false,
                };
                if back {
                    facts.remove(given[given.len() - 1]);
                } else {
                    insert(&mut facts, *happened);
                }
            }
            _ => insert(&mut facts, *happened),
        }
    }
    facts
}

fn insert(facts: &mut Vec<Happened>, happened: Happened) {
    let place = facts.partition_point(|f| f.at <= happened.at);
    facts.insert(place, happened);
}
