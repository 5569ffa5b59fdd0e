//! What is answered for a person or an organization.

use db::{Tx, params};
use jiff::civil::Date;
use outcome::{FieldError, Refusal, Result, Sentence};

use super::define::whole;
use super::{NOUN_TEXT_CHARS_MAX, NOUN_TEXTAREA_CHARS_MAX, Noun, NounField, NounFieldKind, NounOptionId, noun_fields};
use crate::event::{PeopleEvent, note};
use crate::policy::{self, Action};
use crate::{Actor, OrganizationId, PersonId};

/// Answers as they were typed, by the keys of their fields: a text, a number, a day as `2026-12-24`, an option by what programs call
/// it, `true` or `false`. Nothing takes an answer away; fields that are not named stay as they are.
#[derive(Debug, Clone)]
pub struct Answers<Id> {
    /// Whose.
    pub of: Id,
    /// The answers.
    pub given: Vec<(String, String)>,
}

/// Writes down what is answered for a person.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` names every answer that does not fit its field.
pub fn answer_person(tx: &mut Tx<'_>, actor: &Actor, input: &Answers<PersonId>) -> Result<()> {
    let person = policy::permit(tx, actor, Action::EditPerson, input.of)?;
    if write(tx, Noun::Person, person.id.0, &input.given)? {
        note(tx, actor, &PeopleEvent::Edited { person: person.id, fields: vec!["fields"] })?;
    }
    Ok(())
}

/// Writes down what is answered for an organization.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` names every answer that does not fit its field.
pub fn answer_organization(tx: &mut Tx<'_>, actor: &Actor, input: &Answers<OrganizationId>) -> Result<()> {
    let organization = policy::permit(tx, actor, Action::EditOrganization, input.of)?;
    if write(tx, Noun::Organization, organization.id.0, &input.given)? {
        note(tx, actor, &PeopleEvent::OrganizationEdited { organization: organization.id })?;
    }
    Ok(())
}

/// An answer as it is kept.
struct Kept {
    value: String,
    option: Option<NounOptionId>,
}

/// Writes what differs; did anything?
fn write(tx: &mut Tx<'_>, about: Noun, of: i64, given: &[(String, String)]) -> Result<bool> {
    if given.is_empty() {
        return Ok(false);
    }
    let fields = noun_fields(tx, about)?;
    let (mut read, mut wrong) = (Vec::new(), Vec::new());
    for (key, typed) in given {
        let field = fields.iter().find(|field| field.key == *key);
        match field.ok_or_else(|| Sentence::new("noun-field-unknown").with("key", key)).and_then(|field| Ok((field, kept(field, typed)?))) {
            Ok(answer) => read.push(answer),
            Err(says) => wrong.push(FieldError { field: "fields", says }),
        }
    }
    if !wrong.is_empty() {
        return Err(Refusal::Invalid(wrong).into());
    }
    let (table, whose) = table(about);
    let sql = format!("SELECT field_id, value, option_id FROM {table} WHERE {whose} = $1");
    let was = tx.all::<(super::NounFieldId, String, Option<NounOptionId>)>(&sql, params![of])?;
    let mut changed = false;
    for (field, answer) in read {
        let before = was.iter().find(|(id, ..)| *id == field.id);
        let same = match (&answer, before) {
            (None, None) => true,
            (Some(is), Some((_, value, option))) => is.value == *value && is.option == *option,
            _ => false,
        };
        if same {
            continue;
        }
        changed = true;
        tx.execute(&format!("DELETE FROM {table} WHERE {whose} = $1 AND field_id = $2"), params![of, field.id])?;
        if let Some(Kept { value, option }) = answer {
            let sql = format!("INSERT INTO {table} ({whose}, field_id, value, option_id) VALUES ($1, $2, $3, $4)");
            tx.execute_one(&sql, params![of, field.id, &value, option])?;
        }
    }
    Ok(changed)
}

/// Where answers lie: the table, and its column for whose they are.
pub(super) fn table(about: Noun) -> (&'static str, &'static str) {
    match about {
        Noun::Person => ("person_answers", "person_id"),
        Noun::Organization => ("organization_answers", "organization_id"),
    }
}

/// What was typed as the field keeps it; nothing when it is empty; or what is wrong with it.
fn kept(field: &NounField, typed: &str) -> Result<Option<Kept>, Sentence> {
    let says = |key| Sentence::new(key).with("name", &field.name);
    let lines = field.kind == NounFieldKind::Textarea;
    let clean: String = typed.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect();
    let text = if lines { clean.trim().to_owned() } else { clean.split_whitespace().collect::<Vec<_>>().join(" ") };
    if text.is_empty() {
        return Ok(None);
    }
    let max = if lines { NOUN_TEXTAREA_CHARS_MAX } else { NOUN_TEXT_CHARS_MAX };
    if text.chars().count() > max {
        return Err(says("noun-answer-too-long").with("max", max));
    }
    let plain = |value: String| Ok(Some(Kept { value, option: None }));
    match field.kind {
        NounFieldKind::Text | NounFieldKind::Textarea => plain(text),
        NounFieldKind::Regexp if whole(&field.pattern).is_some_and(|pattern| pattern.is_match(&text)) => plain(text),
        NounFieldKind::Regexp => Err(says("noun-answer-unfit")),
        NounFieldKind::Integer => text.parse::<i64>().map_or_else(|_| Err(says("noun-answer-no-integer")), |n| plain(n.to_string())),
        NounFieldKind::Decimal => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => plain(number.to_string()),
            _ => Err(says("noun-answer-no-number")),
        },
        NounFieldKind::Date => {
            let day: Result<Date, _> = text.get(..10).unwrap_or(&text).parse();
            day.map_or_else(|_| Err(says("noun-answer-no-date")), |day| plain(day.to_string()))
        }
        NounFieldKind::Checkbox => match text.to_lowercase().as_str() {
            "true" | "yes" | "1" | "on" => plain("true".to_owned()),
            "false" | "no" | "0" | "off" => Ok(None),
            _ => Err(says("noun-answer-no-tick")),
        },
        NounFieldKind::Dropdown => {
            let meant = field.options.iter().find(|option| option.tag == text);
            let meant = meant.or_else(|| field.choosable().find(|option| option.name == text));
            let option = meant.ok_or_else(|| says("noun-answer-no-option"))?;
            Ok(Some(Kept { value: String::new(), option: Some(option.id) }))
        }
    }
}
