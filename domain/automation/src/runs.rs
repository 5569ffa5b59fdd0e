//! What a rule did, ticket by ticket.

use db::{Conn, Moment, params, row, words};
use outcome::Result;
use people::Actor;
use tickets::TicketId;

use crate::limits::SHOWN_MAX;
use crate::policy::{self, Action};
use crate::rule::RuleId;

words! {
    /// What became of a rule at a ticket.
    pub enum Outcome {
        /// It changed something.
        Done = "done",
        /// Everything already was as the rule wants it.
        Unchanged = "unchanged",
        /// The commands refused it.
        Refused = "refused",
        /// Too many rules had set one another off.
        Stopped = "stopped",
    }
}

row! {
    /// One time that a rule held.
    pub struct RuleRun {
        /// The ticket.
        pub ticket: TicketId,
        /// Its subject.
        pub subject: String,
        /// What became of it.
        pub outcome: Outcome,
        /// When.
        pub at: Moment,
    }
}

/// The latest runs of a rule at tickets that the asker may see, newest first.
///
/// # Errors
/// `NotAllowed` to who does not lead.
pub fn runs(conn: &Conn, actor: &Actor, rule: RuleId) -> Result<Vec<RuleRun>> {
    policy::permit(actor, Action::SeeRules)?;
    let seen = tickets::policy::visible(actor, "t", 2);
    let sql = format!(
        "SELECT t.id, t.subject, x.outcome, x.at FROM rule_runs x JOIN tickets t ON t.id = x.ticket_id WHERE x.rule_id = $1 AND {} \
         ORDER BY x.id DESC LIMIT {SHOWN_MAX}",
        seen.condition
    );
    let mut values = params![rule].to_vec();
    values.extend(seen.params);
    conn.all(&sql, &values)
}
