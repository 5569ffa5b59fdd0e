//! The counts of saved views: kept in memory for whoever works with the queue, and counted behind their backs, never for a page.
//!
//! A filter can say anything, also *me* and *now*, so no counter that every change moves can hold its count. One task of each process
//! counts anew after something happened to a ticket, and once a minute because time passes; it spends the smaller part of its time
//! counting, however long that takes.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ::tickets::{View, ViewId};
use db::{Announcement, MINUTE_MS, Moment};
use jiff::tz::TimeZone;
use people::{Actor, PersonId};
use tokio::sync::Notify;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};

use crate::desk::Desk;
use crate::front::SignedIn;

/// As far as views are counted; a tab says of more that there are more.
pub const VIEW_COUNT_MAX: i64 = 1_000;
/// How long somebody's views are counted after they last looked at a list, in milliseconds.
const KEPT_MS: i64 = 10 * MINUTE_MS;
/// For how many people a process counts; those who looked last.
const PEOPLE_MAX: usize = 500;
/// How long after a change is counted, so that many at once are counted once.
const SETTLE: Duration = Duration::from_millis(500);
/// How often is counted when nothing happens: filters ask for the time, too.
const CLOCK: Duration = Duration::from_secs(60);
/// How many times as long as counting took is not counted again.
const REST: u32 = 4;

/// What is kept, and what wakes the task that counts.
#[derive(Default)]
pub(crate) struct Tallies {
    people: Mutex<HashMap<PersonId, Looker>>,
    wake: Notify,
    counting: AtomicBool,
}

/// Somebody who works with the queue.
struct Looker {
    actor: Actor,
    zone: TimeZone,
    views: Vec<ViewId>,
    looked_at: Moment,
    /// Is there anything that was not counted yet?
    stale: bool,
    counts: HashMap<ViewId, i64>,
}

impl Tallies {
    fn people(&self) -> MutexGuard<'_, HashMap<PersonId, Looker>> {
        self.people.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something happened: all is to be counted again.
    fn spoil(&self) {
        self.people().values_mut().for_each(|looker| looker.stale = true);
    }

    /// The next whose views are to be counted; whoever has not looked for long is forgotten.
    fn next(&self, now: Moment) -> Option<(PersonId, Actor, TimeZone, Vec<ViewId>)> {
        let mut people = self.people();
        people.retain(|_, looker| now.since_ms(looker.looked_at) <= KEPT_MS);
        let (person, looker) = people.iter_mut().find(|(_, looker)| looker.stale)?;
        looker.stale = false;
        Some((*person, looker.actor.clone(), looker.zone.clone(), looker.views.clone()))
    }
}

impl Desk {
    /// The counts of these views as they were counted last for a reader who looks at a list now; nothing for those that were not
    /// counted yet.
    pub(crate) fn tallied(&self, visitor: &SignedIn, views: &[View]) -> HashMap<ViewId, i64> {
        let Some(person) = visitor.actor.person().filter(|_| !views.is_empty()) else { return HashMap::new() };
        let now = self.db.clock().now();
        let mut people = self.tallies().people();
        if people.len() >= PEOPLE_MAX && !people.contains_key(&person) {
            let last = people.iter().min_by_key(|(_, looker)| looker.looked_at).map(|(person, _)| *person);
            last.map(|last| people.remove(&last));
        }
        let looker = people.entry(person).or_insert_with(|| Looker {
            actor: visitor.actor.clone(),
            zone: visitor.say.zone.clone(),
            views: Vec::new(),
            looked_at: now,
            stale: true,
            counts: HashMap::new(),
        });
        let same = looker.views.len() == views.len() && looker.views.iter().zip(views).all(|(id, view)| *id == view.id);
        if !same {
            looker.views = views.iter().map(|view| view.id).collect();
        }
        looker.stale |= !same || looker.actor.teams != visitor.actor.teams || looker.actor.role != visitor.actor.role;
        (looker.actor, looker.looked_at) = (visitor.actor.clone(), now);
        let (counts, stale) = (looker.counts.clone(), looker.stale);
        drop(people);
        if !self.tallies().counting.swap(true, Ordering::AcqRel) {
            tokio::spawn(count(self.clone()));
        }
        if stale {
            self.tallies().wake.notify_one();
        }
        counts
    }
}

/// Does it tell of something that filters ask about?
fn matters(told: &Announcement) -> bool {
    told.event.is_some() && (told.subject.kind == ::tickets::TICKET || told.subject.kind == "view")
}

/// Counts until the server stops.
async fn count(desk: Desk) {
    let mut news = desk.db.announcements().listen();
    let (mut rested, mut clock) = (Instant::now(), Instant::now() + CLOCK);
    loop {
        let all = tokio::select! {
            () = desk.stopped() => return,
            () = desk.tallies().wake.notified() => false,
            () = sleep_until(clock) => true,
            heard = news.recv() => match heard {
                Ok(told) if !matters(&told) => continue,
                Ok(_) | Err(RecvError::Lagged(_)) => true,
                Err(RecvError::Closed) => return,
            },
        };
        let pause = if all { rested.max(Instant::now() + SETTLE) } else { rested };
        tokio::select! {
            () = desk.stopped() => return,
            () = sleep_until(pause) => {}
        }
        let began = Instant::now();
        if all {
            // What was told up to now is counted now.
            news = news.resubscribe();
            clock = began + CLOCK;
            desk.tallies().spoil();
        }
        while let Some((person, actor, zone, views)) = desk.tallies().next(desk.db.clock().now()) {
            let counted = desk.db.read(move |conn| ::tickets::view_counts(conn, &actor, &views, &zone, VIEW_COUNT_MAX)).await;
            match counted {
                Ok(counts) => {
                    if let Some(looker) = desk.tallies().people().get_mut(&person) {
                        looker.counts = counts.into_iter().collect();
                    }
                }
                Err(error) => tracing::warn!(%error, person = person.0, "the counts of saved views were not read; the old ones stay"),
            }
        }
        rested = Instant::now() + began.elapsed() * REST;
    }
}
