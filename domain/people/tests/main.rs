//! What the slice promises, one file a command, on whichever engine the run is for. One program: seventeen would link for minutes.
#![expect(clippy::unwrap_used, reason = "tests")]

mod common;

mod add_person;
mod change_password;
mod change_role;
mod contacts;
mod directory;
mod edit_person;
mod ensure_by_email;
mod other_systems;
mod passkeys;
mod policy;
mod second_factor;
mod sessions;
mod set_up_and_invite;
mod sign_in_by_link;
mod sign_in_by_password;
mod signed_link;
mod teams;
mod texts;
mod tokens;
