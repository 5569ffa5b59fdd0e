//! Checks of what an input names: a subject that fits, people and teams that are at work.

use db::{Conn, Moment, params};
use outcome::{Check, Error, Result, Sentence};
use people::{OrganizationId, PersonId, Role, SiteId, TeamId};

use crate::limits::{EXTERNAL_ID_CHARS_MAX, SUBJECT_CHARS_MAX};
use crate::ticket::CategoryId;

/// The subject on one line.
pub(crate) fn tidy_subject(subject: &str) -> String {
    subject.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Notes what is wrong with a subject.
pub(crate) fn check_subject(check: &mut Check, subject: &str) {
    let says = Sentence::new("subject-too-long").with("max", SUBJECT_CHARS_MAX);
    check.that(!subject.is_empty(), "subject", "subject-missing");
    check.that(subject.chars().count() <= SUBJECT_CHARS_MAX, "subject", says);
}

/// Notes what is wrong with another system's name for a ticket.
pub(crate) fn check_external_id(check: &mut Check, id: Option<&str>) {
    let says = Sentence::new("external-id-too-long").with("max", EXTERNAL_ID_CHARS_MAX);
    check.that(id.is_none_or(|id| id.chars().count() <= EXTERNAL_ID_CHARS_MAX), "external_id", says);
}

/// The assignee works at the desk, and with the team if that is restricted.
pub(crate) fn checked_assignee(conn: &Conn, assignee: PersonId, team: Option<TeamId>) -> Result<()> {
    let sql = "SELECT p.name, p.role, p.deactivated_at, CAST(CASE WHEN EXISTS (SELECT 1 FROM teams v WHERE v.id = $2 \
               AND v.visibility = 'restricted' AND NOT EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = v.id \
               AND m.person_id = p.id)) THEN 1 ELSE 0 END AS BIGINT) FROM people p WHERE p.id = $1";
    let found = conn.first::<(String, Role, Option<Moment>, bool)>(sql, params![assignee, team])?;
    match found {
        Some((name, _, _, true)) => Err(Error::invalid("assignee", Sentence::new("assignee-not-in-team").with("name", name))),
        Some((_, role, None, false)) if role >= Role::Agent => Ok(()),
        _ => Err(Error::invalid("assignee", "assignee-unknown")),
    }
}

/// The team is there and not put away.
pub(crate) fn checked_team(conn: &Conn, team: TeamId) -> Result<()> {
    let found = conn.first::<(Option<Moment>,)>("SELECT archived_at FROM teams WHERE id = $1", params![team])?;
    if matches!(found, Some((None,))) { Ok(()) } else { Err(Error::invalid("team", "team-unknown")) }
}

/// The category is there and not put away; the team that works on it.
pub(crate) fn checked_category(conn: &Conn, category: CategoryId) -> Result<Option<TeamId>> {
    let sql = "SELECT team_id, archived_at FROM categories WHERE id = $1";
    match conn.first::<(Option<TeamId>, Option<Moment>)>(sql, params![category])? {
        Some((team, None)) => Ok(team),
        _ => Err(Error::invalid("category", "category-unknown")),
    }
}

/// The site is there.
pub(crate) fn checked_site(conn: &Conn, site: SiteId) -> Result<()> {
    let found = conn.first::<(SiteId,)>("SELECT id FROM sites WHERE id = $1", params![site])?;
    if found.is_some() { Ok(()) } else { Err(Error::invalid("site", "ticket-site-unknown")) }
}

/// The requester is there and has not left; their organization and site.
pub(crate) fn checked_requester(conn: &Conn, requester: PersonId) -> Result<(Option<OrganizationId>, Option<SiteId>)> {
    let sql = "SELECT organization_id, site_id FROM people WHERE id = $1 AND deactivated_at IS NULL";
    conn.first(sql, params![requester])?.ok_or_else(|| Error::invalid("requester", "requester-unknown"))
}

/// Who a new ticket's first message is by when somebody else writes it down: whoever asks, or somebody who works at the desk.
pub(crate) fn checked_author(conn: &Conn, author: PersonId, requester: PersonId) -> Result<PersonId> {
    let sql = "SELECT role, deactivated_at FROM people WHERE id = $1";
    match conn.first::<(Role, Option<Moment>)>(sql, params![author])? {
        Some((role, None)) if author == requester || role >= Role::Agent => Ok(author),
        _ => Err(Error::invalid("author", "author-cannot-say")),
    }
}
