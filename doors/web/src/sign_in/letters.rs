//! Letters that let their reader in: the sign-in link and the invitation. They leave through the gate as every letter does.

use catalogue::Say;
use db::{DAY_MS, MINUTE_MS, Tx};
use email::Address;
use mail::{Kind, Post, Voice};
use outcome::Result;
use people::{Actor, INVITATION_VALID_MS, Invitation, LINK_VALID_MS, LinkLetter, Person};

use crate::desk::Desk;
use crate::front::new_key;

/// Writes the letter with the sign-in link that somebody asked for.
///
/// # Errors
/// What the engine answers.
pub fn link(tx: &mut Tx<'_>, actor: &Actor, desk: &Desk, letter: &LinkLetter) -> Result<()> {
    let say = mail::say_to(desk.catalogue, &letter.person);
    let url = format!("{}/sign-in/link/{}", desk.base_url, letter.secret.reveal());
    let said = say.say_with(
        "letter-link",
        &[
            ("name", letter.person.name.as_str().into()),
            ("desk", desk.name.as_str().into()),
            ("url", url.as_str().into()),
            ("minutes", (LINK_VALID_MS / MINUTE_MS).into()),
        ],
    );
    let subject = subject(&say, "letter-link-subject", desk);
    send(tx, actor, &letter.person, &letter.email, subject, said.into_owned())
}

/// Writes the invitation to choose a password.
///
/// # Errors
/// What the engine answers.
pub fn invitation(tx: &mut Tx<'_>, actor: &Actor, desk: &Desk, inviter: &str, letter: &Invitation) -> Result<()> {
    let say = mail::say_to(desk.catalogue, &letter.person);
    let url = format!("{}/invitation/{}", desk.base_url, letter.secret.reveal());
    let said = say.say_with(
        "letter-invitation",
        &[
            ("name", letter.person.name.as_str().into()),
            ("inviter", inviter.into()),
            ("desk", desk.name.as_str().into()),
            ("url", url.as_str().into()),
            ("days", (INVITATION_VALID_MS / DAY_MS).into()),
        ],
    );
    let subject = subject(&say, "letter-invitation-subject", desk);
    send(tx, actor, &letter.person, &letter.email, subject, said.into_owned())
}

fn subject(say: &Say, key: &str, desk: &Desk) -> String {
    say.say1(key, "desk", desk.name.as_str()).into_owned()
}

fn send(tx: &mut Tx<'_>, actor: &Actor, person: &Person, address: &str, subject: String, text: String) -> Result<()> {
    let letter = Post {
        kind: Kind::Account,
        // Each is a letter of its own: the one before it may have been lost, and its link may work no more.
        occasion: format!("account {} {}", person.id, new_key()),
        mailbox: None,
        from_name: None,
        to: vec![Address::named(person.name.clone(), address)],
        cc: Vec::new(),
        person: Some(person.id),
        subject,
        text,
        html: None,
        voice: Voice::Generating,
        ticket: None,
        message: None,
        enclosures: Vec::new(),
    };
    mail::post(tx, actor, &letter).map(drop)
}
