//! What programs ask of the desk: tickets read, listed, made and exported over the API.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use db::{Db, Options};
use people::{Actor, CreateToken, Door, Scope, directory};
use serde::Deserialize;
use serde_json::json;

use super::desk::Desk;
use super::http::{Answer, Client};
use super::report::Report;
use super::{Rounds, Size, any};
use crate::config::Config;
use crate::demo::{Chance, SPECIALIST};

/// Tickets of one page of an export.
const EXPORT_PAGE: usize = 1_000;

/// A page of an export, as far as it is read.
#[derive(Deserialize)]
struct Page {
    tickets: Vec<serde_json::Value>,
    end_of_stream: bool,
    after_cursor: Option<String>,
}

/// A token of the specialist's.
pub fn token(config: &Config) -> outcome::Result<String> {
    let db = Db::open(&Options::new(config.database_url()))?;
    let secret = db.write_now(|tx| {
        let person = directory::person_by_email(tx, SPECIALIST)?.ok_or_else(|| anyhow::anyhow!("the desk has no {SPECIALIST}"))?;
        let input = CreateToken { person: person.id, name: "bench".to_owned(), scope: Scope::Full };
        people::create_token(tx, &Actor::system(Door::Command), &input)
    })?;
    Ok(secret.1.reveal().to_owned())
}

/// Tickets one by one, as a list and all of them.
pub fn read(desk: &Desk, token: &str, size: Size, rounds: Rounds, report: &mut Report, says: &mut dyn FnMut(String)) -> Result<()> {
    let client = Client::connect(desk.pages)?.with_token(token);
    says("API: a ticket".to_owned());
    report.figure(rounds.of("API: a ticket", &client, |client, chance| {
        answered(&client.get(&format!("/api/v2/tickets/{}.json", any(size, chance)))?, 200)
    })?);
    says("API: a list of 100".to_owned());
    report.figure(
        rounds.of("API: a list of 100", &client, |client, _| answered(&client.get("/api/v2/tickets.json?page%5Bsize%5D=100")?, 200))?,
    );
    says("API: incremental export".to_owned());
    report.fact("API: incremental export of all tickets", export(desk, client)?);
    Ok(())
}

/// Tickets that are new, one a request.
pub fn write(
    desk: &Desk,
    token: &str,
    senders: &[String],
    rounds: Rounds,
    report: &mut Report,
    says: &mut dyn FnMut(String),
) -> Result<()> {
    let client = Client::connect(desk.pages)?.with_token(token);
    says("API: new ticket".to_owned());
    report.figure(rounds.of("API: new ticket", &client, |client, chance: &mut Chance| {
        let ticket = json!({ "ticket": {
            "subject": "Measured by the bench",
            "comment": { "body": "It prints nothing since nine." },
            "priority": "normal",
            "requester": { "email": chance.one(senders) },
        }});
        answered(&client.post_json("/api/v2/tickets.json", &ticket.to_string())?, 201)
    })?);
    Ok(())
}

/// Walks the export from its beginning to its end. Answers how long it took, and what the server's memory was on the way.
fn export(desk: &Desk, mut client: Client) -> Result<String> {
    let started = Instant::now();
    let mut memory = Vec::new();
    let mut path = format!("/api/v2/incremental/tickets/cursor.json?start_time=0&per_page={EXPORT_PAGE}");
    let mut count = 0;
    loop {
        let answer = client.get_plain(&path)?;
        answered(&answer, 200)?;
        let page: Page = serde_json::from_slice(&answer.body).context("a page of the export")?;
        count += page.tickets.len();
        memory.push(desk.memory_mib()?);
        match page.after_cursor {
            Some(cursor) if !page.end_of_stream => {
                path = format!("/api/v2/incremental/tickets/cursor.json?cursor={cursor}&per_page={EXPORT_PAGE}");
            }
            _ => break,
        }
    }
    let took = started.elapsed().as_secs_f64();
    let (first, most) = (memory[0], memory.iter().copied().fold(0.0, f64::max));
    Ok(format!("{count} in {took:.1} s; memory {first:.0} MiB after the first page, {most:.0} at most"))
}

fn answered(answer: &Answer, status: u16) -> Result<()> {
    ensure!(answer.status == status, "the API answered {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
    Ok(())
}
