//! What a field takes, of whom it is asked, and when it must be answered.

use db::words;

words! {
    /// What a field takes.
    pub enum FieldKind {
        /// A line of text.
        Text = "text",
        /// A whole number.
        Number = "number",
        /// A day.
        Date = "date",
        /// One of its options.
        Choice = "choice",
        /// One of its options, which lie below one another.
        Tree = "tree",
        /// A person.
        Person = "person",
        /// Ticked or not.
        Checkbox = "checkbox",
        /// A line of text that a regular expression describes.
        Pattern = "pattern",
    }
}

words! {
    /// Of whom a field is asked, and who sees the answer.
    pub enum AskedOf {
        /// Requesters answer it and see it, and so does the desk.
        Everybody = "everybody",
        /// The desk's alone.
        Desk = "desk",
    }
}

words! {
    /// When a field must be answered.
    pub enum Required {
        /// It may stay empty.
        Never = "never",
        /// Whoever opens a ticket on a page answers it.
        Opening = "opening",
        /// Whoever at the desk resolves the ticket answers it first.
        Resolving = "resolving",
    }
}

impl FieldKind {
    /// Does it have options?
    #[must_use]
    pub fn has_options(self) -> bool {
        matches!(self, Self::Choice | Self::Tree)
    }

    /// May other fields hang on its answer?
    #[must_use]
    pub fn can_decide(self) -> bool {
        self.has_options() || self == Self::Checkbox
    }
}
