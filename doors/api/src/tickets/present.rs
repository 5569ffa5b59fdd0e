//! Tickets with what a program asks for beside them, in a bounded number of statements.

use db::Conn;
use outcome::Result;
use people::directory::{self, Profile};
use people::{Actor, Organization, Team};
use schemars::JsonSchema;
use serde::Serialize;
use tickets::Sheet;

use super::json::TicketJson;
use crate::desk::Desk;
use crate::front::Asked;
use crate::groups::GroupJson;
use crate::organizations::OrganizationJson;
use crate::users::{UserJson, users_json};

/// What is sent along with tickets.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct SideLoads {
    /// The people whom they name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<Vec<UserJson>>,
    /// The teams whom they name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<GroupJson>>,
    /// The organizations whom they name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organizations: Option<Vec<OrganizationJson>>,
}

/// What the database says of the nouns that tickets name, as far as it was asked for.
#[derive(Debug, Default)]
pub struct Named {
    users: Option<Vec<Profile>>,
    groups: Option<Vec<Team>>,
    organizations: Option<Vec<(Organization, Vec<String>)>>,
}

/// Which nouns are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    users: bool,
    groups: bool,
    organizations: bool,
}

impl Wanted {
    /// What `include` names.
    #[must_use]
    pub fn of(asked: &Asked) -> Self {
        Self { users: asked.includes("users"), groups: asked.includes("groups"), organizations: asked.includes("organizations") }
    }

    /// Reads it: at most one statement for each.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn read(self, conn: &Conn, actor: &Actor, sheets: &[Sheet]) -> Result<Named> {
        let tickets = || sheets.iter().map(|sheet| &sheet.ticket);
        let mut named = Named::default();
        if self.users {
            let mut people: Vec<_> = tickets().flat_map(|t| [Some(t.requester_id), t.assignee_id, t.opened_by]).flatten().collect();
            people.extend(sheets.iter().flat_map(|sheet| sheet.watchers.iter().map(|w| w.person)));
            named.users = Some(directory::profiles_named(conn, &people)?);
        }
        if self.groups {
            let teams: Vec<_> = tickets().filter_map(|t| t.team_id).collect();
            named.groups = Some(directory::teams(conn, actor)?.into_iter().filter(|team| teams.contains(&team.id)).collect());
        }
        if self.organizations {
            let mut organizations: Vec<_> = tickets().filter_map(|t| t.organization_id).collect();
            organizations.sort_unstable();
            organizations.dedup();
            named.organizations = Some(directory::organizations_of(conn, actor, &organizations)?);
        }
        Ok(named)
    }
}

impl Named {
    /// As programs are told of it.
    #[must_use]
    pub fn json(&self, desk: &Desk) -> SideLoads {
        SideLoads {
            users: self.users.as_deref().map(|people| users_json(desk, people)),
            groups: self.groups.as_ref().map(|teams| teams.iter().map(|team| GroupJson::new(desk, team)).collect()),
            organizations: self
                .organizations
                .as_ref()
                .map(|all| all.iter().map(|(organization, domains)| OrganizationJson::new(desk, organization, domains)).collect()),
        }
    }
}

/// Tickets as programs are told of them.
#[must_use]
pub fn present(desk: &Desk, sheets: &[Sheet]) -> Vec<TicketJson> {
    sheets.iter().map(|sheet| TicketJson::new(desk, sheet)).collect()
}
