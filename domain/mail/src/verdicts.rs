//! What is known about a letter's sender: the verdicts of SPF, DKIM and DMARC, and whether one of them vouches for its `From`.

use db::words;
use serde::{Deserialize, Serialize};

words! {
    /// What a check answered (RFC 8601, 2.7).
    #[derive(Default)]
    pub enum Finding {
        /// It holds.
        Pass = "pass",
        /// It does not hold.
        Fail = "fail",
        /// It probably does not hold, or its owner does not say.
        Neutral = "neutral",
        /// Nothing to check was published or signed.
        #[default]
        None = "none",
        /// It could not be checked now: no answer of the name servers.
        TemporaryError = "temperror",
        /// It can never be checked: what was published is broken.
        PermanentError = "permerror",
    }
}

/// The verdicts on one letter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Verdicts {
    /// Did the sending machine have the right to use the envelope's sender (RFC 7208)?
    pub spf: Finding,
    /// Does a signature hold (RFC 6376)?
    pub dkim: Finding,
    /// Does the domain in `From` stand behind the letter by its own published policy (RFC 9989)?
    pub dmarc: Finding,
    /// Does a passed check speak for the domain in `From`? Only then is the sender who it says it is.
    pub aligned: bool,
    /// Who vouches: a domain whose signature or machine it is; empty when nobody does.
    pub by: String,
    /// Who checked: the mail server whose word is taken, or empty for ourselves.
    pub said_by: String,
}

impl Verdicts {
    /// The verdicts on a letter whose sender is proven by other means: by tests, and by mail that never left this desk.
    #[must_use]
    pub fn vouched(domain: &str) -> Self {
        Self { dmarc: Finding::Pass, aligned: true, by: domain.to_owned(), ..Self::default() }
    }

    /// Were they asked for at all?
    #[must_use]
    pub fn are_known(&self) -> bool {
        *self != Self::default()
    }

    pub(crate) fn json(&self) -> outcome::Result<String> {
        if !self.are_known() {
            return Ok(String::new());
        }
        Ok(serde_json::to_string(self).map_err(anyhow::Error::from)?)
    }

    /// The verdicts of a letter's row; the default where there are none.
    pub(crate) fn read(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }
}
