//! Questions about people, teams, organizations and sites, for this slice's pages and for every slice above.

mod brief;
mod find;
mod profile;
mod walk;

use db::{Conn, params};
use outcome::Result;

use crate::address::normal_email;
use crate::person::{Email, PersonCard, Phone};
use crate::policy::{self, Action, visible_organizations};
use crate::{Actor, Door, Organization, OrganizationId, Person, PersonId, Reach, Role, Site, Team, TeamId, Who};

pub use brief::{BRIEFS_AT_ONCE_MAX, PersonBrief, agents, people_by_ids, team_members};
pub use find::{FOUND_MAX, PeoplePage, find_people, list_people};
pub use profile::{Profile, profile, profiles_named};
pub use walk::{
    Key, Membership, OrganizationProfile, PEOPLE_COUNTED_MAX, Place, WALKED_MAX, Walk, Walked, WhichMemberships, WhichOrganizations, Whom,
    organization_profile, walk_memberships, walk_organizations, walk_people,
};

/// The person of this number, as other slices need them; it asks no policy, so the asker must have.
///
/// # Errors
/// What the engine answers.
pub fn person(conn: &Conn, id: PersonId) -> Result<Option<Person>> {
    Person::of(conn, id)
}

/// The person this address belongs to; it asks no policy, so the asker must have.
///
/// # Errors
/// What the engine answers.
pub fn person_by_email(conn: &Conn, email: &str) -> Result<Option<Person>> {
    let Some(email) = normal_email(email) else { return Ok(None) };
    let sql = format!("SELECT {} FROM person_emails e JOIN people p ON p.id = e.person_id WHERE e.email = $1", Person::columns("p"));
    conn.first(&sql, params![email])
}

/// The address that letters to a person go to.
///
/// # Errors
/// What the engine answers.
pub fn primary_email(conn: &Conn, id: PersonId) -> Result<Option<String>> {
    let sql = "SELECT email FROM person_emails WHERE person_id = $1 AND is_primary = 1";
    Ok(conn.first::<(String,)>(sql, params![id])?.map(|(email,)| email))
}

/// All that a person's page shows of the person; the notes only to who may see them. At most six statements.
///
/// # Errors
/// Refused when the actor may not see the person.
pub fn person_card(conn: &Conn, actor: &Actor, id: PersonId) -> Result<PersonCard> {
    let mut person = policy::permit(conn, actor, Action::SeePerson, id)?.into_inner();
    if !policy::may::<PersonId>(actor, Action::SeeNotes, &person) {
        person.notes.clear();
    }
    let emails = "SELECT email, is_primary, verified_at FROM person_emails WHERE person_id = $1 ORDER BY is_primary DESC, email";
    let phones = "SELECT phone, phone_key, label FROM person_phones WHERE person_id = $1 ORDER BY label, phone";
    let teams = format!(
        "SELECT {} FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.person_id = $1 AND t.archived_at IS NULL ORDER BY t.name_key",
        Team::columns("t")
    );
    Ok(PersonCard {
        emails: conn.all::<Email>(emails, params![id])?,
        phones: conn.all::<Phone>(phones, params![id])?,
        teams: if policy::sees_teams(actor) { conn.all(&teams, params![id])? } else { Vec::new() },
        organization: person.organization_id.map_or(Ok(None), |o| Organization::of(conn, o))?.map(|o| without_notes(actor, o)),
        site: person.site_id.map_or(Ok(None), |s| Site::of(conn, s))?,
        person,
    })
}

/// The actor that this person is, through `door`; `None` for who was deactivated. One statement.
///
/// # Errors
/// What the engine answers.
pub fn actor_of(conn: &Conn, id: PersonId, door: Door) -> Result<Option<Actor>> {
    let sql = format!(
        "SELECT {}, {STANDING} FROM people p LEFT JOIN organizations o ON o.id = p.organization_id \
         WHERE p.id = $1 AND p.deactivated_at IS NULL",
        Person::columns("p")
    );
    let found = conn.first::<Standing>(&sql, params![id])?;
    Ok(found.map(|standing| standing.actor(door)))
}

/// What makes a person `p` of an organization `o` an actor, beside their own row: does the organization share its tickets, and
/// the teams they belong to.
pub(crate) const STANDING: &str = "COALESCE(o.shares_tickets, 0), \
     (SELECT STRING_AGG(CAST(m.team_id AS TEXT), ',') FROM team_members m WHERE m.person_id = p.id)";

/// A person, and what else makes them an actor.
pub(crate) struct Standing {
    pub(crate) person: Person,
    shares: bool,
    teams: Option<String>,
}

impl Standing {
    /// Columns of a statement that reads [`Person`] and [`STANDING`] first.
    pub(crate) const COLUMNS: usize = Person::COLUMNS.len() + 2;

    /// The actor that the person is. Requesters belong to no team.
    pub(crate) fn actor(&self, door: Door) -> Actor {
        let person = &self.person;
        let teams = self.teams.as_deref().filter(|_| person.role != Role::Requester).unwrap_or_default();
        let mut teams: Vec<TeamId> = teams.split(',').filter_map(|id| id.parse().ok()).collect();
        teams.sort_unstable();
        Actor {
            who: Who::Person(person.id),
            role: person.role,
            teams,
            organization: person.organization_id,
            sees_organization: person.organization_id.is_some() && (person.sees_organization || self.shares),
            door,
            reach: Reach::Full,
            proved: false,
            caused_by: None,
        }
    }
}

impl db::Row for Standing {
    fn read(cells: &db::Cells<'_>) -> Result<Self> {
        let at = Person::COLUMNS.len();
        Ok(Self { person: db::Row::read(cells)?, shares: cells.field(at)?, teams: cells.field(at + 1)? })
    }
}

/// The team of this number, as other slices need it; it asks no policy, so the asker must have.
///
/// # Errors
/// What the engine answers.
pub fn team(conn: &Conn, id: TeamId) -> Result<Option<Team>> {
    Team::of(conn, id)
}

/// Every team by name, archived ones last; none for requesters.
///
/// # Errors
/// What the engine answers.
pub fn teams(conn: &Conn, actor: &Actor) -> Result<Vec<Team>> {
    if !policy::sees_teams(actor) {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT {} FROM teams t ORDER BY t.archived_at IS NOT NULL, t.name_key", Team::columns("t"));
    conn.all(&sql, params![])
}

/// The teams in which `actor` sees tickets: all open ones, and the restricted ones they belong to.
///
/// # Errors
/// What the engine answers.
pub fn teams_seen(conn: &Conn, actor: &Actor) -> Result<Vec<Team>> {
    let open = |team: &Team| team.visibility == crate::Visibility::Open || actor.is_system() || actor.teams.contains(&team.id);
    Ok(teams(conn, actor)?.into_iter().filter(open).collect())
}

/// Every site by name.
///
/// # Errors
/// What the engine answers.
pub fn sites(conn: &Conn) -> Result<Vec<Site>> {
    conn.all(&format!("SELECT {} FROM sites s ORDER BY s.name_key", Site::columns("s")), params![])
}

/// An organization with the domains it writes from.
#[derive(Debug, Clone)]
pub struct OrganizationCard {
    /// Its row; the notes are empty for who may not see them.
    pub organization: Organization,
    /// Its domains, in order.
    pub domains: Vec<String>,
    /// How many active people belong to it.
    pub people: i64,
}

/// One organization.
///
/// # Errors
/// Refused when the actor may not see it.
pub fn organization(conn: &Conn, actor: &Actor, id: OrganizationId) -> Result<OrganizationCard> {
    let organization = without_notes(actor, policy::permit(conn, actor, Action::SeeOrganization, id)?.into_inner());
    let domains =
        conn.all::<(String,)>("SELECT domain FROM organization_domains WHERE organization_id = $1 ORDER BY domain", params![id])?;
    let count = "SELECT COUNT(*) FROM people WHERE organization_id = $1 AND deactivated_at IS NULL";
    let (people,) = conn.one::<(i64,)>(count, params![id])?;
    Ok(OrganizationCard { organization, domains: domains.into_iter().map(|(d,)| d).collect(), people })
}

/// The organizations of these numbers that the asker may see, with their domains, in order. One statement.
///
/// # Errors
/// What the engine answers.
pub fn organizations_of(conn: &Conn, actor: &Actor, ids: &[OrganizationId]) -> Result<Vec<(Organization, Vec<String>)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places = ids.len().next_power_of_two();
    let mut values: Vec<db::Value> = (0..places).map(|n| ids[n.min(ids.len() - 1)].into()).collect();
    let marks = (1..=places).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let (seen, more) = visible_organizations(actor, places + 1);
    values.extend(more);
    let sql = format!(
        "SELECT {}, (SELECT STRING_AGG(d.domain, ',') FROM organization_domains d WHERE d.organization_id = o.id) \
         FROM organizations o WHERE o.id IN ({marks}) AND {seen} ORDER BY o.id",
        Organization::columns("o")
    );
    let found = conn.all::<WithDomains>(&sql, &values)?;
    Ok(found.into_iter().map(|WithDomains(organization, domains)| (without_notes(actor, organization), domains)).collect())
}

/// An organization and the domains it writes from.
pub(crate) struct WithDomains(pub(crate) Organization, pub(crate) Vec<String>);

impl db::Row for WithDomains {
    fn read(cells: &db::Cells<'_>) -> Result<Self> {
        let listed: Option<String> = cells.field(Organization::COLUMNS.len())?;
        Ok(Self(db::Row::read(cells)?, words_of(listed)))
    }
}

/// The words of a list that an engine gathered, in order.
fn words_of(listed: Option<String>) -> Vec<String> {
    let mut words: Vec<String> = listed.unwrap_or_default().split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort_unstable();
    words
}

/// Organizations by name, `max` of them after the name `after` (empty: from the beginning).
///
/// # Errors
/// What the engine answers.
pub fn organizations(conn: &Conn, actor: &Actor, after: &str, max: i64) -> Result<Vec<Organization>> {
    let (seen, mut values) = visible_organizations(actor, 3);
    let sql =
        format!("SELECT {} FROM organizations o WHERE o.name_key > $1 AND {seen} ORDER BY o.name_key LIMIT $2", Organization::columns("o"));
    let mut all = params![text::plain::fold(after), max].to_vec();
    all.append(&mut values);
    Ok(conn.all::<Organization>(&sql, &all)?.into_iter().map(|o| without_notes(actor, o)).collect())
}

fn without_notes(actor: &Actor, mut organization: Organization) -> Organization {
    if !policy::sees_teams(actor) {
        organization.notes.clear();
        organization.details.clear();
    }
    organization
}
