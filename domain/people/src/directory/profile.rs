//! People with what programs ask of them at once: the address and number one reaches them by, and their first team.

use db::{Cells, Conn, Row, Value, params};
use outcome::{Refusal, Result};

use super::brief::BRIEFS_AT_ONCE_MAX;
use crate::field::{Noun, ToldAnswer, read_told, told_sql};
use crate::policy::{self, Action, visible_people};
use crate::{Actor, Person, PersonId, TeamId};

/// A person as programs ask for them.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Their row; the notes are empty for who may not see them.
    pub person: Person,
    /// The address that letters go to.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
    /// The first team they belong to.
    pub team: Option<TeamId>,
    /// Is a second factor asked of them?
    pub second_factor: bool,
    /// Their tags; empty for who may not see them.
    pub tags: Vec<String>,
    /// What is answered in the desk's own fields; empty for who may not see them.
    pub fields: Vec<ToldAnswer>,
}

/// What a [`Profile`] reads of the table `people` as `p`, after the person's own columns.
pub(super) fn reached() -> String {
    format!("{REACHED}, {}", told_sql(Noun::Person, "p.id"))
}

const REACHED: &str = "(SELECT e.email FROM person_emails e WHERE e.person_id = p.id AND e.is_primary = 1), \
     (SELECT MIN(h.phone) FROM person_phones h WHERE h.person_id = p.id), \
     (SELECT m.team_id FROM team_members m WHERE m.person_id = p.id ORDER BY m.is_default DESC, m.team_id LIMIT 1), \
     CAST(CASE WHEN EXISTS (SELECT 1 FROM totp_apps f WHERE f.person_id = p.id AND f.confirmed_at IS NOT NULL) THEN 1 ELSE 0 END AS BIGINT), \
     (SELECT STRING_AGG(g.tag, ',') FROM person_tags g WHERE g.person_id = p.id)";

impl Row for Profile {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        let at = Person::COLUMNS.len();
        let (email, phone, team) = (cells.field(at)?, cells.field(at + 1)?, cells.field(at + 2)?);
        let tags = super::words_of(cells.field(at + 4)?);
        let fields = read_told(cells.field(at + 5)?);
        Ok(Self { person: Row::read(cells)?, email, phone, team, second_factor: cells.field(at + 3)?, tags, fields })
    }
}

impl Profile {
    /// Leaves out what the desk alone keeps of them.
    fn hide(&mut self) {
        self.person.notes.clear();
        self.person.details.clear();
        self.tags.clear();
        self.fields.clear();
    }

    /// Leaves out what the asker may not read.
    pub(crate) fn seen_by(mut self, actor: &Actor) -> Self {
        if !policy::may::<PersonId>(actor, Action::SeeNotes, &self.person) {
            self.hide();
        }
        self
    }
}

/// One person. One statement.
///
/// # Errors
/// `NotFound` when the asker may not see them.
pub fn profile(conn: &Conn, actor: &Actor, id: PersonId) -> Result<Profile> {
    let (seen, values) = visible_people(actor, 2);
    let sql = format!("SELECT {}, {} FROM people p WHERE p.id = $1 AND {seen}", Person::columns("p"), reached());
    let mut all = params![id].to_vec();
    all.extend(values);
    Ok(conn.first::<Profile>(&sql, &all)?.ok_or(Refusal::NotFound)?.seen_by(actor))
}

/// The people of these numbers that are named by something the asker sees, in order; nobody's notes. One statement for up to
/// [`BRIEFS_AT_ONCE_MAX`] of them.
///
/// # Errors
/// What the engine answers.
pub fn profiles_named(conn: &Conn, ids: &[PersonId]) -> Result<Vec<Profile>> {
    let mut wanted = ids.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let mut people = Vec::with_capacity(wanted.len());
    for part in wanted.chunks(BRIEFS_AT_ONCE_MAX) {
        let places = part.len().next_power_of_two();
        let values: Vec<Value> = (0..places).map(|n| part[n.min(part.len() - 1)].into()).collect();
        let marks = (1..=places).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let sql = format!("SELECT {}, {} FROM people p WHERE p.id IN ({marks}) ORDER BY p.id", Person::columns("p"), reached());
        people.extend(conn.all::<Profile>(&sql, &values)?);
    }
    for profile in &mut people {
        profile.hide();
    }
    Ok(people)
}
