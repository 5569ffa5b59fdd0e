//! Who acts, through which door, and how far they may reach. Every command takes an `Actor`; only policies look inside.

use db::{ActedBy, Acts, EventId, id, words};

id!(
    /// A person's number.
    PersonId
);
id!(
    /// A team's number.
    TeamId
);
id!(
    /// An organization's number.
    OrganizationId
);
id!(
    /// A site's number.
    SiteId
);

words! {
    /// What a person is to the desk; each role may do all that the ones before it may, unless a policy says otherwise.
    pub enum Role {
        /// Asks for help.
        Requester = "requester",
        /// Gives it: a specialist.
        Agent = "agent",
        /// Answers for a desk: promises, people, views.
        Lead = "lead",
        /// Runs the system: settings, mailboxes, roles.
        Administrator = "administrator",
    }
}

words! {
    /// The way in.
    pub enum Door {
        /// The specialist's pages.
        Web = "web",
        /// The requester's pages.
        Portal = "portal",
        /// A letter.
        Mail = "mail",
        /// The JSON API.
        Api = "api",
        /// A command on the server.
        Command = "command",
        /// A timer, a listener or a rule.
        Inside = "inside",
    }
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A person.
    Person(PersonId),
    /// A rule of the desk's automation.
    Rule(i64),
    /// Firstline itself.
    System,
}

/// How far a credential reaches: an API token may narrow what its person may do, never widen it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All that the person may do.
    Full,
    /// Only looking.
    ReadOnly,
}

/// Who acts, with what a policy needs to know about them.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Who it is.
    pub who: Who,
    /// What they are to the desk.
    pub role: Role,
    /// The teams they belong to.
    pub teams: Vec<TeamId>,
    /// The organization they belong to.
    pub organization: Option<OrganizationId>,
    /// May they see what others of their organization asked?
    pub sees_organization: bool,
    /// The way they came in.
    pub door: Door,
    /// How far their credential reaches.
    pub reach: Reach,
    /// Did they show their own password with what they ask? Through the API, a way to come in is changed by nobody else.
    pub proved: bool,
    /// The event that made a rule or a listener act.
    pub caused_by: Option<EventId>,
}

impl Actor {
    /// Firstline itself, through `door`.
    #[must_use]
    pub fn system(door: Door) -> Self {
        Self {
            who: Who::System,
            role: Role::Administrator,
            teams: Vec::new(),
            organization: None,
            sees_organization: false,
            door,
            reach: Reach::Full,
            proved: false,
            caused_by: None,
        }
    }

    /// The person who acts, if it is one.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        match self.who {
            Who::Person(id) => Some(id),
            Who::Rule(_) | Who::System => None,
        }
    }

    /// Does this actor work at the desk (rather than ask it for help)?
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.role >= Role::Agent
    }

    /// Is it Firstline itself?
    #[must_use]
    pub fn is_system(&self) -> bool {
        self.who == Who::System
    }
}

impl Acts for Actor {
    fn acted_by(&self) -> ActedBy {
        let actor = match self.who {
            Who::Person(id) => format!("person:{id}"),
            Who::Rule(id) => format!("rule:{id}"),
            Who::System => "system".to_owned(),
        };
        ActedBy { actor, door: self.door.as_str(), caused_by: self.caused_by }
    }
}
