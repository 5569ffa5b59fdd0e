//! What can be proposed for a ticket.

use db::words;

words! {
    /// What can be proposed for a ticket.
    pub enum Target {
        /// What it is about.
        Category = "category",
        /// The team whose work it is.
        Team = "team",
        /// Who does it.
        Assignee = "assignee",
        /// How much is hit.
        Impact = "impact",
        /// A word of the desk's own.
        Tag = "tag",
    }
}

impl Target {
    /// What is learned by a classifier of its own, the one that tells most about a text first; tags come from the likest tickets.
    pub const LEARNED: [Self; 4] = [Self::Category, Self::Team, Self::Assignee, Self::Impact];
}
