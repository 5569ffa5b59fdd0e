//! Checklists as the desk keeps them.

use db::{Conn, Moment, Tx, params};
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::Actor;
use text::plain::fold;

use super::{CHECK_CHARS_MAX, CHECKLIST_NAME_CHARS_MAX, CHECKLIST_STEPS_MAX, CHECKLISTS_MAX, Checklist, ChecklistEvent, ChecklistId};
use crate::policy::{DeskAction, permit_desk};

/// A checklist as it shall be.
#[derive(Debug, Clone)]
pub struct SaveChecklist {
    /// The checklist; a new one when none.
    pub checklist: Option<ChecklistId>,
    /// What it is called.
    pub name: String,
    /// Its steps in order; empty ones are left out.
    pub steps: Vec<String>,
}

/// Every checklist by name, archived ones last.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn checklists(conn: &Conn, actor: &Actor) -> Result<Vec<Checklist>> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let sql = format!("SELECT {} FROM checklists c ORDER BY c.archived_at IS NOT NULL, c.name_key, c.id", Checklist::columns("c"));
    conn.all(&sql, params![])
}

/// One checklist.
///
/// # Errors
/// `NotFound`; `NotAllowed` for whoever does not work with the queue.
pub fn checklist(conn: &Conn, actor: &Actor, id: ChecklistId) -> Result<Checklist> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let sql = format!("SELECT {} FROM checklists c WHERE c.id = $1", Checklist::columns("c"));
    conn.first(&sql, params![id])?.ok_or_else(|| Refusal::NotFound.into())
}

/// Adds a checklist, or says anew what one is.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when name or steps do not hold; `Conflict` when there are [`CHECKLISTS_MAX`] already.
pub fn save_checklist(tx: &mut Tx<'_>, actor: &Actor, save: &SaveChecklist) -> Result<Checklist> {
    permit_desk(actor, DeskAction::ManageChecklists)?;
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = tidy(&save.name);
    let steps: Vec<String> = save.steps.iter().map(|step| tidy(step)).filter(|step| !step.is_empty()).collect();
    let says = |key, max: usize| Sentence::new(key).with("max", max);
    Check::new()
        .that(!fold(&name).is_empty(), "name", "checklist-name-missing")
        .that(name.chars().count() <= CHECKLIST_NAME_CHARS_MAX, "name", says("checklist-name-too-long", CHECKLIST_NAME_CHARS_MAX))
        .that(!steps.is_empty(), "steps", "checklist-steps-missing")
        .that(steps.len() <= CHECKLIST_STEPS_MAX, "steps", says("checklist-steps-too-many", CHECKLIST_STEPS_MAX))
        .that(steps.iter().all(|s| s.chars().count() <= CHECK_CHARS_MAX), "steps", says("check-too-long", CHECK_CHARS_MAX))
        .done()?;
    let key = fold(&name);
    let taken = tx.first::<(ChecklistId,)>("SELECT id FROM checklists WHERE name_key = $1", params![&key])?;
    if taken.is_some_and(|(other,)| Some(other) != save.checklist) {
        return Err(Error::invalid("name", Sentence::new("checklist-name-taken").with("name", name)));
    }
    let lines = steps.join("\n");
    let id = match save.checklist {
        Some(id) => {
            checklist(tx, actor, id)?;
            let sql = "UPDATE checklists SET name = $2, name_key = $3, steps = $4 WHERE id = $1";
            tx.execute_one(sql, params![id, &name, &key, &lines])?;
            id
        }
        None => {
            if tx.one::<(i64,)>("SELECT COUNT(*) FROM checklists", params![])?.0 >= CHECKLISTS_MAX {
                return Err(Error::conflict(Sentence::new("checklists-too-many").with("max", CHECKLISTS_MAX)));
            }
            tx.insert("INSERT INTO checklists (name, name_key, steps) VALUES ($1, $2, $3) RETURNING id", params![&name, &key, &lines])?
        }
    };
    tx.record(actor, &ChecklistEvent::Saved { id, name, steps: steps.len() })?;
    checklist(tx, actor, id)
}

/// Puts a checklist away.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn archive_checklist(tx: &mut Tx<'_>, actor: &Actor, id: &ChecklistId) -> Result<Checklist> {
    let now = tx.now();
    set(tx, actor, *id, Some(now))
}

/// Takes a checklist back.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn restore_checklist(tx: &mut Tx<'_>, actor: &Actor, id: &ChecklistId) -> Result<Checklist> {
    set(tx, actor, *id, None)
}

fn set(tx: &mut Tx<'_>, actor: &Actor, id: ChecklistId, archived_at: Option<Moment>) -> Result<Checklist> {
    permit_desk(actor, DeskAction::ManageChecklists)?;
    let was = checklist(tx, actor, id)?;
    if was.archived_at.is_some() == archived_at.is_some() {
        return Ok(was);
    }
    tx.execute_one("UPDATE checklists SET archived_at = $2 WHERE id = $1", params![id, archived_at])?;
    let name = was.name.clone();
    let event = if archived_at.is_some() { ChecklistEvent::Archived { id, name } } else { ChecklistEvent::Restored { id, name } };
    tx.record(actor, &event)?;
    Ok(Checklist { archived_at, ..was })
}
