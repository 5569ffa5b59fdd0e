//! `cargo measure`: first figures of a release build on this machine, as the table of docs/performance.md.

mod desk;
mod http;
mod letters;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::tree;
use desk::Desk;
use http::Client;

/// Each page is asked for this often before it counts, and then this often.
const WARM_UP: usize = 20;
const ROUNDS: usize = 200;
/// The demo organization's mailbox.
const MAILBOX: &str = "support@demo.localhost";
/// Letters each person writes: a desk opens no more than twenty an hour for one address.
const LETTERS_PER_PERSON: u64 = 10;

/// What of it to measure.
#[derive(Args)]
pub struct Choice {
    /// Fill the desk with so many letters through the SMTP door, and measure again
    #[arg(long, default_value_t = 0)]
    letters: u64,
    /// Measure this program instead of building one
    #[arg(long)]
    program: Option<PathBuf>,
    /// Pages to ask for, besides the queue
    #[arg(long = "page", default_values_t = ["/tickets".to_owned(), "/tickets?list=all".to_owned(), "/tickets/389".to_owned(), "/search?q=printer".to_owned(), "/people".to_owned()])]
    pages: Vec<String>,
}

/// Builds unless a program is given, starts, measures and prints. Returns whether every page answered.
pub fn run(choice: &Choice) -> Result<bool> {
    let program = match &choice.program {
        Some(given) => given.clone(),
        None => release_build()?,
    };
    let folder = tempfile::Builder::new().prefix("firstline-measure-").tempdir()?;

    let demo = Desk::start(&program, "demo", folder.path())?;
    let link = demo.link("specialist")?;
    println!("| What | Figure |\n|---|---|");
    println!("| first start, demo organization made | {} |", seconds(demo.start));
    let mut client = signed_in(&demo, &link)?;
    pages(&mut client, &choice.pages, "demo")?;
    demo.stop()?;

    let mut desk = Desk::start(&program, "serve", folder.path())?;
    println!("| start to healthy, demo data | {} |", seconds(desk.start));
    println!("| memory, just started | {:.0} MiB |", desk.memory_mib()?);
    if choice.letters > 0 {
        let rate = letters::send(desk.letters, MAILBOX, choice.letters, choice.letters.div_ceil(LETTERS_PER_PERSON))?;
        println!("| letters taken in, each on disk before its answer | {rate:.0} a second |");
        desk.stop()?;
        desk = Desk::start(&program, "serve", folder.path())?;
        println!("| start to healthy, {} letters more | {} |", choice.letters, seconds(desk.start));
    }
    client.moved(desk.pages)?;
    if choice.letters > 0 {
        pages(&mut client, &choice.pages, &format!("{} letters more", choice.letters))?;
    }
    println!("| memory, after the pages | {:.0} MiB |", desk.memory_mib()?);
    println!("| data folder | {:.0} MiB |", folder_mib(folder.path())?);
    desk.stop()?;
    Ok(true)
}

fn release_build() -> Result<PathBuf> {
    let root = tree::root()?;
    let built = tree::cargo(&root).args(["build", "--release", "--package", "firstline"]).status()?;
    ensure!(built.success(), "the release build failed");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |given| root.join(given));
    Ok(target.join("release/firstline"))
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

fn pages(client: &mut Client, pages: &[String], when: &str) -> Result<()> {
    for page in pages {
        for _ in 0..WARM_UP {
            client.get(page)?;
        }
        let mut times = Vec::with_capacity(ROUNDS);
        let (mut bytes, mut statements) = (0, None);
        for _ in 0..ROUNDS {
            let answer = client.get(page)?;
            ensure!(answer.status == 200, "{page} answered {}", answer.status);
            times.push(answer.took);
            bytes = answer.body.len();
            statements = answer.header("server-timing").map(str::to_owned);
        }
        times.sort();
        let [half, most] = [times[ROUNDS / 2], times[ROUNDS * 95 / 100]].map(|time| time.as_secs_f64() * 1_000.0);
        let statements = statements.map(|said| format!(", {said}")).unwrap_or_default();
        println!("| `{page}`, {when} | p50 {half:.1} ms, p95 {most:.1} ms, {:.1} kB gzip{statements} |", bytes as f64 / 1_000.0);
    }
    Ok(())
}

fn folder_mib(folder: &Path) -> Result<f64> {
    let mut bytes = 0.0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() { folder_mib(&entry.path())? } else { entry.metadata()?.len() as f64 / 1_048_576.0 };
    }
    Ok(bytes)
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
