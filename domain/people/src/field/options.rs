//! The options of a dropdown, all at once or one by one.

use db::{Tx, params};
use outcome::{Check, Error, Refusal, Result, Sentence};

use super::define::word_of;
use super::{
    NOUN_FIELD_KEY_CHARS_MAX, NOUN_FIELD_NAME_CHARS_MAX, NOUN_OPTIONS_MAX, NounField, NounFieldEvent, NounFieldId, NounFieldKind,
    NounOption, NounOptionId, noun_field,
};
use crate::Actor;
use crate::policy::{self, Action};

/// An option as it shall be.
#[derive(Debug, Clone, Default)]
pub struct NounOptionInput {
    /// Its number; that of the option with this word when none, or else it is new.
    pub id: Option<NounOptionId>,
    /// What people call it.
    pub name: String,
    /// What programs call it; as it was, or made of the name, when empty.
    pub tag: String,
}

/// Every option that a field shall have, in order.
#[derive(Debug, Clone)]
pub struct SetNounOptions {
    /// The field.
    pub field: NounFieldId,
    /// The options; those left out are put away, and answers keep them.
    pub options: Vec<NounOptionInput>,
}

/// One option that a field shall have beside the others.
#[derive(Debug, Clone)]
pub struct PutNounOption {
    /// The field.
    pub field: NounFieldId,
    /// The option.
    pub option: NounOptionInput,
    /// Its place; where it is, or the last one, when nobody said.
    pub position: Option<i64>,
}

/// Sets the options of a field.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when a name or word does not hold; `Conflict` for a field without options.
pub fn set_noun_options(tx: &mut Tx<'_>, actor: &Actor, set: &SetNounOptions) -> Result<NounField> {
    let was = choosable(tx, actor, set.field)?;
    let (mut options, mut kept) = (was.options.clone(), Vec::new());
    for (input, position) in set.options.iter().zip(1_i64..) {
        kept.push(keep(tx, was.id, &mut options, input, Some(position))?);
    }
    let now = tx.now();
    for gone in options.iter().filter(|option| !option.archived && !kept.contains(&option.id)) {
        tx.execute_one("UPDATE noun_field_options SET archived_at = $2 WHERE id = $1", params![gone.id, now])?;
    }
    told(tx, actor, was.id)
}

/// Adds an option, or changes the one there is; its number.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when name or word do not hold; `Conflict` for a field without options.
pub fn put_noun_option(tx: &mut Tx<'_>, actor: &Actor, put: &PutNounOption) -> Result<NounOptionId> {
    let was = choosable(tx, actor, put.field)?;
    if put.option.id.is_some_and(|id| was.options.iter().all(|option| option.id != id)) {
        return Err(Refusal::NotFound.into());
    }
    let id = keep(tx, was.id, &mut was.options.clone(), &put.option, put.position)?;
    told(tx, actor, was.id)?;
    Ok(id)
}

/// Puts an option away; answers keep it.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn archive_noun_option(tx: &mut Tx<'_>, actor: &Actor, (field, option): &(NounFieldId, NounOptionId)) -> Result<()> {
    let was = choosable(tx, actor, *field)?;
    if !was.choosable().any(|known| known.id == *option) {
        return Err(Refusal::NotFound.into());
    }
    let now = tx.now();
    tx.execute_one("UPDATE noun_field_options SET archived_at = $2 WHERE id = $1", params![*option, now])?;
    told(tx, actor, was.id).map(drop)
}

fn choosable(tx: &Tx<'_>, actor: &Actor, id: NounFieldId) -> Result<NounField> {
    policy::allow(actor, Action::ManageFields)?;
    let was = noun_field(tx, id)?;
    if was.kind == NounFieldKind::Dropdown { Ok(was) } else { Err(Error::conflict("noun-field-without-options")) }
}

fn told(tx: &mut Tx<'_>, actor: &Actor, id: NounFieldId) -> Result<NounField> {
    let now = tx.now();
    tx.execute_one("UPDATE noun_fields SET updated_at = $2 WHERE id = $1", params![id, now])?;
    let is = noun_field(tx, id)?;
    let options = is.choosable().map(|option| option.name.clone()).collect();
    tx.record(actor, &NounFieldEvent::OptionsSet { id, options })?;
    Ok(is)
}

fn keep(
    tx: &mut Tx<'_>,
    field: NounFieldId,
    options: &mut Vec<NounOption>,
    input: &NounOptionInput,
    position: Option<i64>,
) -> Result<NounOptionId> {
    let name = input.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted = input.tag.trim().to_lowercase();
    let by_id = options.iter().find(|option| input.id == Some(option.id));
    let known = by_id.or_else(|| options.iter().find(|o| if wanted.is_empty() { o.name == name } else { o.tag == wanted })).cloned();
    let tag = match (&known, wanted.is_empty()) {
        (Some(known), true) => known.tag.clone(),
        (None, true) => free(&name, options),
        (_, false) => wanted,
    };
    let own = known.as_ref().map(|known| known.id);
    let one_word = tag.chars().count() <= NOUN_FIELD_KEY_CHARS_MAX && !tag.chars().any(|c| c.is_whitespace() || c.is_control());
    Check::new()
        .that(!name.is_empty(), "name", "noun-field-name-missing")
        .that(
            name.chars().count() <= NOUN_FIELD_NAME_CHARS_MAX,
            "name",
            Sentence::new("noun-field-too-long").with("max", NOUN_FIELD_NAME_CHARS_MAX),
        )
        .that(one_word, "value", Sentence::new("noun-option-word-wrong").with("max", NOUN_FIELD_KEY_CHARS_MAX))
        .that(
            !options.iter().any(|o| o.tag == tag && Some(o.id) != own),
            "value",
            Sentence::new("noun-option-word-taken").with("word", &tag),
        )
        .that(
            known.is_some() || options.len() < NOUN_OPTIONS_MAX,
            "options",
            Sentence::new("noun-options-too-many").with("max", NOUN_OPTIONS_MAX),
        )
        .done()?;
    if let Some(known) = known {
        let sql = "UPDATE noun_field_options SET name = $2, tag = $3, position = COALESCE($4, position), archived_at = NULL WHERE id = $1";
        tx.execute_one(sql, params![known.id, &name, &tag, position])?;
        if let Some(option) = options.iter_mut().find(|option| option.id == known.id) {
            *option = NounOption { id: known.id, name, tag, archived: false };
        }
        return Ok(known.id);
    }
    let position = position.unwrap_or_else(|| i64::try_from(options.len()).unwrap_or(0) + 1);
    let sql = "INSERT INTO noun_field_options (field_id, name, tag, position) VALUES ($1, $2, $3, $4) RETURNING id";
    let id: NounOptionId = tx.insert(sql, params![field, &name, &tag, position])?;
    options.push(NounOption { id, name, tag, archived: false });
    Ok(id)
}

/// `First floor` becomes `first_floor`, or `first_floor_2` where that is taken.
fn free(name: &str, options: &[NounOption]) -> String {
    let word = word_of(name, "option");
    let taken = |word: &str| options.iter().any(|option| option.tag == word);
    if !taken(&word) {
        return word;
    }
    (2..).map(|n| format!("{word}_{n}")).find(|next| !taken(next)).unwrap_or(word)
}
