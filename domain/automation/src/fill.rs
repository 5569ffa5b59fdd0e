//! Filling a prepared text in for one ticket: in the requester's language and time, with a mark where there is nothing to say.

use std::collections::BTreeMap;

use catalogue::{Catalogue, Say};
use db::Conn;
use outcome::Result;
use people::{Actor, Person, directory};
use tickets::{CustomField, FieldValue, GAP, Ticket, TicketId};

use crate::deeds::Deeds;
use crate::placeholder::{Name, Piece, Placeholder, names, pieces};

/// In whose words texts are filled in.
#[derive(Clone)]
pub struct Speaker {
    /// The texts of every language.
    pub texts: &'static Catalogue,
    /// Where the desk is, without a slash at the end.
    pub base_url: String,
    /// The desk's time zone: what rules mean by a day.
    pub zone: jiff::tz::TimeZone,
}

/// A text as it is for one ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The text; what is missing stands in it as a mark, with which it cannot be sent.
    pub text: String,
    /// What is missing, by its name for people.
    pub missing: Vec<String>,
}

impl Speaker {
    pub(crate) fn say_to(&self, person: &Person) -> Say {
        let zone = catalogue::zone_named(&person.zone).unwrap_or(jiff::tz::TimeZone::UTC);
        Say::new(self.texts, person.speaks(), zone)
    }
}

/// What placeholders stand for at one ticket.
pub(crate) struct Values {
    known: BTreeMap<&'static str, String>,
    fields: BTreeMap<String, String>,
    field_names: BTreeMap<String, String>,
    /// The language of who writes: marks are for them.
    say: Say,
}

impl Values {
    /// Reads as much as these texts ask for.
    ///
    /// # Errors
    /// `NotFound` when the ticket may not be seen.
    pub(crate) fn of(conn: &Conn, actor: &Actor, speaker: &Speaker, id: TicketId, texts: &[&str]) -> Result<Option<Self>> {
        if !texts.iter().any(|text| names(text).next().is_some()) {
            return Ok(None);
        }
        let ticket = tickets::ticket(conn, actor, id)?;
        let facts = tickets::facts(conn, &ticket)?.names;
        let agent = actor.person().map_or(Ok(None), |me| directory::person(conn, me))?;
        let say_requester = directory::person(conn, ticket.requester_id)?.map(|p| speaker.say_to(&p));
        let say = agent.as_ref().map(|p| speaker.say_to(p)).or_else(|| say_requester.clone());
        let Some((theirs, say)) = say_requester.zip(say) else { return Ok(None) };
        let mut known = BTreeMap::new();
        let mut put = |placeholder: Placeholder, value: Option<String>| {
            known.extend(value.filter(|v| !v.is_empty()).map(|value| (placeholder.as_str(), value)));
        };
        let agent = agent.map(|p| p.name);
        put(Placeholder::RequesterFirstName, Some(first(&facts.requester)));
        put(Placeholder::RequesterName, Some(facts.requester));
        put(Placeholder::Organization, facts.organization);
        put(Placeholder::Number, Some(id.to_string()));
        put(Placeholder::Subject, Some(ticket.subject.clone()));
        put(Placeholder::Category, facts.category);
        put(Placeholder::Team, facts.team);
        put(Placeholder::Assignee, facts.assignee);
        put(Placeholder::Due, due(&theirs, &ticket, conn));
        put(Placeholder::Link, Some(format!("{}/portal/requests/{id}", speaker.base_url)));
        put(Placeholder::AgentFirstName, agent.as_deref().map(first));
        put(Placeholder::AgentName, agent);
        let (mut fields, mut field_names) = (BTreeMap::new(), BTreeMap::new());
        if texts.iter().flat_map(|text| names(text)).any(|name| matches!(name, Name::Field(_))) {
            let (forms, answers) = tickets::answers(conn, &ticket)?;
            for field in &forms.fields {
                field_names.insert(field.key.clone(), field.name.clone());
                fields.extend(answers.get(&field.id).map(|a| (field.key.clone(), answered(&theirs, field, &a.value, &a.shown))));
            }
        }
        Ok(Some(Self { known, fields, field_names, say }))
    }

    /// Fills a text in.
    pub(crate) fn fill(&self, text: &str) -> Filled {
        let (mut out, mut missing) = (String::with_capacity(text.len()), Vec::new());
        for piece in pieces(text) {
            match piece {
                Piece::Stays(text) => out.push_str(text),
                Piece::Open(name) => match self.value(name) {
                    Some(value) => out.push_str(value),
                    None => {
                        let label = self.label(name);
                        out.extend([GAP[0].to_string(), label.clone(), GAP[1].to_string()]);
                        missing.push(label);
                    }
                },
            }
        }
        Filled { text: out, missing }
    }

    fn value(&self, name: Name<'_>) -> Option<&str> {
        match name {
            Name::Known(known) => self.known.get(known.as_str()),
            Name::Field(key) => self.fields.get(key),
            Name::Unknown(_) => None,
        }
        .map(String::as_str)
    }

    fn label(&self, name: Name<'_>) -> String {
        match name {
            Name::Known(known) => self.say.say(&known.key()).into_owned(),
            Name::Field(key) => self.field_names.get(key).cloned().unwrap_or_else(|| key.to_owned()),
            Name::Unknown(name) => name.to_owned(),
        }
    }
}

/// Fills a text in for a ticket.
///
/// # Errors
/// `NotFound` when the ticket may not be seen.
pub fn fill(conn: &Conn, actor: &Actor, speaker: &Speaker, ticket: TicketId, text: &str) -> Result<Filled> {
    let values = Values::of(conn, actor, speaker, ticket, &[text])?;
    Ok(values.map_or_else(|| Filled { text: text.to_owned(), missing: Vec::new() }, |values| values.fill(text)))
}

/// The same of several texts, reading what they ask for once.
///
/// # Errors
/// `NotFound` when the ticket may not be seen.
pub fn fill_all(conn: &Conn, actor: &Actor, speaker: &Speaker, ticket: TicketId, texts: &[&str]) -> Result<Vec<Filled>> {
    let values = Values::of(conn, actor, speaker, ticket, texts)?;
    let plain = |text: &str| Filled { text: text.to_owned(), missing: Vec::new() };
    Ok(texts.iter().map(|text| values.as_ref().map_or_else(|| plain(text), |values| values.fill(text))).collect())
}

/// What a text looks like, with an example in every place.
#[must_use]
pub fn example(say: &Say, text: &str) -> String {
    let shown = |piece| match piece {
        Piece::Stays(text) => text.to_owned(),
        Piece::Open(Name::Known(known)) => say.say(&format!("example-{}", known.key())).into_owned(),
        Piece::Open(Name::Field(key) | Name::Unknown(key)) => key.to_owned(),
    };
    pieces(text).into_iter().map(shown).collect()
}

fn due(say: &Say, ticket: &Ticket, conn: &Conn) -> Option<String> {
    ticket.due_at.map(|at| say.day_time(at.0, conn.now().0).into_owned())
}

fn answered(say: &Say, field: &CustomField, value: &FieldValue, shown: &str) -> String {
    match value {
        FieldValue::Ticked => field.name.clone(),
        FieldValue::Number(n) => say.number(*n),
        FieldValue::Day(_) => {
            let noon = value.day().and_then(|day| day.at(12, 0, 0, 0).to_zoned(say.zone.clone()).ok());
            noon.map_or_else(|| shown.to_owned(), |noon| say.date_long(noon.timestamp().as_millisecond()).into_owned())
        }
        FieldValue::Text(_) | FieldValue::Option(_) | FieldValue::Person(_) => shown.to_owned(),
    }
}

fn first(name: &str) -> String {
    name.split_whitespace().next().unwrap_or_default().to_owned()
}

impl Deeds {
    /// The same with its texts filled in for a ticket.
    pub(crate) fn filled_in(&self, conn: &Conn, actor: &Actor, speaker: &Speaker, ticket: TicketId) -> Result<Self> {
        let values = Values::of(conn, actor, speaker, ticket, &[&self.note, &self.reply])?;
        let fill = |text: &str| values.as_ref().map_or_else(|| text.to_owned(), |values| values.fill(text).text);
        Ok(Self { note: fill(&self.note), reply: fill(&self.reply), ..self.clone() })
    }
}
