//! `firstline token create`: an API token for a person, shown once.

use anyhow::anyhow;
use outcome::Result;
use people::{Actor, CreateToken, Door, Scope, directory};
use serde_json::json;

use crate::config::Config;
use crate::open;

/// Runs the command.
pub fn create(config: &Config, email: &str, name: &str, read_only: bool, as_json: bool) -> Result<()> {
    let opened = open(config)?;
    let (email, name) = (email.to_owned(), name.to_owned());
    let scope = if read_only { Scope::ReadOnly } else { Scope::Full };
    let (id, secret) = opened.db.write_now(move |tx| {
        let person = directory::person_by_email(tx, &email)?;
        let person = person.ok_or_else(|| anyhow!("nobody has the address {email}; add them with `firstline person add`"))?.id;
        let input = CreateToken { person, name: name.clone(), scope };
        let (token, secret) = people::create_token(tx, &Actor::system(Door::Command), &input)?;
        Ok((token.id, secret))
    })?;
    if as_json {
        println!("{}", json!({ "id": id, "token": secret.reveal() }));
    } else {
        println!("{}", secret.reveal());
        eprintln!("This token is not shown again. Whoever has it acts as that person.");
    }
    Ok(())
}
