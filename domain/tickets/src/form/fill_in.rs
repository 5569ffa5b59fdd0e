//! What a ticket says in the desk's own fields.

use std::collections::BTreeMap;

use db::{Conn, Gather, Tx, Value, params};
use outcome::{FieldError, Refusal, Result};
use people::Actor;

use super::read::Raw;
use super::shown::shown;
use super::{FieldId, FieldValue, Forms, input_name, opening::read_typed};
use crate::change::change;
use crate::event::{FieldChange, TicketEvent};
use crate::index;
use crate::moving::Changed;
use crate::policy::{Action, Permitted, permit};
use crate::ticket::{Ticket, TicketId};

/// An answer as it was typed: see [`FieldValue::typed`]; an option or a person also by name, a person by address. Empty clears it.
#[derive(Debug, Clone)]
pub struct Given {
    /// The field.
    pub field: FieldId,
    /// What was typed.
    pub typed: String,
}

/// Answers for a ticket; fields that are not named stay as they are.
#[derive(Debug, Clone)]
pub struct FillIn {
    /// The ticket.
    pub ticket: TicketId,
    /// The answers.
    pub given: Vec<Given>,
}

/// Writes answers down. Any field can be answered, also one that is not asked under the ticket's category: it may have been, or
/// will be.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` names every answer that does not fit its field, by [`input_name`].
pub fn fill_in(tx: &mut Tx<'_>, actor: &Actor, fill: &FillIn) -> Result<Changed> {
    let ticket = permit(tx, actor, Action::FillIn, fill.ticket)?;
    let (forms, was) = known(tx, ticket.id)?;
    let given = read_all(tx, actor, &forms, &was, &fill.given)?;
    write(tx, actor, ticket, &forms, &was, &given)
}

/// The fields and what the ticket answers.
fn known(conn: &Conn, ticket: TicketId) -> Result<(Forms, BTreeMap<FieldId, FieldValue>)> {
    let (mut forms, mut raw, mut gather) = (Forms::default(), Raw::default(), Gather::default());
    Forms::ask(&mut gather);
    Raw::ask(ticket, &mut gather);
    gather.each(conn, |piece| {
        forms.take(&piece)?;
        raw.take(&piece)
    })?;
    let told = raw.told(&forms).into_iter().map(|(id, answer)| (id, answer.value)).collect();
    Ok((forms, told))
}

/// Reads every answer; what does not fit is told all at once.
fn read_all(
    conn: &Conn,
    actor: &Actor,
    forms: &Forms,
    was: &BTreeMap<FieldId, FieldValue>,
    given: &[Given],
) -> Result<BTreeMap<FieldId, Option<FieldValue>>> {
    let (mut read, mut wrong) = (BTreeMap::new(), Vec::new());
    for Given { field: id, typed } in given {
        let name = input_name(*id);
        let Some(field) = forms.field(*id) else {
            wrong.push(FieldError { field: "fields", says: "field-unknown".into() });
            continue;
        };
        // An answer that stands is not asked whether it could be given today: its option may have been put away.
        if was.get(id).is_some_and(|value| value.typed() == typed.trim()) {
            continue;
        }
        match read_typed(conn, actor, field, typed)? {
            Ok(value) => drop(read.insert(*id, value)),
            Err(says) => wrong.push(FieldError { field: name, says }),
        }
    }
    if wrong.is_empty() { Ok(read) } else { Err(Refusal::Invalid(wrong).into()) }
}

/// Writes what differs, and tells it.
fn write(
    tx: &mut Tx<'_>,
    actor: &Actor,
    ticket: Permitted<Ticket>,
    forms: &Forms,
    was: &BTreeMap<FieldId, FieldValue>,
    given: &BTreeMap<FieldId, Option<FieldValue>>,
) -> Result<Changed> {
    let mut changes = Vec::new();
    for (id, to) in given {
        let from = was.get(id);
        if from == to.as_ref() {
            continue;
        }
        let Some(field) = forms.field(*id) else { continue };
        let words = |value: Option<&FieldValue>| value.map(|v| shown(tx, field, v)).transpose().map(Option::unwrap_or_default);
        let (from_shown, to_shown) = (words(from)?, words(to.as_ref())?);
        let (from, to) = (from.cloned(), to.clone());
        changes.push(FieldChange { field: *id, name: field.name.clone(), from, to, from_shown, to_shown });
    }
    if changes.is_empty() {
        return Ok(Changed { ticket, event: None });
    }
    for change in &changes {
        keep(tx, ticket.id, change.field, change.to.as_ref())?;
    }
    let ticket = change(tx, ticket, |_| {})?;
    index::answers(tx, ticket.id)?;
    let event = TicketEvent::FilledIn { changes }.record(tx, actor, ticket.id)?;
    Ok(Changed { ticket, event: Some(event) })
}

/// Writes one value, or takes it away.
pub(super) fn keep(tx: &mut Tx<'_>, ticket: TicketId, field: FieldId, value: Option<&FieldValue>) -> Result<()> {
    let Some(value) = value else {
        tx.execute("DELETE FROM field_values WHERE ticket_id = $1 AND field_id = $2", params![ticket, field])?;
        return Ok(());
    };
    let mut all: Vec<Value> = params![ticket, field].to_vec();
    all.extend(value.columns());
    tx.execute_one(
        "INSERT INTO field_values (ticket_id, field_id, number, text, text_key) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (ticket_id, field_id) DO UPDATE SET number = excluded.number, text = excluded.text, text_key = excluded.text_key",
        &all,
    )?;
    Ok(())
}

/// Takes answers back if they still are as they were given; whether they were.
pub(crate) fn take_back(
    tx: &mut Tx<'_>,
    actor: &Actor,
    ticket: Permitted<Ticket>,
    changes: &[FieldChange],
) -> Result<(Permitted<Ticket>, bool)> {
    let (forms, was) = known(tx, ticket.id)?;
    if changes.iter().any(|c| was.get(&c.field) != c.to.as_ref()) {
        return Ok((ticket, false));
    }
    let back = changes.iter().map(|c| (c.field, c.from.clone())).collect();
    Ok((write(tx, actor, ticket, &forms, &was, &back)?.ticket, true))
}
