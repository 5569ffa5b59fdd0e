//! Options one by one, as programs keep them: each with a word of its own that stays when its name changes.

use db::{Tx, params};
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::Actor;
use text::plain::fold;

use super::add::field;
use super::options::{names_of, too_many};
use super::{CustomField, FIELD_OPTIONS_MAX, FieldEvent, FieldId, FieldKind, FieldOption, OPTION_TAG_CHARS_MAX, OptionId};
use crate::policy::{DeskAction, permit_desk};

/// An option as it shall be.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Its number; that of the option with this word or name when none, or else it is new.
    pub id: Option<OptionId>,
    /// Its name; in a tree with all above it.
    pub name: String,
    /// What programs call it; as it was, or made of the name, when empty.
    pub tag: String,
}

/// Every option that a field shall have, in order.
#[derive(Debug, Clone)]
pub struct SetChoices {
    /// The field.
    pub field: FieldId,
    /// The options; those left out are put away.
    pub choices: Vec<Choice>,
}

/// One option that a field shall have beside the others.
#[derive(Debug, Clone)]
pub struct PutChoice {
    /// The field.
    pub field: FieldId,
    /// The option.
    pub choice: Choice,
    /// Its place; where it is, or the last one, when nobody said.
    pub position: Option<i64>,
}

/// Sets the options of a field.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when a name or word does not hold or is taken; `Conflict` for a field without options.
pub fn set_choices(tx: &mut Tx<'_>, actor: &Actor, set: &SetChoices) -> Result<CustomField> {
    let was = choosable(tx, actor, set.field)?;
    Check::new().that(!set.choices.is_empty(), "options", "options-missing").done()?;
    let (mut options, mut kept) = (was.options.clone(), Vec::new());
    for choice in &set.choices {
        for choice in with_branches(&was, choice)? {
            let place = i64::try_from(kept.len()).unwrap_or(0) + 1;
            let id = keep(tx, &was, &mut options, &choice, Some(place))?;
            if !kept.contains(&id) {
                kept.push(id);
            }
        }
    }
    let now = tx.now();
    for gone in options.iter().filter(|o| !o.archived && !kept.contains(&o.id)) {
        tx.execute_one("UPDATE field_options SET archived_at = $2 WHERE id = $1", params![gone.id, now])?;
    }
    told(tx, actor, &was)
}

/// Adds an option, or changes the one there is.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when name or word do not hold or are taken; `Conflict` for a field without options.
pub fn put_choice(tx: &mut Tx<'_>, actor: &Actor, put: &PutChoice) -> Result<OptionId> {
    let was = choosable(tx, actor, put.field)?;
    if put.choice.id.is_some_and(|id| was.options.iter().all(|o| o.id != id)) {
        return Err(Refusal::NotFound.into());
    }
    let (mut options, mut last) = (was.options.clone(), OptionId(0));
    for choice in with_branches(&was, &put.choice)? {
        last = keep(tx, &was, &mut options, &choice, put.position)?;
    }
    told(tx, actor, &was)?;
    Ok(last)
}

/// Puts an option away; tickets keep it.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn archive_choice(tx: &mut Tx<'_>, actor: &Actor, (field_id, option): &(FieldId, OptionId)) -> Result<()> {
    let was = choosable(tx, actor, *field_id)?;
    if !was.choosable().any(|o| o.id == *option) {
        return Err(Refusal::NotFound.into());
    }
    let now = tx.now();
    tx.execute_one("UPDATE field_options SET archived_at = $2 WHERE id = $1", params![*option, now])?;
    told(tx, actor, &was).map(drop)
}

fn choosable(tx: &Tx<'_>, actor: &Actor, id: FieldId) -> Result<CustomField> {
    permit_desk(actor, DeskAction::ManageFields)?;
    let was = field(tx, id)?;
    if was.kind.has_options() { Ok(was) } else { Err(Error::conflict("field-without-options")) }
}

fn told(tx: &mut Tx<'_>, actor: &Actor, was: &CustomField) -> Result<CustomField> {
    let now = tx.now();
    tx.execute_one("UPDATE custom_fields SET updated_at = $2 WHERE id = $1", params![was.id, now])?;
    let is = field(tx, was.id)?;
    let options = is.choosable().map(|o| o.name.clone()).collect();
    tx.record(actor, &FieldEvent::OptionsSet { id: was.id, options })?;
    Ok(is)
}

/// The option behind the branches of a tree that it lies on.
fn with_branches(field: &CustomField, choice: &Choice) -> Result<Vec<Choice>> {
    let mut names = names_of(std::slice::from_ref(&choice.name), field.kind == FieldKind::Tree)?;
    let last = names.pop().unwrap_or_default();
    let branches = names.into_iter().map(|name| Choice { name, ..Choice::default() });
    Ok(branches.chain([Choice { name: last, ..choice.clone() }]).collect())
}

/// Writes one option; its number.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    field: &CustomField,
    options: &mut Vec<FieldOption>,
    choice: &Choice,
    position: Option<i64>,
) -> Result<OptionId> {
    let (key, wanted) = (fold(&choice.name), choice.tag.trim().to_lowercase());
    let by_id = |o: &&FieldOption| choice.id == Some(o.id);
    let known = options.iter().find(by_id);
    let known = known.or_else(|| options.iter().find(|o| !wanted.is_empty() && o.tag == wanted));
    let known = known.or_else(|| options.iter().find(|o| fold(&o.name) == key)).cloned();
    let others = || options.iter().filter(|o| known.as_ref().is_none_or(|k| k.id != o.id));
    let tag = match (&known, wanted.is_empty()) {
        (Some(known), true) => known.tag.clone(),
        (None, true) => free_tag(&choice.name, options),
        (_, false) => wanted,
    };
    let fits = tag.chars().count() <= OPTION_TAG_CHARS_MAX && !tag.chars().any(|c| c.is_whitespace() || c.is_control());
    Check::new()
        .that(fits, "value", Sentence::new("option-tag-wrong").with("max", OPTION_TAG_CHARS_MAX))
        .that(others().all(|o| o.tag != tag), "value", Sentence::new("option-tag-taken").with("tag", &tag))
        .that(others().all(|o| fold(&o.name) != key), "options", Sentence::new("option-name-taken").with("name", &choice.name))
        .done()?;
    if let Some(known) = known {
        let sql = "UPDATE field_options SET name = $2, name_key = $3, tag = $4, position = COALESCE($5, position), archived_at = NULL WHERE id = $1";
        tx.execute_one(sql, params![known.id, &choice.name, &key, &tag, position])?;
        if let Some(option) = options.iter_mut().find(|o| o.id == known.id) {
            *option = FieldOption { id: known.id, name: choice.name.clone(), tag, archived: false };
        }
        return Ok(known.id);
    }
    if options.len() >= FIELD_OPTIONS_MAX {
        return Err(too_many());
    }
    let position = position.unwrap_or_else(|| i64::try_from(options.len()).unwrap_or(0) + 1);
    let sql = "INSERT INTO field_options (field_id, name, name_key, tag, position) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    let id: OptionId = tx.insert(sql, params![field.id, &choice.name, &key, &tag, position])?;
    options.push(FieldOption { id, name: choice.name.clone(), tag, archived: false });
    Ok(id)
}

/// `Software / Office` becomes `software_office`, or `software_office_2` where that is taken.
fn free_tag(name: &str, options: &[FieldOption]) -> String {
    let plain: String = fold(name).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join("_");
    let mut tag: String = if words.is_empty() { "option".to_owned() } else { words };
    tag = tag.chars().take(OPTION_TAG_CHARS_MAX - 4).collect();
    let taken = |tag: &str| options.iter().any(|o| o.tag == tag);
    if !taken(&tag) {
        return tag;
    }
    (2..).map(|n| format!("{tag}_{n}")).find(|next| !taken(next)).unwrap_or(tag)
}
