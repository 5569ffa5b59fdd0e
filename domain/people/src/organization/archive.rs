//! An organization goes: its people stay and belong to none, its tickets keep it.

use db::{Tx, params};
use outcome::Result;

use crate::event::{PeopleEvent, note};
use crate::policy::{self, Action};
use crate::{Actor, OrganizationId, PersonId};

/// Archives an organization. Its name, its domains and what other systems call it are free again.
///
/// # Errors
/// Refused when the actor may not, or there is none.
pub fn archive_organization(tx: &mut Tx<'_>, actor: &Actor, id: OrganizationId) -> Result<()> {
    let was = policy::permit(tx, actor, Action::EditOrganization, id)?;
    let now = tx.now();
    let theirs = tx.all::<(PersonId,)>("SELECT id FROM people WHERE organization_id = $1", params![was.id])?;
    tx.execute("UPDATE people SET organization_id = NULL, sees_organization = 0 WHERE organization_id = $1", params![was.id])?;
    for (person,) in theirs {
        note(tx, actor, &PeopleEvent::Edited { person, fields: vec!["organization"] })?;
    }
    tx.execute("DELETE FROM organization_domains WHERE organization_id = $1", params![was.id])?;
    // No name folds to one with a tab in it, so the name is free for another.
    let sql = "UPDATE organizations SET archived_at = $2, external_id = NULL, name_key = name_key || $3 WHERE id = $1";
    tx.execute_one(sql, params![was.id, now, format!("\t{}", was.id)])?;
    note(tx, actor, &PeopleEvent::OrganizationArchived { organization: was.id })?;
    Ok(())
}
