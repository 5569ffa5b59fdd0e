//! What can happen to people, organizations, teams, sites and credentials. Ids and words only: no names, no addresses, no secrets.

use db::{Event, EventId, Subject, Tx, params};
use outcome::Result;
use serde::Serialize;

use crate::session::Method;
use crate::{Actor, OrganizationId, PersonId, Role, Scope, SessionId, SiteId, TeamId, TokenId};

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the kinds below say in words what each variant is")]
pub enum PeopleEvent {
    Added {
        #[serde(skip)]
        person: PersonId,
        role: Role,
        verified: bool,
    },
    Edited {
        #[serde(skip)]
        person: PersonId,
        fields: Vec<&'static str>,
    },
    RoleChanged {
        #[serde(skip)]
        person: PersonId,
        from: Role,
        to: Role,
    },
    Deactivated {
        #[serde(skip)]
        person: PersonId,
    },
    Reactivated {
        #[serde(skip)]
        person: PersonId,
    },
    /// What is kept about them is being erased.
    ErasureBegun {
        #[serde(skip)]
        person: PersonId,
    },
    /// Nothing is kept about them any more.
    Erased {
        #[serde(skip)]
        person: PersonId,
    },
    /// What is kept about them was put together, for them to have.
    CopyMade {
        #[serde(skip)]
        person: PersonId,
    },
    /// Somebody fetched what was put together.
    CopyTaken {
        #[serde(skip)]
        person: PersonId,
    },
    /// They are somebody else from now on.
    Merged {
        #[serde(skip)]
        person: PersonId,
        into: PersonId,
    },
    /// Somebody else is them from now on.
    Absorbed {
        #[serde(skip)]
        person: PersonId,
        other: PersonId,
    },
    EmailAdded {
        #[serde(skip)]
        person: PersonId,
        /// Where letters to them went until then: who reads mail there is told, even if that address goes next.
        before: Option<String>,
    },
    EmailRemoved {
        #[serde(skip)]
        person: PersonId,
    },
    EmailMadePrimary {
        #[serde(skip)]
        person: PersonId,
    },
    EmailVerified {
        #[serde(skip)]
        person: PersonId,
    },
    PhoneAdded {
        #[serde(skip)]
        person: PersonId,
    },
    PhoneRemoved {
        #[serde(skip)]
        person: PersonId,
    },
    OrganizationAdded {
        #[serde(skip)]
        organization: OrganizationId,
    },
    OrganizationEdited {
        #[serde(skip)]
        organization: OrganizationId,
    },
    OrganizationArchived {
        #[serde(skip)]
        organization: OrganizationId,
    },
    TeamAdded {
        #[serde(skip)]
        team: TeamId,
    },
    TeamEdited {
        #[serde(skip)]
        team: TeamId,
    },
    TeamArchived {
        #[serde(skip)]
        team: TeamId,
    },
    TeamRestored {
        #[serde(skip)]
        team: TeamId,
    },
    TeamMembersSet {
        #[serde(skip)]
        team: TeamId,
        joined: Vec<PersonId>,
        left: Vec<PersonId>,
    },
    SiteAdded {
        #[serde(skip)]
        site: SiteId,
    },
    SiteEdited {
        #[serde(skip)]
        site: SiteId,
    },
    DeskSetUp {
        #[serde(skip)]
        person: PersonId,
    },
    Invited {
        #[serde(skip)]
        person: PersonId,
    },
    InvitationAccepted {
        #[serde(skip)]
        person: PersonId,
    },
    PasswordChanged {
        #[serde(skip)]
        person: PersonId,
    },
    /// `person` is `None` where nobody of that address exists.
    SignInRefused {
        #[serde(skip)]
        person: Option<PersonId>,
        method: Method,
        network: String,
    },
    LinkAsked {
        #[serde(skip)]
        person: PersonId,
    },
    LinkPrinted {
        #[serde(skip)]
        person: PersonId,
    },
    SessionOpened {
        #[serde(skip)]
        person: PersonId,
        session: SessionId,
        method: Method,
    },
    SessionEnded {
        #[serde(skip)]
        person: PersonId,
        session: SessionId,
    },
    SessionRevoked {
        #[serde(skip)]
        person: PersonId,
        session: SessionId,
    },
    SecondFactorOn {
        #[serde(skip)]
        person: PersonId,
    },
    SecondFactorOff {
        #[serde(skip)]
        person: PersonId,
    },
    RecoveryCodesMade {
        #[serde(skip)]
        person: PersonId,
    },
    RecoveryCodeUsed {
        #[serde(skip)]
        person: PersonId,
    },
    PasskeyAdded {
        #[serde(skip)]
        person: PersonId,
    },
    PasskeyRemoved {
        #[serde(skip)]
        person: PersonId,
    },
    TokenCreated {
        #[serde(skip)]
        person: PersonId,
        token: TokenId,
        scope: Scope,
    },
    /// An administrator's program acted for the person.
    ActedFor {
        #[serde(skip)]
        person: PersonId,
    },
    TokenRevoked {
        #[serde(skip)]
        person: PersonId,
        token: TokenId,
    },
}

impl Event for PeopleEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::Added { .. } => "person.added",
            Self::Edited { .. } => "person.edited",
            Self::RoleChanged { .. } => "person.role_changed",
            Self::Deactivated { .. } => "person.deactivated",
            Self::Reactivated { .. } => "person.reactivated",
            Self::ErasureBegun { .. } => "person.erasure_begun",
            Self::Erased { .. } => "person.erased",
            Self::CopyMade { .. } => "person.copy_made",
            Self::CopyTaken { .. } => "person.copy_taken",
            Self::Merged { .. } => "person.merged",
            Self::Absorbed { .. } => "person.absorbed",
            Self::EmailAdded { .. } => "person.email_added",
            Self::EmailRemoved { .. } => "person.email_removed",
            Self::EmailMadePrimary { .. } => "person.email_made_primary",
            Self::EmailVerified { .. } => "person.email_verified",
            Self::PhoneAdded { .. } => "person.phone_added",
            Self::PhoneRemoved { .. } => "person.phone_removed",
            Self::OrganizationAdded { .. } => "organization.added",
            Self::OrganizationEdited { .. } => "organization.edited",
            Self::OrganizationArchived { .. } => "organization.archived",
            Self::TeamAdded { .. } => "team.added",
            Self::TeamEdited { .. } => "team.edited",
            Self::TeamArchived { .. } => "team.archived",
            Self::TeamRestored { .. } => "team.restored",
            Self::TeamMembersSet { .. } => "team.members_set",
            Self::SiteAdded { .. } => "site.added",
            Self::SiteEdited { .. } => "site.edited",
            Self::DeskSetUp { .. } => "desk.set_up",
            Self::Invited { .. } => "person.invited",
            Self::InvitationAccepted { .. } => "person.invitation_accepted",
            Self::PasswordChanged { .. } => "password.changed",
            Self::SignInRefused { .. } => "sign_in.refused",
            Self::LinkAsked { .. } => "sign_in.link_asked",
            Self::LinkPrinted { .. } => "sign_in.link_printed",
            Self::SessionOpened { .. } => "session.opened",
            Self::SessionEnded { .. } => "session.ended",
            Self::SessionRevoked { .. } => "session.revoked",
            Self::SecondFactorOn { .. } => "second_factor.turned_on",
            Self::SecondFactorOff { .. } => "second_factor.turned_off",
            Self::RecoveryCodesMade { .. } => "recovery_codes.made",
            Self::RecoveryCodeUsed { .. } => "recovery_codes.used",
            Self::PasskeyAdded { .. } => "passkey.added",
            Self::PasskeyRemoved { .. } => "passkey.removed",
            Self::TokenCreated { .. } => "token.created",
            Self::TokenRevoked { .. } => "token.revoked",
            Self::ActedFor { .. } => "person.acted_for",
        }
    }

    fn subject(&self) -> Subject {
        match self {
            Self::OrganizationAdded { organization }
            | Self::OrganizationEdited { organization }
            | Self::OrganizationArchived { organization } => Subject::new("organization", organization.0),
            Self::TeamAdded { team }
            | Self::TeamEdited { team }
            | Self::TeamArchived { team }
            | Self::TeamRestored { team }
            | Self::TeamMembersSet { team, .. } => Subject::new("team", team.0),
            Self::SiteAdded { site } | Self::SiteEdited { site } => Subject::new("site", site.0),
            Self::SignInRefused { person, .. } => Subject::new("person", person.map_or(0, |p| p.0)),
            Self::Added { person, .. }
            | Self::Edited { person, .. }
            | Self::RoleChanged { person, .. }
            | Self::Deactivated { person }
            | Self::Reactivated { person }
            | Self::ErasureBegun { person }
            | Self::Erased { person }
            | Self::CopyMade { person }
            | Self::CopyTaken { person }
            | Self::Merged { person, .. }
            | Self::Absorbed { person, .. }
            | Self::EmailAdded { person, .. }
            | Self::EmailRemoved { person }
            | Self::EmailMadePrimary { person }
            | Self::EmailVerified { person }
            | Self::PhoneAdded { person }
            | Self::PhoneRemoved { person }
            | Self::DeskSetUp { person }
            | Self::Invited { person }
            | Self::InvitationAccepted { person }
            | Self::PasswordChanged { person }
            | Self::LinkAsked { person }
            | Self::LinkPrinted { person }
            | Self::SessionOpened { person, .. }
            | Self::SessionEnded { person, .. }
            | Self::SessionRevoked { person, .. }
            | Self::SecondFactorOn { person }
            | Self::SecondFactorOff { person }
            | Self::RecoveryCodesMade { person }
            | Self::RecoveryCodeUsed { person }
            | Self::PasskeyAdded { person }
            | Self::PasskeyRemoved { person }
            | Self::TokenCreated { person, .. }
            | Self::TokenRevoked { person, .. }
            | Self::ActedFor { person } => Subject::new("person", person.0),
        }
    }
}

/// Writes down what happened to a person, an organization or a team, and that it changed now.
pub(crate) fn note(tx: &mut Tx<'_>, actor: &Actor, event: &PeopleEvent) -> Result<EventId> {
    let subject = event.subject();
    let table = match subject.kind.as_ref() {
        "organization" => "organizations",
        "team" => "teams",
        _ => "people",
    };
    let now = tx.now();
    tx.execute_one(&format!("UPDATE {table} SET updated_at = $2 WHERE id = $1"), params![subject.id, now])?;
    tx.record(actor, event)
}
