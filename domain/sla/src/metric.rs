//! What is promised: a first word, the next word, a word every so often, an end, and a team's own share of it.

use db::words;

words! {
    /// What a target is about.
    pub enum Metric {
        /// From the opening to the desk's first public reply.
        FirstResponse = "first_response",
        /// From a requester's word to the desk's next public reply, once there was a first one.
        NextResponse = "next_response",
        /// From one public reply of the desk to its next, as long as the work goes on.
        Update = "update",
        /// From the opening to the resolution.
        Resolution = "resolution",
        /// How long one team has it: a promise between teams, not to the requester.
        Team = "team",
    }
}

words! {
    /// Where the work stands, as far as clocks ask.
    pub enum Stand {
        /// It is the desk's move.
        Active = "active",
        /// It is the requester's move.
        Waiting = "waiting",
        /// It is a third party's move, or a date's.
        OnHold = "on_hold",
        /// It is done; it may come back.
        Done = "done",
        /// It goes on under another number.
        Merged = "merged",
    }
}

impl Stand {
    /// Is there still something to do?
    #[must_use]
    pub fn is_unfinished(self) -> bool {
        matches!(self, Self::Active | Self::Waiting | Self::OnHold)
    }
}
