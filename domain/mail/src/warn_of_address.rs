//! "An address was added to your account": whoever can read mail at an address can sign in by it, so the one that letters went to
//! so far is told, whoever added the new one.

use catalogue::Catalogue;
use db::{EventId, Job, Listener, Run, Tx};
use email::Address;
use outcome::Result;
use people::{Person, PersonId, directory};
use serde::Deserialize;

use crate::intake::reader;
use crate::outgoing::{Kind, Post, Voice, post};
use crate::say_to;

/// The listener's name.
const WARN_OF_ADDRESS: &str = "mail.warn_of_address";

/// Tells people of addresses that were added to them.
pub(crate) fn listener(texts: &'static Catalogue) -> Listener {
    let run = Run::inside(move |tx: &mut Tx<'_>, job: &Job| {
        let heard = job.event(tx)?;
        match heard.data::<Added>()?.before {
            Some(address) => warn(tx, texts, PersonId(heard.subject_id), address, heard.id),
            // Their first address surprises nobody, and there is no other to write to.
            None => Ok(()),
        }
    });
    Listener { name: WARN_OF_ADDRESS, hears: &["person.email_added"], run }
}

/// What the event says.
#[derive(Deserialize)]
struct Added {
    #[serde(default)]
    before: Option<String>,
}

fn warn(tx: &mut Tx<'_>, texts: &'static Catalogue, id: PersonId, address: String, event: EventId) -> Result<()> {
    let Some(person) = directory::person(tx, id)?.filter(Person::is_active) else { return Ok(()) };
    let say = say_to(texts, &person);
    let letter = Post {
        kind: Kind::Account,
        occasion: format!("address {event}"),
        mailbox: None,
        from_name: None,
        to: vec![Address::named(person.name.clone(), address)],
        cc: Vec::new(),
        person: Some(id),
        subject: say.say("mail-address-added-subject").into_owned(),
        text: say.say1("mail-address-added", "name", person.name.as_str()).into_owned(),
        html: None,
        voice: Voice::Generating,
        ticket: None,
        message: None,
        enclosures: Vec::new(),
    };
    post(tx, &reader(), &letter).map(drop)
}
