//! What a rule does to a ticket, in the order in which it does it.

use db::words;
use people::{PersonId, TeamId};
use serde::{Deserialize, Serialize};
use sla::Whom;
use tickets::{CategoryId, Level};

words! {
    /// Where a rule moves a ticket.
    pub enum Move {
        /// Our move.
        Open = "open",
        /// Their move.
        Waiting = "waiting",
        /// Done, and may come back.
        Resolved = "resolved",
        /// Done for good.
        Closed = "closed",
    }
}

words! {
    /// One of the things that a rule can do.
    pub enum Deed {
        /// It puts the ticket under a category.
        Recategorize = "recategorize",
        /// It gives it to a team, a specialist, or both.
        Assign = "assign",
        /// It weighs it.
        Prioritize = "prioritize",
        /// It adds and removes tags.
        Tag = "tag",
        /// It writes an internal note.
        Note = "note",
        /// It answers the requester.
        Reply = "reply",
        /// It pages somebody about it.
        Page = "page",
        /// It moves it.
        Move = "move",
    }
}

/// What a rule does; what is not said stays as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Deeds {
    /// What the ticket is about.
    pub category: Option<CategoryId>,
    /// The team it goes to.
    pub team: Option<TeamId>,
    /// The specialist it goes to.
    pub assignee: Option<PersonId>,
    /// How much is hit.
    pub impact: Option<Level>,
    /// How soon it hurts.
    pub urgency: Option<Level>,
    /// Tags it gets.
    pub tag: Vec<String>,
    /// Tags it loses.
    pub untag: Vec<String>,
    /// An internal note, in Markdown.
    pub note: String,
    /// A public reply, in Markdown.
    pub reply: String,
    /// Who is paged about it, step by step until somebody acknowledges.
    pub page: Option<Whom>,
    /// Where it moves, last of all.
    pub to: Option<Move>,
}

impl Deeds {
    /// Which of the things it does, in order.
    #[must_use]
    pub fn all(&self) -> Vec<Deed> {
        let has = |deed: &Deed| match deed {
            Deed::Recategorize => self.category.is_some(),
            Deed::Assign => self.team.is_some() || self.assignee.is_some(),
            Deed::Prioritize => self.impact.is_some() || self.urgency.is_some(),
            Deed::Tag => !self.tag.is_empty() || !self.untag.is_empty(),
            Deed::Note => !self.note.is_empty(),
            Deed::Reply => !self.reply.is_empty(),
            Deed::Page => self.page.is_some(),
            Deed::Move => self.to.is_some(),
        };
        Deed::ALL.iter().copied().filter(has).collect()
    }
}
