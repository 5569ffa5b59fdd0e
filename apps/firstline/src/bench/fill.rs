//! Fills an empty desk with as many tickets as asked, through the commands that people use, told over two years at most.
//!
//! A step of the story is one transaction: a batch of tickets is opened, and those opened in the steps before get their next
//! message each. So every ticket's turns lie apart in time, and a commit carries a thousand deeds.

use std::collections::VecDeque;
use std::sync::Arc;

use anyhow::anyhow;
use db::{Clock, DAY_MS, Db, Moment, Options, Tx, Wiring};
use files::Store;
use outcome::Result;
use people::{Actor, Door, TeamId, directory};
use tickets::{CategoryId, Open, Reply, Source, Then, TicketId};

use super::words::Words;
use crate::config::Config;
use crate::demo::{self, Chance, Scenario};
use crate::opened::store_config;
use crate::{MIGRATIONS, Opened};

/// Tickets that are opened in one step.
const BATCH: u64 = 100;
/// How long the desk has worked at most.
const STORY_MS_MAX: i64 = 730 * DAY_MS;
/// How long a step takes at most: four hundred tickets a day.
const STEP_MS_MAX: i64 = DAY_MS / 4;
/// Of a hundred tickets, how many were never finished, as at any desk that has worked for years.
const UNFINISHED_PERCENT: i64 = 2;
/// Steps after which the clock's own deeds are done: closing, warnings, breaches.
const CLOCK_STEPS: u64 = 20;

/// How much to fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Size {
    /// Tickets.
    pub tickets: u64,
    /// Messages of each, the first and the last included.
    pub messages: u64,
}

/// What every step needs.
struct Stage {
    specialists: Vec<Actor>,
    requesters: Vec<Actor>,
    teams: [TeamId; 3],
    stories: Vec<(Scenario, Option<CategoryId>)>,
    words: Words,
    addresses: Vec<String>,
}

/// Fills the desk; refuses one that is in use. Answers the addresses of those who ask.
///
/// # Errors
/// When the desk has been set up already, or a command refuses.
pub fn fill(config: &Config, size: Size, says: &mut dyn FnMut(String)) -> Result<Vec<String>> {
    std::fs::create_dir_all(&config.data).map_err(|error| anyhow!("{}: {error}", config.data.display()))?;
    let now = Moment::of_system();
    let clock = Clock::still(now);
    let db = Db::open(&Options { clock, durable: false, writers: 1, ..Options::new(config.database_url()) })?;
    db::migrate(&db, MIGRATIONS)?;
    if !db.read_now(people::needs_set_up)? {
        return Err(anyhow!("this desk is in use: choose an empty folder with --data, or an empty database with --database").into());
    }
    let opened = Opened { db, files: Store::open(&store_config(config)?)?, key: config.key()? };
    let db = &opened.db;
    db.wire(Wiring::default());
    let steps = size.tickets.div_ceil(BATCH) + size.messages;
    let count = i64::try_from(steps).unwrap_or(i64::MAX);
    let step_ms = (STORY_MS_MAX / count).min(STEP_MS_MAX);
    let begins = now.plus_ms(-step_ms * count);
    db.clock().set(begins);
    let stage = Arc::new(set_up(db)?);
    let mut living: VecDeque<Vec<(TicketId, u64)>> = VecDeque::new();
    for step in 0..steps {
        db.clock().set(begins.plus_ms(step_ms * i64::try_from(step).unwrap_or(0)));
        let fresh: Vec<u64> = (step * BATCH..((step + 1) * BATCH).min(size.tickets)).collect();
        let (on_stage, turning) = (stage.clone(), Vec::from(living.clone()));
        let messages = size.messages;
        let opened = db.write_now(move |tx| {
            for (age, batch) in turning.iter().enumerate() {
                for (ticket, number) in batch {
                    turn(tx, &on_stage, *ticket, *number, age as u64 + 1, messages)?;
                }
            }
            fresh.iter().map(|number| Ok((open(tx, &on_stage, *number)?, *number))).collect::<Result<Vec<_>>>()
        })?;
        living.push_front(opened);
        living.truncate(usize::try_from(size.messages.saturating_sub(1)).unwrap_or(usize::MAX));
        if step % CLOCK_STEPS == 0 || step + 1 == steps {
            while db.write_now(tickets::clocks::close_resolved)? >= tickets::CLOCK_BATCH {}
            while db.write_now(tickets::ring_clocks)? >= tickets::CLOCK_BATCH {}
            says(format!("{} of {} tickets", ((step + 1) * BATCH).min(size.tickets), size.tickets));
        }
    }
    Ok(stage.addresses.clone())
}

fn set_up(db: &Db) -> Result<Stage> {
    let cast = demo::people::cast(db, &Actor::system(Door::Command))?;
    let set = demo::desk::furnish(db, &cast)?;
    let words = Words::new(&set.stories);
    let stories = set.stories.into_iter().map(|story| (story.clone(), set.categories.get(&story.category).copied())).collect();
    let actors = |players: &[demo::people::Player], door: Door| -> Result<Vec<Actor>> {
        let ids: Vec<_> = players.iter().map(|player| player.id).collect();
        db.read_now(move |conn| {
            ids.iter().map(|id| Ok(directory::actor_of(conn, *id, door)?.ok_or_else(|| anyhow!("nobody has number {id}"))?)).collect()
        })
    };
    Ok(Stage {
        specialists: actors(&cast.specialists, Door::Web)?,
        requesters: actors(&cast.requesters, Door::Portal)?,
        teams: cast.teams,
        stories,
        words,
        addresses: cast.requesters.iter().map(|player| demo::people::address_of(&player.name)).collect(),
    })
}

/// What chance has in store for a ticket is the same at each of its turns.
fn fate(stage: &Stage, number: u64) -> (Chance, usize, usize, usize) {
    let mut chance = Chance::new(number);
    let mut one_of = |count: usize| usize::try_from(chance.between(0, i64::try_from(count).unwrap_or(1) - 1)).unwrap_or(0);
    let (story, requester, specialist) = (one_of(stage.stories.len()), one_of(stage.requesters.len()), one_of(stage.specialists.len()));
    (chance, story, requester, specialist)
}

fn open(tx: &mut Tx<'_>, stage: &Stage, number: u64) -> Result<TicketId> {
    let (mut chance, story, requester, _) = fate(stage, number);
    let ((story, category), requester) = (&stage.stories[story], &stage.requesters[requester]);
    let who = requester.person().ok_or_else(|| anyhow!("requesters are people"))?;
    let subject =
        format!("{} {}", plain(chance.one::<String>(&story.subjects)), stage.words.sentence(1, 3, &mut chance).trim_end_matches('.'));
    let body = format!("{} {}", plain(&story.opening), stage.words.sentence(8, 40, &mut chance));
    let open = Open {
        kind: story.kind.unwrap_or(tickets::Kind::Incident),
        source: *chance.one(&[Source::Email, Source::Email, Source::Portal, Source::Phone]),
        impact: Some(story.impact),
        urgency: Some(story.urgency),
        category: *category,
        team: Some(*chance.one(&stage.teams)),
        tags: story.tags.clone(),
        ..Open::new(who, subject, body)
    };
    let system = Actor::system(Door::Inside);
    let ticket = tickets::open(tx, &system, &open)?.ticket;
    demo::fields::answer(tx, &system, ticket, &story.category)?;
    Ok(ticket)
}

/// The ticket's message number `turn`, counted from 0 for the one it was opened with.
fn turn(tx: &mut Tx<'_>, stage: &Stage, ticket: TicketId, number: u64, turn: u64, messages: u64) -> Result<()> {
    let (_, story, requester, specialist) = fate(stage, number);
    let mut chance = Chance::new(number.wrapping_mul(31).wrapping_add(turn));
    let story = &stage.stories[story].0;
    let unfinished = Chance::new(number ^ 0x5EED).falls(UNFINISHED_PERCENT);
    let specialist = &stage.specialists[specialist];
    let said = story.turns.get(usize::try_from(turn).unwrap_or(0)).map_or(story.solved.as_str(), |(_, text)| text.as_str());
    let body = format!("{} {}", plain(said), stage.words.sentence(8, 40, &mut chance));
    if turn + 1 == messages && !unfinished {
        return tickets::reply(tx, specialist, &Reply { then: Then::Resolve, ..Reply::public(ticket, body) }).map(drop);
    }
    match turn % 4 {
        2 => tickets::reply(tx, &stage.requesters[requester], &Reply::public(ticket, body)),
        3 => tickets::reply(tx, specialist, &Reply::note(ticket, body)),
        _ => tickets::reply(tx, specialist, &Reply::public(ticket, body)),
    }
    .map(drop)
}

/// A story's words without the places that the demo fills in.
fn plain(text: &str) -> String {
    text.replace(['{', '}'], "")
}
