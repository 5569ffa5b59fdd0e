//! How a rule came to be what it is, and taking a change back.

use db::{Conn, EventId, Moment, Subject, Tx, params, row};
use outcome::{Refusal, Result};
use people::Actor;
use serde::Deserialize;

use crate::edit::{RuleInput, edit_rule};
use crate::event::{EDITED, RULE, Wording};
use crate::limits::SHOWN_MAX;
use crate::policy::{self, Action};
use crate::rule::{Rule, RuleId, of};

row! {
    /// A change of a rule or a macro.
    pub struct Change {
        /// The event: [`undo_edit`] names it.
        pub id: EventId,
        /// What happened: `rule.edited`.
        pub kind: String,
        /// Who did it; nobody's name for Firstline itself.
        pub by: Option<String>,
        /// When.
        pub at: Moment,
    }
}

impl Change {
    /// Can it be taken back?
    #[must_use]
    pub fn can_be_undone(&self) -> bool {
        self.kind.ends_with(".edited")
    }
}

/// The latest changes of a rule, newest first.
///
/// # Errors
/// `NotAllowed` to who does not lead.
pub fn changes(conn: &Conn, actor: &Actor, rule: RuleId) -> Result<Vec<Change>> {
    policy::permit(actor, Action::SeeRules)?;
    let sql = format!(
        "SELECT e.id, e.kind, p.name, e.at FROM events e LEFT JOIN people p ON e.actor = 'person:' || p.id \
         WHERE e.subject_kind = '{RULE}' AND e.subject_id = $1 ORDER BY e.id DESC LIMIT {SHOWN_MAX}"
    );
    conn.all(&sql, params![rule])
}

#[derive(Deserialize)]
struct Edited {
    from: Wording,
}

/// Makes a rule what it was before a change; whether it is on stays as it is.
///
/// # Errors
/// `NotFound` when there was no such change; `NotAllowed`; `Invalid` when what it was no longer holds.
pub fn undo_edit(tx: &mut Tx<'_>, actor: &Actor, id: RuleId, event: EventId) -> Result<Rule> {
    policy::permit(actor, Action::ManageRules)?;
    of(tx, id)?;
    let heard = tx.event(event)?.filter(|h| h.kind == EDITED && h.subject() == Subject::new(RULE, id.0)).ok_or(Refusal::NotFound)?;
    let Wording { name, when, filter, deeds, once, stops } = heard.data::<Edited>()?.from;
    edit_rule(tx, actor, id, &RuleInput { name, when, filter, deeds, once, stops })
}
