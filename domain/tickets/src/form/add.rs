//! A new field.

use db::{Conn, Tx, params};
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::Actor;
use regex::{Regex, RegexBuilder};
use text::plain::fold;

use super::{
    CustomField, FIELD_COLUMNS_MAX, FIELD_HINT_CHARS_MAX, FIELD_KEY_CHARS_MAX, FIELD_NAME_CHARS_MAX, FIELD_PATTERN_BYTES_MAX,
    FIELD_PATTERN_CHARS_MAX, FIELDS_MAX, FieldEvent, FieldId, FieldKind, forms,
};
use crate::policy::{DeskAction, permit_desk};

/// A field to add.
#[derive(Debug, Clone)]
pub struct AddField {
    /// What people call it.
    pub name: String,
    /// What filters and programs call it; made of the name when empty.
    pub key: String,
    /// What it takes.
    pub kind: FieldKind,
    /// What helps to answer it.
    pub hint: String,
    /// The regular expression of a pattern: the whole answer must fit it.
    pub pattern: String,
    /// Is it a column of lists?
    pub in_lists: bool,
}

impl AddField {
    /// A field of this name and kind, without a hint.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: FieldKind) -> Self {
        Self { name: name.into(), key: String::new(), kind, hint: String::new(), pattern: String::new(), in_lists: false }
    }
}

/// Adds a field; it is asked nowhere yet.
///
/// # Errors
/// `NotAllowed`; `Invalid` names every part that does not hold; `Conflict` when there are [`FIELDS_MAX`] already.
pub fn add_field(tx: &mut Tx<'_>, actor: &Actor, add: &AddField) -> Result<CustomField> {
    permit_desk(actor, DeskAction::ManageFields)?;
    let (name, hint) = checked_words(&add.name, &add.hint)?;
    let pattern = checked_pattern(add.kind, &add.pattern)?;
    let key = if add.key.trim().is_empty() { key_of(&name) } else { add.key.trim().to_lowercase() };
    checked_key(tx, &key)?;
    checked_columns(tx, add.in_lists, None)?;
    let (count, last) = tx.one::<(i64, i64)>("SELECT COUNT(*), COALESCE(MAX(position), 0) FROM custom_fields", params![])?;
    if count >= FIELDS_MAX {
        return Err(Error::conflict(Sentence::new("field-too-many").with("max", FIELDS_MAX)));
    }
    let now = tx.now();
    let id: FieldId = tx.insert(
        "INSERT INTO custom_fields (key, name, hint, kind, pattern, position, in_lists, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING id",
        params![&key, &name, &hint, add.kind, &pattern, last + 1, i64::from(add.in_lists), now],
    )?;
    tx.record(actor, &FieldEvent::Added { id, key, name, kind: add.kind })?;
    field(tx, id)
}

/// One field with its options.
///
/// # Errors
/// `NotFound` when there is none.
pub(super) fn field(conn: &Conn, id: FieldId) -> Result<CustomField> {
    forms(conn)?.fields.into_iter().find(|f| f.id == id).ok_or_else(|| Refusal::NotFound.into())
}

/// Name and hint as they are kept.
pub(super) fn checked_words(name: &str, hint: &str) -> Result<(String, String)> {
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (name, hint) = (tidy(name), tidy(hint));
    let says = |key, max: usize| Sentence::new(key).with("max", max);
    Check::new()
        .that(!name.is_empty(), "name", "field-name-missing")
        .that(name.chars().count() <= FIELD_NAME_CHARS_MAX, "name", says("field-name-too-long", FIELD_NAME_CHARS_MAX))
        .that(hint.chars().count() <= FIELD_HINT_CHARS_MAX, "hint", says("field-hint-too-long", FIELD_HINT_CHARS_MAX))
        .done()?;
    Ok((name, hint))
}

/// The pattern of a pattern; other kinds have none.
pub(super) fn checked_pattern(kind: FieldKind, pattern: &str) -> Result<String> {
    if kind != FieldKind::Pattern {
        return Ok(String::new());
    }
    let pattern = pattern.trim();
    let says = Sentence::new("field-pattern-too-long").with("max", FIELD_PATTERN_CHARS_MAX);
    Check::new()
        .that(!pattern.is_empty(), "pattern", "field-pattern-missing")
        .that(pattern.chars().count() <= FIELD_PATTERN_CHARS_MAX, "pattern", says)
        .done()?;
    if whole(pattern).is_none() {
        return Err(Error::invalid("pattern", "field-pattern-unreadable"));
    }
    Ok(pattern.to_owned())
}

/// The expression that the whole of an answer must fit; its time grows with the answer's length alone, its memory is limited.
pub(super) fn whole(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(&format!(r"\A(?:{pattern})\z")).size_limit(FIELD_PATTERN_BYTES_MAX).build().ok()
}

/// `Asset tag` becomes `asset_tag`.
fn key_of(name: &str) -> String {
    let plain: String = fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let mut key = plain.split_whitespace().collect::<Vec<_>>().join("_");
    key.truncate(FIELD_KEY_CHARS_MAX);
    key.trim_end_matches('_').to_owned()
}

fn checked_key(tx: &Tx<'_>, key: &str) -> Result<()> {
    let plain = key.starts_with(|c: char| c.is_ascii_lowercase())
        && !key.ends_with('_')
        && key.len() <= FIELD_KEY_CHARS_MAX
        && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let says = Sentence::new("field-key-wrong").with("max", FIELD_KEY_CHARS_MAX);
    Check::new().that(plain, "key", says).done()?;
    let taken = tx.first::<(String,)>("SELECT name FROM custom_fields WHERE key = $1", params![key])?;
    match taken {
        Some((name,)) => Err(Error::invalid("key", Sentence::new("field-key-taken").with("name", name))),
        None => Ok(()),
    }
}

/// Refuses one column too many.
pub(super) fn checked_columns(conn: &Conn, wanted: bool, except: Option<FieldId>) -> Result<()> {
    if !wanted {
        return Ok(());
    }
    let sql = "SELECT COUNT(*) FROM custom_fields WHERE in_lists = 1 AND archived_at IS NULL AND id <> $1";
    let (columns,) = conn.one::<(i64,)>(sql, params![except.unwrap_or(FieldId(0))])?;
    let says = Sentence::new("field-columns-too-many").with("max", FIELD_COLUMNS_MAX);
    Check::new().that(columns < FIELD_COLUMNS_MAX, "in_lists", says).done()
}
