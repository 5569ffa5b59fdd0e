//! Administrators hear by letter that a mailbox does not work, or soon will not: before people at the desk notice the silence.

use catalogue::Catalogue;
use db::{Heard, Job, Listener, Run, Tx, params};
use outcome::Result;
use people::{PersonId, directory};

use super::fetch::fetch;
use super::grant::grant;
use crate::mailbox::{Mailbox, MailboxId};
use crate::outgoing::{Kind, Post, Voice, inside, post};
use crate::say_to;

/// The listener's name.
const TELL: &str = "mail.tell_administrators";
/// Administrators that are told at most.
const ADMINISTRATORS_MAX: i64 = 50;

/// Tells administrators.
#[must_use]
pub fn listener(texts: &'static Catalogue) -> Listener {
    let run = Run::inside(move |tx: &mut Tx<'_>, job: &Job| {
        let heard = job.event(tx)?;
        tell(tx, texts, &heard)
    });
    Listener { name: TELL, hears: &["mailbox.failing", "mailbox.letter_stuck", "grant.failing", "grant.ending"], run }
}

fn tell(tx: &mut Tx<'_>, texts: &'static Catalogue, heard: &Heard) -> Result<()> {
    let id = MailboxId(heard.subject_id);
    let Some(mailbox) = Mailbox::of(tx, id)? else { return Ok(()) };
    let says = match heard.kind.as_str() {
        "mailbox.failing" => fetch(tx, id)?.map(|f| f.last_error),
        "grant.failing" => grant(tx, id)?.map(|g| g.last_error),
        _ => None,
    };
    let sql = "SELECT id FROM people WHERE role = 'administrator' AND deactivated_at IS NULL ORDER BY id LIMIT $1";
    for (person,) in tx.all::<(PersonId,)>(sql, params![ADMINISTRATORS_MAX])? {
        let Some(person) = directory::person(tx, person)? else { continue };
        let Some(address) = directory::primary_email(tx, person.id)? else { continue };
        let say = say_to(texts, &person);
        let key = format!("mail-tell-{}", heard.kind.replace(['.', '_'], "-"));
        let args = [("mailbox", mailbox.address.as_str().into()), ("says", says.as_deref().unwrap_or_default().into())];
        let letter = Post {
            kind: Kind::Notification,
            occasion: format!("{key} {} {}", heard.id, person.id),
            mailbox: None,
            from_name: None,
            to: vec![email::Address::named(person.name.clone(), address)],
            cc: Vec::new(),
            person: Some(person.id),
            subject: say.say1("mail-tell-subject", "mailbox", mailbox.address.as_str()).into_owned(),
            text: say.say_with(&key, &args).into_owned(),
            html: None,
            voice: Voice::Generating,
            ticket: None,
            message: None,
            enclosures: Vec::new(),
        };
        post(tx, &inside(), &letter)?;
    }
    Ok(())
}
