//! Where somebody can belong, as choices of a form.

use catalogue::Say;
use db::Conn;
use outcome::Result;
use people::{Actor, Organization, Site, directory};

use crate::ui::view::Choice;

/// Most organizations that a form offers; further ones are chosen on the organization's own page.
pub const ORGANIZATIONS_MAX: i64 = 2_000;

/// Organizations and sites.
pub struct Places {
    organizations: Vec<Organization>,
    sites: Vec<Site>,
}

/// Reads them, in two statements.
///
/// # Errors
/// What the engine answers.
pub fn places(conn: &Conn, actor: &Actor) -> Result<Places> {
    Ok(Places { organizations: directory::organizations(conn, actor, "", ORGANIZATIONS_MAX)?, sites: directory::sites(conn)? })
}

impl Places {
    /// The organizations, and none.
    #[must_use]
    pub fn organizations(&self, say: &Say, chosen: &str) -> Vec<Choice> {
        let mut choices = vec![Choice::new("", say.say("people-no-organization"), chosen)];
        choices.extend(self.organizations.iter().map(|o| Choice::new(o.id, o.name.clone(), chosen)));
        choices
    }

    /// The sites, and none.
    #[must_use]
    pub fn sites(&self, say: &Say, chosen: &str) -> Vec<Choice> {
        let mut choices = vec![Choice::new("", say.say("people-no-site"), chosen)];
        choices.extend(self.sites.iter().map(|s| Choice::new(s.id, s.name.clone(), chosen)));
        choices
    }
}
