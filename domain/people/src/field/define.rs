//! A field is added, changed, put away and taken back; one that nobody answers can go for good.

use db::{Moment, Tx, params};
use outcome::{Check, Error, Result, Sentence};
use regex::{Regex, RegexBuilder};
use text::plain::fold;

use super::{
    NOUN_FIELD_HINT_CHARS_MAX, NOUN_FIELD_KEY_CHARS_MAX, NOUN_FIELD_NAME_CHARS_MAX, NOUN_FIELD_PATTERN_CHARS_MAX, NOUN_FIELDS_MAX, Noun,
    NounField, NounFieldEvent, NounFieldId, NounFieldKind, PATTERN_BYTES_MAX, noun_field,
};
use crate::Actor;
use crate::policy::{self, Action};

/// A field to add.
#[derive(Debug, Clone)]
pub struct AddNounField {
    /// What it is about.
    pub about: Noun,
    /// What people call it.
    pub name: String,
    /// What programs call it; made of the name when empty.
    pub key: String,
    /// What it takes.
    pub kind: NounFieldKind,
    /// What helps to answer it.
    pub hint: String,
    /// The regular expression of a regexp: the whole answer must fit it.
    pub pattern: String,
}

/// What a field shall be called and ask from now on. Key and kind stay: programs and answers rest on them.
#[derive(Debug, Clone)]
pub struct EditNounField {
    /// The field.
    pub field: NounFieldId,
    /// What people call it.
    pub name: String,
    /// What helps to answer it.
    pub hint: String,
    /// The regular expression of a regexp; answers that were given stay.
    pub pattern: String,
    /// Its place among the fields, counted from 1; where it is when nobody said.
    pub position: Option<i64>,
}

/// Adds a field.
///
/// # Errors
/// `NotAllowed`; `Invalid` names every part that does not hold; `Conflict` when there are [`NOUN_FIELDS_MAX`] already.
pub fn add_noun_field(tx: &mut Tx<'_>, actor: &Actor, add: &AddNounField) -> Result<NounField> {
    policy::allow(actor, Action::ManageFields)?;
    let (name, hint) = checked_words(&add.name, &add.hint)?;
    let pattern = checked_pattern(add.kind, &add.pattern)?;
    let key = if add.key.trim().is_empty() { word_of(&name, "field") } else { add.key.trim().to_lowercase() };
    let sql = "SELECT COUNT(*), COALESCE(MAX(position), 0) FROM noun_fields WHERE about = $1";
    let (count, last) = tx.one::<(i64, i64)>(sql, params![add.about])?;
    let count = count - make_room(tx, actor, add.about, &key, count >= NOUN_FIELDS_MAX)?;
    checked_key(tx, add.about, &key)?;
    if count >= NOUN_FIELDS_MAX {
        return Err(Error::conflict(Sentence::new("noun-fields-too-many").with("max", NOUN_FIELDS_MAX)));
    }
    let now = tx.now();
    let id: NounFieldId = tx.insert(
        "INSERT INTO noun_fields (about, key, name, hint, kind, pattern, position, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING id",
        params![add.about, &key, &name, &hint, add.kind, &pattern, last + 1, now],
    )?;
    tx.record(actor, &NounFieldEvent::Added { id, about: add.about, key, name })?;
    noun_field(tx, id)
}

/// Changes a field.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` names every part that does not hold.
pub fn edit_noun_field(tx: &mut Tx<'_>, actor: &Actor, edit: &EditNounField) -> Result<NounField> {
    policy::allow(actor, Action::ManageFields)?;
    let was = noun_field(tx, edit.field)?;
    let (name, hint) = checked_words(&edit.name, &edit.hint)?;
    let (pattern, now) = (checked_pattern(was.kind, &edit.pattern)?, tx.now());
    let sql = "UPDATE noun_fields SET name = $2, hint = $3, pattern = $4, updated_at = $5 WHERE id = $1";
    tx.execute_one(sql, params![was.id, &name, &hint, &pattern, now])?;
    if let Some(position) = edit.position {
        place(tx, &was, position)?;
    }
    tx.record(actor, &NounFieldEvent::Edited { id: was.id, from: was.name, to: name })?;
    noun_field(tx, was.id)
}

/// Puts the field at a place and counts the others anew; there are few.
fn place(tx: &mut Tx<'_>, field: &NounField, position: i64) -> Result<()> {
    let sql = "SELECT id FROM noun_fields WHERE about = $1 AND id <> $2 ORDER BY position, id";
    let mut order: Vec<NounFieldId> =
        tx.all::<(NounFieldId,)>(sql, params![field.about, field.id])?.into_iter().map(|(other,)| other).collect();
    order.insert(usize::try_from(position - 1).unwrap_or(0).min(order.len()), field.id);
    for (id, position) in order.into_iter().zip(1_i64..) {
        tx.execute_one("UPDATE noun_fields SET position = $2 WHERE id = $1", params![id, position])?;
    }
    Ok(())
}

/// Puts a field away; answers are kept.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn archive_noun_field(tx: &mut Tx<'_>, actor: &Actor, id: &NounFieldId) -> Result<NounField> {
    let now = tx.now();
    set_archived(tx, actor, *id, Some(now))
}

/// Takes a field back.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn restore_noun_field(tx: &mut Tx<'_>, actor: &Actor, id: &NounFieldId) -> Result<NounField> {
    set_archived(tx, actor, *id, None)
}

fn set_archived(tx: &mut Tx<'_>, actor: &Actor, id: NounFieldId, archived_at: Option<Moment>) -> Result<NounField> {
    policy::allow(actor, Action::ManageFields)?;
    let was = noun_field(tx, id)?;
    if was.archived_at.is_some() == archived_at.is_some() {
        return Ok(was);
    }
    let (now, name) = (tx.now(), was.name.clone());
    tx.execute_one("UPDATE noun_fields SET archived_at = $2, updated_at = $3 WHERE id = $1", params![id, archived_at, now])?;
    let event = if archived_at.is_some() { NounFieldEvent::Archived { id, name } } else { NounFieldEvent::Restored { id, name } };
    tx.record(actor, &event)?;
    Ok(NounField { archived_at, ..was })
}

/// Takes a field away: for good where nobody answers it, and else out of use. Did it go for good?
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn delete_noun_field(tx: &mut Tx<'_>, actor: &Actor, id: &NounFieldId) -> Result<bool> {
    policy::allow(actor, Action::ManageFields)?;
    let was = noun_field(tx, *id)?;
    if tx.first::<(i64,)>(&format!("SELECT 1 FROM {} WHERE field_id = $1 LIMIT 1", answers_of(was.about)), params![*id])?.is_some() {
        archive_noun_field(tx, actor, id)?;
        return Ok(false);
    }
    remove(tx, actor, *id, was.name)?;
    Ok(true)
}

fn answers_of(about: Noun) -> &'static str {
    if about == Noun::Person { "person_answers" } else { "organization_answers" }
}

fn remove(tx: &mut Tx<'_>, actor: &Actor, id: NounFieldId, name: String) -> Result<()> {
    tx.execute("DELETE FROM noun_field_options WHERE field_id = $1", params![id])?;
    tx.execute_one("DELETE FROM noun_fields WHERE id = $1", params![id])?;
    tx.record(actor, &NounFieldEvent::Deleted { id, name })?;
    Ok(())
}

/// Fields that were put away and that nobody answers make room: the one of this key, and all of them where there are too many.
/// How many went?
fn make_room(tx: &mut Tx<'_>, actor: &Actor, about: Noun, key: &str, full: bool) -> Result<i64> {
    let answers = answers_of(about);
    let sql = format!(
        "SELECT f.id, f.name FROM noun_fields f WHERE f.about = $1 AND f.archived_at IS NOT NULL AND (f.key = $2 OR $3 = 1) \
         AND NOT EXISTS (SELECT 1 FROM {answers} a WHERE a.field_id = f.id) ORDER BY f.id"
    );
    let gone = tx.all::<(NounFieldId, String)>(&sql, params![about, key, full])?;
    let count = i64::try_from(gone.len()).unwrap_or(0);
    for (id, name) in gone {
        remove(tx, actor, id, name)?;
    }
    Ok(count)
}

fn checked_words(name: &str, hint: &str) -> Result<(String, String)> {
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (name, hint) = (tidy(name), tidy(hint));
    let says = |max: usize| Sentence::new("noun-field-too-long").with("max", max);
    Check::new()
        .that(!name.is_empty(), "name", "noun-field-name-missing")
        .that(name.chars().count() <= NOUN_FIELD_NAME_CHARS_MAX, "name", says(NOUN_FIELD_NAME_CHARS_MAX))
        .that(hint.chars().count() <= NOUN_FIELD_HINT_CHARS_MAX, "hint", says(NOUN_FIELD_HINT_CHARS_MAX))
        .done()?;
    Ok((name, hint))
}

fn checked_pattern(kind: NounFieldKind, pattern: &str) -> Result<String> {
    if kind != NounFieldKind::Regexp {
        return Ok(String::new());
    }
    let pattern = pattern.trim();
    let says = Sentence::new("noun-field-too-long").with("max", NOUN_FIELD_PATTERN_CHARS_MAX);
    Check::new()
        .that(!pattern.is_empty() && whole(pattern).is_some(), "pattern", "noun-field-pattern-unreadable")
        .that(pattern.chars().count() <= NOUN_FIELD_PATTERN_CHARS_MAX, "pattern", says)
        .done()?;
    Ok(pattern.to_owned())
}

/// The expression that the whole of an answer must fit; its time grows with the answer's length alone, its memory is limited.
pub(super) fn whole(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(&format!(r"\A(?:{pattern})\z")).size_limit(PATTERN_BYTES_MAX).build().ok()
}

/// `Cost centre` becomes `cost_centre`.
pub(super) fn word_of(name: &str, or: &str) -> String {
    let plain: String = fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let word = plain.split_whitespace().collect::<Vec<_>>().join("_");
    let word: String = word.chars().take(NOUN_FIELD_KEY_CHARS_MAX - 4).collect();
    if word.is_empty() { or.to_owned() } else { word }
}

fn checked_key(tx: &Tx<'_>, about: Noun, key: &str) -> Result<()> {
    let plain = key.len() <= NOUN_FIELD_KEY_CHARS_MAX && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let says = Sentence::new("noun-field-key-wrong").with("max", NOUN_FIELD_KEY_CHARS_MAX);
    Check::new().that(plain && key.chars().any(|c| c.is_ascii_alphabetic()), "key", says).done()?;
    let taken = tx.first::<(String,)>("SELECT name FROM noun_fields WHERE about = $1 AND key = $2", params![about, key])?;
    match taken {
        Some((name,)) => Err(Error::invalid("key", Sentence::new("noun-field-key-taken").with("name", name))),
        None => Ok(()),
    }
}
