//! A person: who asks for help, and who gives it.

mod add;
mod change_role;
mod deactivate;
mod edit;
mod emails;
mod ensure;
mod phones;
mod profile;
pub(crate) mod words;

use catalogue::Language;
use db::{Conn, Moment, params, row};
use outcome::Result;

use crate::{Organization, OrganizationId, PersonId, Preferences, Role, Site, SiteId, Team};

pub use add::{AddPerson, add_person};
pub(crate) use add::{insert, too_long};
pub use change_role::{ChangeRole, change_role};
pub(crate) use deactivate::refuse_without_administrator;
pub use deactivate::{deactivate, reactivate};
pub use edit::{EditPerson, edit_person};
pub use emails::{ContactEmail, add_email, make_email_primary, remove_email};
pub use ensure::ensure_by_email;
pub use phones::{AddPhone, RemovePhone, add_phone, remove_phone};
pub use profile::{EditProfile, edit_profile};
pub(crate) use words::typed_words;

/// Longest name, in characters.
pub const NAME_CHARS_MAX: usize = 120;
/// Longest job title, in characters.
pub const TITLE_CHARS_MAX: usize = 120;
/// Longest note about a person or an organization, in characters.
pub const NOTES_CHARS_MAX: usize = 10_000;
/// Most addresses, and most telephone numbers, of one person.
pub const CONTACTS_MAX: i64 = 20;

row! {
    /// A person's own row.
    pub struct Person {
        /// Their number.
        pub id: PersonId,
        /// As they are called.
        pub name: String,
        /// What they are to the desk.
        pub role: Role,
        /// Job title.
        pub title: String,
        /// The client company or department they belong to.
        pub organization_id: Option<OrganizationId>,
        /// May they see what others of their organization asked, even where it does not share?
        pub sees_organization: bool,
        /// Where they work.
        pub site_id: Option<SiteId>,
        /// The language they read, as the word that is stored; [`Person::speaks`] is the language.
        pub language: String,
        /// Their time zone, by its IANA name.
        pub zone: String,
        /// False while they exist only because a letter came from their address.
        pub verified: bool,
        /// What staff should know about them; never shown to requesters.
        pub notes: String,
        /// How they like their pages.
        pub preferences: Preferences,
        /// Since when the desk knows them.
        pub created_at: Moment,
        /// Since when they may not come in any more.
        pub deactivated_at: Option<Moment>,
        /// What another system calls them.
        pub external_id: Option<String>,
        /// What another system keeps about them; staff alone see it.
        pub details: String,
        /// When anything about them last changed.
        pub updated_at: Moment,
        /// When they were erased: from then on the row says nothing about anybody, and nobody changes it.
        pub erased_at: Option<Moment>,
    }
}

impl Person {
    /// The row of this number.
    pub(crate) fn of(conn: &Conn, id: PersonId) -> Result<Option<Self>> {
        conn.first(&format!("SELECT {} FROM people p WHERE p.id = $1", Self::columns("p")), params![id])
    }

    /// The language they read.
    #[must_use]
    pub fn speaks(&self) -> Language {
        Language::parse(&self.language).unwrap_or_default()
    }

    /// May they come in?
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.deactivated_at.is_none()
    }

    /// Do they work at the desk?
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.role >= Role::Agent
    }
}

row! {
    /// An address of a person.
    pub struct Email {
        /// The address, in its normal form.
        pub email: String,
        /// Is it the one that letters go to?
        pub is_primary: bool,
        /// When its owner proved that letters arrive there.
        pub verified_at: Option<Moment>,
    }
}

row! {
    /// A telephone number of a person.
    pub struct Phone {
        /// As it was written.
        pub phone: String,
        /// Digits only; two numbers with the same digits are one.
        pub phone_key: String,
        /// "Mobile", "Reception" or whatever somebody wrote.
        pub label: String,
    }
}

/// All that a person's page shows of the person.
#[derive(Debug, Clone)]
pub struct PersonCard {
    /// Their row.
    pub person: Person,
    /// Their addresses, the primary one first.
    pub emails: Vec<Email>,
    /// Their numbers, in order of label.
    pub phones: Vec<Phone>,
    /// The teams they belong to, by name; archived ones are left out.
    pub teams: Vec<Team>,
    /// Where they belong.
    pub organization: Option<Organization>,
    /// Where they work.
    pub site: Option<Site>,
}

/// Is `zone` a time zone's IANA name?
pub(crate) fn is_zone(zone: &str) -> bool {
    jiff::tz::TimeZone::get(zone).is_ok()
}
