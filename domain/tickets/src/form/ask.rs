//! The rules of fields: where one is asked, of whom, when it must be answered, and which other answer it hangs on.

use db::{Tx, params};
use outcome::{Check, Error, Result, Sentence};
use people::Actor;

use super::{AskedOf, FIELD_ASKS_MAX, FieldEvent, FieldId, Forms, Required, When, forms};
use crate::checks::checked_category;
use crate::policy::{DeskAction, permit_desk};
use crate::ticket::CategoryId;

/// A place in which a field shall be asked. Another rule for the same field and category takes the place of the one there was.
#[derive(Debug, Clone)]
pub struct SetAsk {
    /// The field.
    pub field: FieldId,
    /// Of tickets under this category and all below it; of every ticket when none.
    pub category: Option<CategoryId>,
    /// Of whom.
    pub audience: AskedOf,
    /// When it must be answered.
    pub required: Required,
    /// The answer it hangs on.
    pub when: Option<When>,
}

/// Sets where and how a field is asked.
///
/// # Errors
/// `NotAllowed`; `Invalid` when field, category or condition do not hold; `Conflict` when there are [`FIELD_ASKS_MAX`] already.
pub fn set_ask(tx: &mut Tx<'_>, actor: &Actor, set: &SetAsk) -> Result<()> {
    permit_desk(actor, DeskAction::ManageFields)?;
    let forms = forms(tx)?;
    let known = forms.field(set.field).is_some_and(|f| f.archived_at.is_none());
    Check::new().that(known, "field", "field-unknown").done()?;
    set.category.map(|c| checked_category(tx, c)).transpose()?;
    if let Some(when) = set.when {
        checked_when(&forms, set.field, when)?;
    }
    drop_row(tx, set.field, set.category)?;
    if tx.one::<(i64,)>("SELECT COUNT(*) FROM field_asks", params![])?.0 >= FIELD_ASKS_MAX {
        return Err(Error::conflict(Sentence::new("field-asks-too-many").with("max", FIELD_ASKS_MAX)));
    }
    let (decides, option) = (set.when.map(|w| w.field), set.when.and_then(|w| w.option));
    tx.execute_one(
        "INSERT INTO field_asks (field_id, category_id, audience, required, when_field_id, when_option_id) VALUES ($1, $2, $3, $4, $5, $6)",
        params![set.field, set.category, set.audience, set.required, decides, option],
    )?;
    tx.record(actor, &FieldEvent::Asked { id: set.field, category: set.category, audience: set.audience, required: set.required })?;
    Ok(())
}

/// Asks a field no more in a place; answers stay.
///
/// # Errors
/// `NotAllowed`.
pub fn drop_ask(tx: &mut Tx<'_>, actor: &Actor, (id, category): &(FieldId, Option<CategoryId>)) -> Result<()> {
    permit_desk(actor, DeskAction::ManageFields)?;
    if drop_row(tx, *id, *category)? > 0 {
        tx.record(actor, &FieldEvent::AskDropped { id: *id, category: *category })?;
    }
    Ok(())
}

fn drop_row(tx: &mut Tx<'_>, id: FieldId, category: Option<CategoryId>) -> Result<u64> {
    let sql = "DELETE FROM field_asks WHERE field_id = $1 AND COALESCE(category_id, 0) = $2";
    tx.execute(sql, params![id, category.unwrap_or(CategoryId(0))])
}

/// The answer it hangs on can be given, and hangs on nothing that hangs on this field.
fn checked_when(forms: &Forms, id: FieldId, when: When) -> Result<()> {
    let decides = forms.field(when.field).filter(|f| f.archived_at.is_none() && f.kind.can_decide());
    let option_fits = decides.is_some_and(|f| match when.option {
        Some(option) => f.choosable().any(|o| o.id == option),
        None => !f.kind.has_options(),
    });
    Check::new()
        .that(decides.is_some(), "when_field", "field-cannot-decide")
        .that(decides.is_none() || option_fits, "when_option", "option-unknown")
        .that(decides.is_none() || !hangs_on(forms, when.field, id, &mut Vec::new()), "when_field", "field-hangs-in-circle")
        .done()
}

/// Does `field` hang on `on`, however far?
fn hangs_on(forms: &Forms, field: FieldId, on: FieldId, seen: &mut Vec<FieldId>) -> bool {
    if field == on {
        return true;
    }
    if seen.contains(&field) {
        return false;
    }
    seen.push(field);
    let decides = forms.asks.iter().filter(|a| a.field == field).filter_map(|a| a.when);
    decides.map(|w| w.field).any(|next| hangs_on(forms, next, on, seen))
}
