//! Who: people, organizations, teams and sites; how they sign in; who may do what to whom.

mod actor;

pub use actor::{Actor, Door, OrganizationId, PersonId, Reach, Role, SiteId, TeamId, Who};

/// This slice's tables.
pub const MIGRATIONS: db::Migrations =
    db::Migrations { slice: "people", steps: &[("0001_people", include_str!("../migrations/0001_people.sql"))] };
