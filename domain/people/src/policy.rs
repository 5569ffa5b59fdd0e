//! Who may do what to people, organizations, teams and sites: the only file that says so. `tests/policy.txt` prints it.

use std::ops::Deref;

use db::{Conn, Value, words};
use outcome::{Error, Refusal, Result};

use crate::{Actor, Door, Organization, OrganizationId, Person, PersonId, Reach, Role, Site, SiteId, Team, TeamId};

words! {
    /// What can be done.
    pub enum Action {
        /// Find people and list them.
        SeePeople = "see_people",
        /// See a person's card.
        SeePerson = "see_person",
        /// See what staff wrote about a person.
        SeeNotes = "see_notes",
        /// Add a requester.
        AddRequester = "add_requester",
        /// Add an agent.
        AddAgent = "add_agent",
        /// Add a lead.
        AddLead = "add_lead",
        /// Add an administrator.
        AddAdministrator = "add_administrator",
        /// Change name, title, organization, site and notes of a person.
        EditPerson = "edit_person",
        /// Choose language, zone and appearance.
        EditProfile = "edit_profile",
        /// Add, remove and reorder addresses: whoever reads letters there can sign in.
        ChangeEmails = "change_emails",
        /// Add and remove telephone numbers.
        ChangePhones = "change_phones",
        /// Change what a person is to the desk.
        ChangeRole = "change_role",
        /// Let a person be somebody else from now on.
        MergePeople = "merge_people",
        /// Deactivate and reactivate.
        Deactivate = "deactivate",
        /// Put together all that is kept about a person, and fetch it.
        TakeCopy = "take_copy",
        /// Erase all that is kept about a person.
        ErasePerson = "erase_person",
        /// Invite a person to choose a password.
        Invite = "invite",
        /// See where a person is signed in.
        SeeSessions = "see_sessions",
        /// Sign a person out elsewhere.
        RevokeSessions = "revoke_sessions",
        /// Choose a new password.
        ChangePassword = "change_password",
        /// Set up a second factor: an app, recovery codes, passkeys.
        ManageSecondFactor = "manage_second_factor",
        /// Take a person's second factor away when they lost it.
        ResetSecondFactor = "reset_second_factor",
        /// Make an API token.
        CreateToken = "create_token",
        /// See the names and last days of API tokens.
        SeeTokens = "see_tokens",
        /// Revoke an API token.
        RevokeToken = "revoke_token",
        /// Act for a person by a program of an administrator's.
        ActFor = "act_for",
        /// Print a sign-in link on the server.
        PrintLink = "print_link",
        /// See an organization.
        SeeOrganization = "see_organization",
        /// Add an organization.
        AddOrganization = "add_organization",
        /// Change an organization.
        EditOrganization = "edit_organization",
        /// See a team and who belongs to it.
        SeeTeam = "see_team",
        /// Add a team.
        AddTeam = "add_team",
        /// Change a team, its members, and whether it is archived.
        EditTeam = "edit_team",
        /// See a site.
        SeeSite = "see_site",
        /// Add a site.
        AddSite = "add_site",
        /// Change a site.
        EditSite = "edit_site",
        /// Change the desk's own fields about people and organizations.
        ManageFields = "manage_fields",
    }
}

impl Action {
    /// The action of adding a person of this role.
    #[must_use]
    pub const fn adding(role: Role) -> Self {
        match role {
            Role::Requester => Self::AddRequester,
            Role::Agent => Self::AddAgent,
            Role::Lead => Self::AddLead,
            Role::Administrator => Self::AddAdministrator,
        }
    }

    /// Does it leave everything as it is? Acting for somebody does: what is then done is asked for anew.
    const fn only_looks(self) -> bool {
        use Action::{ActFor, SeeNotes, SeeOrganization, SeePeople, SeePerson, SeeSessions, SeeSite, SeeTeam, SeeTokens};
        matches!(self, ActFor | SeePeople | SeePerson | SeeNotes | SeeSessions | SeeTokens | SeeOrganization | SeeTeam | SeeSite)
    }

    /// Does it make or change a way to come in? An API token may not: a stolen one must not outlive its revocation. A program that
    /// shows its person's password may what they may on the pages, where the same password would let it in. How a
    /// requester is reached is left to it: whoever comes in by that sees what they asked for, and less than the token did.
    const fn touches_credentials(self, about: About) -> bool {
        if matches!((self, about), (Self::ChangeEmails, About::Person { role: Role::Requester, own: false })) {
            return false;
        }
        use Action::{AddAdministrator, AddAgent, AddLead, ChangeEmails, ChangePassword, ChangeRole, CreateToken, Invite};
        use Action::{ManageSecondFactor, ResetSecondFactor};
        matches!(
            self,
            AddAgent
                | AddLead
                | AddAdministrator
                | ChangeEmails
                | ChangePassword
                | ChangeRole
                | CreateToken
                | Invite
                | ManageSecondFactor
                | ResetSecondFactor
        )
    }
}

/// What an action is about, as far as the rule asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Nothing that exists yet, or everything of a kind.
    Desk,
    /// A person of this role; `own` when it is the actor.
    Person {
        /// Is it the actor?
        own: bool,
        /// Their role.
        role: Role,
    },
    /// An organization; `own` when the actor belongs to it.
    Organization {
        /// Is it the actor's?
        own: bool,
    },
    /// A team.
    Team,
    /// A site.
    Site,
}

/// The rule's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They may.
    Yes,
    /// They may see it, but not do this.
    No,
    /// They may not know that it exists.
    Hidden,
}

/// The rule.
#[must_use]
pub fn rule(actor: &Actor, action: Action, about: About) -> Verdict {
    if actor.is_system() {
        return Verdict::Yes;
    }
    let (staff, lead, administrator) = (actor.is_staff(), actor.role >= Role::Lead, actor.role == Role::Administrator);
    let (own, below) = match about {
        About::Person { own, role } => (own, administrator || actor.role > role),
        About::Organization { own } => (own, false),
        About::Desk | About::Team | About::Site => (false, false),
    };
    let seen = match about {
        About::Desk | About::Site => true,
        About::Person { .. } | About::Organization { .. } => staff || own,
        About::Team => staff,
    };
    if !seen {
        return Verdict::Hidden;
    }
    if !action.only_looks() && actor.reach == Reach::ReadOnly
        || action.touches_credentials(about) && actor.door == Door::Api && !actor.proved
    {
        return Verdict::No;
    }
    let may = match action {
        Action::SeePerson | Action::SeeOrganization | Action::SeeTeam | Action::SeeSite => true,
        Action::SeePeople | Action::SeeNotes | Action::AddRequester => staff,
        Action::AddAgent
        | Action::AddOrganization
        | Action::EditOrganization
        | Action::AddTeam
        | Action::EditTeam
        | Action::ManageFields => lead,
        Action::AddLead | Action::AddAdministrator | Action::AddSite | Action::EditSite => administrator,
        Action::EditPerson => staff && below,
        Action::EditProfile => own || administrator,
        Action::ChangeEmails => staff && (own || below),
        Action::ChangePhones => own || below,
        Action::TakeCopy => administrator,
        Action::ChangeRole | Action::ResetSecondFactor | Action::ErasePerson => administrator && !own,
        Action::Deactivate | Action::MergePeople => lead && below && !own,
        Action::Invite => staff && below && !own,
        Action::ActFor => administrator && !own && matches!(about, About::Person { role, .. } if role < Role::Administrator),
        Action::SeeSessions | Action::RevokeSessions => own || administrator,
        Action::SeeTokens | Action::RevokeToken => own && staff || administrator,
        Action::ChangePassword | Action::ManageSecondFactor => own,
        Action::CreateToken => own && staff,
        Action::PrintLink => false,
    };
    if may { Verdict::Yes } else { Verdict::No }
}

/// A noun that the policy let somebody have for one action. Nobody else can make one.
#[derive(Debug)]
pub struct Permitted<T> {
    noun: T,
}

impl<T> Permitted<T> {
    /// The noun itself.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.noun
    }
}

impl<T> Deref for Permitted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.noun
    }
}

/// A number by which a noun is fetched.
pub trait Key: Copy {
    /// The noun.
    type Noun;
    /// Reads it.
    ///
    /// # Errors
    /// What the engine answers.
    fn fetch(self, conn: &Conn) -> Result<Option<Self::Noun>>;
    /// What the rule asks of it.
    fn about(actor: &Actor, noun: &Self::Noun) -> About;
    /// Was it erased, so that it can be looked at and nothing else?
    fn is_erased(_: &Self::Noun) -> bool {
        false
    }
}

impl Key for PersonId {
    type Noun = Person;
    fn fetch(self, conn: &Conn) -> Result<Option<Person>> {
        Person::of(conn, self)
    }
    fn about(actor: &Actor, person: &Person) -> About {
        About::Person { own: actor.person() == Some(person.id), role: person.role }
    }
    fn is_erased(person: &Person) -> bool {
        person.erased_at.is_some()
    }
}

impl Key for OrganizationId {
    type Noun = Organization;
    fn fetch(self, conn: &Conn) -> Result<Option<Organization>> {
        Organization::of(conn, self)
    }
    fn about(actor: &Actor, organization: &Organization) -> About {
        About::Organization { own: actor.organization == Some(organization.id) }
    }
}

impl Key for TeamId {
    type Noun = Team;
    fn fetch(self, conn: &Conn) -> Result<Option<Team>> {
        Team::of(conn, self)
    }
    fn about(_: &Actor, _: &Team) -> About {
        About::Team
    }
}

impl Key for SiteId {
    type Noun = Site;
    fn fetch(self, conn: &Conn) -> Result<Option<Site>> {
        Site::of(conn, self)
    }
    fn about(_: &Actor, _: &Site) -> About {
        About::Site
    }
}

/// The noun of this number, if `actor` may do this to it.
///
/// # Errors
/// `NotFound` for who may not know of it, `NotAllowed` for who may see it but not do this.
pub fn permit<K: Key>(conn: &Conn, actor: &Actor, action: Action, id: K) -> Result<Permitted<K::Noun>> {
    let noun = id.fetch(conn)?.ok_or(Refusal::NotFound)?;
    match rule(actor, action, K::about(actor, &noun)) {
        Verdict::Yes if K::is_erased(&noun) && !action.only_looks() => Err(Error::conflict("person-is-erased")),
        Verdict::Yes => Ok(Permitted { noun }),
        Verdict::No => Err(Refusal::NotAllowed(action.as_str()).into()),
        Verdict::Hidden => Err(Refusal::NotFound.into()),
    }
}

/// May `actor` do this, which is about nothing that exists yet?
///
/// # Errors
/// `NotAllowed` when not.
pub fn allow(actor: &Actor, action: Action) -> Result<()> {
    if rule(actor, action, About::Desk) == Verdict::Yes { Ok(()) } else { Err(Refusal::NotAllowed(action.as_str()).into()) }
}

/// Would [`permit`] say yes for this noun? For buttons.
#[must_use]
pub fn may<K: Key>(actor: &Actor, action: Action, noun: &K::Noun) -> bool {
    rule(actor, action, K::about(actor, noun)) == Verdict::Yes && (action.only_looks() || !K::is_erased(noun))
}

/// The twin of `SeePerson` for lists: a condition on the table `people` as `p`, its parameters numbered from `first`.
#[must_use]
pub fn visible_people(actor: &Actor, first: usize) -> (String, Vec<Value>) {
    if actor.is_system() || actor.is_staff() {
        return ("1 = 1".to_owned(), Vec::new());
    }
    (format!("p.id = ${first}"), vec![actor.person().map_or(Value::Int(0), Value::from)])
}

/// The twin of `SeeOrganization` for lists: a condition on the table `organizations` as `o`, its parameters numbered from `first`.
#[must_use]
pub fn visible_organizations(actor: &Actor, first: usize) -> (String, Vec<Value>) {
    if actor.is_system() || actor.is_staff() {
        return ("o.archived_at IS NULL".to_owned(), Vec::new());
    }
    (format!("o.id = ${first} AND o.archived_at IS NULL"), vec![actor.organization.map_or(Value::Int(0), Value::from)])
}

/// The twin of `SeeTeam` for lists: all or none.
#[must_use]
pub fn sees_teams(actor: &Actor) -> bool {
    rule(actor, Action::SeeTeam, About::Team) == Verdict::Yes
}
