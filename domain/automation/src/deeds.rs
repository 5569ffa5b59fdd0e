//! What a rule or a macro does to a ticket, in the order in which it does it.

use db::{Conn, words};
use outcome::{Check, Result, Sentence};
use people::{PersonId, TeamId};
use serde::{Deserialize, Serialize};
use sla::Whom;
use tickets::{CategoryId, ChecklistId, Level};
use webhooks::WebhookId;

use crate::placeholder::wrong;

words! {
    /// Where a ticket is moved.
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
    /// One of the things that a rule or a macro can do.
    pub enum Deed {
        /// It puts the ticket under a category.
        Recategorize = "recategorize",
        /// It gives it to a team, a specialist, or both.
        Assign = "assign",
        /// It weighs it.
        Prioritize = "prioritize",
        /// It adds and removes tags.
        Tag = "tag",
        /// It puts a checklist on it.
        Checklist = "checklist",
        /// It writes an internal note.
        Note = "note",
        /// It answers the requester.
        Reply = "reply",
        /// It pages somebody about it.
        Page = "page",
        /// It moves it.
        Move = "move",
        /// It tells people of it.
        Notify = "notify",
        /// It tells another program of it, as it is then.
        Webhook = "webhook",
    }
}

/// What a rule or a macro does; what is not said stays as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Deeds {
    /// What the ticket is about.
    pub category: Option<CategoryId>,
    /// The team it goes to.
    pub team: Option<TeamId>,
    /// The specialist it goes to.
    pub assignee: Option<PersonId>,
    /// It goes to whoever does this; before `assignee`.
    pub take: bool,
    /// How much is hit.
    pub impact: Option<Level>,
    /// How soon it hurts.
    pub urgency: Option<Level>,
    /// Tags it gets.
    pub tag: Vec<String>,
    /// Tags it loses.
    pub untag: Vec<String>,
    /// The checklist it gets.
    pub checklist: Option<ChecklistId>,
    /// An internal note, in Markdown.
    pub note: String,
    /// A public reply, in Markdown.
    pub reply: String,
    /// Who is paged about it, step by step until somebody acknowledges.
    pub page: Option<Whom>,
    /// Where it moves.
    pub to: Option<Move>,
    /// Who is told of it, as each of them chose to be told.
    pub notify: Option<Whom>,
    /// The webhook that is told of it, last of all.
    pub webhook: Option<WebhookId>,
}

impl Deeds {
    /// Which of the things it does, in order.
    #[must_use]
    pub fn all(&self) -> Vec<Deed> {
        let has = |deed: &Deed| match deed {
            Deed::Recategorize => self.category.is_some(),
            Deed::Assign => self.team.is_some() || self.assignee.is_some() || self.take,
            Deed::Prioritize => self.impact.is_some() || self.urgency.is_some(),
            Deed::Tag => !self.tag.is_empty() || !self.untag.is_empty(),
            Deed::Checklist => self.checklist.is_some(),
            Deed::Note => !self.note.is_empty(),
            Deed::Reply => !self.reply.is_empty(),
            Deed::Page => self.page.is_some(),
            Deed::Move => self.to.is_some(),
            Deed::Notify => self.notify.is_some(),
            Deed::Webhook => self.webhook.is_some(),
        };
        Deed::ALL.iter().copied().filter(has).collect()
    }

    /// The same without blanks around its texts and tags.
    #[must_use]
    pub(crate) fn trimmed(&self) -> Self {
        let words = |tags: &[String]| tags.iter().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect::<Vec<_>>();
        Self {
            tag: words(&self.tag),
            untag: words(&self.untag),
            note: self.note.trim().to_owned(),
            reply: self.reply.trim().to_owned(),
            ..self.clone()
        }
    }

    /// Checks what they say; `by_agent` says whether a person will do them.
    pub(crate) fn check(&self, conn: &Conn, check: &mut Check, by_agent: bool) -> Result<()> {
        let long = self.note.len().max(self.reply.len()) > tickets::BODY_BYTES_MAX;
        let tag_long = self.tag.iter().chain(&self.untag).any(|t| t.chars().count() > tickets::TAG_CHARS_MAX);
        check
            .that(!long, "reply", "rule-text-too-long")
            .that(!tag_long, "tag", Sentence::new("rule-tag-too-long").with("max", tickets::TAG_CHARS_MAX))
            .that(by_agent || !self.take, "assignee", "rule-takes-nothing")
            .that(!by_agent || (self.notify.is_none() && self.webhook.is_none()), "deeds", "macro-tells-nobody");
        for (field, text) in [("note", &self.note), ("reply", &self.reply)] {
            if let Some(says) = wrong(conn, text, by_agent)? {
                check.that(false, field, says);
            }
        }
        Ok(())
    }
}
