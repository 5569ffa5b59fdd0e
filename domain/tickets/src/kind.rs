//! The two kinds of ticket, and the ways they come in.

use db::words;
use people::Door;

words! {
    /// What a ticket is.
    pub enum Kind {
        /// Something is broken.
        Incident = "incident",
        /// Somebody wants something.
        ServiceRequest = "service_request",
    }
}

words! {
    /// The way a ticket came in.
    pub enum Source {
        /// A letter.
        Email = "email",
        /// The requester's pages.
        Portal = "portal",
        /// A call, written down by a specialist.
        Phone = "phone",
        /// Somebody at the desk.
        WalkUp = "walk_up",
        /// A specialist, on their own account.
        Agent = "agent",
        /// The JSON API.
        Api = "api",
        /// A machine that watches machines.
        Monitoring = "monitoring",
    }
}

impl From<Door> for Source {
    /// The way in that a door stands for, when nobody says more.
    fn from(door: Door) -> Self {
        match door {
            Door::Web | Door::Command => Self::Agent,
            Door::Portal => Self::Portal,
            Door::Mail => Self::Email,
            Door::Api => Self::Api,
            Door::Inside => Self::Monitoring,
        }
    }
}
