//! A notification: one thing that happened, told to one person, for one reason.

use db::{Conn, EventId, Moment, id, params, row};
use outcome::Result;
use people::PersonId;
use tickets::{MessageId, TicketId};

use crate::choice::Reason;

id!(
    /// A notification's number.
    NotificationId
);

row! {
    /// A notification, as its row stands.
    pub struct Notification {
        /// Its number.
        pub id: NotificationId,
        /// Whose it is.
        pub person_id: PersonId,
        /// What happened.
        pub event_id: EventId,
        /// Why this person.
        pub reason: Reason,
        /// The ticket it is about.
        pub ticket_id: Option<TicketId>,
        /// The message it is about.
        pub message_id: Option<MessageId>,
        /// When they were told.
        pub created_at: Moment,
        /// When they read it.
        pub read_at: Option<Moment>,
    }
}

impl Notification {
    pub(crate) fn of(conn: &Conn, id: NotificationId) -> Result<Option<Self>> {
        conn.first(&format!("SELECT {} FROM notifications n WHERE n.id = $1", Self::columns("n")), params![id])
    }
}
