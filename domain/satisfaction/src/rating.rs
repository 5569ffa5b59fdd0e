//! A rating: whether, when and with what answer a requester was asked about one ticket.

use db::{Conn, Moment, id, params, row};
use outcome::Result;
use people::{PersonId, TeamId};
use tickets::{CategoryId, Satisfaction, TicketId};

id!(
    /// A rating's number.
    RatingId
);

row! {
    /// A rating, as its row stands.
    pub struct Rating {
        /// Its number.
        pub id: RatingId,
        /// The ticket.
        pub ticket_id: TicketId,
        /// Who is asked.
        pub requester_id: PersonId,
        /// Whose it was when it was asked.
        pub assignee_id: Option<PersonId>,
        /// Whose work it was.
        pub team_id: Option<TeamId>,
        /// What it was about.
        pub category_id: Option<CategoryId>,
        /// When it is to be asked.
        pub ask_at: Moment,
        /// When it was asked.
        pub asked_at: Option<Moment>,
        /// The answer.
        pub score: Option<Satisfaction>,
        /// What they said to it.
        pub comment: String,
        /// When they answered first.
        pub rated_at: Option<Moment>,
        /// When it last changed.
        pub updated_at: Moment,
    }
}

impl Rating {
    pub(crate) fn of(conn: &Conn, ticket: TicketId) -> Result<Option<Self>> {
        conn.first(&format!("SELECT {} FROM ratings r WHERE r.ticket_id = $1", Self::columns("r")), params![ticket])
    }
}
