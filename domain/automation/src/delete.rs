//! Removing a rule that has done nothing yet; what a rule did is told with its name, so that others are switched off and stay.

use db::{Tx, params};
use outcome::{Error, Result};
use people::Actor;

use crate::event::{Happening, RuleEvent};
use crate::policy::{self, Action};
use crate::rule::{RuleId, of};

/// Removes a rule.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when it touched a ticket.
pub fn delete_rule(tx: &mut Tx<'_>, actor: &Actor, id: RuleId) -> Result<()> {
    policy::permit(actor, Action::ManageRules)?;
    of(tx, id)?;
    if tx.first::<(i64,)>("SELECT 1 FROM rule_runs WHERE rule_id = $1 LIMIT 1", params![id])?.is_some() {
        return Err(Error::conflict("rule-has-run"));
    }
    tx.execute_one("DELETE FROM rules WHERE id = $1", params![id])?;
    tx.record(actor, &RuleEvent { rule: id, what: Happening::Deleted {} })?;
    Ok(())
}
