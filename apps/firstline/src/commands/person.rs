//! `firstline person`: somebody new, with the link by which they set their password; and those who were erased, to erase again.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, anyhow};
use outcome::{Error, Refusal, Result};
use people::{Actor, AddPerson, Door, ErasePerson, PersonId, Role, directory};
use privacy::{BeginErasure, ErasureId};
use serde_json::json;

use crate::config::Config;
use crate::{Opened, open};

/// Runs the command.
pub fn add(config: &Config, email: &str, name: &str, role: &str, as_json: bool) -> Result<()> {
    let role: Role = role
        .parse()
        .map_err(|_| Error::Failed(anyhow::anyhow!("the role must be requester, agent, lead or administrator, not {role:?}")))?;
    let opened = open(config)?;
    let language = catalogue::Language::parse(&config.language).unwrap_or_default();
    let input = AddPerson { language, zone: config.zone.clone(), ..AddPerson::new(name, email, role) };
    let (person, invitation) = opened.db.write_now(move |tx| {
        let system = Actor::system(Door::Command);
        let person = people::add_person(tx, &system, &input)?;
        let invitation = people::invite(tx, &system, &person.id)?;
        Ok((person, invitation))
    })?;
    let link = format!("{}/invitation/{}", config.base_url, invitation.secret.reveal());
    if as_json {
        println!("{}", json!({ "id": person.id, "email": invitation.email, "role": role, "invitation": link }));
    } else {
        println!("{} ({role}) is known now. With this link they choose their password, within a week:\n{link}", person.name);
    }
    Ok(())
}

/// Runs `person export`.
pub fn export(config: &Config, address: &str, to: &Path, as_json: bool) -> Result<()> {
    let opened = open(config)?;
    let wanted = address.to_owned();
    let person = opened.db.read_now(move |conn| directory::person_by_email(conn, &wanted))?;
    let person = person.ok_or_else(|| anyhow!("nobody is known by the address {address}"))?.id;
    let out = File::create_new(to).with_context(|| to.display().to_string())?;
    let written = privacy::write_copy(&opened.db, &opened.files, person, out).inspect_err(|_| {
        let _ = std::fs::remove_file(to);
    })?;
    opened.db.write_now(move |tx| people::note_copy_made(tx, &Actor::system(Door::Command), person))?;
    if as_json {
        println!("{}", json!({ "person": person, "file": to, "form": privacy::COPY_FORM, "files": written }));
    } else {
        println!("{}: all that is kept about person {person}, with {written} files and letters", to.display());
    }
    Ok(())
}

/// Runs `person erased`.
pub fn erased(config: &Config) -> Result<()> {
    let opened = open(config)?;
    let mut after = ErasureId(0);
    loop {
        let part = opened.db.read_now(move |conn| privacy::erasures(conn, after))?;
        let Some(last) = part.last() else { return Ok(()) };
        after = last.id;
        for erasure in part {
            println!("{}", erasure.person_id);
        }
    }
}

/// Runs `person erase`.
pub fn erase(config: &Config, people: &[i64], as_json: bool) -> Result<()> {
    let opened = open(config)?;
    let say = say(config);
    let called = (say.say("erased-person-called").into_owned(), say.say("erased-ticket-called").into_owned());
    let (mut begun, mut passed_over) = (Vec::new(), Vec::new());
    for person in people.iter().copied() {
        let begin = BeginErasure {
            erase: ErasePerson { person: PersonId(person), name: None },
            unfinished_too: true,
            person_called: called.0.clone(),
            ticket_called: called.1.clone(),
        };
        let system = Actor::system(Door::Command);
        match opened.db.write_now(move |tx| privacy::begin_erasure(tx, &system, &begin)) {
            Ok(_) => begun.push(person),
            // Done already, or nobody of this number: the same list may be given again.
            Err(Error::Refused(Refusal::NotFound | Refusal::Conflict(_))) => passed_over.push(person),
            Err(other) => return Err(other),
        }
    }
    if as_json {
        println!("{}", json!({ "begun": begun, "passed_over": passed_over }));
    } else {
        println!("{} begun, {} passed over; the server does the rest", begun.len(), passed_over.len());
    }
    Ok(())
}

/// Texts in the desk's language.
fn say(config: &Config) -> catalogue::Say {
    let language = catalogue::Language::parse(&config.language).unwrap_or_default();
    catalogue::Say::new(crate::texts(), language, catalogue::zone_named(&config.zone).unwrap_or(jiff::tz::TimeZone::UTC))
}

/// The one-time link to set the desk up, while it has no administrator.
pub fn set_up_link(opened: &Opened, config: &Config) -> Result<Option<String>> {
    let token = opened.db.write_now(people::set_up_token)?;
    Ok(token.map(|token| format!("{}/set-up/{}", config.base_url, token.reveal())))
}
