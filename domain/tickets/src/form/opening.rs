//! What is answered when a ticket is opened, and what must be answered before it is resolved.

use std::collections::BTreeMap;

use db::{Conn, Tx, params};
use jiff::civil::Date;
use outcome::{FieldError, Refusal, Result, Sentence};
use people::{Actor, Door, PersonId, Role, directory};
use text::plain::fold;

use super::add::whole;
use super::fill_in::keep;
use super::shown::shown;
use super::value::day_of;
use super::{
    AskedOf, CustomField, FIELD_TEXT_CHARS_MAX, FieldId, FieldKind, FieldValue, Forms, Given, Question, Required, forms, input_name,
};
use crate::event::{FieldChange, TicketEvent};
use crate::index;
use crate::promises;
use crate::ticket::{CategoryId, Ticket, TicketId};

/// Checks and writes what was answered when the ticket was opened, and tells it. Whoever opens it on a page answers what is
/// required there; a letter, a program or a rule sees no form. An answer to a question that is not due is left out.
pub(crate) fn answers_at_opening(
    tx: &mut Tx<'_>,
    actor: &Actor,
    ticket: TicketId,
    category: Option<CategoryId>,
    given: &[Given],
) -> Result<()> {
    let on_page = matches!(actor.door, Door::Web | Door::Portal) && actor.person().is_some();
    if !on_page && given.is_empty() {
        return Ok(());
    }
    let all = forms(tx)?;
    if all.asks.is_empty() && given.is_empty() {
        return Ok(());
    }
    let path = match category {
        Some(category) => tx.first::<(String,)>("SELECT path FROM categories WHERE id = $1", params![category])?.map(|(path,)| path),
        None => None,
    };
    let of = if actor.door == Door::Portal || !actor.is_staff() { AskedOf::Everybody } else { AskedOf::Desk };
    let form = all.form(path.as_deref(), of);
    let mut wrong = Vec::new();
    let mut answers = BTreeMap::new();
    for Given { field: id, typed } in given {
        let Some(question) = form.iter().find(|q| q.field.id == *id) else { continue };
        match read_typed(tx, actor, question.field, typed)? {
            Ok(Some(value)) => drop(answers.insert(*id, value)),
            Ok(None) => {}
            // Told only if the question is due: nobody is asked to mend what they do not see.
            Err(says) => wrong.push((question, says)),
        }
    }
    let due = |q: &Question<'_>| all.is_due(q, &form, &answers);
    let mut told: Vec<FieldError> =
        wrong.into_iter().filter(|(q, _)| due(q)).map(|(q, says)| FieldError { field: input_name(q.field.id), says }).collect();
    for question in form.iter().filter(|q| on_page && q.ask.required == Required::Opening && due(q)) {
        let name = input_name(question.field.id);
        if !answers.contains_key(&question.field.id) && !told.iter().any(|e| e.field == name) {
            told.push(FieldError { field: name, says: Sentence::new("field-answer-missing").with("name", &question.field.name) });
        }
    }
    if !told.is_empty() {
        return Err(Refusal::Invalid(told).into());
    }
    let kept: Vec<(&CustomField, FieldValue)> =
        form.iter().filter(|q| due(q)).filter_map(|q| Some((q.field, answers.get(&q.field.id)?.clone()))).collect();
    write(tx, actor, ticket, &kept)
}

/// Writes down what an imported ticket answers; nothing follows from it.
pub(crate) fn answers_as_they_were(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId, given: &[Given]) -> Result<()> {
    if given.is_empty() {
        return Ok(());
    }
    let (all, mut wrong) = (forms(tx)?, Vec::new());
    for Given { field: id, typed } in given {
        let Some(field) = all.field(*id) else { continue };
        match read_typed(tx, actor, field, typed)? {
            Ok(Some(value)) => keep(tx, ticket, *id, Some(&value))?,
            Ok(None) => {}
            Err(says) => wrong.push(FieldError { field: input_name(*id), says }),
        }
    }
    if !wrong.is_empty() {
        return Err(Refusal::Invalid(wrong).into());
    }
    index::answers(tx, ticket)
}

fn write(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId, kept: &[(&CustomField, FieldValue)]) -> Result<()> {
    let mut changes = Vec::with_capacity(kept.len());
    for (field, value) in kept {
        keep(tx, ticket, field.id, Some(value))?;
        let to_shown = shown(tx, field, value)?;
        let (name, to) = (field.name.clone(), Some(value.clone()));
        changes.push(FieldChange { field: field.id, name, from: None, to, from_shown: String::new(), to_shown });
    }
    if !changes.is_empty() {
        promises::look_again(tx, ticket)?;
        index::answers(tx, ticket)?;
        TicketEvent::FilledIn { changes }.record(tx, actor, ticket)?;
    }
    Ok(())
}

/// Refuses to let a person at the desk resolve a ticket while an answer is missing that its category wants first. Rules, timers and
/// whoever asked are not held up.
pub(crate) fn demand_answers(conn: &Conn, actor: &Actor, ticket: &Ticket) -> Result<()> {
    if actor.person().is_none() || !actor.is_staff() {
        return Ok(());
    }
    let (some,) = conn.one::<(i64,)>("SELECT COUNT(*) FROM field_asks WHERE required = 'resolving'", params![])?;
    if some == 0 {
        return Ok(());
    }
    let (forms, path, answers) = answers_of(conn, ticket)?;
    let form = forms.form(path.as_deref(), AskedOf::Desk);
    let missing = form.iter().filter(|q| q.ask.required == Required::Resolving);
    let missing = missing.filter(|q| !answers.contains_key(&q.field.id) && forms.is_due(q, &form, &answers));
    let says = |q: &Question<'_>| Sentence::new("field-answer-missing-to-resolve").with("name", &q.field.name);
    let told: Vec<FieldError> = missing.map(|q| FieldError { field: input_name(q.field.id), says: says(q) }).collect();
    if told.is_empty() { Ok(()) } else { Err(Refusal::Invalid(told).into()) }
}

fn answers_of(conn: &Conn, ticket: &Ticket) -> Result<(Forms, Option<String>, BTreeMap<FieldId, FieldValue>)> {
    let sql = "SELECT path FROM categories WHERE id = $1";
    let path = conn.first::<(String,)>(sql, params![ticket.category_id.unwrap_or(CategoryId(0))])?.map(|(path,)| path);
    let forms = forms(conn)?;
    let sql = "SELECT field_id, number, text FROM field_values WHERE ticket_id = $1";
    let rows = conn.all::<(FieldId, Option<i64>, Option<String>)>(sql, params![ticket.id])?;
    let value = |(id, number, text)| Some((id, FieldValue::of(forms.field(id)?.kind, number, text)?));
    let answers = rows.into_iter().filter_map(value).collect();
    Ok((forms, path, answers))
}

/// What was typed as the field takes it; nothing when it is empty; or what is wrong with it.
pub(super) fn read_typed(conn: &Conn, actor: &Actor, field: &CustomField, typed: &str) -> Result<Result<Option<FieldValue>, Sentence>> {
    let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let says = |key| Sentence::new(key).with("name", &field.name);
    if typed.is_empty() {
        return Ok(Ok(None));
    }
    if typed.chars().count() > FIELD_TEXT_CHARS_MAX {
        return Ok(Err(says("field-answer-too-long").with("max", FIELD_TEXT_CHARS_MAX)));
    }
    Ok(match field.kind {
        FieldKind::Text => Ok(Some(FieldValue::Text(typed))),
        FieldKind::Pattern if whole(&field.pattern).is_some_and(|p| p.is_match(&typed)) => Ok(Some(FieldValue::Text(typed))),
        FieldKind::Pattern if field.hint.is_empty() => Err(says("field-pattern-unfit")),
        FieldKind::Pattern => Err(says("field-pattern-unfit-hint").with("hint", &field.hint)),
        FieldKind::Number => typed.parse().map(|n| Some(FieldValue::Number(n))).map_err(|_| says("field-number-wrong")),
        FieldKind::Date => typed.parse::<Date>().map(|d| Some(FieldValue::Day(day_of(d)))).map_err(|_| says("field-date-wrong")),
        FieldKind::Choice | FieldKind::Tree => {
            let key = fold(&typed);
            let mut fits = field.choosable().filter(|o| o.id.to_string() == typed || fold(&o.name) == key);
            fits.next().map(|o| Some(FieldValue::Option(o.id))).ok_or_else(|| says("field-option-wrong"))
        }
        FieldKind::Checkbox => match typed.to_lowercase().as_str() {
            "yes" | "true" | "1" | "on" => Ok(Some(FieldValue::Ticked)),
            "no" | "false" | "0" | "off" => Ok(None),
            _ => Err(says("field-tick-wrong")),
        },
        FieldKind::Person => person(conn, actor, &typed)?.map(|p| Some(FieldValue::Person(p))).ok_or_else(|| says("field-person-wrong")),
    })
}

/// The person with this address; for the desk also by number, or the only one with this name. A requester can name the desk's
/// people and those of their own organization: whoever else is here is not theirs to find out.
fn person(conn: &Conn, actor: &Actor, typed: &str) -> Result<Option<PersonId>> {
    let by_email = directory::person_by_email(conn, typed)?;
    if actor.person().is_some() && !actor.is_staff() {
        let near = |p: &people::Person| p.role >= Role::Agent || (p.organization_id.is_some() && p.organization_id == actor.organization);
        return Ok(by_email.filter(near).map(|p| p.id));
    }
    if let Some(found) = by_email {
        return Ok(Some(found.id));
    }
    if let Ok(id) = typed.parse() {
        return Ok(directory::person(conn, id)?.filter(|p| p.deactivated_at.is_none()).map(|p| p.id));
    }
    let sql = "SELECT id FROM people WHERE name_key = $1 AND deactivated_at IS NULL ORDER BY id LIMIT 2";
    match conn.all::<(PersonId,)>(sql, params![fold(typed)])?.as_slice() {
        [(only,)] => Ok(Some(*only)),
        _ => Ok(None),
    }
}
