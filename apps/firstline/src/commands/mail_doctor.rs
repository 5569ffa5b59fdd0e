//! `firstline mail doctor`: every mailbox's connections walked through, from the name of a server to a letter that arrives.

use std::process::ExitCode;

use mail::{CheckupStep, Found, Mailbox};
use mailroom::Doctor;
use outcome::{Error, Result};
use people::{Actor, Door};
use serde_json::{Value, json};

use super::{block_on, english};
use crate::config::Config;

/// Runs the command; exit code 1 when something does not hold.
pub fn run(config: &Config, address: Option<&str>, as_json: bool) -> Result<ExitCode> {
    let found = examine(config, address)?;
    let fine = found.iter().all(|(_, steps)| holds(steps));
    if as_json {
        let all: Vec<Value> = found
            .iter()
            .map(|(mailbox, steps)| json!({ "mailbox": mailbox.address, "ok": holds(steps), "steps": as_values(steps) }))
            .collect();
        println!("{}", json!({ "ok": fine, "mailboxes": all }));
    } else if found.is_empty() {
        println!("There is no mailbox yet. Add one in Settings, Mailboxes.");
    } else {
        found.iter().for_each(|(mailbox, steps)| print(mailbox, steps));
    }
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Examines the mailbox of this address, or all that are in use.
///
/// # Errors
/// `Conflict` when there is no mailbox of this address.
pub fn examine(config: &Config, address: Option<&str>) -> Result<Vec<(Mailbox, Vec<CheckupStep>)>> {
    let opened = crate::open(config)?;
    let relays = crate::wiring::relays(config, &opened)?;
    let mut mailboxes = opened.db.read_now(|conn| mail::mailboxes(conn, &Actor::system(Door::Command)))?;
    mailboxes.retain(|m| m.archived_at.is_none() && address.is_none_or(|wanted| m.address.eq_ignore_ascii_case(wanted)));
    if let (Some(wanted), true) = (address, mailboxes.is_empty()) {
        return Err(Error::conflict(outcome::Sentence::new("doctor-no-mailbox").with("address", wanted)));
    }
    let doctor = Doctor::new(opened.db.clone(), opened.key.clone(), relays);
    block_on(async move {
        let mut found = Vec::with_capacity(mailboxes.len());
        for mailbox in mailboxes {
            let steps = doctor.examine(mailbox.id).await?;
            found.push((mailbox, steps));
        }
        Ok(found)
    })?
}

/// Is there no trouble?
#[must_use]
pub fn holds(steps: &[CheckupStep]) -> bool {
    steps.iter().all(|step| step.found != Found::Trouble)
}

fn as_values(steps: &[CheckupStep]) -> Vec<Value> {
    let say = english();
    let one = |step: &CheckupStep| {
        let advice = step.advice.as_ref().map(|advice| advice.said(&say));
        json!({ "side": step.side, "part": step.part, "found": step.found, "says": step.says.said(&say), "advice": advice })
    };
    steps.iter().map(one).collect()
}

fn print(mailbox: &Mailbox, steps: &[CheckupStep]) {
    let say = english();
    println!("{} ({})", mailbox.address, mailbox.name);
    for step in steps {
        let mark = match step.found {
            Found::Fine => "ok",
            Found::Note => "note",
            Found::Trouble => "TROUBLE",
            Found::Untried => "-",
        };
        let side = step.side.map_or("", mail::Side::as_str);
        println!("  {mark:<8} {side:<4}{:<8} {}", step.part, step.says.said(&say));
        if let Some(advice) = &step.advice {
            println!("  {:<21} What to do: {}", "", advice.said(&say));
        }
    }
}
