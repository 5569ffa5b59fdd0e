//! Who: people, organizations, teams and sites; how they sign in; who may do what to whom.
//!
//! Reading order: [`Actor`] acts; the nouns ([`Person`], [`Organization`], [`Team`], [`Site`]) with their deeds; [`policy`]
//! decides; [`directory`] answers everybody else's questions; then the ways to come in, each ending in a session ([`Opened`]).

mod act_for;
mod actor;
mod address;
mod change_password;
mod copy;
pub mod directory;
mod erase;
mod event;
mod field;
mod invite;
mod merge_people;
mod organization;
mod other_systems;
mod passkey;
mod password;
mod person;
pub mod policy;
mod preferences;
mod second_factor;
mod secret;
mod session;
mod set_up;
mod sign_in;
mod signed_link;
mod site;
mod tags;
mod team;
mod token;
mod visit;

pub use act_for::{act_for, note_acting_for};
pub use actor::{Actor, Door, OrganizationId, PersonId, Reach, Role, SiteId, TeamId, Who};
pub use address::{EMAIL_BYTES_MAX, is_domain, normal_email};
pub use change_password::{ChangePassword, FRESH_MS, ask_own_password, change_password, may_skip_current};
pub use copy::{note_copy_made, note_copy_taken};
pub use directory::{PersonBrief, find_people};
pub use erase::{ErasePerson, begin_erasing, erase_person};
pub use event::PeopleEvent;
pub use field::{
    AddNounField, Answers, EditNounField, NOUN_FIELDS_MAX, NOUN_OPTIONS_MAX, Noun, NounField, NounFieldEvent, NounFieldId, NounFieldKind,
    NounOption, NounOptionId, NounOptionInput, PutNounOption, SetNounOptions, ToldAnswer, add_noun_field, answer_organization,
    answer_person, archive_noun_field, archive_noun_option, delete_noun_field, edit_noun_field, noun_field, noun_fields,
    organization_answers, person_answers, put_noun_option, restore_noun_field, set_noun_options,
};
pub use invite::{AcceptInvitation, INVITATION_VALID_MS, Invitation, accept_invitation, invite, invited};
pub use merge_people::{MergePeople, merge_people};
pub use organization::{DOMAINS_MAX, Organization, OrganizationInput, add_organization, archive_organization, edit_organization};
pub use other_systems::{
    Elsewhere, keep_organization_elsewhere, keep_person_elsewhere, organization_by_external_id, organization_by_name, person_by_external_id,
};
pub use passkey::{
    PASSKEY_WAIT_MS, PASSKEYS_MAX, Party, Passkey, PasskeyId, RegisterPasskey, begin_passkey, begin_passkey_sign_in, passkeys_of,
    register_passkey, remove_passkey, sign_in_by_passkey,
};
pub use password::{Answer, Challenge, PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN, PasswordHash, warm_up};
pub use person::*;
pub use preferences::{Density, Preferences, Theme, UNDO_SEND_S_MAX};
pub use second_factor::{
    ConfirmTotp, RECOVERY_CODES, RemoveTotp, SecondFactor, SecondFactorState, TotpSecret, begin_totp, confirm_totp, new_recovery_codes,
    prove_second_factor, remove_totp, reset_second_factor, seal_totp_secrets, second_factor_of,
};
pub use secret::Secret;
pub use session::{
    Method, Opened, RevokeOthers, RevokeSession, SECOND_FACTOR_WAIT_MS, SESSION_AGE_MAX_MS, SESSION_IDLE_MS, SESSIONS_MAX, SessionId,
    SessionInfo, SessionState, forget_ended_sessions, pending_session, person_of_session, revoke_other_sessions, revoke_session,
    sessions_of, sign_out, touch_session,
};
pub use set_up::{SET_UP_VALID_MS, SetUp, needs_set_up, set_up, set_up_token, set_up_token_works};
pub use sign_in::{
    AskedLink, LINK_VALID_MS, LINKS_MAX, LinkLetter, PrintLink, Proved, RedeemLink, SignIn, ask_link, ask_password, link_works,
    person_of_proved, print_link, prove_password, redeem_link, sign_in_by_password,
};
pub use signed_link::SignedLink;
pub use site::{Site, SiteInput, add_site, edit_site};
pub use tags::{PEOPLE_TAGS_MAX, SetTags, tag_organization, tag_person};
pub use team::{
    InTeam, SetMembers, Team, TeamInput, Visibility, add_team, archive_team, describe_team, edit_team, join_team, leave_team,
    make_team_default, restore_team, set_members,
};
pub use token::{
    ApiToken, CreateToken, Scope, TOKEN_PREFIX, TOKENS_MAX, TokenId, create_token, note_token_use, person_of_named_token, person_of_token,
    revoke_token, tokens_of,
};
pub use visit::{BROWSER_KNOWN_MS, Visit};

use catalogue::Language;

/// This slice's texts: what its refusals and words say to people.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en.ftl")), (Language::De, include_str!("../locales/de.ftl"))];

/// This slice's tables.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    slice: "people",
    steps: &[
        ("0001_people", include_str!("../migrations/0001_people.sql")),
        ("0002_credentials", include_str!("../migrations/0002_credentials.sql")),
        ("0003_second_factor", include_str!("../migrations/0003_second_factor.sql")),
        ("0004_api_tokens", include_str!("../migrations/0004_api_tokens.sql")),
        ("0005_known_browsers", include_str!("../migrations/0005_known_browsers.sql")),
        ("0006_other_systems", include_str!("../migrations/0006_other_systems.sql")),
        ("0007_fields", include_str!("../migrations/0007_fields.sql")),
        ("0008_erased", include_str!("../migrations/0008_erased.sql")),
    ],
};
