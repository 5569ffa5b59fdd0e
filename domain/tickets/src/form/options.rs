//! The options of a choice or a tree, said all at once: those left out are put away, those named again come back.

use std::collections::BTreeSet;

use db::Tx;
use outcome::{Check, Error, Result, Sentence};
use people::Actor;
use text::plain::fold;

use super::add::field;
use super::forms::BETWEEN;
use super::{Choice, CustomField, FIELD_OPTIONS_MAX, FieldId, FieldKind, OPTION_NAME_CHARS_MAX, SetChoices, set_choices};
use crate::policy::{DeskAction, permit_desk};

/// The options that a field shall have.
#[derive(Debug, Clone)]
pub struct SetOptions {
    /// The field.
    pub field: FieldId,
    /// Their names in order; in a tree with all above them: `Software / Office`.
    pub names: Vec<String>,
}

/// Sets the options of a field. An option keeps its number as long as its name stays; a branch that is missing in a tree is added
/// before its first twig.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when a name does not hold or there are too many; `Conflict` for a field without options.
pub fn set_options(tx: &mut Tx<'_>, actor: &Actor, set: &SetOptions) -> Result<CustomField> {
    permit_desk(actor, DeskAction::ManageFields)?;
    let was = field(tx, set.field)?;
    if !was.kind.has_options() {
        return Err(Error::conflict("field-without-options"));
    }
    let names = names_of(&set.names, was.kind == FieldKind::Tree)?;
    let choices = names.into_iter().map(|name| Choice { name, ..Choice::default() }).collect();
    set_choices(tx, actor, &SetChoices { field: was.id, choices })
}

/// Names with blanks in one form, each once, and in a tree each behind the branch it lies on.
pub(super) fn names_of(names: &[String], tree: bool) -> Result<Vec<String>> {
    let mut tidy: Vec<String> = Vec::with_capacity(names.len());
    let mut seen = BTreeSet::new();
    let mut check = Check::new();
    for name in names {
        let levels: Vec<String> = name.split('/').map(|n| n.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        if levels.iter().all(String::is_empty) {
            continue;
        }
        check.that(!tree || levels.iter().all(|level| !level.is_empty()), "options", "option-level-empty");
        let whole = if tree { levels.join(BETWEEN) } else { name.split_whitespace().collect::<Vec<_>>().join(" ") };
        let says = Sentence::new("option-name-too-long").with("max", OPTION_NAME_CHARS_MAX);
        check.that(whole.chars().count() <= OPTION_NAME_CHARS_MAX, "options", says);
        let branches = (1..levels.len()).filter(|_| tree).map(|to| levels[..to].join(BETWEEN));
        for name in branches.chain([whole]) {
            if seen.insert(fold(&name)) {
                tidy.push(name);
            }
        }
    }
    check.that(!tidy.is_empty(), "options", "options-missing").done()?;
    if tidy.len() > FIELD_OPTIONS_MAX { Err(too_many()) } else { Ok(tidy) }
}

pub(super) fn too_many() -> Error {
    Error::invalid("options", Sentence::new("options-too-many").with("max", FIELD_OPTIONS_MAX))
}
