//! Why people are told things, by which way, and what each of them chose.

use db::{Conn, Tx, params, words};
use outcome::{Error, Result};
use people::{Actor, PersonId};

use crate::policy::{self, Action};

words! {
    /// Why somebody is told of something, the strongest reason first.
    pub enum Reason {
        /// They are paged: an agreement says so when its promise is in danger.
        Paged = "paged",
        /// They are mentioned.
        Mentioned = "mentioned",
        /// A ticket was given to them.
        Assigned = "assigned",
        /// Something they answer for is due soon, or late.
        Due = "due",
        /// A requester of their team was not happy with the help.
        Opinion = "opinion",
        /// They are asked to approve a change.
        Approve = "approve",
        /// A rule says so.
        Rule = "rule",
        /// It is their ticket.
        Yours = "yours",
        /// They speak with its requester, while others work on it.
        Voice = "voice",
        /// A letter did not arrive, or waits to be checked.
        Mail = "mail",
        /// They watch it.
        Watching = "watching",
        /// It is their team's, and nobody has it.
        Team = "team",
        /// It came in, and neither a team nor anybody has it.
        Unassigned = "unassigned",
    }
}

words! {
    /// By which way.
    pub enum Channel {
        /// Not at all.
        Off = "off",
        /// In the app.
        App = "app",
        /// In the app and by mail: the first at once, the next ones gathered for a while.
        Mail = "mail",
        /// In the app, and by mail once a day.
        Digest = "digest",
    }
}

impl Reason {
    /// The way for who chose none: letters for what waits for them, the app for what they may want to know.
    #[must_use]
    pub fn usual(self) -> Channel {
        match self {
            Self::Paged
            | Self::Mentioned
            | Self::Assigned
            | Self::Due
            | Self::Approve
            | Self::Rule
            | Self::Yours
            | Self::Voice
            | Self::Mail => Channel::Mail,
            Self::Watching | Self::Team | Self::Unassigned | Self::Opinion => Channel::App,
        }
    }
}

/// A reason and the way chosen for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The reason.
    pub reason: Reason,
    /// The way.
    pub channel: Channel,
}

/// What the actor chose, for every reason but being paged: that comes by mail at once, to everybody.
///
/// # Errors
/// Refused to who is no person.
pub fn choices(conn: &Conn, actor: &Actor) -> Result<Vec<Choice>> {
    let person = policy::permit_own(actor, Action::See)?;
    chosen(conn, person)
}

/// Chooses the way for a reason.
///
/// # Errors
/// Refused to who is no person, and to a credential that only looks.
pub fn choose(tx: &mut Tx<'_>, actor: &Actor, choice: &Choice) -> Result<()> {
    let person = policy::permit_own(actor, Action::Choose)?;
    if choice.reason == Reason::Paged {
        return Err(Error::conflict("notice-paged-always"));
    }
    tx.execute_one(
        "INSERT INTO notification_choices (person_id, reason, channel) VALUES ($1, $2, $3) \
         ON CONFLICT (person_id, reason) DO UPDATE SET channel = excluded.channel",
        params![person, choice.reason, choice.channel],
    )
}

pub(crate) fn chosen(conn: &Conn, person: PersonId) -> Result<Vec<Choice>> {
    let made = conn.all::<(Reason, Channel)>("SELECT reason, channel FROM notification_choices WHERE person_id = $1", params![person])?;
    let channel = |reason: Reason| made.iter().find(|(chosen, _)| *chosen == reason).map_or(reason.usual(), |(_, channel)| *channel);
    let choosable = Reason::ALL.iter().filter(|reason| **reason != Reason::Paged);
    Ok(choosable.map(|&reason| Choice { reason, channel: channel(reason) }).collect())
}
