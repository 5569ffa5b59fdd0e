//! Where a ticket stands, and whose move it is.

use db::words;

words! {
    /// Where a ticket stands.
    pub enum Status {
        /// Nobody has answered yet.
        New = "new",
        /// Our move.
        Open = "open",
        /// Their move: the requester's.
        Waiting = "waiting",
        /// A third party's move, or a date's.
        OnHold = "on_hold",
        /// Done, and may come back.
        Resolved = "resolved",
        /// Done for good; an answer opens a new ticket that is linked to it.
        Closed = "closed",
    }
}

impl Status {
    /// Is there still something to do?
    #[must_use]
    pub fn is_unfinished(self) -> bool {
        !matches!(self, Self::Resolved | Self::Closed)
    }
}

words! {
    /// Who spoke last, and so whose move it is.
    pub enum Side {
        /// The one who asked, or somebody on their side.
        Requester = "requester",
        /// The desk.
        Staff = "staff",
    }
}
