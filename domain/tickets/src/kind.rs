//! The two kinds of ticket, and the ways they come in.

use db::words;

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
