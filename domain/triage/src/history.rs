//! What is learned from: finished and handled tickets, each with what people made of it in the end.

use db::{Conn, params, row};
use outcome::Result;
use tickets::TicketId;

use crate::limits::TEXT_CHARS_READ;
use crate::target::Target;

row! {
    /// A ticket as it is learned from.
    pub struct Past {
        /// Its number.
        pub ticket: TicketId,
        /// What it is about.
        pub subject: String,
        /// How its first message begins.
        pub body: String,
        /// Its category.
        pub category: Option<i64>,
        /// Its team.
        pub team: Option<i64>,
        /// Who does it.
        pub assignee: Option<i64>,
        /// How much is hit.
        pub impact: String,
        /// Is it resolved or closed?
        pub finished: bool,
        /// The category that a rule set, if one did.
        pub category_by_rule: Option<String>,
        /// The team that a rule set.
        pub team_by_rule: Option<String>,
    }
}

impl Past {
    /// What is read of it.
    pub(crate) fn text(&self) -> String {
        text(&self.subject, &self.body)
    }

    /// What it teaches about `target`: what it has, unless only a rule has said so yet.
    pub(crate) fn label(&self, target: Target) -> Option<String> {
        let number = |id: Option<i64>| id.map(|id| id.to_string());
        let by_people =
            |value: Option<String>, by_rule: &Option<String>| value.filter(|value| self.finished || by_rule.as_ref() != Some(value));
        match target {
            Target::Category => by_people(number(self.category), &self.category_by_rule),
            Target::Team => by_people(number(self.team), &self.team_by_rule),
            Target::Assignee => number(self.assignee),
            Target::Impact => self.finished.then(|| self.impact.clone()),
            Target::Tag => None,
        }
    }
}

/// A ticket's words as they are compared.
pub(crate) fn text(subject: &str, body: &str) -> String {
    format!("{subject}\n{body}")
}

/// The beginning of the first public message of the ticket row `t`, for a join as `m`.
pub(crate) fn first_message() -> &'static str {
    "LEFT JOIN messages m ON m.id = (SELECT MIN(x.id) FROM messages x WHERE x.ticket_id = t.id AND x.audience = 'public' \
     AND x.withdrawn_at IS NULL AND x.held_until = 0)"
}

/// Handled tickets older than `before`, the newest first, at most `max`. Those of restricted teams teach nobody else.
pub(crate) fn past(conn: &Conn, before: TicketId, max: usize) -> Result<Vec<Past>> {
    let sql = format!(
        "SELECT t.id, t.subject, COALESCE(substr(m.body, 1, {TEXT_CHARS_READ}), ''), t.category_id, t.team_id, t.assignee_id, t.impact, \
         CAST(CASE WHEN t.status IN ('resolved', 'closed') THEN 1 ELSE 0 END AS BIGINT), c.value, g.value FROM tickets t {} \
         LEFT JOIN triage_applied c ON c.ticket_id = t.id AND c.target = 'category' \
         LEFT JOIN triage_applied g ON g.ticket_id = t.id AND g.target = 'team' \
         WHERE t.id < $1 AND t.merged_into IS NULL AND t.status <> 'new' \
         AND NOT EXISTS (SELECT 1 FROM teams x WHERE x.id = t.team_id AND x.visibility = 'restricted') ORDER BY t.id DESC LIMIT {max}",
        first_message()
    );
    conn.all(&sql, params![before])
}
