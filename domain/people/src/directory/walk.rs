//! People, organizations and memberships in the order of a number, for programs that fetch them page by page.

use std::fmt::Write;

use db::{Cells, Conn, Moment, Row, Value, row};
use outcome::{Refusal, Result};

use super::profile::{Profile, reached};
use super::{WithDomains, without_notes};
use crate::field::{Noun, ToldAnswer, read_told, told_sql};
use crate::policy::{self, visible_organizations, visible_people};
use crate::{Actor, Organization, OrganizationId, Person, PersonId, Role, TeamId};

/// Most of a page.
pub const WALKED_MAX: usize = 1_000;
/// As far as they are counted.
pub const PEOPLE_COUNTED_MAX: i64 = 100_000;

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the beginning.
    Begin,
    /// After the one with this key and number.
    After(i64, i64),
    /// Before it.
    Before(i64, i64),
    /// After so many.
    Skip(i64),
}

/// The number that a list is in order of; their own decides between equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Their own.
    Number,
    /// When anything about them last changed.
    Updated,
}

/// A page to be fetched.
#[derive(Debug, Clone, Copy)]
pub struct Walk {
    /// In which order.
    pub key: Key,
    /// From where on.
    pub place: Place,
    /// At most so many, and at most [`WALKED_MAX`].
    pub limit: usize,
    /// Are all of them counted?
    pub counts: bool,
}

/// A page.
#[derive(Debug, Clone)]
pub struct Walked<T> {
    /// What was found, with the key it is in order of.
    pub found: Vec<(i64, T)>,
    /// Is there more in the direction of walking?
    pub more: bool,
    /// How many there are, where they were counted.
    pub count: Option<i64>,
}

/// Which people.
#[derive(Debug, Clone)]
pub enum Whom {
    /// Whoever may come in.
    Active,
    /// Whoever may come in and is one of these to the desk.
    Roles(Vec<Role>),
    /// Whoever belongs to this organization and may come in.
    Organization(OrganizationId),
    /// Whoever belongs to this team and may come in.
    Team(TeamId),
    /// Whoever belongs to some organization and may come in.
    OfOrganizations,
    /// Whoever left.
    Left,
    /// Those of these numbers.
    Ids(Vec<PersonId>),
    /// Those whom other systems call so.
    External(Vec<String>),
    /// Everybody of whom anything changed since then, whoever left too.
    Since(Moment),
}

/// People whom the asker sees. One statement, two where they are counted.
///
/// # Errors
/// What the engine answers.
pub fn walk_people(conn: &Conn, actor: &Actor, whom: &Whom, walk: &Walk) -> Result<Walked<Profile>> {
    let mut values: Vec<Value> = Vec::new();
    let mut condition = match whom {
        Whom::Active => "p.deactivated_at IS NULL".to_owned(),
        Whom::OfOrganizations => "p.deactivated_at IS NULL AND p.organization_id IS NOT NULL".to_owned(),
        Whom::Left => "p.deactivated_at IS NOT NULL".to_owned(),
        Whom::Roles(roles) => format!("p.deactivated_at IS NULL AND p.role IN ({})", marks(&mut values, roles.iter().map(|r| (*r).into()))),
        Whom::Organization(id) => format!("p.deactivated_at IS NULL AND p.organization_id = {}", mark(&mut values, (*id).into())),
        Whom::Team(id) => format!(
            "p.deactivated_at IS NULL AND p.id IN (SELECT m.person_id FROM team_members m WHERE m.team_id = {})",
            mark(&mut values, (*id).into())
        ),
        Whom::Ids(ids) => format!("p.id IN ({})", marks(&mut values, ids.iter().take(WALKED_MAX).map(|id| (*id).into()))),
        Whom::External(names) => format!("p.external_id IN ({})", marks(&mut values, names.iter().take(WALKED_MAX).map(Value::from))),
        Whom::Since(at) => format!("p.updated_at >= {}", mark(&mut values, (*at).into())),
    };
    let (seen, more) = visible_people(actor, values.len() + 1);
    values.extend(more);
    let _ = write!(condition, " AND {seen}");
    let columns = format!("{}, {}", Person::columns("p"), reached());
    let found = walked::<Profile>(conn, &columns, "people p", "p", &condition, values, walk)?;
    Ok(Walked { found: found.found.into_iter().map(|(key, profile)| (key, profile.seen_by(actor))).collect(), ..found })
}

/// Which organizations.
#[derive(Debug, Clone)]
pub enum WhichOrganizations {
    /// All there are.
    All,
    /// Those of these numbers.
    Ids(Vec<OrganizationId>),
    /// Those that other systems call so.
    External(Vec<String>),
    /// The one of this name.
    Named(String),
    /// Those whose names begin so.
    Beginning(String),
    /// All of which anything changed since then.
    Since(Moment),
}

/// An organization as programs ask for it.
#[derive(Debug, Clone)]
pub struct OrganizationProfile {
    /// Its row; the notes are empty for who may not see them.
    pub organization: Organization,
    /// The domains it writes from.
    pub domains: Vec<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// What is answered in the desk's own fields; empty for who may not see them.
    pub fields: Vec<ToldAnswer>,
}

/// What an [`OrganizationProfile`] reads of `organizations` as `o`, after its own columns.
const BESIDE: &str = "(SELECT STRING_AGG(d.domain, ',') FROM organization_domains d WHERE d.organization_id = o.id), \
     (SELECT STRING_AGG(g.tag, ',') FROM organization_tags g WHERE g.organization_id = o.id)";

impl Row for OrganizationProfile {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        let tags: Option<String> = cells.field(Organization::COLUMNS.len() + 1)?;
        let WithDomains(organization, domains) = WithDomains::read(cells)?;
        let fields = read_told(cells.field(Organization::COLUMNS.len() + 2)?);
        Ok(Self { organization, domains, tags: super::words_of(tags), fields })
    }
}

/// Organizations that the asker sees. One statement, two where they are counted.
///
/// # Errors
/// What the engine answers.
pub fn walk_organizations(conn: &Conn, actor: &Actor, which: &WhichOrganizations, walk: &Walk) -> Result<Walked<OrganizationProfile>> {
    use WhichOrganizations as W;
    let mut values: Vec<Value> = Vec::new();
    let mut condition = match which {
        W::All => "1 = 1".to_owned(),
        W::Ids(ids) => format!("o.id IN ({})", marks(&mut values, ids.iter().take(WALKED_MAX).map(|id| (*id).into()))),
        W::External(names) => format!("o.external_id IN ({})", marks(&mut values, names.iter().take(WALKED_MAX).map(Value::from))),
        W::Named(name) => format!("o.name_key = {}", mark(&mut values, Value::Text(text::plain::fold(name.trim())))),
        W::Beginning(name) => {
            let begins = text::plain::fold(name.trim());
            let from = mark(&mut values, Value::Text(begins.clone()));
            format!("o.name_key >= {from} AND o.name_key < {}", mark(&mut values, Value::Text(format!("{begins}\u{10FFFF}"))))
        }
        W::Since(at) => format!("o.updated_at >= {}", mark(&mut values, (*at).into())),
    };
    let (seen, more) = visible_organizations(actor, values.len() + 1);
    values.extend(more);
    let _ = write!(condition, " AND {seen}");
    let columns = format!("{}, {BESIDE}, {}", Organization::columns("o"), told_sql(Noun::Organization, "o.id"));
    let found = walked::<OrganizationProfile>(conn, &columns, "organizations o", "o", &condition, values, walk)?;
    let without = |p: OrganizationProfile| {
        let fields = if actor.is_staff() || actor.is_system() { p.fields } else { Vec::new() };
        OrganizationProfile { organization: without_notes(actor, p.organization), fields, ..p }
    };
    Ok(Walked { found: found.found.into_iter().map(|(key, profile)| (key, without(profile))).collect(), ..found })
}

/// One organization. One statement.
///
/// # Errors
/// `NotFound` when the asker may not see it.
pub fn organization_profile(conn: &Conn, actor: &Actor, id: OrganizationId) -> Result<OrganizationProfile> {
    let walk = Walk { key: Key::Number, place: Place::Begin, limit: 1, counts: false };
    let found = walk_organizations(conn, actor, &WhichOrganizations::Ids(vec![id]), &walk)?;
    Ok(found.found.into_iter().next().map(|(_, profile)| profile).ok_or(Refusal::NotFound)?)
}

row! {
    /// One person in one team.
    pub struct Membership {
        /// The team.
        pub team_id: TeamId,
        /// The person.
        pub person_id: PersonId,
        /// Since when, where it was written down.
        pub joined_at: Moment,
        /// Does the person work in it first?
        pub is_default: bool,
    }
}

/// A membership's number is made of its team's and its person's: the team's, shifted by so much, and the person's.
const TEAM_SHIFT: i64 = 4_294_967_296;

impl Membership {
    /// Its number.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.team_id.0 * TEAM_SHIFT + self.person_id.0
    }

    /// The team and the person of a number.
    #[must_use]
    pub fn parts(id: i64) -> (TeamId, PersonId) {
        (TeamId(id.div_euclid(TEAM_SHIFT)), PersonId(id.rem_euclid(TEAM_SHIFT)))
    }
}

/// Which memberships: of a team, of a person, or all.
#[derive(Debug, Clone, Copy, Default)]
pub struct WhichMemberships {
    /// Only those of this team.
    pub team: Option<TeamId>,
    /// Only those of this person.
    pub person: Option<PersonId>,
}

/// Memberships in teams that are in use; none for requesters. One statement, two where they are counted.
///
/// # Errors
/// What the engine answers.
pub fn walk_memberships(conn: &Conn, actor: &Actor, which: WhichMemberships, walk: &Walk) -> Result<Walked<Membership>> {
    if !policy::sees_teams(actor) {
        return Ok(Walked { found: Vec::new(), more: false, count: walk.counts.then_some(0) });
    }
    let mut values: Vec<Value> = Vec::new();
    let mut condition = "m.archived_at IS NULL".to_owned();
    if let Some(team) = which.team {
        let _ = write!(condition, " AND m.team_id = {}", mark(&mut values, team.into()));
    }
    if let Some(person) = which.person {
        let _ = write!(condition, " AND m.person_id = {}", mark(&mut values, person.into()));
    }
    let from = format!(
        "(SELECT x.team_id * {TEAM_SHIFT} + x.person_id AS id, x.team_id, x.person_id, x.joined_at, x.is_default, t.archived_at \
         FROM team_members x JOIN teams t ON t.id = x.team_id) m"
    );
    walked(conn, &Membership::columns("m"), &from, "m", &condition, values, walk)
}

/// What a page goes by.
trait Keyed {
    fn key(&self, by: Key) -> i64;
}

impl Keyed for Profile {
    fn key(&self, by: Key) -> i64 {
        if by == Key::Number { self.person.id.0 } else { self.person.updated_at.0 }
    }
}

impl Keyed for OrganizationProfile {
    fn key(&self, by: Key) -> i64 {
        if by == Key::Number { self.organization.id.0 } else { self.organization.updated_at.0 }
    }
}

impl Keyed for Membership {
    fn key(&self, _: Key) -> i64 {
        self.id()
    }
}

fn walked<T: Row + Keyed>(
    conn: &Conn,
    columns: &str,
    from: &str,
    alias: &str,
    condition: &str,
    values: Vec<Value>,
    walk: &Walk,
) -> Result<Walked<T>> {
    let count = if walk.counts {
        let sql = format!("SELECT COUNT(*) FROM (SELECT 1 FROM {from} WHERE {condition} LIMIT {PEOPLE_COUNTED_MAX}) s");
        Some(conn.one::<(i64,)>(&sql, &values)?.0)
    } else {
        None
    };
    let mut values = values;
    let limit = walk.limit.clamp(1, WALKED_MAX);
    let key = match walk.key {
        Key::Number => format!("{alias}.id"),
        Key::Updated => format!("{alias}.updated_at"),
    };
    let backwards = matches!(walk.place, Place::Before(..));
    let mut sql = format!("SELECT {columns} FROM {from} WHERE {condition}");
    if let Place::After(k, id) | Place::Before(k, id) = walk.place {
        let (sign, k, id) = (if backwards { "<" } else { ">" }, mark(&mut values, Value::Int(k)), mark(&mut values, Value::Int(id)));
        let _ = write!(sql, " AND ({key}, {alias}.id) {sign} ({k}, {id})");
    }
    let way = if backwards { " DESC" } else { "" };
    let skip = if let Place::Skip(n) = walk.place { n.max(0) } else { 0 };
    let _ = write!(sql, " ORDER BY {key}{way}, {alias}.id{way} LIMIT {} OFFSET {skip}", limit + 1);
    let mut found: Vec<T> = conn.all(&sql, &values)?;
    let more = found.len() > limit;
    found.truncate(limit);
    if backwards {
        found.reverse();
    }
    Ok(Walked { found: found.into_iter().map(|noun| (noun.key(walk.key), noun)).collect(), more, count })
}

/// A place for one more value.
fn mark(values: &mut Vec<Value>, value: Value) -> String {
    values.push(value);
    format!("${}", values.len())
}

/// Places for several more; a list of none holds nothing.
fn marks(values: &mut Vec<Value>, all: impl Iterator<Item = Value>) -> String {
    let marks: Vec<String> = all.map(|value| mark(values, value)).collect();
    if marks.is_empty() { "NULL".to_owned() } else { marks.join(", ") }
}
