//! Killed at any moment, under a load of letters, tickets, answers and merges, the desk loses nothing it answered for and does
//! nothing twice. `FIRSTLINE_TEST_KILLS` says how often it is killed.

use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use crate::server::Server;
use crate::story::{Story, check, load, place_with_key, wait_until_idle};

/// Kills in a run of all tests.
const ROUNDS: u64 = 6;
/// Shortest and longest time between a healthy start and the kill.
const LIFE_MS: (u64, u64) = (60, 700);

#[test]
fn killed_at_any_moment_it_loses_nothing_and_doubles_nothing() {
    let rounds = std::env::var("FIRSTLINE_TEST_KILLS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let (place, key) = place_with_key();
    let (count, story) = (AtomicU64::new(0), Mutex::new(Story::default()));
    for round in 0..rounds {
        let server = Server::start(&place);
        let over = AtomicBool::new(false);
        // Spread over the whole span, in no order that the load could follow.
        let life = LIFE_MS.0 + (round * 7_919) % (LIFE_MS.1 - LIFE_MS.0);
        thread::scope(|scope| {
            scope.spawn(|| load(&server, &key, &count, &story, &over));
            thread::sleep(Duration::from_millis(life));
            over.store(true, Ordering::Relaxed);
            // While requests are under way.
            Command::new("kill").args(["-KILL", &server.child.id().to_string()]).status().unwrap();
        });
        server.kill();
    }
    let mut story = story.into_inner().unwrap();
    // As if the time had passed for which a job is left to a process that may still be alive.
    place.desk.db.write_now(|tx| tx.execute("UPDATE jobs SET lease_until = 0", &[])).unwrap();
    let server = Server::start(&place);
    println!("{rounds} kills");
    story.ask_again(&server, &key);
    wait_until_idle(&place);
    server.kill();
    check(&place, &story);
}
