//! Where somebody who is not signed in yet comes from, and how often they may try.
//!
//! No budget is kept by account alone: whoever could spend it would lock its owner out. A guesser spends the budget of the
//! network they come from, and of that network with that account; the owner elsewhere does not notice.

use std::net::IpAddr;

use data_encoding::HEXLOWER;
use db::{Budget, MINUTE_MS, Tx};
use outcome::Result;

use crate::secret::hash_of;
use crate::{Actor, Door};

/// Longest user agent that is kept, in characters.
const USER_AGENT_CHARS_MAX: usize = 200;
/// The window of every budget here.
const WINDOW_MS: i64 = 15 * MINUTE_MS;
/// Tries of one network, whatever the account: an office behind one address signs in on Monday morning.
const TRIES_OF_A_NETWORK: Budget = Budget { most: 120, window_ms: WINDOW_MS };
/// Tries of one network for one account.
const TRIES_OF_A_NETWORK_FOR_AN_ACCOUNT: Budget = Budget { most: 10, window_ms: WINDOW_MS };
/// Sign-in letters that one network may ask for one account: each is a letter in somebody's mailbox.
const LETTERS_OF_A_NETWORK_FOR_AN_ACCOUNT: Budget = Budget { most: 5, window_ms: WINDOW_MS };

/// Where a request without a session comes from.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The way in.
    pub door: Door,
    /// The peer's address, as the door believes it.
    pub address: IpAddr,
    /// What the browser calls itself.
    pub user_agent: String,
}

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Try {
    /// A password or a code for an account.
    Proof,
    /// A letter with a link for an account.
    Letter,
}

impl Visit {
    /// Spends a try for `account`, an address as it was typed or a person's number.
    ///
    /// # Errors
    /// `TooMany` when this network tried too often.
    pub(crate) fn spend(&self, tx: &mut Tx<'_>, what: Try, account: &str) -> Result<()> {
        let (network, name) = (self.bucket(), HEXLOWER.encode(&hash_of(account)[..12]));
        let (kind, own) = match what {
            Try::Proof => ("sign-in", TRIES_OF_A_NETWORK_FOR_AN_ACCOUNT),
            Try::Letter => ("sign-in-letter", LETTERS_OF_A_NETWORK_FOR_AN_ACCOUNT),
        };
        tx.spend(&format!("{kind}:{network}:{name}"), 1, own)?;
        self.spend_unnamed(tx)
    }

    /// Spends a try that names no account: a link, whose secret cannot be guessed, but whose refusal is written down.
    ///
    /// # Errors
    /// `TooMany` when this network tried too often.
    pub(crate) fn spend_unnamed(&self, tx: &mut Tx<'_>) -> Result<()> {
        tx.spend(&format!("sign-in:{}", self.bucket()), 1, TRIES_OF_A_NETWORK)
    }

    /// Who can be told apart by address: one IPv4 address, or the /64 that one IPv6 line is given (RFC 6177).
    fn bucket(&self) -> String {
        match self.address.to_canonical() {
            IpAddr::V4(v4) => v4.to_string(),
            IpAddr::V6(v6) => {
                let [a, b, c, d, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        }
    }

    /// The network as lists of sessions show it: enough to recognise home and office, too little to find a desk.
    #[must_use]
    pub fn network(&self) -> String {
        match self.address.to_canonical() {
            IpAddr::V4(v4) => {
                let [a, b, c, _] = v4.octets();
                format!("{a}.{b}.{c}.0/24")
            }
            IpAddr::V6(v6) => {
                let [a, b, c, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}::/48")
            }
        }
    }

    /// What the browser calls itself, cut to what is kept.
    pub(crate) fn browser(&self) -> String {
        self.user_agent.chars().filter(|c| !c.is_control()).take(USER_AGENT_CHARS_MAX).collect()
    }

    /// Nobody yet: what happens before somebody is known is written down as Firstline's own.
    pub(crate) fn nobody(&self) -> Actor {
        Actor::system(self.door)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(address: &str) -> Visit {
        Visit { door: Door::Web, address: address.parse().unwrap(), user_agent: String::new() }
    }

    #[test]
    fn budgets_know_a_line_and_lists_only_a_network() {
        for (address, bucket, network) in [
            ("203.0.113.77", "203.0.113.77", "203.0.113.0/24"),
            ("::ffff:203.0.113.77", "203.0.113.77", "203.0.113.0/24"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ] {
            assert_eq!((from(address).bucket().as_str(), from(address).network().as_str()), (bucket, network));
        }
    }
}
