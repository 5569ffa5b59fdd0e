//! Stretches of duty in words, and the names of who has them.

use std::collections::BTreeMap;

use catalogue::Say;
use db::{Conn, Moment};
use outcome::{Error, Result};
use people::{PersonId, directory};
use rota::Duty;

/// The names of people.
pub struct Names(BTreeMap<PersonId, String>);

impl Names {
    /// Of these people. One statement.
    pub fn of(conn: &Conn, people: impl IntoIterator<Item = PersonId>) -> Result<Self> {
        let people: Vec<PersonId> = people.into_iter().collect();
        let found = directory::people_by_ids(conn, &people)?;
        Ok(Self(found.into_iter().map(|person| (person.id, person.name)).collect()))
    }

    /// What somebody is called.
    pub fn of_person(&self, person: PersonId) -> String {
        self.0.get(&person).cloned().unwrap_or_default()
    }
}

/// A stretch of time in words: "Mon 09:00 – Thu 30 Nov 09:00".
pub fn said(say: &Say, from: i64, to: i64, now_ms: i64) -> String {
    format!("{} – {}", with_time(say, from, now_ms), with_time(say, to, now_ms))
}

/// A day and a time, however far away.
pub fn with_time(say: &Say, at: i64, now_ms: i64) -> String {
    format!("{} {}", say.date_short(at, now_ms), say.time_short(at))
}

/// A stretch of somebody's duty as a field of choice sends it.
pub fn word(person: PersonId, from: i64, to: i64) -> String {
    format!("{person}/{from}/{to}")
}

/// Read again: the person, and the stretch where one was chosen with them.
pub fn read(field: &'static str, word: &str) -> Result<(PersonId, Option<(Moment, Moment)>)> {
    let mut parts = word.split('/');
    let mut next = || parts.next().and_then(|part| part.parse::<i64>().ok());
    let person = next().ok_or_else(|| Error::invalid(field, "rota-no-person"))?;
    Ok((PersonId(person), next().map(Moment).zip(next().map(Moment))))
}

/// Stretches of one person in a row as one.
pub fn joined(duties: &[Duty]) -> Vec<(Option<PersonId>, i64, i64)> {
    let mut all: Vec<(Option<PersonId>, i64, i64)> = Vec::new();
    for duty in duties {
        match all.last_mut() {
            Some(last) if last.0 == duty.person => last.2 = duty.to,
            _ => all.push((duty.person, duty.from, duty.to)),
        }
    }
    all
}
