//! `firstline person add`: a person, and the link with which they set their password.

use outcome::{Error, Result};
use people::{Actor, AddPerson, Door, Role};
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

/// The one-time link to set the desk up, while it has no administrator.
pub fn set_up_link(opened: &Opened, config: &Config) -> Result<Option<String>> {
    let token = opened.db.write_now(people::set_up_token)?;
    Ok(token.map(|token| format!("{}/set-up/{}", config.base_url, token.reveal())))
}
