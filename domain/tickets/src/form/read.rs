//! What tickets answer: one ticket's form with its answers.

use std::collections::BTreeMap;

use db::{Conn, Gather, Part, Piece};
use outcome::Result;
use people::PersonId;

use super::{AskedOf, FieldId, FieldValue, Forms};
use crate::policy::{Action, Permitted};
use crate::ticket::{Ticket, TicketId};

/// An answer, with the name behind its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What the field says.
    pub value: FieldValue,
    /// How it reads: a text, a number, a day, an option's or a person's name; empty for a tick.
    pub shown: String,
}

/// What it takes to read one ticket's answers, as rows whose kind is not known yet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Raw(Vec<Columns>);

/// Field, number, text, a person's name.
type Columns = (FieldId, Option<i64>, Option<String>, Option<String>);

impl Raw {
    pub(crate) fn ask(ticket: TicketId, gather: &mut Gather) {
        let id = gather.param(ticket);
        let from = format!(
            "FROM field_values v JOIN custom_fields f ON f.id = v.field_id \
             LEFT JOIN people p ON f.kind = 'person' AND p.id = v.number WHERE v.ticket_id = ${id}"
        );
        gather.part(&Part { what: "field value", ints: &["v.field_id", "v.number"], texts: &["v.text", "p.name"], from: &from, order: "" });
    }

    pub(crate) fn take(&mut self, piece: &Piece) -> Result<()> {
        if piece.what == "field value" {
            self.0.push((piece.int(0)?, piece.int(1)?, piece.text(0)?, piece.text(1)?));
        }
        Ok(())
    }

    /// The answers, told by the fields' kinds.
    pub(crate) fn told(self, forms: &Forms) -> BTreeMap<FieldId, Answer> {
        let told = self.0.into_iter().filter_map(|(id, number, text, person)| {
            let field = forms.field(id)?;
            let value = FieldValue::of(field.kind, number, text)?;
            let shown = match &value {
                FieldValue::Option(option) => field.option(*option).unwrap_or_default().to_owned(),
                FieldValue::Person(PersonId(_)) => person.unwrap_or_default(),
                FieldValue::Ticked => String::new(),
                other => other.typed(),
            };
            Some((id, Answer { value, shown }))
        });
        told.collect()
    }
}

/// The fields of the desk and what this ticket answers, as far as the asker may know it. One statement.
///
/// # Errors
/// What the engine answers.
pub fn answers(conn: &Conn, ticket: &Permitted<Ticket>) -> Result<(Forms, BTreeMap<FieldId, Answer>)> {
    let (mut forms, mut raw, mut gather) = (Forms::default(), Raw::default(), Gather::default());
    let (mut path, id) = (None, gather.param(ticket.id));
    let from = format!("FROM tickets t JOIN categories c ON c.id = t.category_id WHERE t.id = ${id}");
    gather.part(&Part { what: "category", ints: &[], texts: &["c.path"], from: &from, order: "" });
    Forms::ask(&mut gather);
    Raw::ask(ticket.id, &mut gather);
    gather.each(conn, |piece| {
        if piece.what == "category" {
            path = piece.text::<Option<String>>(0)?;
        }
        forms.take(&piece)?;
        raw.take(&piece)
    })?;
    let mut answers = raw.told(&forms);
    if !ticket.may(Action::SeeInternal) {
        let open: Vec<FieldId> = forms.form(path.as_deref(), AskedOf::Everybody).iter().map(|q| q.field.id).collect();
        answers.retain(|id, _| open.contains(id));
    }
    Ok((forms, answers))
}
