//! Where somebody who is not signed in yet comes from, and how often they may try.
//!
//! No budget is kept by account alone: whoever could spend it would lock its owner out. A guesser spends the budget of the
//! network they come from, and of that network with that account; the owner elsewhere does not notice. The owner on the same
//! network does not notice either, in a browser in which they signed in before: it has a budget of its own (OWASP calls its
//! secret a device cookie). And links, passkeys and invitations that hold are not counted at all.

mod known;

use std::net::IpAddr;

use data_encoding::HEXLOWER;
use db::{Budget, MINUTE_MS, Tx};
use outcome::Result;

use crate::secret::hash_of;
use crate::{Actor, Door, PersonId};

pub(crate) use known::{forget_browsers, remember_browser};

pub use known::BROWSER_KNOWN_MS;

/// Longest user agent that is kept, in characters.
const USER_AGENT_CHARS_MAX: usize = 200;
/// The window of every budget here.
const WINDOW_MS: i64 = 15 * MINUTE_MS;
/// Tries of one network, whatever the account: an office behind one address signs in on Monday morning.
const TRIES_OF_A_NETWORK: Budget = Budget { most: 120, window_ms: WINDOW_MS };
/// Tries for one account, of one network or of one known browser.
const TRIES_FOR_AN_ACCOUNT: Budget = Budget { most: 10, window_ms: WINDOW_MS };
/// Sign-in letters for one account, to one network or one known browser: each is a letter in somebody's mailbox.
const LETTERS_FOR_AN_ACCOUNT: Budget = Budget { most: 5, window_ms: WINDOW_MS };

/// Where a request without a session comes from.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The way in.
    pub door: Door,
    /// The peer's address, as the door believes it.
    pub address: IpAddr,
    /// What the browser calls itself.
    pub user_agent: String,
    /// The secret that the browser got when somebody signed in before ([`Opened::browser`](crate::Opened::browser)).
    pub browser: Option<String>,
}

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Try {
    /// A password or a code.
    Proof,
    /// A letter with a link.
    Letter,
}

/// For whom it is tried.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Account<'a> {
    /// An address as it was typed, in its normal form; perhaps nobody's.
    Email(&'a str),
    /// Somebody who proved something already.
    Person(PersonId),
}

impl Visit {
    /// Spends a try for an account.
    ///
    /// # Errors
    /// `TooMany` when this network, or this known browser, tried too often.
    pub(crate) fn spend(&self, tx: &mut Tx<'_>, what: Try, account: Account<'_>) -> Result<()> {
        let (kind, budget) = match what {
            Try::Proof => ("sign-in", TRIES_FOR_AN_ACCOUNT),
            Try::Letter => ("sign-in-letter", LETTERS_FOR_AN_ACCOUNT),
        };
        if let Some(browser) = self.known_to(tx, account)? {
            return tx.spend(&format!("{kind}:browser:{browser}"), 1, budget);
        }
        let name = match account {
            Account::Email(email) => HEXLOWER.encode(&hash_of(email)[..12]),
            Account::Person(person) => person.to_string(),
        };
        tx.spend(&format!("{kind}:{}:{name}", self.bucket()), 1, budget)?;
        self.spend_unnamed(tx)
    }

    /// Spends a try that names no account: a challenge that somebody asks for, or a link that did not hold.
    ///
    /// # Errors
    /// `TooMany` when this network, or this known browser, tried too often.
    pub(crate) fn spend_unnamed(&self, tx: &mut Tx<'_>) -> Result<()> {
        let bucket = match self.known(tx)? {
            Some(browser) => format!("sign-in:browser:{browser}:unnamed"),
            None => format!("sign-in:{}", self.bucket()),
        };
        tx.spend(&bucket, 1, TRIES_OF_A_NETWORK)
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
    pub(crate) fn user_agent(&self) -> String {
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
        Visit { door: Door::Web, address: address.parse().unwrap(), user_agent: String::new(), browser: None }
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
