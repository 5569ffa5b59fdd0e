//! `firstline demo`: a believable desk in a folder of its own, made at the first start.

use std::path::PathBuf;

use anyhow::{Context, anyhow};
use db::{Db, Moment, Options};
use files::Store;
use outcome::Result;
use people::{Actor, Door, PersonId, PrintLink, directory};

use super::progress;
use crate::Opened;
use crate::config::Config;
use crate::demo::{ADMINISTRATOR, LEAD, REQUESTER, SPECIALIST};
use crate::opened::store_config;
use crate::{MIGRATIONS, demo, server};

/// How long the printed links work: a demo may be looked at the next morning.
const LINK_VALID_MS: i64 = 7 * db::DAY_MS;

/// The configuration of a demo, before files, environment and flags have their say.
#[must_use]
pub fn defaults() -> Config {
    Config {
        data: PathBuf::from("data-demo"),
        smtp_listen: "127.0.0.1:2525".to_owned(),
        name: "Harbour & Pine IT".to_owned(),
        ..Config::default()
    }
}

/// Runs the command.
pub fn run(config: &Config, fresh: bool) -> Result<()> {
    if fresh && config.is_embedded() && config.data.join(demo::MARK).is_file() {
        std::fs::remove_dir_all(&config.data).with_context(|| format!("{} could not be removed", config.data.display()))?;
    }
    make(config)?;
    let opened = crate::open(config)?;
    let links = links(&opened.db, config)?;
    super::block_on(async {
        let running = server::start(config, opened).await?;
        println!("\nFirstline's demo desk is open at http://{}\n", running.address);
        println!("Sign in with one click, each link works once:");
        for (role, name, link) in links {
            println!("  {role:<14} {name:<18} {link}");
        }
        if let Some(smtp) = running.doors.iter().find_map(|(_, place)| if let mailroom::Listen::Tcp(at) = place { Some(at) } else { None })
        {
            let (host, port) = (smtp.ip(), smtp.port());
            println!("\nSend it a letter:  swaks --to {} --server {host}:{port}", demo::MAILBOX);
        }
        println!("Letters going out stay in the outbox. Stop with Ctrl+C; the data stays in {}.\n", config.data.display());
        super::serve::until_told().await;
        running.stop().await;
        Ok(())
    })?
}

/// Makes the demo data where there is none. A desk that is not a demo's is never touched.
fn make(config: &Config) -> Result<()> {
    std::fs::create_dir_all(&config.data).with_context(|| config.data.display().to_string())?;
    let mark = config.data.join(demo::MARK);
    let clock = db::Clock::still(Moment::of_system());
    let db = Db::open(&Options { clock, durable: false, writers: 1, ..Options::new(config.database_url()) })?;
    db::migrate(&db, MIGRATIONS)?;
    db.bear(crate::wiring::witness());
    if !db.read_now(people::needs_set_up)? {
        return if mark.is_file() || demo::is_demo(&db)? {
            Ok(())
        } else {
            Err(anyhow!("{} holds a desk that is not a demo; choose another folder with --data", config.data.display()).into())
        };
    }
    let bar = progress("demo");
    let files = Store::open(&store_config(config)?)?;
    let opened = Opened { db, files, key: config.key()? };
    demo::make(config, &opened, &mut |says| bar.set_message(says))?;
    drop(opened);
    std::fs::write(&mark, "This folder was made by `firstline demo` and may be thrown away.\n").context("the demo's mark")?;
    bar.finish_and_clear();
    Ok(())
}

/// A sign-in link each for a specialist, a lead, an administrator and a requester.
fn links(db: &Db, config: &Config) -> Result<Vec<(&'static str, String, String)>> {
    let base_url = config.base_url.clone();
    db.write_now(move |tx| {
        let mut links = Vec::new();
        for (role, email) in [("specialist", SPECIALIST), ("lead", LEAD), ("administrator", ADMINISTRATOR), ("requester", REQUESTER)] {
            let person = directory::person_by_email(tx, email)?.ok_or_else(|| anyhow!("the demo has no {email}"))?;
            let link = PrintLink { person: PersonId(person.id.0), valid_ms: LINK_VALID_MS };
            let secret = people::print_link(tx, &Actor::system(Door::Command), &link)?;
            links.push((role, person.name, format!("{base_url}/sign-in/link/{}", secret.reveal())));
        }
        Ok(links)
    })
}
