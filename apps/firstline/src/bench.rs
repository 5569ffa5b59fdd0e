//! `firstline bench`: a desk filled with as many tickets as asked, and how fast it answers, seen from outside.
//!
//! The desk is served by a process of its own, as it would be; asking it costs time on the same cores, which is part of every
//! figure. Reading is measured before writing, so that each run on the same desk measures the same desk but for what the runs
//! before it wrote.

mod desk;
mod fill;
mod http;
mod letters;
mod programs;
mod report;
mod round;
mod words;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use db::{Db, Options};
use people::{Actor, Door, PrintLink, directory};

use crate::config::Config;
use crate::demo::{Chance, MAILBOX, SPECIALIST};
use desk::Desk;
pub use fill::Size;
use http::Client;
pub use report::Report;
pub use round::Rounds;

/// The file that says how a bench's desk was filled.
const MARK: &str = "bench.json";
/// How long the specialist's link works.
const LINK_VALID_MS: i64 = db::HOUR_MS;
/// For each second that eight ask at once, letters that they send: in all, fewer than known people may send in an hour.
const LETTERS_A_SECOND: u64 = 500;

/// How a bench's desk was filled.
#[derive(serde::Serialize, serde::Deserialize)]
struct Filled {
    size: Size,
    /// Addresses of people whom the desk knows.
    senders: Vec<String>,
}

/// How the specialist comes in: a link for pages, a token for the API.
struct Asker {
    link: String,
    token: String,
}

/// Fills the desk unless it is there, serves it and measures.
///
/// # Errors
/// When the folder or database holds another desk, or a part does not answer as it should.
pub fn run(config: &Config, size: Size, rounds: Rounds, says: &mut dyn FnMut(String)) -> outcome::Result<Report> {
    let mut report = Report::new(size, config.is_embedded());
    let senders = filled(config, size, &mut report, says)?;
    let asker = Asker { link: sign_in_link(config)?, token: programs::token(config)? };
    Ok(measure(config, size, rounds, &senders, &asker, report, says)?)
}

fn filled(config: &Config, size: Size, report: &mut Report, says: &mut dyn FnMut(String)) -> outcome::Result<Vec<String>> {
    let mark = config.data.join(MARK);
    if let Ok(text) = std::fs::read_to_string(&mark) {
        let filled: Filled = serde_json::from_str(&text).with_context(|| mark.display().to_string())?;
        if filled.size != size {
            return Err(anyhow::anyhow!(
                "{} holds {} tickets of {} messages: ask for as many, or name another folder with --data",
                config.data.display(),
                filled.size.tickets,
                filled.size.messages
            )
            .into());
        }
        return Ok(filled.senders);
    }
    let started = Instant::now();
    let senders = fill::fill(config, size, says)?;
    report.fact("filled in", format!("{:.0} s", started.elapsed().as_secs_f64()));
    let filled = Filled { size, senders };
    std::fs::write(&mark, serde_json::to_string(&filled).map_err(anyhow::Error::from)?).with_context(|| mark.display().to_string())?;
    Ok(filled.senders)
}

/// A link that signs the specialist in, as a path.
fn sign_in_link(config: &Config) -> outcome::Result<String> {
    let db = Db::open(&Options::new(config.database_url()))?;
    let secret = db.write_now(|tx| {
        let person = directory::person_by_email(tx, SPECIALIST)?.ok_or_else(|| anyhow::anyhow!("the desk has no {SPECIALIST}"))?;
        people::print_link(tx, &Actor::system(Door::Command), &PrintLink { person: person.id, valid_ms: LINK_VALID_MS })
    })?;
    Ok(format!("/sign-in/link/{}", secret.reveal()))
}

fn measure(
    config: &Config,
    size: Size,
    rounds: Rounds,
    senders: &[String],
    asker: &Asker,
    mut report: Report,
    says: &mut dyn FnMut(String),
) -> Result<Report> {
    let desk = Desk::start(config)?;
    report.fact("start to healthy", format!("{:.2} s", desk.start.as_secs_f64()));
    let client = signed_in(&desk, &asker.link)?;
    report.fact("memory, just started", format!("{:.0} MiB", desk.memory_mib()?));
    for (what, ask) in READS {
        says((*what).to_owned());
        report.figure(rounds.of(what, &client, |client, chance| page(client, &ask(size, chance)))?);
    }
    programs::read(&desk, &asker.token, size, rounds, &mut report, says)?;
    report.fact("memory, after reading", format!("{:.0} MiB", desk.memory_mib()?));
    says("reply".to_owned());
    report.figure(rounds.of("reply", &client, |client, chance| {
        let ticket = recent(size, chance);
        let parts = [("mode", "reply"), ("reply", "We have looked into it and will be back within the hour."), ("outcome", "stay")];
        moved_on(&client.post_parts(&format!("/tickets/{ticket}/replies"), &parts)?)
    })?);
    says("new ticket".to_owned());
    report.figure(rounds.of("new ticket", &client, |client, chance| {
        let who = chance.one(senders);
        let form = format!("source=phone&who={who}&subject=Measured+by+the+bench&body=It+prints+nothing+since+nine.&kind=incident&impact=medium&urgency=medium&category=");
        moved_on(&client.post("/tickets", &form)?)
    })?);
    programs::write(&desk, &asker.token, senders, rounds, &mut report, says)?;
    says("letters".to_owned());
    let (alone, _) = letters::send(desk.letters, MAILBOX, senders, rounds.alone as u64, 1)?;
    let together = (LETTERS_A_SECOND * rounds.together.as_secs()).max(round::TOGETHER as u64);
    let (_, took) = letters::send(desk.letters, MAILBOX, senders, together, round::TOGETHER)?;
    report.figure(round::figure("letter in, on disk", alone, together as f64 / took.as_secs_f64()));
    report.fact("memory, after writing", format!("{:.0} MiB", desk.memory_mib()?));
    says("backup".to_owned());
    report.fact("backup, online, proved by a restore", backup(config)?);
    desk.stop()?;
    if config.is_embedded() {
        report.fact("data folder", format!("{:.0} MiB", folder_mib(&config.data)?));
    }
    Ok(report)
}

/// What is asked for when reading, by name.
type Ask = fn(Size, &mut Chance) -> String;
const READS: &[(&str, Ask)] = &[
    ("queue, mine", |_, _| "/tickets".to_owned()),
    ("queue, all", |_, _| "/tickets?list=all".to_owned()),
    ("ticket", |size, chance| format!("/tickets/{}", any(size, chance))),
    ("search, one word", |_, chance| format!("/search?q={}", chance.one(&["printer", "vpn", "password", "laptop", "folder"]))),
    ("search, two words", |_, chance| {
        format!("/search?q={}", chance.one(&["printer+driver", "vpn+client", "shared+mailbox", "laptop+battery"]))
    }),
    ("search, phrase", |_, chance| format!("/search?q=%22{}%22", chance.one(&["access+point", "shared+mailbox", "second+floor"]))),
    ("search, filter", |_, chance| {
        format!("/search?q={}", chance.one(&["status:open+priority%3E%3Dhigh", "tag:vpn+status:open", "assignee:me+printer"]))
    }),
    ("palette", |_, chance| format!("/search.json?q={}", chance.one(&["prin", "vpn", "dana", "mailbox"]))),
    ("people", |_, _| "/people".to_owned()),
];

/// Any ticket, old or new.
fn any(size: Size, chance: &mut Chance) -> i64 {
    chance.between(1, i64::try_from(size.tickets).unwrap_or(1))
}

/// One of the newest, which are not closed yet: what is answered is what came in lately.
fn recent(size: Size, chance: &mut Chance) -> i64 {
    let last = i64::try_from(size.tickets).unwrap_or(1);
    chance.between((last - (last / 200).clamp(10, 500)).max(1), last)
}

fn page(client: &mut Client, path: &str) -> Result<()> {
    let answer = client.get(path)?;
    ensure!(answer.status == 200, "{path} answered {}", answer.status);
    Ok(())
}

/// A deed that was done leads somewhere else.
fn moved_on(answer: &http::Answer) -> Result<()> {
    ensure!((300..400).contains(&answer.status), "a deed answered {}", answer.status);
    Ok(())
}

/// Follows the sign-in link and presses its page's one button.
fn signed_in(desk: &Desk, link: &str) -> Result<Client> {
    let mut client = Client::connect(desk.pages)?;
    let page = client.get_plain(link)?;
    let html = String::from_utf8_lossy(&page.body);
    let main = html.split_once("<main").context("the sign-in page has a main part")?.1;
    let form = main.split_once("<form").and_then(|(_, rest)| rest.split_once("</form>")).context("the sign-in page has a form")?.0;
    let action = attribute(form, "action").unwrap_or(link).to_owned();
    let hidden = form.split("<input").skip(1).filter_map(|input| {
        let input = input.split('>').next()?;
        Some(format!("{}={}", attribute(input, "name")?, attribute(input, "value").unwrap_or_default()))
    });
    let answer = client.post(&action, &hidden.collect::<Vec<_>>().join("&"))?;
    ensure!((300..400).contains(&answer.status), "signing in answered {}", answer.status);
    Ok(client)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

/// Writes a backup beside the running server, as an administrator would. Answers how long it took and how large it is.
fn backup(config: &Config) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("bench.tar.gz");
    let started = Instant::now();
    let done = Command::new(std::env::current_exe()?)
        .args(["backup", "--json", "--database", &config.database_url(), "--data"])
        .args([&config.data, &file])
        .output()
        .context("starting the backup")?;
    ensure!(done.status.success(), "the backup failed: {}", String::from_utf8_lossy(&done.stderr));
    Ok(format!("{:.1} s, {:.0} MiB", started.elapsed().as_secs_f64(), file.metadata()?.len() as f64 / MIB))
}

/// Bytes in a mebibyte.
const MIB: f64 = 1_048_576.0;

fn folder_mib(folder: &Path) -> Result<f64> {
    let mut mib = 0.0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        mib += if entry.file_type()?.is_dir() { folder_mib(&entry.path())? } else { entry.metadata()?.len() as f64 / MIB };
    }
    Ok(mib)
}
